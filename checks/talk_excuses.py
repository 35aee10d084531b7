"""Talk about an offence that is none (谈论而非实施): law, cases, advice, denial, answers.

"“概不退换”都是无效的，可以找消协" tells buyers of their rights; "本店从不先涨后降" denies;
"过期作废吗？不作废" answers. What defies the law (投诉也没用, 消法那套我们不认) is no such talk.
"""

import re
from collections.abc import Iterable

from checks.context import Context
from checks.finding import Finding, without_lead
from checks.pattern_rule import compiled
from checks.plain_text import in_sentence, on_line
from checks.subject_goods import first_about, is_of_a_text, speaks_for_the_shop
from checks.unless import affirmed

AROUND = 80
"""How far the talk around reaches on its line, in characters before and behind."""

_SUBJECT = compiled(
    "霸王条款|格式条款|法条|法律|普法|维权|防坑|避坑|防骗|反诈|警示|消费提示|消费警示|消费知识|"
    "消费指南|曝光|案例|案件|判例|裁判|知识课|信用课|信用知识|知识竞赛|知识讲座|讲座|题库|模板|"
    "示范文本|范本|样本|木牌|贴纸|挂图|挂画|展板|海报|书签|鼠标垫|标识牌|警示牌|提示牌|"
    "新闻|通报|公告栏|资讯|辟谣|消协|宣传册|宣传页|宣传栏|手册|读本|选编|汇编|图书|书籍|教材|"
    "打击|专项行动|整治|举报|倡议|条例|咨询师|律师|公益|"
    "(?:合规|守法|法务)(?:经营|运营|宣传|营销|直播|管理)?(?:网课|课|培训|讲[座堂]|教程|自查|审查)"
)
_DEFIES = (
    "(?:消法|法律|法规|规定|消协|12315|315|投诉|举报|市场监管|工商|法院|起诉|三包|退一赔三|"
    "假一赔十|七天|平台)[^。，\\n]{0,8}(?:不认|不管|没用|没门|管不着|管不到|不好使|不适用|不怕|"
    "随便|都一样|写着玩|是法律讲|那套|也不|照样|免谈|无效|也开不|也退不|也没|吓唬|奉陪|拉黑|不理|"
    "的顾客|的客人|的买家)"
    "|(?:不得|不许|不准|不能|不可以?|不打|不去|不找|别|禁止|放弃|休想|承诺不|谁敢|敢去|敢)"
    "(?:再|以任何(?:理由|形式|方式))?(?:向)?[^。，\\n]{0,8}(?:投诉|举报|起诉|消协|12315|媒体|"
    "仲裁)"
)
_ADVISES = (
    "(?:(?:^|[^不])可以?|请|应|应当|建议|欢迎|直接|有权|立即|及时|先)[^。，\\n]{0,10}(?:投诉|举报|"
    "12315|消协|消费者协会|市场监管|反映|报警|起诉)|拨打?12315|打12315|拨12315|找消协|再打12315|"
    "向(?:消协|消费者协会|市场监管|有关|主管|监管)[^。，\\n]{0,6}(?:投诉|反映|举报)|怎么投诉|"
    "如何投诉|可投诉|维权(?:指南|热线|电话|渠道|方法)|依法维权|留好(?:证据|凭证|截图|合同)|"
    "先留凭证|保留(?:证据|凭证|截图)|留证据|固定证据|市场监管部门(?:提醒|提示|推行|制定|发布)"
)
_LAWYERLY = (
    "霸王条款|霸王|条款(?:是|均|都|属于?|依法)?无效|(?:告示|约定|规定|写法|做法|声明|店规)"
    "(?:是|均|都|属于?|依法)?无效|属(?:于)?无效|都是无效|均属无效|判无效|无效的|认定无效|"
    "没有法律(?:依据|效力)|没法律效力|不具法律效力|不合法|(?:是|属|都|均|就是|涉嫌|属于)违法|"
    "违法的|违法(?:行为|成本|，别|，勿|，请|，不)|违反[^。，\\n]{0,12}法|依法追究|追究刑事|"
    "将被(?:处罚|罚|依法)|要罚|会被罚|要被罚|可?依法(?:处罚|查处|追)|行政处罚决定|予以公示|"
    "处[^。，\\n]{0,6}罚款|承担法律责任|"
    "(?:法|典|条例|办法|规定|解释)[^。，\\n]{0,6}第[一二三四五六七八九十百零\\d]{1,7}条|第[一二三四五六七八九十百零\\d]{1,7}条[^。，\\n]{0,6}(?:规定|明确)|"
    "(?:民法典|消法|消费者权益保护法|电子?商务?法|电商法|价格法|广告法|条例|办法|法律|司法解释|"
    "最高法)[^。，\\n]{0,6}(?:规定|明确|第|禁止|要求)|(?:这|那)?是[^。，\\n]{0,4}民法典|"
    "(?:经营者|商家|企业|店家|卖家|物业公司|平台|房东|市场主体|任何(?:单位|个人))[^。，\\n]{0,12}"
    "(?:不得(?:[^不]|不合理|不公平)|不应|严禁|无权|不能(?:给自己|以|免除|拒绝|单方))|"
    "不能免除法定责任|侵犯消费者|最高法|"
    "虚构[^。，\\n]{0,4}属于|律师(?:说|讲|教|提醒|解读|支招|点评)|法官(?:说|讲|提醒)|"
    "消协(?:提示|提醒|点评|建议)|消费者协会|警方(?:提示|提醒)|专家(?:提示|提醒)|记者|曝光|"
    "法院(?:怎么判|认定|判|认为|审理)|一审|二审|判决|判退|判赔|被判|案例|案子|怎么判|盘点|"
    "据通报|通报称|据报道|普法|以案|温馨提醒您维权|有人买到|教您|教你|带你了解|怎么办。|该怎么|"
    "(?:讲讲?|讲解|介绍|解读|科普|了解|学习|分析|认识)[^。\\n]{0,30}(?:区别|含义|为什么|为何|"
    "怎么|如何|是什么|什么是|方法|知识|校验码|条款|后果|风险|案例)|什么是|"
    "可以说不|看到就撕|老话|摆拍|复古装饰|招聘|字样可刻|示范文本|遇到(?:商家|店家|这种|此类|拒)|"
    "若?遇(?:到|有)?[^。，\\n]{0,14}(?:怎么办|可|请|拨|先|要)"
)
_WARNS = (
    "(?:谨防|警惕|当心|小心(?:上当|被|有诈|骗|陷阱|这|那|冒|假|有人)|提防|严打|打击|拒绝做|切勿|请勿|勿信|别信|莫信|别上当|别被|不要相信|"
    "别轻信|勿轻信|上当|骗局|诈骗|防骗|别找中介|避免踩坑|防止踩坑|别踩坑|背锅|别(?:把|借|贪|"
    "图便宜|为了|替人|给人)|不要(?:把|借给|替人|轻信|贪)|坐牢|追责|害人|背上|(?:要|会|"
    "须)担责|承担后果|举报电话|"
    "反映线索)"
)
_TALK = compiled(f"(?:{_ADVISES}|{_LAWYERLY}|{_WARNS})")
_DEFYING = compiled(_DEFIES)

_DENIAL = re.compile(
    "(?:从不|绝不|决不|从来不|从没有过|不会|不搞|不玩|不设|不做|不接|不收取?|不扣|不用担心|"
    "不必担心|"
    "不存在|没有所谓|没有(?:任何|什么)?|拒绝|杜绝|抵制|反对|告别|绝无|坚决不|无任何|无|零|不再有|"
    "不要求|不强制|不强迫|不需要|无需|不必|不默认|未|(?<![难以])免|不参与|不支持|不干|不帮|不碰|不出租|不代)"
    '(?:有|任何|什么|这种|那种|所谓的?|过|出现|对|让您|把|给|设置|使用|先)?[“"「]?\\Z'
)
_OTHERS = compiled(
    "(?:别家|别的店|别人家|人家店|同行|有的(?:店|商家|平台|机构)|有些(?:店|商家|平台|机构|人)|"
    "某些|一些(?:店|商家|不良)|不良|无良|黑心|个别|不法|其他店|其他商家|市面上)[^。\\n]{0,40}"
    "(?:我们|本店|我家|咱家|小店|这里|我店)"
)
_REFUSES_TOO = re.compile(
    "(?:我们|本店|我家|咱家|小店|这里|我店)[^，。\\n]{0,4}(?:一?概|一律|从来|都|也)?不"
)
"""七天无理由只在别家有，本店概不支持: nothing is set apart from others by refusing."""
QUESTION = re.compile('[吗么呢嘛]?[”」"]?[？?]')
"""Where a question ends, in a text as it is shown."""
_ANSWERS_WELL = re.compile(
    "[^。！？?!]{0,4}(?:不存在|没有的|没这|我们(?:不|支持|可)|怎么会|不会|不用|不是|不作废|不扣|"
    "不收|"
    "不需要|没有|可以|能退|能的|当然|支持|随时|退的|给退|包退|放心|照退|全退|不算|不|无效|违法|"
    "联系|免费)"
)
_ANSWERS_ILL = re.compile(
    "[^。！？?!]{0,6}(?:不(?:能|可以?|行|给|让|退|支持|接受|许|办|管|认)|没门|别想|没有入口|没入口)"
)


def talk_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the talk around text[start:end] of a plain text: its line, not beyond
    AROUND."""
    return on_line(text, start, end, AROUND)


def around(text: str, start: int, end: int) -> str:
    """The talk around text[start:end] of a plain text."""
    return text[slice(*talk_around(text, start, end))]


def talk_excuse(context: Context, field: str, start: int, end: int) -> str | None:
    """Why words of the page's `field` only talk about an offence, or None."""
    text = context.page.fields.get(field, "")
    found = first_about(context.plain_name, _SUBJECT.finditer)
    said = text[slice(*in_sentence(text, start, end, AROUND))] if found else ""
    if found and not (is_of_a_text(found) and speaks_for_the_shop(said)):
        return f"名称中有“{found}”，词语是其内容或者所谈的事，不是经营者的做法"
    plain = context.plain(field)
    low = plain.index(start)
    high = plain.index(end)
    talk = around(plain.text, low, high)
    spoken = affirmed(_TALK, talk)
    if spoken and not _DEFYING.search(talk):
        return f"上下文有“{spoken.group()[:20]}”，是谈论法律、案例或者提醒消费者的话"
    if _DENIAL.search(plain.text[max(0, low - 10) : low]):
        return "紧接在否定词之后，是说明本店没有这种做法"
    others = _OTHERS.search(plain.text[max(0, low - 50) : high + 40])
    if others and not _REFUSES_TOO.search(plain.text[low : high + 40]):
        return "说的是别家的做法，用来与自己对比"
    if _answered_well(text, start, end):
        return "是提问，随后作了有利于消费者的回答"
    return None


def _answered_well(text: str, start: int, end: int) -> bool:
    for question in QUESTION.finditer(text, max(start, end - 1), min(len(text), end + 8)):
        answer = text[question.end() : question.end() + 16]
        answer = re.sub('^[\\s“”「」"]*(?:答|A|a)?[:：]?', "", answer)
        if _ANSWERS_WELL.match(answer) and not _ANSWERS_ILL.match(answer):
            return True
    return False


def with_talk_excuses(context: Context, findings: Iterable[Finding]) -> list[Finding]:
    """`findings` with those excused that only talk about an offence."""
    return [_judged(context, one) for one in findings]


def _judged(context: Context, one: Finding) -> Finding:
    if one.excused is not None or not one.lead or not one.field:
        return one
    reason = talk_excuse(context, one.field, one.start, one.end)
    return one if reason is None else without_lead(one, reason)
