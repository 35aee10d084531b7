"""Narcotic and psychotropic drugs offered on a page (麻醉药品、精神药品的网售).

药品管理法 61, third paragraph: they may not be sold on the net at all, by whomever. The names are
those of the catalogues (2013, with what was added since) that are traded on the quiet, and what
drugging potions are called. It is a matter for the police and the drug administration.
"""

from checks.context import Context
from checks.drug_act import DrugAct, told_act
from checks.finding import Finding
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from pages.words import words

AREA = "product_quality"
UNIT = "consumer_protection"
COMPARED = ("controlled-drug",)

_NAMES = (
    "曲马多|地西泮|三唑仑|咪达唑仑|氯硝西泮|艾司唑仑|阿普唑仑|劳拉西泮|芬太尼|杜冷丁|哌替啶|羟考酮|泰勒宁|可待因|"
    "美沙酮|丁丙诺啡|哌甲酯|利他林|专注达|安非他[明命]|莫达非尼|唑吡坦|依托咪酯|羟丁酸|氯胺酮|听话水|乖乖水|"
    "迷[奸魂]?药|迷情药|迷幻(?:药|蘑菇)"
)
_DEAL = (
    "有货|现货|到货|出货|出售|代购|带回|包邮|私聊|私信|加微|加v|闪送|当天到|发货|可发|批发|下单|拍下|库存|"
    "(?:不用|无需|不要|免|没有?)处方|\\d元|[/每一]盒|\\d盒|起批|量大"
)
_OFFERED = compiled(f"(?:{_NAMES})[^\\n]{{0,40}}(?:{_DEAL})|(?:{_DEAL})[^\\n]{{0,30}}(?:{_NAMES})")
_NEEDLES = NEEDLES.add(
    words(
        "曲马多 地西泮 三唑仑 咪达唑仑 氯硝西泮 艾司唑仑 阿普唑仑 劳拉西泮 芬太尼 杜冷丁 哌替啶 "
        "羟考酮 泰勒宁 可待因 美沙酮 丁丙诺啡 哌甲酯 利他林 专注达 安非他 莫达非尼 唑吡坦 依托咪酯 "
        "羟丁酸 氯胺酮 听话水 乖乖水 迷药 迷奸药 迷魂药 迷情药 迷幻"
    )
)
_HONEST = compiled(
    "禁毒|不得|禁止|严禁|警惕|举报|谨防|防范|不[售卖做出]|从不|没有卖|不提供|不能(?:网|在网)|凭[^。\\n]{0,6}处方|成瘾|"
    "科普|戒断|戒毒|检测(?:试剂|板|卡|盒)|试纸|教材|图书|论文|小说|剧本|管制|遵医嘱|说明书|不含|未检出|对照品|标准品"
)
_ACT = DrugAct(
    "controlled-drug",
    _OFFERED,
    _NEEDLES,
    "出售麻醉药品、精神药品或者迷药，这类药品不得在网络上销售。须移送公安机关、药品监督管理部门",
    _HONEST,
    "不是在出售",
    "禁毒宣传、检测用品、医疗机构凭处方的说明",
    ("controlled",),
)


def check(context: Context) -> list[Finding]:
    """One finding for the first such drug that is offered."""
    return told_act(context, AREA, UNIT, _ACT)
