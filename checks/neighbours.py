"""同行与邻居: whether who is run down is a rival at all, and whose goods a slander tells of.

反不正当竞争法 12 protects rivals (竞争对手): those who sell. 隔壁邻居家的墙发霉 tells why paint is
needed and runs down nobody; 隔壁烤鸭店用的都是死鸭子 does. What a slander says of goods it says of
the rival's: the shop's own are not accused by it.
"""

from collections.abc import Sequence

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled
from checks.plain_text import in_sentence, plain
from checks.slander import SLURS

_BESIDE = (
    "隔壁|邻居|同村|邻村|对面|对门|对街|楼上|楼下|附近|旁边|街坊|同街|村里|村口|镇口|街口|巷口|"
    "路口|城[东西南北]"
)
_WHOSE = "(?:那|的|家|户|老|小|[\\p{Han}]家|[\\p{Han}][大小老]?){0,3}"
_THINGS = (
    "小区|工地|村(?:里|子|去年|今年|有|的|，)|班|宿舍|单元|楼栋|住户|业主|租客|租户|孩子|小孩|娃|儿子|女儿|"
    "媳妇|水管|下水|墙|屋顶|阳台|厨房|卫生间|地板|门锁|窗|[狗猫](?:$|[^粮窝舍])|院子|地里|田里|路|河|垃圾|装修"
)
_PERSONS = (
    "邻居|大[爷妈娘婶叔嫂哥姐]|婶子?|阿姨|老太太?|奶奶|爷爷|老人|老伯|同学|同事|小伙|姑娘|乡亲"
)
_THING = compiled(f"(?:{_BESIDE}){_WHOSE}(?:{_THINGS})")
_PERSON = compiled(f"(?:{_BESIDE}){_WHOSE}(?:{_PERSONS})")
_HERE = compiled(_BESIDE)
_OURS = compiled("我|咱|俺|本店|小店|换上?|用了|装了?")
_TRADE = (
    "店|铺|摊|馆|厂|坊|公司|[修车洗银花商米茶布药]行|超市|药房|诊所|酒楼|饭庄|餐厅|食堂|客栈|民宿|酒店|驾校|幼儿园|"
    "培训|中介|合作社|卖|售|开的|做的|做生意|生意|接单|老板|商家|师傅|\\p{Han}记"
)
_TRADES = compiled(_TRADE)
_TRADER = compiled(
    f"(?:{_BESIDE}|号门|那家)[^，。！？\\n]{{0,10}}(?:{_TRADE})|某[\\p{{Han}}a-z]{{1,6}}(?:{_TRADE})"
)
_TURNED = compiled(
    "别去|别买|别上|别贪|别信|千万别|劝大家|(?:买|去|吃)了就是?上当|认准|选我|来我|找我|买我|才是"
)
"""What turns the reader from the rival to the shop."""
_TAKEN_BACK = compiled(
    "致歉|道歉|更正|没有依据|不评论|不评价|没说过|没讲过|听传|有人说|有人问|据说|曝光|转载|转来|通报|被罚|提个醒"
)
"""The shop says that it was wrong to say so, asks, or tells of what an office did."""
_OTHERS_GOODS = frozenset({"product_quality", "counterfeit", "farm_supplies"})
_CLAIMS = "unfair_competition.made-up"
"""What is said of goods, and what is claimed of them: 全是台地茶冒充的."""
_REACH = 80


def without_neighbours(context: Context, findings: Sequence[Finding]) -> list[Finding]:
    """The findings; slander of those who sell nothing makes no lead, nor does what a slander that
    is not to be doubted says of goods: these are the rival's."""
    slurs = {id(one): one for one in findings if one.lead and one.field and is_slur(one)}
    if not slurs:
        return list(findings)
    judged = {key: _judged(context, one) for key, one in slurs.items()}
    told = [one for one in judged.values() if one.lead and turns_from_a_trader(context, one)]
    return [judged.get(id(one)) or _of_a_rival(one, told) for one in findings]


def is_slur(finding: Finding) -> bool:
    """Whether a rule found in it that somebody is run down."""
    return finding.rule.partition(".")[2] in SLURS


def turns_from_a_trader(context: Context, finding: Finding) -> bool:
    """Whether a slander names one near by who trades, and turns the reader to the shop or is about
    its very goods: the words of warning (别去, 千万别买) are then the offence, and no reason to
    doubt it."""
    if not is_slur(finding) or not finding.field:
        return False
    said = _said(context, finding)
    trader = _TRADER.search(said)
    asked = "？" in (shown := _as_shown(context, finding)) or "?" in shown
    if trader is None or asked or _TAKEN_BACK.search(said):
        return False
    return _TURNED.search(said) is not None or _names_goods(
        context, said[trader.start() :].split("，")[0]
    )


def neighbour_in(said: str) -> str | None:
    """Why a sentence of plain text tells of one near by who sells nothing, or None."""
    named = _THING.search(said) or _PERSON.search(said)
    if named is None or _TRADES.search(_theirs(said, named.start(), named.end())):
        return None
    return f"“{named.group()}”是邻居、住户、地方，不是销售同类商品、服务的经营者"


def _theirs(said: str, start: int, end: int) -> str:
    """What is said from `start` on of who is named up to `end`, not of the shop."""
    ours = _OURS.search(said, end)
    return said[start : ours.start() if ours else len(said)]


def _judged(context: Context, finding: Finding) -> Finding:
    said = _said(context, finding)
    why = neighbour_in(said)
    person = _PERSON.search(said)
    if why and person and _names_goods(context, _theirs(said, *person.span())):
        return finding  # 隔壁王大妈家的米线, told by one who sells 米线
    return without_lead(finding, f"{why}，谈不上商业诋毁") if why else finding


def _names_goods(context: Context, said: str) -> bool:
    """Whether two letters of the name of the goods stand together in what is said of somebody."""
    name = context.plain_name
    return any(name[at : at + 2] in said for at in range(len(name) - 1))


def _of_a_rival(finding: Finding, slurs: Sequence[Finding]) -> Finding:
    """The finding, excused where it is about goods and a lead of `slurs` tells its very words."""
    of_goods = finding.area in _OTHERS_GOODS or finding.rule == _CLAIMS
    if not finding.lead or not of_goods:
        return finding
    for one in slurs:
        if one.field == finding.field and one.start < finding.end and finding.start < one.end:
            return without_lead(finding, "说的是他人的商品，不是本店所售；该句按商业诋毁提示")
    return finding


def _said(context: Context, finding: Finding) -> str:
    """The sentence of a finding in plain text."""
    return plain(_as_shown(context, finding)).text


def _as_shown(context: Context, finding: Finding) -> str:
    text = context.page.fields.get(finding.field, "")
    low, high = in_sentence(text, finding.start, finding.end, _REACH, "。！!\n")
    return text[low:high]
