"""Goods passed off as a drug (非药品冒充药品): a plaster or a powder with 主治 and no approval.

药品管理法 98: what is no drug and is passed off as one is a false drug; 116, 124 punish its making
and selling. A cure that food or goods of everyday use are said to bring is an advertisement
(广告法 17): here the goods are made up as medicine, 黑膏药, 药粉, 胶囊, and told what they treat as
a leaflet tells it. That the page says there is no approval makes a strong lead of it; that it
lists the particulars of its goods without one, a weak one.
"""

from itertools import islice

from checks.context import OWN, Context
from checks.finding import Finding
from checks.illness import ILLNESS
from checks.needles import NEEDLES
from checks.other_voices import own_voice
from checks.pattern_rule import compiled
from checks.talk_excuses import around
from pages.attributes import pairs

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("passed-off-as-drug",)
OF_NUMBERS = COMPARED

_MADE_UP = compiled(
    "膏药|黑膏|药膏|贴膏|断根膏|骨痛膏|(?:筋骨|风湿|接骨|活络|止痛|祛痛)[^，。\\n]{0,3}[膏贴散粉丸油]|药[粉丸散酒水油包]|(?:[苗彝藏傣中草]|"
    "民间)药|胶囊|[丸散]$|丸[^，。\\n]{0,3}\\d|(?:喷|搽|擦)剂|(?:鼻炎|脚气|痔疮|皮癣|灰甲|痛风|疝气)[^，。\\n]{0,3}[膏粉水散灵贴]"
)
_NOT_MADE_UP = compiled(
    "咖啡|收纳|空胶囊|胶囊(?:机|壳|旅馆|公寓|伞|衣|咖啡|板|填充)|药酒[^，。\\n]{0,2}(?:瓶|坛|罐|缸|泡)|泡酒(?:料|瓶)|玩具|图书|书|模具|模型|手册|课程|培训|"
    "兽|宠物|犬|猫|鸡|鸭|猪|牛|羊|鱼|农药|药粉机|打粉机|包装|空白|纱布|辣[椒子]?(?:丸|粉)|[鱼肉虾墨贡撒]丸|丸子|馓子|中药材|药材"
)
_TREATS = compiled(
    f"(?:主治|功能主治|适应症|专治|专门治|包治|根治|治疗|能治|治好)[^。\\n]{{0,10}}?(?:{ILLNESS})|"
    f"(?:主治|适应症)(?::)?[^。\\n]{{2,}}|(?:{ILLNESS})[^。\\n]{{0,10}}?(?:断根|除根|根治|一贴就好|治好)"
)
_NO_APPROVAL = compiled(
    "(?:没有?|无|未取得|没得|不用|不需要?)(?:什么|任何|国家的?)?(?:批号|批文|批准文号|药准字|国药准字|药字号|字号|准字)|"
    "药(?:店|房)(?:里)?(?:都)?(?:买不[到着]|没得?卖|没有卖)"
)
_NEEDLES = NEEDLES.add(("治", "适应症", "断根", "除根", "一贴就好"))
_KINDS = ("other", "food", "food_and_medicine", "cosmetics")
_HONEST = compiled(
    "不(?:能|可以?)?治|不是药|非药品|不代替|不能代替|代替不了|不具有|没有治疗|谨防|警惕|别信|骗|通报|查处|被罚|处罚|案|科普|"
    "医院|医生说|请就医|遵医嘱|国药准字[hzsb]\\d"
)
_ROWS = 2
_MOST_JUDGED = 200
"""Words of one field, each with what stands around it, that are judged."""


def check(context: Context) -> list[Finding]:
    """One finding at most, at what the goods are said to treat."""
    name = context.plain_name
    if context.goods.kind not in _KINDS or context.nature.offers_nothing or not context.page.prices:
        return []
    if not _MADE_UP.search(name) or _NOT_MADE_UP.search(name):
        return []
    treats = _first(context)
    if treats is None:
        return []
    field, start, end = treats
    own = context.plain_own[:20_000]
    none = _NO_APPROVAL.search(own)
    if none is None and len(pairs(context.page.text("attributes"))) < _ROWS:
        return []
    said = " ".join(context.page.fields[field][start:end].split())
    why = f"，又写明“{none.group()}”" if none else "，商品参数中没有批准文号"
    finding = context.bare_finding(
        AREA,
        rule="passed-off-as-drug",
        unit=UNIT,
        lead=True,
        strength="strong" if none else "weak",
        reason=f"商品做成药品的样子，页面写“{said[:60]}”{why}：涉嫌以非药品冒充药品，按假药论处。"
        "由药品监督管理部门处罚，须移送。",
        excuse="有真实的药品批准文号、医疗机构制剂批准文号；有注册证或者备案号的医疗器械",
        matched=context.page.fields[field][start:end],
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "fake-drug"),
    )
    return own_voice(context, [finding])


def _first(context: Context) -> tuple[str, int, int] | None:
    """The field and place of the first words that tell what the goods treat."""
    for field in OWN:
        if not context.page.fields.get(field) or not context.stands_in(field, _NEEDLES):
            continue
        plain = context.plain(field)
        for found in islice(_TREATS.finditer(plain.text), _MOST_JUDGED):
            place = found.start(), found.end()
            if _HONEST.search(around(plain.text, *place)):
                continue
            start, end = plain.span(*place)
            if context.excuse_at(field, start, end) is None:
                return field, start, end
    return None
