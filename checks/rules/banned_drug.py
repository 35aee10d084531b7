"""A drug said to be in food, in a slimming or a tonic capsule (食品中添加药品).

食品安全法 38, 123: no drug may be added to food; 西布曲明 and 芬氟拉明 may not be used at all any
more. Who sells food that he knows to hold them commits a crime (刑法 144): the matter is for the
police as well. What an approved drug contains is its business.
"""

from checks.context import Context
from checks.drug_act import DrugAct, told_act
from checks.drug_names import FORBIDDEN_IN_FOOD
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from pages.words import words

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("banned-drug-added",)
OF_NUMBERS = COMPARED

_HOLDS = (
    "(?:加|添|含|放|掺|里面有|里头有|成分(?:是|有|:)?|配方(?:是|有|里|:)?|主要是|用的是|就是靠)"
)
_SAID = compiled(
    f"{_HOLDS}[^。\\n]{{0,12}}?(?:{FORBIDDEN_IN_FOOD})|"
    f"(?:{FORBIDDEN_IN_FOOD})(?:成分|配方|的?(?:减肥|瘦身|壮阳|降糖|胶囊|糖果|咖啡))"
)
_NEEDLES = NEEDLES.add(
    words(
        "西布曲明 芬氟拉明 酚酞 西地那非 他达拉非 伐地那非 艾地那非 红地那非 二甲双胍 苯乙双胍 "
        "格列本脲 格列齐特 格列吡嗪 硝苯地平 利血平 氢氯噻嗪 匹可硫酸钠 双醋酚汀 麻黄碱 可待因 "
        "氯硝西泮 地塞米松 泼尼松 吲哚美辛 双氯芬酸"
    )
)
_APPROVED = ("drug", "vet_drug", "device", "medical_service")
_HONEST = compiled(
    "不(?:得|含|加|添加|放|掺|会加|敢加)|没有?(?:加|添|含|放|掺)|未(?:检出|添加|含)|绝无|零添加|禁止|严禁|警惕|谨防|举报|曝光|通报|查处|被查|检出|查出|"
    "检测|试剂|试纸|速测|对照品|标准品|标准物质|科普|图书|教材|论文|案例|提醒|当心|小心|别买|别家|有的商家|有些|同服|合用|正在服用|服用[^。\\n]{0,10}者|慎用|禁用|"
    "复方制剂|(?:登记|核对|出示)[^。，\\n]{0,6}身份证|药师"
)
_ACT = DrugAct(
    "banned-drug-added",
    _SAID,
    _NEEDLES,
    "页面称商品含有药品成分，食品中不得添加药品，明知而销售的涉嫌犯罪。须移送公安机关，并通报药品监督管理部门",
    _HONEST,
    "不是说本品含有",
    "有批准文号的药品说明成分；检测用品、警示宣传、说明不含",
    ("medicine-in-food", "banned-drug"),
)


def check(context: Context) -> list[Finding]:
    """One finding for the first such drug that the page says to be in its goods."""
    if context.goods.kind in _APPROVED or context.nature.offers_nothing:
        return []
    return told_act(context, AREA, UNIT, _ACT)
