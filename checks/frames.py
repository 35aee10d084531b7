"""Frames 语境框架: who speaks in a sentence, and whether it offers, reports, warns or denies.

"声称包治的都是骗子" reports what others say; "能治糖尿病吗？不能" denies. A frame is bound to
the words: a verdict that stands behind them in their sentence, a question that is answered
with no, a line of reporting. It never excuses a sentence in which the seller offers himself:
"市面上都是骗子，我家高仿…" is an offer.
"""

import re
from typing import Protocol

_BEHIND = 90
"""How far behind the words the verdict may stand, in characters."""


class Placed(Protocol):
    """Where words stand: their field's text, and their sentence."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def sentence(self) -> tuple[int, int]: ...


_OFFER = re.compile(
    "(?:本店|我店|小店|我家|我们|咱家|咱们|俺家)(?!(?:郑重|也)?(?:从不|从未|绝不|不|没|无关|严格|拒绝|"
    "的?分店|名义|声明))|加[我微薇vV]|加wx|加vx|私聊|私信|联系客服|找我|(?:立即|马上|直接|现在)下单|下单(?:即|就|送|立|享|有|可|备)|拍下|代办|包办|可办|"
    "接单|招代理|诚招|包过|一件代发|现货|批发|包邮|老客户?都|放心(?:买|用|拍)|(?:买|来)就对了|"
    "(?:我|咱|这)[这儿]*(?:还|都)?有(?:货|存货)|还有(?:存货|货|一批)|有货|老库存|管够|识货|懂的|"
    "要的(?:来|滴|联系|私|抓紧)|速来|手慢|悄悄|内部渠道|货源|拿货|私下|最后一批|来拿|照样|"
    "新到|到货|现价|特价|仅售|售价|热卖|热销|包教包会|一手货"
)
"""Words by which a seller offers, in the sentence of a hit."""

_OUTSIDE = re.compile(
    "(?:与|跟|和)(?:本店|我店|我们)无关|，(?:都|可|那)?不是(?:本店|我店|小店|我们|我家|咱们?家?)|冒充(?:本店|我店|我们)|(?:本店|我们)的?分店|"
    "(?:自称|谎称|假称)(?:是)?(?:本店|我店|小店|我们|我家|咱家)|"
    "打着(?:本店|我店|我们|我家)[^，。]{0,8}(?:旗号|名义|招牌)|(?:发给|告诉|反馈给|转告)我们"
)

_NOT_THE_VERDICT = re.compile(
    "(?:不|没|并非|绝非|不会|不算|不怕|不用怕|没人|无人|包)(?:是|有|被)?[^，。；！？]{0,3}"
    "(?:骗|假|违法|犯法|虚假|忽悠|套路|罚|查|抓|举报|投诉)|"
    "(?:不得|不许|不准|不可以?|不打|不去|不找|别|禁止)[^，。；！？]{0,6}(?:打12315|12315|投诉|举报|起诉)|"
    "被(?:查|抓|罚|封|处罚)[^，。]{0,4}(?:算|我|包|赔|也|退|概)|(?:要罚|要查)?[^，。]{0,2}(?:罚|查|抓)不(?:到|着)|"
    "(?:不怕|不会|防止?|避免|免|躲|逃)[^，。]{0,3}被?(?:查|罚|抓|举报)|"
    "(?:举报|投诉)[^，。；！？]{0,4}(?:无效|没用|不受理|不理|也|拉黑)|罚款(?:我们|我|包)|"
    "(?:骗|假)[^，。；！？]{0,3}(?:包退|包赔|赔|退款|[一1]赔)"
)
"""不是骗人的, 不怕查, 投诉无效, 假一赔十: these speak for the goods, or against the buyer."""

_WRONG = (
    "骗子|骗局|骗人|骗术|骗钱|骗你|诈骗|陷阱|假的|假冒|谎言|谣言|误区|圈套|传销|违法|犯法|犯罪|虚假|忽悠|"
    "套路|无效|假酒|假药|假证|不可信|不靠谱"
)
_VERDICT = re.compile(
    f"(?:是|属于|属|系|涉嫌|构成|靠|认定为|叫)[^，。；！？]{{0,10}}(?:{_WRONG})|"
    "(?:是|都|在|就|全|字|来|专门)[^，。]{0,3}骗人|(?:可能|可以|会|已)入罪|涉嫌[^，。]{0,14}犯罪|"
    "被(?:罚|判|抓|查|处罚|责令|吊销|通报|立案|曝光|取缔|没收)|获刑|判刑|处以罚款|依法处罚|要(?:受)?罚|"
    r"(?:可|将|应|要)?(?:处|罚款?)[一二三四五六七八九十百千两\d.]+(?:余|多)?万?元|"
    r"罚[一二三四五六七八九十百千两\d]+万|罚没|责令改正|没收|查处|予以公示|"
    "(?:别|勿|莫|不要|切勿|切莫|不可)(?:再)?(?:上当|信|相信|轻信|碰|当真|参与|迷信|盲目|买账)|"
    "躲远|躲开|远离|(?:先|要|请|立即|及时|赶紧)报警|报案|"
    "(?:请|可|可以|欢迎|要|及时|立即|应)(?:向[^，。]{1,16})?(?:举报|投诉|反映)|"
    r"(?:打|拨打|拨)1[12]\d{1,3}|找消协|交(?:给|到)?(?:公安|农业|派出所|乡|村)|"
    "没有(?:法律|科学|任何)?依据|不能免除|(?:约定|条款|告示|声明|格式条款)[^，。]{0,6}无效|"
    "判(?:决|定|为)?[^，。]{0,6}无效|看到就撕|无法根治|不可逆|被[^，。]{1,8}禁止|"
    "的，(?:都|可|那)?不是(?:我们|本店|我家|咱家?|小店)(?:店里|家|这里|的)?(?:的?人|员工|说的|卖的|的)|"
    "要(?:警惕|当心|小心|提防)|(?:可|请|应)[^，。]{0,6}向[^，。]{1,14}(?:反映|投诉|举报)|"
    "(?:已|早已?|国家早)(?:经|就)?(?:停止|禁|淘汰)|早禁|禁售|不能卖|不许卖|怎么罚|无药可救|敲诈"
)
"""What is said behind the words of a report or a warning."""
_DECISIVE = re.compile(
    "依法(?:处罚|查处|追究)|获刑|判刑|行政处罚|涉嫌[^，。]{0,14}犯罪|(?:可能|可以|会|已)入罪|找消协|"
    r"(?:打|拨打|拨)1[12]\d{3,3}|请?举报到|(?:先|要|请|立即)报警|(?:看到|见到|遇到)就(?:躲|撕|跑|报|举)|"
    "(?:约定|条款|告示)[^，。；！？]{0,6}无效|的都是(?:骗|假)"
)
"""What tells wherever it stands behind the words, or in what a rule has taken for them."""
_MILD = re.compile("危险|问医生|提醒|往往|三思|慎重|警惕|不靠谱|别信|风险")
"""What only tells with a warning, or with others' words, before it."""

_OTHERS = re.compile(
    "声称|宣称|号称|自称|谎称|吹嘘|标榜|所谓|凡是?(?:说|讲|称|承诺|宣称|打着|让|要|用)|有人|他人|别人|"
    "商家说|店家|卖家说|(?:讲座|推销|业务员|群里|直播间?)(?:里|上)?(?:说|讲)|广告(?:里|上)?说|广告|网上|传言|听信|相信|看到|见到|见有|遇到|遇上|碰到|发现|"
    "任何|哪有|什么是|何为|某[^，。]{0,3}(?:店|企|公司|茶企|商家|平台|男|女)|一[^，。]{0,6}(?:公司|店|团伙)|"
    "当事人|被告|团伙|不法|老板|公司|职业|专项行动|条例|办法|法院|警方|市场监管|处罚|通报|律师|药师|专家提醒|"
    "[0-9一二三四五六七八九十]+月起|家里|家中|什么时候|常用词|这些词|等词|字样|的话"
)
"""Words that put what follows, or what stands around, into the mouth of others."""

_WARNING = re.compile(
    "(?:警惕|谨防|当心|小心|提防|严防|别信|勿信|莫信|别听|不要相信|不要轻信|切勿|切莫|抵制|揭露|曝光|"
    "严打|打击|严查|远离|识破|揭秘|防范|拒绝|普法|辟谣|反诈|防骗|以案释法|通报|处罚公示|行政处罚|提醒|"
    "消费提示|消费警示|警示)"
)

_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"), ('"', '"'))
_ABOUT_WORDS = re.compile(
    "无效|违法|骗|禁|被罚|处罚|举报|撕|曝光|当心|是什么意思|解释|套路|写法|说法|这些话|的话|等词|字眼|"
    "霸王条款|判|提防|避开|往往|常见|找补|可信"
)

_ASKED = re.compile("(?:什么是|何为|啥叫|什么叫|啥是|怎么识别|如何识别|怎样识别)[^，。？]{0,8}\\Z")
_QUESTION = re.compile(
    "^[^，。！？]{0,8}(?:是什么|是啥|有没有风险|合法吗|违法吗|怎么办|可信吗|靠谱吗|怎么罚|如何报案|"
    "如何举报|怎么报案|怎么投诉|怎么举报|怎么识别|如何识别|违不违法|犯法吗)"
)
_ANSWERED_NO = re.compile(
    r"^[？?吗么呢]\s*(?:答|回答|店主|店家|客服|商家|我们|A)?[答复:：\s]{0,4}(?:不能|不可以|不可|不会|不是|不行|没有|"
    "治不了|没这|别信|不敢|不支持|不做|不卖|不接|从不|抱歉|不治|假的|骗人|不存在|违法|不合法|不可能)"
)

_SUMMED_UP = re.compile(
    "(?:以上|上述|上面|这些|这类|此类|凡此|类似)[^。！？\n]{0,14}"
    f"(?:{_WRONG}|别信|勿信|不要信|违规|请举报|可举报|被罚|不要碰|别碰)"
)
_HEARSAY = re.compile(
    "有人|自称|谎称|有(?:用户|顾客|买家|客人|网友)|网上|群里|直播间?里|朋友圈|外面|市面上|冒充|打着|号称|传言|听说|骗子|不法|推销|业务员"
)
_REBUTTED = re.compile(
    r"^[。！!？?；;\s”’」』）)]{0,4}(?:"
    "(?:这|那|此|以上)(?:些|种|类|样)?(?:话|说法|事|做法|人|广告|内容|的)?[^，。！？\n]{0,4}?"
    "(?:不对|不实|不是(?:真|我们|本店|本社|小店|我家)|不可信|没有依据|站不住|假的|骗|传销|违法|错的|谣)|"
    "请?(?:别|勿|莫|不要|千万别|切勿|切莫)(?:信|上当|转钱|交钱|当真))"
)
"""What the sentence after a report says of it: 这话不对, 那就是传销的路数, 别信."""
_TOLD_OF_QUOTES = re.compile(
    r"^[^。！!？?\n]{0,24}?(?:"
    "(?:听到|听见|看到|见到|遇到|碰到|收到|有人(?:说|讲))[^。！？\n]{0,14}?"
    "(?:挂断|挂了|挂电话|别信|不信|不要信|别买|报警|举报|走人|绕开|躲开|拉黑|当心|(?:是|就)[^。，]{0,3}骗)|"
    "(?:这|那)(?:些|几句|几条|样|种)(?:话|词|说法|写法|条款)?[^。，\n]{0,4}?(?:都|全|就)?(?:是|属于|属|算)[^。，\n]{0,8}?"
    "(?:格式条款|霸王条款|违法|违规|无效|骗|不对|错的|假的|虚假|不公平))"
)
"""What the sentence after quoted words says of them: 凡听到其中一句，请挂断电话."""
_INVITES = re.compile("加[我微薇vV]|私信|私聊|下单|懂的|找我|放心[买用拍]")
_REPORTED = re.compile("据(?:通报|警方|法院|公告)|通报称")


def frame_excuse(place: Placed) -> str | None:
    """Why words at `place` are reported, warned of or denied, or None where they are offered."""
    low, high = place.sentence
    before, after = place.text[low : place.start], place.text[place.end : high]
    sentence = place.text[low:high]
    behind = place.text[place.end : place.end + _BEHIND].split("\n", 1)[0]
    denied = _answered(place.text[place.end : place.end + _BEHIND])
    if denied:
        return denied
    end = place.sentence[1]
    if _quoted(place) and (told := _told_of_quotes(before, place.text[end : end + _BEHIND])):
        return told
    if refused := _refused(place.text[low : place.end], after):
        return refused
    if offers(sentence):
        return None
    return (
        _asked(before, after, no=place.text.startswith("没有", place.start))
        or _verdict(place, before, after)
        or _summed_up(behind)
        or _rebutted(place, before)
        or _reported(place, sentence, behind)
    )


def offers(sentence: str) -> bool:
    """Whether the seller offers himself in `sentence`: no heading of the page excuses that."""
    return _OFFER.search(_OUTSIDE.sub("", sentence)) is not None


_ANSWER = 60
"""Code points of an answer in which the denial stands."""
_DENIED = re.compile(
    "问(?:过|问|一下)?医生|听医生|遵医嘱|说不准|别当|不当药|不能当|当不了|不能(?:代替|替代|治)|代替不了|替代不了|看医生|就医|找医生|去医院|不是药|"
    "没有(?:这|那)?(?:种|个)?(?:作用|功效|效果|说法|回事)|没得(?:那|这)回事|"
    "不敢(?:说|讲|写|保证|承诺)|不(?:承诺|保证|宣传|提供|做|卖|搞|招|收)|我们不|本店不|从不|莫信|"
    "别信|讲着玩|违法|犯法"
)
_AFFIRMED = re.compile(
    r"[？?吗么呢]\s*(?:答|回答|店主|店家|客服|商家|A)?[答复:：\s]{0,4}"
    "(?:能(?!吃多少)|可以|有(?!人)|会|是的|当然|对的|没问题|肯定)"
)


def _answered(behind: str) -> str | None:
    """能治糖尿病吗？不能。"""
    mark = re.match("[^\n？?]{0,40}[？?]|[^，。\n？?]{0,20}[吗么呢](?=\n)", behind)
    if mark and not re.search("[。！!；;]", mark.group()):
        answer = behind[mark.end() - 1 :]
        if _ANSWERED_NO.search(answer):
            return "是对提问的否定回答"
        first = re.split("[？?]", answer[1:], maxsplit=1)[0][:_ANSWER]
        if _DENIED.search(first) and not _AFFIRMED.match(answer):
            return "是提问，回答表示没有这种作用、做法"
    return None


_WANTED_BY_OTHERS = re.compile(
    "有人|有的(?:单位|店|人|客|老板|同行)|客人|别家|人家|同行|想[买要让做]|要(?:我们|买|做)|[来想]问|[叫让喊求]我们|没有|那种|这种"
)
_REFUSED = re.compile(
    "(?:我们|本店|小店|咱家|店里)[^，。！？\n]{0,6}?(?:不(?:卖|进|接|做|写|干|收(?!钱|费|款|任何|定金|押金|你|您))|"
    "说没有|没(?:答应|接|卖)|端茶送客|婉拒|推掉|拒绝)(?!不了|了之|吗)"
)
"""What a shop does to whoever asks for such things."""


def _refused(until: str, after: str) -> str | None:
    """没有3C的“快充”便宜，我们店一只也不卖: others want what the shop refuses, told behind the
    words in their sentence; `until` is the sentence to their end."""
    found = _REFUSED.search(after[:_BEHIND])
    if found and _WANTED_BY_OTHERS.search(until) and not _INVITES.search(after):
        return f"同一句中说“{found.group()}”，是不做、不卖的说明，不是销售宣传"
    return None


def _asked(before: str, after: str, *, no: bool) -> str | None:
    if _ASKED.search(before) or _QUESTION.search(after) or (before.endswith("有") and no):
        return "是提出的问题，不是销售宣传"
    return None


def _verdict(place: Placed, before: str, after: str) -> str | None:
    """A warning or others' words before and the verdict behind; quoted words and what they are."""
    clear = _NOT_THE_VERDICT.sub("", after[:_BEHIND])
    verdict = _VERDICT.search(clear)
    warned = _WARNING.search(before)
    others = _OTHERS.search(before)
    if verdict and (warned or others or _soon(verdict, clear)):
        return f"同一句中说“{verdict.group()}”，是转述或者警示，不是销售宣传"
    decisive = _DECISIVE.search(
        _NOT_THE_VERDICT.sub("", place.text[place.start : place.end] + after[:_BEHIND])
    )
    if decisive:
        return f"同一句中说“{decisive.group()}”，是转述或者警示，不是销售宣传"
    mild = _MILD.search(clear)
    if mild and (warned or others):
        return f"同一句中说“{mild.group()}”，是转述或者警示，不是销售宣传"
    if warned and _others_do(before, after):
        return f"前面有“{warned.group()}”，是警示，不是销售宣传"
    if _quoted(place) and _ABOUT_WORDS.search(before + clear):
        return "是引号中转述的话，句中说明其性质，不是销售宣传"
    return None


_SOON = 14


def _soon(verdict: re.Match[str], clear: str) -> bool:
    """Whether the verdict is said of the words themselves: it follows them at once."""
    head = clear[: verdict.start()]
    return len(head) <= _SOON and not re.search("但|而|却|只有|除了", head)


def _others_do(before: str, after: str) -> bool:
    return re.search("[“”「」]", before[-12:] + after[:12]) is not None or (
        re.search("警惕|谨防|当心|提防|别信|勿信|莫信|不要相信|不要轻信|严打|打击|严查", before)
        is not None
        and not re.search("[！!]", before)
    )


def _quoted(place: Placed) -> bool:
    """Whether the words stand inside quotation marks of their sentence."""
    low, high = place.sentence
    for opening, closing in _QUOTES:
        start = place.text.rfind(opening, low, place.start)
        if start < 0 or place.text.find(closing, start + 1, place.start) >= 0:
            continue
        if place.text.find(closing, place.end, min(high + 1, place.end + 30)) >= 0:
            return True
    return False


def _summed_up(behind: str) -> str | None:
    found = _SUMMED_UP.search(behind)
    if found and not _OFFER.search(behind[: found.start()]):
        return f"后面说“{found.group()}”，是揭露或者警示，不是销售宣传"
    return None


def _rebutted(place: Placed, before: str) -> str | None:
    end = place.sentence[1]
    return rebutted(before, place.text[end : end + _BEHIND])


def rebutted(before: str, behind: str) -> str | None:
    """有人在群里讲…。那不是我们的，那就是传销: others' words `before`, and what is said `behind`
    the sentence, in its first _BEHIND characters, denies them."""
    behind = behind[:_BEHIND]
    if told := _told_of_quotes(before, behind):
        return told
    found = _HEARSAY.search(before)
    if found and _REBUTTED.search(behind) and not _INVITES.search(behind):
        return f"是转述他人的话（“{found.group()}”），后一句予以否定，不是销售宣传"
    return None


def _told_of_quotes(before: str, behind: str) -> str | None:
    """“治不好退款”“专家义诊免费送”。凡听到其中一句，请挂断电话。"""
    behind = behind.lstrip("。！!；; ”’」』")
    found = _TOLD_OF_QUOTES.match(behind)
    if found and any(opening in before for opening, _ in _QUOTES) and not _INVITES.search(behind):
        return f"是引号中的话，后一句说“{found.group()[:30]}”，不是销售宣传"
    return None


def _reported(place: Placed, sentence: str, behind: str) -> str | None:
    line = place.text[max(0, place.start - _BEHIND) : place.start].rsplit("\n", 1)[-1]
    found = (
        _REPORTED.search(sentence)
        or re.search("(?<=。)(?:此事)?(?:与|跟|和)本店无关", behind)
        or (None if offers(line) else _REPORTED.search(line))
    )
    return f"是转述的消息（“{found.group()}”），不是销售宣传" if found else None
