"""Name and value lines of goods: 产地：云南 (商品参数).

They stand in two-column tables, in dl lists, and as "name：value" items. Each
becomes one line "name：value" of the field "attributes"; `pairs` reads such
lines back.
"""

import re

from pages.words import words

MAX_NAME = 14
MAX_VALUE = 300

# Names that make a line an attribute wherever it stands, not only in a list.
KNOWN_NAMES = words(
    """
    产地 原产地 产地省份 产地城市 原料产地 原料与产地 商品产地 生产地 产区 厂名 厂址 厂家 厂商
    生产厂家 生产商 生产企业 生产者 制造商 生产地址 厂家地址 厂家联系方式 委托方 受委托方 品牌
    商标 型号 货号 规格 净含量 重量 毛重 保质期 生产日期 配料 配料表 成分 主要成分 原料 材质
    面料 等级 级别 储存方法 贮存条件 储藏方法 产品标准号 执行标准 产品标准代号
    食品生产许可证编号 生产许可证编号 生产许可证 许可证编号 批准文号 注册证号 备案号 备案编号
    登记证号 农药登记证号 种子生产经营许可证编号 审定编号 适用范围 适用人群 不适宜人群 食用方法
    用法用量 功能主治 保健功能 颜色 尺码 尺寸 款式 发货地 发货地址 所在地 是否进口 种类 品名
    产品名称 商品名称 名称 系列 包装 包装方式 年份 采摘时间 茶叶产地 是否有机 价格 售价
    """
)

_PAIR = re.compile(
    rf"^[·•●▪■\-*\s]{{0,4}}([^\s：:，,。；;！!？?][^：:，,。；;！!？?]{{0,{MAX_NAME - 1}}})"
    rf"\s{{0,4}}[：:]\s{{0,6}}(\S.{{0,{MAX_VALUE}}})$"
)
_LETTER = re.compile(r"[A-Za-z\u4e00-\u9fff]")


def bare_name(text: str) -> str:
    """A name without the spaces inside (产　地) and the colon behind it."""
    return "".join(text.split()).strip("：:·•*【】[]")


def name_of(text: str) -> str:
    """The bare name in a cell that may name the value beside it, or ""."""
    name = bare_name(text)
    return name if 0 < len(name) <= MAX_NAME and _LETTER.search(name) else ""


def is_name(text: str) -> bool:
    """Whether a cell may be the name of the value beside it."""
    return name_of(text) != ""


def joined(name: str, value: str) -> str:
    """The line of one attribute."""
    return f"{name.strip().rstrip('：:').rstrip()}：{value}"


def as_pair(line: str, in_list: bool) -> tuple[str, str] | None:
    """Name and value of a line that is an attribute, else None.

    In a list any short name will do; elsewhere only the names of KNOWN_NAMES,
    since running text has colons of its own.
    """
    match = _PAIR.match(line)
    if match is None:
        return None
    name = bare_name(match[1])
    if name in KNOWN_NAMES or (in_list and is_name(name) and len(match[2]) <= 100):
        return name, match[2].strip()
    return None


def pairs(text: str) -> list[tuple[str, str, int]]:
    """(name, value, where the value begins) of every line of an "attributes" field."""
    out = []
    start = 0
    for line in text.split("\n"):
        name, colon, value = line.partition("：")
        if not colon:
            name, colon, value = line.partition(":")
        if colon and value:
            shift = len(line) - len(value.lstrip())
            out.append((bare_name(name), value.strip(), start + shift))
        start += len(line) + 1
    return out
