"""Where goods come from, as their page says (产地), against a protected area (地理标志保护地域).

Only the producer's places count: 产地, 原料产地, 厂址. A seller or a warehouse
elsewhere (发货地) is normal.
"""

import re
from dataclasses import dataclass
from typing import Literal

from pages.attributes import pairs
from pages.page import Page
from pages.words import words

Verdict = Literal["inside", "outside", "unclear", "unsaid"]

_ORIGIN_NAMES = words(
    "产地 原产地 产地省份 产地城市 原料产地 原料与产地 商品产地 生产地 产区 茶叶产地 原产国 "
    "原产国/地区 国产/进口 生产产地"
)
_MAKER_NAMES = words(
    "厂址 生产地址 厂家地址 生产厂家 生产商 生产企业 生产者 制造商 厂名 生产厂址 厂商 生产商地址 "
    "生产企业地址 制造商地址"
)
_INGREDIENT_NAMES = words("配料 配料表 原料 主要原料 成分")
_IN_TEXT = re.compile(
    r"(?:^|[，,。；;\s|｜【\[（(])(产地|原产地|原料产地|厂址|生产地址|生产厂家|生产商|"
    r"厂名)\s{0,2}[】\]）)]?\s{0,2}[：:]\s{0,3}"
    r"([^\n，,。；;|｜]{2,60})"
)
_PLACE = re.compile(
    "北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|"
    "湖南|广东|广西|海南|重庆|四川"
    "|贵州|西藏|陕西|甘肃|青海|宁夏|新疆|台湾|香港|澳门|云南|越南|老挝|缅甸|泰国|印度|印尼|"
    "巴西|哥伦比亚|埃塞|日本|韩国|美国"
    "|俄罗斯|马来|菲律宾|进口|[\u4e00-\u9fff]{1,6}[省市县区州乡镇村]"
)
_YUNNAN = re.compile("云南|滇")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the page says: `verdict`, the `name` and `value` of the line it rests on, and where
    `value` stands in the page's field."""

    verdict: Verdict
    name: str = ""
    value: str = ""
    field: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        """One past the value's last code point."""
        return self.start + len(self.value)


def origin_of(page: Page, area: tuple[str, ...]) -> Origin:
    """Whether the goods of `page` come from one of the places `area`.

    One line that names a place inside clears the goods; a line that names only
    the province is unclear. Without any 产地 the maker's address decides.
    """
    said = list(_said(page))
    for origin in said:
        clears = origin.name in _INGREDIENT_NAMES or origin.name in _ORIGIN_NAMES
        if clears and any(place in origin.value for place in area):
            return Origin("inside", origin.name, origin.value, origin.field, origin.start)
    for names in (_ORIGIN_NAMES, _MAKER_NAMES):
        for origin in said:
            if origin.name not in names:
                continue
            verdict = _verdict(origin.value, area)
            if verdict != "unsaid":
                return Origin(verdict, origin.name, origin.value, origin.field, origin.start)
    return Origin("unsaid")


def _verdict(value: str, area: tuple[str, ...]) -> Verdict:
    if any(place in value for place in area):
        return "inside"
    if _YUNNAN.search(value):
        return "unclear" if _only_province(value) else "outside"
    return "outside" if _PLACE.search(value) else "unsaid"


def _only_province(value: str) -> bool:
    rest = re.sub("中国|大陆|云南省?|滇|高原|高山|高海拔|[\\s·,，、/（）()-]", "", value)
    return not re.search(r"[\u4e00-\u9fff]{1,6}[市县区州乡镇村]", rest)


def _said(page: Page) -> list[Origin]:
    """Every line of origin, maker or ingredients, from the attributes first."""
    found = [
        Origin("unsaid", name, value, "attributes", start)
        for name, value, start in pairs(page.text("attributes"))
        if name in _ORIGIN_NAMES or name in _MAKER_NAMES or name in _INGREDIENT_NAMES
    ]
    for field in ("description", "structured"):
        text = page.fields.get(field, "")[:100_000]
        found.extend(
            Origin("unsaid", match[1], match[2].strip(), field, match.start(2))
            for match in _IN_TEXT.finditer(text)
        )
    return found[:100]
