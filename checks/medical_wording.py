"""Medical wording by the class of the goods (医疗用语按商品类别适用的规定).

One word breaks another rule for every class: 治愈率 in a clinic's advertisement 广告法 16 and
医疗广告管理办法 7, on food 广告法 17 and 食品安全法 73, on a pesticide 广告法 21. What an officer
reads has to be of the class that the basis beside it is of.
"""

from dataclasses import replace

import re2

from checks.finding import Finding
from checks.goods_class import Goods
from checks.pattern_rule import compiled
from keywords.goods import GoodsClass

_OF_FARM = (
    "农药、兽药、饲料广告含有表示功效、安全性的断言或者保证，或者说明有效率",
    "登记、批准的标签和说明书载明的内容；没有对功效、安全性作保证",
)
_OF_FOOD = (
    "食品广告涉及疾病预防、治疗功能，或者使用医疗用语",
    "只说风味、营养成分；说明不具有治疗作用；词语另有含义",
)
_OF_APPROVED = (
    "药品、医疗器械广告含有表示功效、安全性的断言或者保证，或者超出批准的说明书",
    "有真实批准文号，按批准的说明书表述，没有对功效、安全性作保证",
)
WORDING: dict[GoodsClass, tuple[str, str]] = {
    "drug": _OF_APPROVED,
    "device": _OF_APPROVED,
    "slices": _OF_APPROVED,
    "medical_service": (
        "医疗广告保证治愈，宣传治愈率、有效率，涉及疾病名称、诊疗方法，或者以患者、医师名义作证明",
        "经卫生健康部门审查、与医疗广告审查证明一致的内容；不是广告的诊疗科目、就诊说明",
    ),
    "health_food": (
        "保健食品广告涉及疾病预防、治疗功能，或者含有表示功效、安全性的断言或者保证",
        "注册、备案的保健功能；说明不能代替药物",
    ),
    "infant_formula": _OF_FOOD,
    "food_and_medicine": _OF_FOOD,
    "food": _OF_FOOD,
    "cosmetics": (
        "化妆品广告明示、暗示产品具有医疗作用，或者使用医疗用语",
        "注册、备案的化妆品功效；说明不具有治疗作用",
    ),
    "pesticide": _OF_FARM,
    "vet_drug": _OF_FARM,
    "feed": _OF_FARM,
}
"""What medical wording is for goods of a class, and what would excuse it; for other goods the list
says it."""

NO_NUMBER_ALLOWS = compiled(
    "全(?:部)?(?:都)?好(?:了|透|$|[，。])|(?:都|就|也|全)好了|好利索|断根|除根|去根|根治|根除|治好了|包(?:治|好)|"
    "(?:治愈|痊愈|有效|好转|显效)率|不(?:再)?复发|不再犯|没再犯|一扫光|药到病除|(?:无|没有)(?:任何)?(?:毒)?副作用|"
    "(?:不用|不必|告别)(?:再)?(?:吃药|打针|打封闭|手术|开刀|住院)|恢复(?:了|如初)|神药|奇迹|克星|"
    "(?:\\d|[一二三四五六七八九十])(?:天|日|小时|分钟|贴|盒|次|粒)(?:就|即|内)?见效"
)
"""Assurances: a right number allows no goods to give them (广告法 16, 18, 21)."""

_COLOUR = "斑|色素|暗沉|肤色|痘印"
LAWFUL_OF_COSMETICS = re2.compile(
    f"(?:祛|淡|去|美白|防|改善|减轻|减淡)[^。，\\n]{{0,3}}(?:{_COLOUR})|(?:黄褐|老年|雀|晒|色|老|妊娠|痘)斑|(?:{_COLOUR})|祛痘|防晒|美白|"
    "防脱(?:发)?|染发|烫发|去屑|控油|保湿|滋养|修护|舒缓|紧致|抗皱|清洁|去角质"
)
"""What the law lets a cosmetic do, once registered or filed (化妆品监督管理条例 16, 22;
化妆品分类规则和分类目录): 祛斑美白 is the lawful function of a special cosmetic, no medical one."""


_BOUND = ("drug", "device", "slices", "medical_service")
"""Classes whose number, or licence, allows medical words."""


def number_excuse(goods: Goods, words: str) -> str | None:
    """Why medical `words` (plain text) may be lawful for goods with a right number, or None: an
    assurance is not."""
    if goods.kind in _BOUND and NO_NUMBER_ALLOWS.search(words):
        return None
    return goods.medical_excuse


def of_the_class(finding: Finding, goods: Goods) -> Finding:
    """A claim as it is said of goods of a class: the reason names it, the excuse is the one that
    the law on such goods knows."""
    told = f"{finding.reason}商品按“{goods.name}”看待。"
    known = WORDING.get(goods.kind)
    return replace(finding, reason=told, excuse=known[1] if known else finding.excuse)
