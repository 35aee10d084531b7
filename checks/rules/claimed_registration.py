"""A mark shown as registered that is not (冒充注册商标): 商标法 52 (from 2027: 62).

R 先打上, 证还没下: the page says both that the sign of registration stands on the goods and that
there is no registration yet. 只标TM, 下证前不打R is how it is done rightly.
"""

from checks.context import Context
from checks.finding import Finding
from checks.other_voices import own_voice
from checks.pattern_rule import PatternRule, compiled, pattern_findings
from checks.plain_text import plain

AREA = "counterfeit"
UNIT = "trademark"

_SIGN = (
    "(?:注册商标|注册标|注册标记|注册字样|圈r|r圈|圈(?:里)?(?:的)?r|r标|带圈的?r|r字标|(?:打|"
    "印|标|加|贴|挂|用|写|带)(?:上|了|着|的|个|出)?(?:那个|小)?r(?:[^a-z0-9]|$))"
)
_USED = "打|印|标上|标了|加上|加的|加了|挂|用着|先用|贴|写上|写着|喷|带上|照用|刻"
_NOT_YET = (
    "(?:还|都|就|也|正|商标|证|局里|总局|注册)?(?:没(?:有)?(?:下|批|注册|拿到|办|申请|核准|"
    "到手|过|通过)|未(?:下|批|注册|核准|通过|取得|获)|下不来|没下来|还没|在受理|受理(?:中|通知|"
    "阶段|书)|在(?:申请|审|走流程|排队|公告|办)|申请(?:中|了|没|刚|还)|(?:刚|才)(?:交|递|提交|"
    "申请|报)|刚交了|等(?:着)?(?:下|批|证)|没有注册|没注册|只(?:核准|注册)(?:在|了)|注册("
    "?:的)?是别的类|被驳回|驳回|(?:注册|商标)[^。，\\n]{0,5}(?:慢慢|以后|回头|晚点|再)(?:办|说|"
    "补|弄)|初审|实审|审查中|过期没续|已?失效|撤销|没续展)"
)

_RIGHTLY = compiled(
    "只(?:标|打|写|印|用)(?:了|的|注|上)?tm|标(?:的是|注)?tm|不(?:打|标|印|用|加|"
    "带|敢|会|能|得)[^。，\\n]{0,4}(?:r|注册)|未(?:标|使用|打)|没(?:有)?(?:打|标|"
    "印)[^。，\\n]{0,3}(?:r|注册)|代理|续展|咨询|服务费|代办|注册证号|注册号|"
    "查询|冒充|谨防|才能(?:用|打|标)|别弄错|罚|违法|不得|规定"
)
_NO_MARK = compiled(
    f"(?:商标|注册|证|申请|受理|审)[^。\\n]{{0,12}}{_NOT_YET}|{_NOT_YET}[^。\\n]{{0,12}}(?:商标|"
    f"注册|证|申请)|(?:交|提交|递)[^。，\\n]{{0,4}}商标|"
    "商标[^。，\\n]{0,4}(?:交|递)"
)
_AROUND = 40

_RULES = (
    PatternRule(
        "claimed-registration",
        ("商标", "r", "注册标"),
        compiled(
            f"{_SIGN}[^。\\n]{{0,24}}?{_NOT_YET}[^。\\n]{{0,30}}|{_NOT_YET}[^。\\n]{{0,24}}?("
            f"?:{_USED})?[^。，\\n]{{0,6}}{_SIGN}"
        ),
        "商标尚未核准注册而标明注册标记，涉嫌冒充注册商标",
        "只标注TM；注册标记属于另一件已注册的商标",
        basis=("claimed",),
        rejects=False,
        unless=(
            _RIGHTLY,
            "如实标注TM，或者是代理服务、警示",
        ),
        unless_title=(
            compiled("代理|代办|注册(?:服务|咨询)|知识产权|咨询|课|书|普法|公告|提示"),
            "商品是商标代理、讲解",
        ),
    ),
)


def check(context: Context) -> list[Finding]:
    """A sign of registration on goods whose mark is only applied for."""
    found = pattern_findings(context, AREA, UNIT, _RULES) or _circled(context)
    return own_voice(context, found)


def _circled(context: Context) -> list[Finding]:
    """The sign ® itself, which plain text leaves out, beside words that there is no mark yet."""
    for field in ("description", "title", "image_text", "attributes"):
        text = context.page.fields.get(field, "")
        at = text.find("®")
        if at < 0:
            continue
        low = max(0, at - _AROUND)
        around = plain(text[low : at + _AROUND]).text
        if _NO_MARK.search(around) and not _RIGHTLY.search(around):
            return [_finding(context, field, at)]
    return []


def _finding(context: Context, field: str, at: int) -> Finding:
    (rule,) = _RULES
    return context.bare_finding(
        AREA,
        rule=rule.name,
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"商品标注“®”：{rule.sign}。",
        excuse=rule.excuse,
        matched="®",
        field=field,
        start=at,
        end=at + 1,
        basis=context.basis(AREA, *rule.basis),
    )
