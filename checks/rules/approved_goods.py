"""What approved goods may not promise, and the warning they must show (药械、保健食品广告).

广告法 16, 18; 药品、医疗器械、保健食品广告审查管理暂行办法 5 to 8. A right number
allows the approved functions, never a rate of cures, a guarantee, a comparison or a patient's
voice. The warning may stand in a picture: its absence is a weak sign, and makes a lead only where
the text of the page is complete enough to have held it and praises the effect.
"""

from checks.concept_rule import Span, concept
from checks.context import OWN, Context
from checks.finding import Finding
from checks.honest_talk import honest_talk
from checks.needles import NEEDLES
from checks.pattern_rule import compiled

AREA = "advertising"
UNIT = "advertising"
COMPARED = ("approved-goods-promise", "warning-missing")

_PROMISES = concept(
    "(?:有效|治愈|痊愈|显效|好转)率[^。，\\n]{0,4}(?:\\d|百分|[九十])|根治|断根|除根|包治|包好|永不复发|不(?:再)?复发|一(?:贴|喷|盒|"
    "次|疗程)(?:就|见)(?:好|效|灵)|\\d{1,2}天(?:见效|治好|痊愈|断根)|"
    "无效(?:退|全额|包退)|保证(?:有效|治好|见效|痊愈)|百分(?:之)?百(?:有效|见效|治)|100%有效|(?:无|没有)(?:任何)?(?:毒)?副作用|"
    "安全无毒|绝对安全|(?:比|胜过|强过|优于)[^。，\\n]{0,6}(?:药|针|手术|同类)[^。，\\n]{0,4}(?:好|强|管用|灵|快)|"
    "(?:代替|替代|可替代|不用(?:再)?(?:吃|打))[^。，\\n]{0,5}(?:药|胰岛素|手术|针)|(?:患者|病友|"
    "病人)[^。，\\n]{0,10}(?:作证|现身|亲述|好了|康复|感谢)|(?:专家|院士|教授|主任|医生|名医)[^。，\\n]{0,4}(?:推荐|联名|力荐|"
    "首选)|"
    "人人(?:都)?(?:要|必)[吃用备]|不吃(?:就)?(?:会)?得病|家家必备|治百病|包治百病|最(?:新|好|先进)(?:的)?(?:科技|疗法|药)|药到病除|神药|特效药",
    unless_after="不|不能|不得|并非|没有|无法|不宣传|不承诺",
)
_NEEDLES = NEEDLES.add(
    (
        "有效率",
        "治愈率",
        "痊愈率",
        "显效率",
        "根治",
        "断根",
        "除根",
        "包治",
        "包好",
        "复发",
        "见效",
        "无效",
        "保证",
        "百分",
        "100%",
        "副作用",
        "安全无毒",
        "绝对安全",
        "代替",
        "替代",
        "不用",
        "患者",
        "病友",
        "病人",
        "专家",
        "院士",
        "教授",
        "主任",
        "医生",
        "名医",
        "人人",
        "得病",
        "必备",
        "百病",
        "药到病除",
        "神药",
        "特效药",
        "胜过",
        "优于",
        "痊愈",
        "一贴",
        "一喷",
        "一次就",
    )
)
_NAMES = {"drug": "药品", "device": "医疗器械", "health_food": "保健食品"}

_PRAISES = compiled(
    "缓解|改善|减轻|治疗|消炎|止痛|止咳|祛|通络|效果|见效|疗效|好转|舒服|轻松|显著|明显|快速|迅速|有效|调理|修复|理疗|降"
)
_OTC = compiled("otc|非处方")
_SHOWN = {
    "drug": compiled("药品?说明书|说明书|药师|医师|医生|遵医嘱|凭处方"),
    "device": compiled("说明书|医务人员|医师|医生|药师|遵医嘱|医嘱"),
}
_WORDING = {
    "drug": "请按药品说明书或者在药师指导下购买和使用",
    "device": "请仔细阅读产品说明书或者在医务人员的指导下购买和使用",
}
_COMPLETE = 200
"""Characters of the page's own text from which a warning that stands nowhere is missed."""


def check(context: Context) -> list[Finding]:
    """Promises and missing warnings of goods with an approval number."""
    kind = context.goods.kind
    if kind not in _NAMES or context.nature.excuse:
        return []
    return _promises(context, _NAMES[kind]) + _warning_missing(context)


def _promises(context: Context, kind: str) -> list[Finding]:
    """The first promise that nothing excuses; where all are excused, the first of them."""
    excused: list[Finding] = []
    for field in OWN:
        if not context.stands_in(field, _NEEDLES):
            continue
        for place in _PROMISES.spans(context.plain(field).text[:20_000]):
            finding = _promise(context, kind, field, place)
            if finding.excused is None:
                return [finding]
            excused.append(finding)
    return excused[:1]


def _promise(context: Context, kind: str, field: str, place: Span) -> Finding:
    start, end = context.plain(field).span(*place)
    excused = honest_talk(context, field, place) or context.excuse_at(field, start, end)
    matched = context.page.fields[field][start:end]
    reason = f"{kind}广告出现“{matched}”：对功效、安全性作断言或者保证，说明治愈率、有效率，"
    reason += "与其他药品比较，或者利用专家、患者作证明"
    return context.bare_finding(
        AREA,
        rule="approved-goods-promise",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"{reason}。不作为线索：{excused}。" if excused else f"{reason}。",
        excuse="说明书、临床资料的客观引用；不是广告",
        matched=matched,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "approved", "false"),
        excused=excused,
    )


def _warning_missing(context: Context) -> list[Finding]:
    kind, number = context.goods.kind, context.goods.number
    own = context.plain_own[:20_000]
    if kind not in _SHOWN or number is None or _SHOWN[kind].search(own):
        return []
    if kind == "drug" and not _OTC.search(own):
        return []  # for prescription drugs another sentence is due
    if not _PRAISES.search(own):
        return []
    complete = len(context.plain("description").text) >= _COMPLETE
    where = "" if complete else "（页面文字不全、图片文字未检的，须人工查看图片）"
    return [
        context.bare_finding(
            AREA,
            rule="warning-missing",
            unit=UNIT,
            lead=complete,
            strength="weak",
            reason=f"{_NAMES[kind]}页面宣传功效，文字中没有“{_WORDING[kind]}”一类的警示语{where}。",
            excuse="图片中已经标明，或者页面不是广告",
            matched=number.raw,
            field=number.field,
            start=number.start,
            end=number.end,
            basis=context.basis(AREA, "approved"),
        )
    ]
