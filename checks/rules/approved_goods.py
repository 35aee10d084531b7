"""What approved goods may not promise, and the warning they must show (药械、保健食品广告).

广告法 16, 18; 药品、医疗器械、保健食品广告审查管理暂行办法 5 to 8, 11. A right number, or the
licence of a hospital, allows the approved functions, never an assurance, a rate of cures, a
comparison or anybody's word for it: expert, hospital, patient or star. Each of these is an act of
its own and is told once. The warning may stand in a picture: its absence is a weak sign, and
makes a lead only where the text of the page is complete enough to have held it and praises the
effect.
"""

from dataclasses import dataclass
from itertools import islice

from checks.concept_rule import Concept, Span, concept
from checks.context import OWN, Context
from checks.finding import Finding
from checks.honest_talk import honest_talk
from checks.illness import ILLNESS
from checks.medical_wording import WORDING
from checks.needles import NEEDLES
from checks.pattern_rule import compiled
from keywords.goods import GoodsClass

AREA = "advertising"
UNIT = "advertising"
COMPARED = ("approved-goods-promise", "warning-missing")

_DENIED = "不|不能|不得|并非|没有|无法|不宣传|不承诺"
_SIDE = "(?:无|没有)(?:任何)?(?:毒)?副作用|安全无毒|绝对安全"
_LEARNED = "专家|院士|教授|主任|院长|医生|医师|大夫|药师|名医|老中医|护士长|营养师|博士|学者|科学家"
_BODY = (
    "(?:三甲|三级甲等|各大|知名|权威|多家|大)?医院|医疗机构|医学会|医师协会|营养学会|行业协会|"
    "学会|科研(?:院所|机构|单位)|研究院|疾控中心|药监局|卫健委"
)
_KNOWN = "明星|代言人|影帝|影后|影星|歌星|球星|主持人|世界冠军|奥运冠军|网红|达人"


@dataclass(frozen=True, slots=True)
class _Promise:
    """One thing that no such advertisement may say: `said` and what it is, `sign`. `kinds` are
    the classes of goods it is forbidden to."""

    said: Concept
    sign: str
    kinds: tuple[GoodsClass, ...] = ("drug", "device", "health_food", "medical_service")


_PROMISES = (
    _Promise(
        concept(
            "根治|断根|除根|包治|包好(?:[^交递给放寄装带送拿扎套发]|$)|永不复发|不(?:再)?复发|一(?:贴|喷|盒|次|疗程)(?:就|见)(?:好|效|灵)|"
            "\\d{1,2}天(?:见效|治好|痊愈|断根)|无效(?:全额退款?|包退|退款|退费|退钱|退|全额)|保证(?:有效|治好|见效|痊愈)|"
            "百分(?:之)?百(?:有效|见效|治|准)|100%(?:有效|准)|"
            "(?:准确|精准|精确|检出|灵敏|成功)(?:率|度)[^。，\\n]{0,3}(?:100%|百分(?:之)?百|零误差)|"
            "(?:零|无)误差|"
            "(?:代替|替代|可替代|不用(?:再)?(?:吃|打|含|服))[^。，\\n]{0,5}(?:药|胰岛素|手术|针|救心丸|硝酸甘油)|"
            "(?:看|治)不好[^。，\\n]{0,4}(?:不收|不要|退|免)(?:您|你)?(?:的)?(?:钱|费|单|诊金)|"
            "(?:\\d|[一二两三四五六七八九十])(?:副|剂|服)药?[^。，\\n]{0,4}(?:怀上|怀孕|见效|就好|除根|断根|搞定)|"
            f"(?:{ILLNESS})[^。\\n]{{0,8}}?(?:全好|都好了|断根|除根|去根|治好了|恢复了|没了|不犯了)|"
            "治百病|包治百病|最(?:新|好|先进)(?:的)?(?:科技|疗法|药)|药到病除|神药|特效药|" + _SIDE,
            unless_after=_DENIED,
        ),
        "作表示功效、安全性的断言或者保证",
    ),
    _Promise(
        concept(
            "(?:有效|治愈|痊愈|显效|好转)率[^。，\\n]{0,4}(?:高|达|超过|接近|第一|\\d[\\d.]*%?|百分之?[一二三四五六七八九十百]{0,4}|"
            "[九十]成?)",
            unless_after=_DENIED,
        ),
        "说明治愈率或者有效率",
    ),
    _Promise(
        concept(
            "(?:比|胜过|强过|优于|赛过|超过)[^。，\\n]{0,8}(?:药|针|手术|同类|汀|普妥|洛尔|地平|双胍|沙坦|"
            "他品牌|别的牌子)[^。，\\n]{0,4}(?:好|强|管用|灵|快|有效|猛)",
            unless_after=_DENIED,
        ),
        "与其他药品、医疗器械或者同类商品作功效、安全性的比较",
    ),
    _Promise(
        concept(
            f"(?:{_LEARNED}|{_BODY})[^。，\\n]{{0,6}}?(?:推荐|联名|力荐|亲荐|首选|都在用|都用|都说好|监制|"
            "亲配|认可|背书|验证|证实|证明有效)|"
            f"(?:{_LEARNED})[^。\\n]{{0,24}}?推荐(?:给)?(?:他的?|她的?)?(?:病人|患者|大家|亲友|家人|身边|客人)|"
            f"(?:{_LEARNED})[^。，\\n]{{0,8}}(?:自己|妈|爸|母亲|父亲|家人|老伴|爱人)[^。，\\n]{{0,8}}"
            "(?:买|用|吃|戴|喝|贴)(?:了|着|的|上)|"
            "(?:患者|病友|病人|求医者)[^。，\\n]{0,10}的?(?:故事|真实案例|案例|亲身经历|见证|自述|来信|锦旗|感谢信)|"
            "(?:患者|病友|病人)[^。，\\n]{0,10}(?:作证|现身|亲述|好了|康复|感谢|一致好评|都说好)|"
            f"(?:{_KNOWN})[^。，\\n]{{0,8}}(?:推荐|代言|力荐|同款|都在用|都在吃|都在喝)|"
            "临床[^。，\\n]{0,4}(?:验证|证实|证明)(?:有效|安全|了?疗效)",
            unless_after=f"{_DENIED}|遵|按|在|由|听|咨询",
            unless_then="下|的?(?:剂量|用量|用法)",
        ),
        "利用专家、医疗机构、患者、广告代言人的名义或者形象作推荐、证明",
    ),
    _Promise(
        concept(
            "人人(?:都)?(?:要|必)[吃用备]|不吃(?:就)?(?:会)?得病|家家必备|家中必备",
            unless_after=_DENIED,
        ),
        "声称商品为保障健康所必需",
        ("health_food", "drug"),
    ),
)
_NEEDLES = NEEDLES.add(
    (
        "有效率",
        "治愈率",
        "痊愈率",
        "显效率",
        "好转率",
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
        "误差",
        "副作用",
        "安全无毒",
        "绝对安全",
        "代替",
        "替代",
        "不用",
        "推荐",
        "联名",
        "力荐",
        "亲荐",
        "首选",
        "都在",
        "都用",
        "都说好",
        "监制",
        "亲配",
        "认可",
        "背书",
        "验证",
        "证实",
        "证明",
        "代言",
        "同款",
        "患者",
        "病友",
        "病人",
        "人人",
        "得病",
        "必备",
        "百病",
        "药到病除",
        "神药",
        "特效药",
        "最新",
        "最好",
        "最先进",
        "胜过",
        "强过",
        "优于",
        "赛过",
        "超过",
        "比",
        "痊愈",
        "治好",
        "一贴",
        "一喷",
        "一盒",
        "一次",
        "一疗程",
        "看不好",
        "治不好",
        "怀上",
        "怀孕",
        "副药",
        "剂药",
        "全好",
        "好了",
        "去根",
        "恢复了",
        "没了",
        "不犯了",
        "故事",
        "案例",
        "经历",
        "见证",
        "自述",
        "来信",
        "锦旗",
        "感谢信",
        "自己",
        "妈",
        "爸",
        "母亲",
        "父亲",
        "家人",
        "老伴",
        "爱人",
    )
)
_NAMES: dict[GoodsClass, str] = {
    "drug": "药品",
    "device": "医疗器械",
    "health_food": "保健食品",
    "medical_service": "医疗",
}

_EXAMINED = compiled("医广[^。，\\n]{0,3}20\\d{2}|医广审|医疗广告审查证明")
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
_MOST_JUDGED = 200
"""Promises of one kind in one field that are judged."""
_COMPLETE = 200
"""Characters of the page's own text from which a warning that stands nowhere is missed."""


def check(context: Context) -> list[Finding]:
    """Promises and missing warnings of goods with an approval number."""
    kind = context.goods.kind
    if kind not in _NAMES or context.nature.offers_nothing:
        return []
    if kind == "drug" and context.goods.number is None:
        return []  # no approved goods; what is said of them other rules judge
    promises = [one for each in _PROMISES if kind in each.kinds for one in _told(context, each)]
    return promises + _unexamined(context, promises) + _warning_missing(context)


def _told(context: Context, promise: _Promise) -> list[Finding]:
    """The first such promise that nothing excuses; where all are excused, the first of them."""
    excused: list[Finding] = []
    for field in OWN:
        if not context.stands_in(field, _NEEDLES):
            continue
        for place in islice(promise.said.spans(context.plain(field).text), _MOST_JUDGED):
            finding = _finding(context, promise, field, place)
            if finding.excused is None:
                return [finding]
            excused.append(finding)
    return excused[:1]


def _finding(context: Context, promise: _Promise, field: str, place: Span) -> Finding:
    start, end = context.plain(field).span(*place)
    excused = honest_talk(context, field, place) or context.excuse_at(field, start, end)
    matched = context.page.fields[field][start:end]
    reason = f"{_NAMES[context.goods.kind]}广告出现“{matched}”：{promise.sign}"
    return context.bare_finding(
        AREA,
        rule="approved-goods-promise",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"{reason}。不作为线索：{excused}。" if excused else f"{reason}。",
        excuse=WORDING[context.goods.kind][1],
        matched=matched,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "approved", "goods", "false"),
        excused=excused,
    )


def _unexamined(context: Context, promises: list[Finding]) -> list[Finding]:
    """广告法 46, 医疗广告管理办法 3: a clinic's advertisement is examined before it is published,
    and its number shown. That the text has none is for an officer to look after."""
    told = next((one for one in promises if one.lead), None)
    if context.goods.kind != "medical_service" or told is None:
        return []
    if _EXAMINED.search(context.plain_own[:20_000]):
        return []
    return [
        context.bare_finding(
            AREA,
            rule="medical-advertisement-unexamined",
            unit=UNIT,
            lead=False,
            strength="weak",
            reason="医疗广告发布前应当经卫生健康部门审查，页面文字中没有医疗广告审查证明文号"
            "（医广），须人工查看图片并向卫生健康部门核实，单独出现不作为线索。",
            excuse="图片中标明了审查证明文号；页面不是广告",
            matched=told.matched,
            field=told.field,
            start=told.start,
            end=told.end,
            basis=context.basis(AREA, "examined"),
        )
    ]


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
