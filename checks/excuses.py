"""What excuses a hit (排除语境), in the order in which an officer would ask.

Whose words are they, is the page about selling at all, is the hit a part of
another word, is it rejected, does the list's own context exclude it, is it
quoted law or a book's title. Every answer is a sentence; None means that
nothing was found in the hit's favour.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checks.frames import frame_excuse
from checks.slander import SLURS
from keywords.clause import clause_span, sentence_span
from keywords.fold import fold
from keywords.lexicon import Hit
from keywords.rejection import rejection_before

_CACHED_LENGTH = 400
REACH = 600
"""Code points before and behind a hit beyond which nothing is looked at."""

_LAW = re.compile(
    r"《[^《》]{2,40}(?:法|条例|办法|规定|细则|解释|指南|公约|标准)[^《》]{0,12}》|"
    r"(?<!协议)(?<!合同)(?<!须知)(?<!规则)(?<!条款)(?<!本店)第[一二三四五六七八九十百零〇\d]{1,7}条"
)
_PROVIDES = re.compile(
    "规定|不得|禁止|应当|不应|严禁|违反|属于|所称|是指|处以|罚款|责令|构成|明确|要求"
)
_NEEDS_A_PERMIT = re.compile(
    "[^，。；！？,;!?\\n没无不]{0,3}?(?:需要?|须|必须|应当|得|要)(?:先|另|依法)*(?:有|取得|办理?|具备|持有?|经过)"
    "[^，。；！？,;!?\\n没无不]{0,8}(?:许可|批准|资质|登记证|备案)"
)
_TITLE_LENGTH = 60
_OR_ELSE = re.compile("就|才能|则|不让|不给|不发|没法")
_IF_MET = re.compile("遇到|遇有|遭遇|碰到|发现|如遇|若遇|凡是|但凡|一旦")
_ADVICE = re.compile(
    "投诉|举报|维权|拨打|报警|警惕|要小心|要当心|不要|勿|可向|切莫|远离|诈骗|骗局|骗人|传销|"
    "违法|不合法|陷阱|留个心眼|多个心眼|别信|绕着走|绕道走"
)
_BY_OTHERS = re.compile(
    "有人|不法分子|不法商|不良商|无良|个别|部分商|有的商家|有些商家|一些商家|近期有|他人|冒用|"
    "骗子|市面上有"
)
_WARNED = re.compile(
    "勿|谨防|注意甄别|注意辨别|提高警惕|当心|小心|认准|举报|不要相信|追究|上当|受骗|如何|怎么|"
    "教|辨别|识别"
)
_AS_WORDS = re.compile(
    '^[”"』」]?(?:[、，]?[“"『「][^”"』」]{1,16}[”"』」]){0,4}'
    "(?:这|那)?(?:[一二两三四五六几]个字|个词|种话|类话术?|些话|种说法|些词|之类的?(?:话术?|词|说法)|"
    "等(?:字样|说法|话术|词))"
)
_NOT_SAID = re.compile(
    "^[^。！!\\n]{0,14}?(?:(?:不敢|不会|不能|从不|没敢|一概不|绝不|不)[^。，\\n]{0,4}(?:说|写|提|讲|标|打在|宣传|承诺)|"
    "拆|揭|骗|别信|警惕|套路|违法|不许)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit stands: its field's whole text, and its clause and sentence there."""

    field: str
    text: str
    start: int
    end: int
    clause: tuple[int, int]
    sentence: tuple[int, int]

    @classmethod
    def of(cls, field: str, text: str, start: int, end: int) -> "Place":
        """The place of text[start:end]."""
        # No clause is longer than the reach; without it a page of nothing but hits costs minutes.
        low = max(0, start - REACH)
        around = text[low : end + REACH]
        clause = clause_span(around, start - low, end - low)
        sentence = sentence_span(around, start - low, end - low)
        return cls(
            field,
            text,
            start,
            end,
            (clause[0] + low, clause[1] + low),
            (sentence[0] + low, sentence[1] + low),
        )

    @property
    def before(self) -> str:
        """The clause up to the hit."""
        return self.text[self.clause[0] : self.start]

    @property
    def after(self) -> str:
        """The clause behind the hit."""
        return self.text[self.end : self.clause[1]]

    @property
    def clause_text(self) -> str:
        """The whole clause."""
        return self.text[self.clause[0] : self.clause[1]]

    @property
    def sentence_text(self) -> str:
        """The whole sentence, or line."""
        return self.text[self.sentence[0] : self.sentence[1]]


def letters(text: str) -> str:
    """The folded letters of `text`: what is compared, so that no spelling hides a context."""
    return _short_letters(text) if len(text) <= _CACHED_LENGTH else fold(text).text


@lru_cache(maxsize=20_000)
def _short_letters(text: str) -> str:
    return fold(text).text


def phrase_in(phrases: Sequence[str], text: str) -> str | None:
    """The first of `phrases` that stands in `text`, whatever separators are between."""
    if not phrases or not text:
        return None
    return phrase_among(phrases, letters(text))


def phrase_among(phrases: Sequence[str], there: str) -> str | None:
    """The first of `phrases` that stands in `there`, the folded letters of a text."""
    return next((phrase for phrase in phrases if letters(phrase) in there), None)


def zone_excuse(field: str) -> str | None:
    """Why words of this field are not the merchant's own offer, or None."""
    return _ZONES.get(field)


_ZONES = {
    "reviews": "买家评价中的话，不是商家的宣传；如系投诉，可另行处理",
    "aside": "猜你喜欢、热搜等区块，说的是其他商品或者其他店铺",
    "hidden": "页面隐藏的文字，消费者看不到；是否用于引流由人工判断",
}


def rejection_excuse(hit: Hit, place: Place) -> str | None:
    """拒绝高仿: a word of rejection before the hit in the same clause."""
    return _rejected(place) if hit.term.rejects else None


def _rejected(place: Place) -> str | None:
    span = rejection_before(place.before)
    if span is None:
        return None
    if place.before[span[0] : span[1]] == "不" and _OR_ELSE.search(place.after[:12]):
        return None  # 不复投账户就冻结 demands it
    return f"同一小句中有“{place.before[span[0] : span[1]]}”，是拒绝或者否定"


def compound_excuse(hit: Hit, place: Place) -> str | None:
    """第一时间: the hit is part of another word."""
    del place
    if hit.compound is None:
        return None
    said = " ".join(hit.matched.split())
    return f"是“{hit.compound}”的一部分，不是单独的“{said}”"


def list_excuse(hit: Hit, place: Place) -> str | None:
    """The contexts of the list that are bound to clause and sentence."""
    term = hit.term
    found = phrase_in(term.excludes_before, place.before)
    if found:
        return f"前面有“{found}”，关键词表写明这样的不算"
    found = phrase_in(term.excludes_after, place.after)
    if found:
        return f"后面有“{found}”，关键词表写明这样的不算"
    found = phrase_in(term.excludes_clause, place.clause_text)
    if found:
        return f"同一小句中有“{found}”，关键词表写明这样的不算"
    found = phrase_in(term.excludes_sentence, place.sentence_text)
    if found:
        return f"同一句中有“{found}”，关键词表写明这样的不算"
    if term.needs and phrase_in(term.needs, place.clause_text) is None:
        return "同一小句中没有关键词表要求一并出现的词"
    return None


def law_excuse(hit: Hit, place: Place) -> str | None:
    """Quoted law: an article is named before the hit, and a word that provides stands between."""
    del hit
    return _quotes_law(place)


def permit_excuse(hit: Hit, place: Place) -> str | None:
    """分装农药要有生产许可: what the law asks of whoever does it."""
    del hit
    return _needs_a_permit(place)


def _needs_a_permit(place: Place) -> str | None:
    asked = _NEEDS_A_PERMIT.match(place.text[place.end : place.end + 40])
    return f"后面说“{asked.group()}”，是法律要求的说明" if asked else None


def _quotes_law(place: Place) -> str | None:
    before = place.text[place.sentence[0] : place.start]
    cited = None
    for match in _LAW.finditer(before[-600:]):
        cited = match
    if cited is not None and _PROVIDES.search(before[-600:], cited.end()):
        return "引用法律、规章的条文"
    return None


def title_excuse(hit: Hit, place: Place) -> str | None:
    """《高仿》: inside the name of a book, a film or a song."""
    del hit
    return _inside_title(place)


def _inside_title(place: Place) -> str | None:
    text = place.text
    opening = text.rfind("《", max(0, place.start - _TITLE_LENGTH), place.start)
    if opening < 0 or text.find("》", opening, place.start) >= 0:
        return None
    closing = text.find("》", place.end, place.end + _TITLE_LENGTH)
    if closing < 0 or "\n" in text[opening:closing]:
        return None
    return f"在书名、影视名“{text[opening : closing + 1]}”之中"


def place_excuse(place: Place, *, rejects: bool = True, rule: str = "") -> str | None:
    """What excuses words by where they stand alone: rejection, quoted law, a title, a frame.

    别买隔壁那家 and 都是骗子 are the offence of a rule that is about what is said of others.
    """
    if rule in SLURS:
        return _needs_a_permit(place) or _quotes_law(place) or _inside_title(place)
    return (
        (_rejected(place) if rejects else None)
        or _needs_a_permit(place)
        or _quotes_law(place)
        or _inside_title(place)
        or _advises(place)
        or _named_only(place)
        or frame_excuse(place)
    )


def advice_excuse(hit: Hit, place: Place) -> str | None:
    """遇到…可投诉, 有人冒用…请勿上当: advice to buyers, and warnings of what others do; 顶级两个字
    我们不敢说: the word is named, not used."""
    del hit
    return _advises(place) or _named_only(place)


def framed_excuse(hit: Hit, place: Place) -> str | None:
    """声称…的都是骗子: what others say, asked, denied, warned of or reported."""
    return None if hit.term.rule in SLURS else frame_excuse(place)


def _advises(place: Place) -> str | None:
    before = place.text[place.sentence[0] : place.start]
    after = place.text[place.end : place.sentence[1]]
    if _IF_MET.search(before) and _ADVICE.search(after):
        return "是教消费者如何应对的提示"
    if _BY_OTHERS.search(before) and _WARNED.search(after):
        return "说的是他人的行为，并提醒消费者注意"
    return None


EXCUSES: tuple[Callable[[Hit, Place], str | None], ...] = (
    compound_excuse,
    rejection_excuse,
    list_excuse,
    permit_excuse,
    law_excuse,
    title_excuse,
    advice_excuse,
    framed_excuse,
)
"""Asked in this order; the first answer stands."""


def _named_only(place: Place) -> str | None:
    after = place.text[place.end : place.end + 120]
    named = _AS_WORDS.match(after)
    if named is None or not _NOT_SAID.match(after[named.end() :]):
        return None
    return f"说的是这几个字本身（“{named.group()[-8:]}”），后面表示不用或者提醒"
