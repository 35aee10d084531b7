"""Permits that goods need beside the licence (亮证): what is sold, what is shown.

食品安全法 35, 药品管理法 51 and 61, 医疗器械监督管理条例 42 and 46, 旅游法 28 and 48,
农药管理条例 24, 烟草专卖法 16. What a shop sells is taken from plain words; where it
is not clear, nothing is said. 食用农产品 needs no permit.
"""

import re
from dataclasses import dataclass

from pages.page import Page


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade that needs a permit: how it shows itself, and what shows its permit.

    `least` different words of `sells` tell the trade, or one of `alone`.
    """

    name: str
    permit: str
    sells: re.Pattern[str]
    shown: re.Pattern[str]
    codes: frozenset[str]
    least: int = 2
    alone: re.Pattern[str] | None = None


_OF_OTHER_GOODS = (
    "(?![裙色服衣裤鞋帽杯盒袋机炉模刀架盘柜纸罐瓶桶车碗勺壶锅夹]|设备|包装|玩具|抱枕|配件|用品|器|工具|培训|加盟"
    "|软件|系统|香[薰氛水]|印花|图案)"
)
"""面包机, 蛋糕裙, 奶茶色: no food."""

TRADES = (
    Trade(
        "食品",
        "食品经营许可证或者仅销售预包装食品备案",
        re.compile(
            "(?:零食|糕点|饼干|方便面|预包装|饮料|固体饮料|罐头|调味品|食用油|乳制品|奶粉|糖果|蜜饯|速食|速冻"
            "|卤味|火腿|腊肉|鲜花饼|月饼|咖啡(?:豆|粉)|代用茶|压片糖果|酱菜|食品旗舰店|食品有限公司|食品店"
            "|卤[菜肉蛋鸡鸭鹅牛猪凤]|熟食|蛋糕|面包|凉粉|凉皮|奶茶|甜品|冰淇淋|巧克力)"
            + _OF_OTHER_GOODS
        ),
        re.compile(
            "食品(?:经营|流通|生产)许可|预包装食品.{0,8}备案|食品经营备案|小作坊|餐饮服务许可|小餐饮"
        ),
        frozenset(("jy", "sc", "filing_food")),
    ),
    Trade(
        "药品",
        "药品经营许可证",
        re.compile(
            "大药房|药房|药店|处方药|非处方药|OTC|国药准字|阿莫西林|头孢[\u4e00-\u9fff]{2}|布洛芬|对乙酰氨基酚"
            "|奥司他韦|连花清瘟|感冒灵|板蓝根颗粒|蒙脱石散|氯雷他定|阿奇霉素|左氧氟沙星|云南白药(?:胶囊|气雾剂|粉)"
            "|西地那非片"
        ),
        re.compile("药品经营许可|药品网络销售备案|互联网药品"),
        frozenset(("drug_licence",)),
    ),
    Trade(
        "医疗器械",
        "医疗器械经营许可证或者第二类医疗器械经营备案",
        re.compile(
            "隐形眼镜(?!盒|伴侣|夹|清洗)|角膜接触镜|美瞳(?!盒|夹)|[日月年]抛|一次性(?:使用)?(?:无菌)?注射器"
            "|胰岛素针头|制氧机|呼吸机"
        ),
        re.compile(
            "医疗器械(?:经营|网络销售|生产).{0,4}(?:许可|备案)|械经营备|械经营许|第[二三]类医疗器械"
        ),
        frozenset(("device_licence",)),
        alone=re.compile("械注[准进许]|医疗器械(?:专营|旗舰|有限公司|商城)"),
    ),
    Trade(
        "旅行社业务",
        "旅行社业务经营许可证",
        re.compile("跟团游|出团日期|成团|地接社|旅行社|双飞\\d|\\d日游|\\d天\\d晚"),
        re.compile("旅行社(?:业务)?(?:经营)?许可证"),
        frozenset(("travel_agency",)),
    ),
    Trade(
        "农药",
        "农药经营许可证",
        re.compile("除草剂|杀虫剂|杀菌剂|农药登记证|草甘膦|吡虫啉|阿维菌素"),
        re.compile("农药经营许可|农药经许"),
        frozenset(("pesticide_licence",)),
    ),
    Trade(
        "卷烟",
        "烟草专卖零售许可证",
        re.compile("香烟|卷烟|硬中华|软中华|整条烟|烟弹|雪茄"),
        re.compile("烟草专卖(?:零售)?许可"),
        frozenset(),
        alone=re.compile("(?:香烟|卷烟|[硬软]中华)(?:整条|一条|条装)|整条(?:香烟|卷烟)"),
    ),
)

_PRICE = re.compile(r"[¥￥] ?\d|\d ?元")
_GOODS_ADDRESS = re.compile(
    r"(?:item|product|goods|detail|sku|prod)[^/]{0,12}[/=._-]\w{0,40}\d", re.I
)
_FIELDS = ("title", "description", "attributes", "alt", "image_text")


@dataclass(frozen=True, slots=True)
class PermitReading:
    """`needed`: trades the page shows; `shown`: trades whose permit it shows; `words` that told."""

    needed: dict[str, list[str]]
    shown: dict[str, str]

    @property
    def missing(self) -> list[str]:
        """Trades without a permit on this page."""
        return [name for name in self.needed if name not in self.shown]


def permits_of(page: Page) -> PermitReading:
    """What a shop's page shows of trades and permits."""
    text = "\n".join(page.fields.get(field, "") for field in _FIELDS)[:200_000]
    text, links = f"{text}\n{_goods_on_links(page)}", page.fields.get("links", "")[:200_000]
    needed: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for trade in TRADES:
        words = list(dict.fromkeys(match.group() for match in trade.sells.finditer(text)))
        if trade.alone is not None and (one := trade.alone.search(text)):
            words = list(dict.fromkeys((one.group(), *words)))
            needed[trade.name] = words[:6]
        elif len(words) >= trade.least:
            needed[trade.name] = words[:6]
        permit = trade.shown.search(text) or trade.shown.search(links)
        code = next((c for c in page.codes if c.kind in trade.codes and c.valid is not False), None)
        if permit is not None or code is not None:
            shown[trade.name] = permit.group() if permit else code.raw if code else ""
    return PermitReading(needed, shown)


def _goods_on_links(page: Page) -> str:
    """The words of links that are goods: with a picture, a price or an address as goods have.

    Menus are left out: a mall's bar names trades that the shop may not be in.
    """
    own = frozenset(page.fields.get("links", "")[:200_000].split())
    told = []
    for link in page.links[:2_000]:
        if link.hidden or link.region in ("nav", "footer", "head"):
            continue
        words = f"{link.text} {link.image}"
        goods = link.image or _PRICE.search(words) or _GOODS_ADDRESS.search(link.url)
        if goods and not own.isdisjoint(words.split()):
            told.append(words)
    return "\n".join(told)[:100_000]


_JUDGED = {
    "jy": "食品经营许可证编号",
    "filing_food": "预包装食品备案编号",
    "sc": "食品生产许可证编号",
    "travel_agency": "旅行社业务经营许可证编号",
    "drug": "药品批准文号",
    "device": "医疗器械注册或者备案编号",
    "cosmetics": "化妆品注册或者备案编号",
    "health_food": "保健食品批准文号",
    "pesticide": "农药登记证号",
    "vet_drug": "兽药产品批准文号",
    "drug_licence": "药品经营许可证编号",
    "device_licence": "医疗器械经营许可或者备案编号",
}
_WHY = {
    "length": "位数不对",
    "check-digit": "校验位不符",
    "area": "行政区划代码不存在",
    "authority": "发证机关与类别不符",
    "no-drug-number": "不是现行的药品批准文号",
}


def permit_faults(page: Page) -> list[dict[str, str]]:
    """Permit numbers of the page that fail their check digit or form, each with its reason."""
    return [
        {
            "kind": "permit-wrong",
            "text": code.raw,
            "place": code.field,
            "reason": f"{_JUDGED[code.kind]}“{code.raw}”{_WHY.get(code.note, '格式不对')}",
        }
        for code in page.codes
        if code.valid is False and code.kind in _JUDGED and code.field not in ("hidden", "meta")
    ]


def permit_name(trade: str) -> str:
    """The permit that a trade needs."""
    return next(one.permit for one in TRADES if one.name == trade)
