"""句分: how much each sentence of a page reads like an offence, by the n-gram model.

A window is a sentence, a sentence with the one before or after it, a sentence with the goods'
name, or the beginning of the page; the score of each is a log-odds. What the windows of a
sentence say is weighed together, with weights that training finds, into the sentence's own
log-odds. The best sentence speaks for the page, the sentences around a hit speak for the hit.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as made_field
from itertools import accumulate, groupby, islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import re2

from checks.context import Context
from checks.finding import Finding
from checks.licence_lines import marks_in, without_licence
from checks.ngram_model import Floats, Model, score, sentence_sums, slots_of
from checks.telling_sentences import MOST, Piece, numbers_at, said_before, telling

__all__ = ["MOST", "READ", "Piece", "Sentence", "SentenceScores", "scores_of", "windows_of"]

READ = ("description", "attributes", "image_text", "alt", "structured")
"""Fields that are weighed besides the goods' name."""
MOST_SCORED = 400_000
"""Code points of plain text that are scored; what is beyond is told by a mark of the page."""
BEGINNING = 400
"""Code points of the window that is the page's beginning."""
WINDOWS = 4
_NOTHING = -99.0
_SAYS_MORE = 12
"""Code points beside the goods' name from which a line says something of its own."""
LONGEST = 1_000
"""Code points of a sentence; what runs on without an end is read in parts."""
_SUMMED = 50_000
"""Code points of which the runs are summed together: each takes some hundred bytes."""
_AT_ONCE = 256
"""Sentences that are looked through together: a call of RE2 costs as much as a long line."""
_LINE = re.compile(r"[^。\n]+")
"""A sentence, or a line."""
_BUTTON = (
    "(?:(?:加入|放入|添加到)?(?:购物车|购物袋)|(?:立即|马上|现在|点击)?(?:购买|抢购|下单|预订|报名|咨询|领取)|"
    "(?:加入)?收藏(?:本店|店铺|商品)?|关注(?:店铺|本店)?|分享|首页|返回|更多|登录|注册|搜索|菜单|全部商品|商品详情|"
    "(?:进入|进店)?(?:店铺|逛逛)|(?:联系|在线)?客服|(?:上|下)一页|我的(?:订单)?|评价|详情|参数|销量|库存|数量|售价|价格|元|"
    "[0-9.,件人已售月 ]+)"
)
_HEADING = (
    "(?:所有分类|商品分类|全部分类|商品介绍|商品描述|产品介绍|规格参数|商品参数|配送说明|发货说明|购物指南|购物流程|付款方式|"
    "配送方式|售后服务|用户评论|买家评价|商品评价|宝贝评价|店内推荐|猜你喜欢|今日人气|站内搜索|客服中心|关于我们|联系我们|微信同号|"
    "工作时间|营业执照信息|营业执照|电子营业执照|亮照|版权所有|欢迎光临|温馨提示)"
)
_ROW = (
    "(?:(?:本店|市场|会员|促销|批发|现|原|售|单|零售)?价格?|到手价|销量|库存|已售|月销|人气|运费|净含量|净重|毛重|重量|规格|"
    "货号|编号|客服电话|电话|手机|邮编)[:：]?[¥￥]?[0-9.,+/ -]+\\p{Han}{0,3}"
)
_BUTTON_LINE = re2.compile(f"(?m)^(?:{_BUTTON}|{_HEADING}|{_ROW}|[，、:：|/ -])+$")
"""What every page of goods bears whatever it offers, and rows of a number: they say nothing of
the offer."""
_CHINESE = re2.compile(r"\p{Han}.*\p{Han}")
"""What the model can read: it has learnt no other language, and knows nothing of `Add to cart`."""
_EVERYDAY_CHINESE = re.compile("[一-龥][^\n]*[一-龥]")
_MENU = range(4, 7)
"""Code points of a category in a menu of the shop."""
_IN_A_MENU = 4
"""Such lines, one below the other, that make a menu."""


class Sentence(NamedTuple):
    """A sentence of `field`: where it stands there (before folding), and its plain text."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The sentences of a page in order, the log-odds of each and the scores of its WINDOWS
    windows; the name of the goods is the first. `again` are the places where one of them, which
    goes by its number, is said once more."""

    sentences: tuple[Sentence, ...]
    odds: Floats
    windows: Floats
    again: tuple[tuple[Sentence, int], ...] = ()
    _known: dict[tuple[str, int, int], list[int]] = made_field(default_factory=dict, repr=False)
    """The numbers of the sentences at places: of each finding they are asked for four times."""

    @property
    def best(self) -> float:
        """The log-odds of the page's worst sentence; very low where nothing was read."""
        return float(self.odds[self.worst_sentence]) if self.sentences else _NOTHING

    @property
    def worst_sentence(self) -> int:
        """The number of the sentence whose log-odds are highest. A name by itself claims
        nothing: it counts with what is said of the goods."""
        return worst_of(self.odds)

    def worst(self, most: int) -> list[Sentence]:
        """The sentences whose log-odds are highest, in order, up to `most` code points of them; one
        at least."""
        chosen: list[int] = []
        length = 0
        for at in np.argsort(-self.odds, kind="stable").tolist():
            length += len(self.sentences[at].text)
            if chosen and length > most:
                break
            chosen.append(at)
        return [self.sentences[at] for at in sorted(chosen)]

    def around(self, field: str, start: int, end: int) -> float | None:
        """The best of the sentences that hold [start, end) of `field`; None if none was read."""
        numbers = self.numbers(field, start, end)
        return float(self.odds[numbers].max()) if numbers else None

    def beside(self, field: str, start: int, end: int) -> list[Sentence]:
        """The goods' name, the sentences that hold [start, end), one before and one after."""
        numbers = self.numbers(field, start, end)
        wide = {at + step for at in numbers for step in (-1, 0, 1)} | {0}
        return [self.sentences[at] for at in sorted(wide) if 0 <= at < len(self.sentences)]

    def holding(self, field: str, start: int, end: int) -> list[Sentence]:
        """The sentences that hold a part of [start, end) of `field`."""
        return [self.sentences[at] for at in self.numbers(field, start, end)]

    def part(self, numbers: Sequence[int]) -> "SentenceScores":
        """The goods' name and the sentences with these numbers, in this order."""
        kept = [0, *(at for at in numbers if at)]
        if len(kept) == len(self.sentences):
            return self
        sentences = tuple(self.sentences[at] for at in kept)
        places = {at: place for place, at in enumerate(kept)}
        again = tuple((one, places[at]) for one, at in self.again if at in places)
        return SentenceScores(sentences, self.odds[kept], self.windows[kept], again)

    def in_place(self) -> list[int]:
        """The numbers of the sentences as they stand on the page; another reading of a line stands
        beside the first."""
        rank = {"title": -1} | {field: at for at, field in enumerate(READ)}
        places = [(rank[one.field], one.start, at) for at, one in enumerate(self.sentences)]
        return [at for *_, at in sorted(places)]

    def numbers(self, field: str, start: int, end: int) -> list[int]:
        """The numbers of the sentences that hold a part of [start, end) of `field`, or were said
        before in the words of those that do."""
        place = (field, start, end)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = [
                at for at, one in enumerate(self.sentences) if _holds(one, field, start, end)
            ] or list(dict.fromkeys(at for one, at in self.again if _holds(one, field, start, end)))
        return known


def _holds(sentence: Sentence, field: str, start: int, end: int) -> bool:
    """Whether a part of [start, end) of `field` stands in the sentence."""
    return sentence.field == field and sentence.start < end and start < sentence.end


def text_of(sentences: Sequence[Sentence]) -> str:
    """The plain text of sentences, one a line."""
    return "\n".join(one.text for one in sentences)


def worst_of(odds: Floats) -> int:
    """The number of the highest; the first, which is the name, only where it is all."""
    return int(odds[1:].argmax()) + 1 if len(odds) > 1 else 0


def scores_of(context: Context, model: Model, found: Sequence[Finding] = ()) -> SentenceScores:
    """The scores of the sentences of a page's own words, each once; of a long page, of the MOST
    code points that tell most, those around what was `found` among them."""
    every = list(_within(context, pieces_of(context), MOST_SCORED))
    first = said_before([piece[3] for piece in every])
    once = [at for at, number in enumerate(first) if at == number]
    pieces = [every[at] for at in once]
    windows = windows_of(pieces, model)
    weights = np.array(model.windows, dtype=np.float32)
    odds = windows @ weights[:-1] + weights[-1]
    kept = telling(
        [len(piece[3]) for piece in pieces],
        odds,
        lambda: numbers_at(pieces, _in_plain_text(context, found)),
    )
    place_of = {once[at]: place for place, at in enumerate(kept)}
    again = [
        (every[at], place_of[number])
        for at, number in enumerate(first)
        if at != number and number in place_of
    ]
    sentences = tuple(_sentences(context, [pieces[at] for at in kept]))
    said = _sentences(context, [piece for piece, _ in again])
    return SentenceScores(
        sentences,
        odds[kept],
        windows[kept],
        tuple((one, number) for one, (_, number) in zip(said, again, strict=True)),
    )


def _in_plain_text(context: Context, found: Sequence[Finding]) -> Iterator[tuple[str, int, int]]:
    """(field, start, end) in plain text of what was found in a field that is read, leads first."""
    for one in sorted(found, key=lambda one: not one.lead):
        if one.field in READ:
            plain = context.plain(one.field)
            yield one.field, plain.index(one.start), plain.index(one.end)


def _within(context: Context, pieces: Iterable[Piece], most: int) -> Iterator[Piece]:
    """The first of the pieces, up to `most` code points of them; the page is marked where there
    are more."""
    length = 0
    for piece in pieces:
        length += len(piece[3]) + 1
        if length > most:
            context.cut.add("model-cut")
            return
        yield piece


def windows_of(pieces: Sequence[Piece], model: Model) -> Floats:
    """For each of the pieces of a page, the name first, the scores of its WINDOWS windows: alone,
    with the goods' name, the better of those with a neighbour, the page's beginning where it is
    part of that (else the best of the others).
    """
    weight, runs = _sums([piece[3] for piece in pieces], model)
    alone = score(weight, runs, model.bias)
    paired, named = alone.copy(), alone.copy()
    if len(pieces) > 1:
        two = score(weight[1:] + weight[:-1], runs[1:] + runs[:-1], model.bias)
        paired[0], paired[-1] = two[0], two[-1]
        paired[1:-1] = np.maximum(two[:-1], two[1:])
        named[1:] = score(weight[1:] + weight[0], runs[1:] + runs[0], model.bias)
    first_ones = beginning_of(pieces)
    beginning = np.maximum.reduce([alone, named, paired])
    sums_of_them = weight[first_ones].sum()[None], runs[first_ones].sum()[None]
    beginning[first_ones] = score(*sums_of_them, model.bias)
    return np.stack([alone, named, paired, beginning], axis=1)


def _sums(texts: Sequence[str], model: Model) -> tuple[Floats, Floats]:
    """Of each text the sum of weights and the number of runs."""
    weights: list[Floats] = []
    runs: list[Floats] = []
    low = 0
    while low < len(texts):
        high, length = low, 0
        while high < len(texts) and length < _SUMMED:
            length += len(texts[high]) + 1
            high += 1
        sizes = np.array([len(text) for text in texts[low:high]], dtype=np.intp)
        last = np.cumsum(sizes + 1) - 1
        sums = sentence_sums(model.any, slots_of("\n".join(texts[low:high])), last - sizes, last)
        weights.append(sums.weight)
        runs.append(sums.runs)
        low = high
    return np.concatenate(weights), np.concatenate(runs)


def beginning_of(pieces: Sequence[Piece]) -> list[int]:
    """The numbers of the pieces that are the page's beginning: the first BEGINNING code points,
    at least one piece, without the menus of the shop."""
    chosen: list[int] = []
    length = 0
    menus = _menus(pieces)
    for at, piece in enumerate(pieces):
        if at in menus:
            continue
        if chosen and length + len(piece[3]) > BEGINNING:
            break
        chosen.append(at)
        length += len(piece[3]) + 1
    return chosen or [0]


def _menus(pieces: Sequence[Piece]) -> frozenset[int]:
    """The numbers of the pieces that are lines of a menu: short ones, one below the other."""
    found: list[int] = []
    run: list[int] = []
    for at in range(1, len(pieces) + 1):
        if at < len(pieces) and len(pieces[at][3]) in _MENU:
            run.append(at)
            continue
        found += run if len(run) >= _IN_A_MENU else []
        run = []
    return frozenset(found)


def pieces_of(context: Context) -> Iterator[Piece]:
    """(field, start and end in its plain text, text) of every sentence, the name first; without
    buttons, other languages and numbers of licences."""
    name = context.plain_name
    yield from _in_parts("title", 0, len(name), name)
    for field in READ:
        if context.page.fields.get(field):
            text = context.plain(field).text
            marks = marks_in(text)
            lines = _LINE.finditer(text)
            while some := list(islice(lines, _AT_ONCE)):
                pieces = [(field, *line.span(), line.group()) for line in some]
                if marks:
                    _take_licence_out(pieces, marks)
                pieces = [one for one in pieces if _talks(one[3], name)]
                buttons = _button_lines([one[3] for one in pieces])
                for at, one in enumerate(pieces):
                    if at in buttons:
                        continue
                    if len(one[3]) <= LONGEST:
                        yield one
                    else:
                        yield from _in_parts(*one)


def _in_parts(field: str, start: int, end: int, text: str) -> Iterator[Piece]:
    """A piece in parts of LONGEST code points at most, at commas where there are any."""
    low = 0
    while len(text) - low > LONGEST:
        cut = text.rfind("，", low + LONGEST // 2, low + LONGEST)
        high = cut + 1 if cut >= 0 else low + LONGEST
        yield field, min(start + low, end), min(start + high, end), text[low:high]
        low = high
    yield field, min(start + low, end), end, text[low:]


def _take_licence_out(pieces: list[Piece], marks: Sequence[int]) -> None:
    """Leave out of the pieces what is of the licence; `marks` are the places of its marks."""
    begins = [begin for _, begin, _, _ in pieces]
    low, high = bisect_left(marks, begins[0]), bisect_left(marks, pieces[-1][2])
    for at in {bisect_right(begins, mark) - 1 for mark in marks[low:high]}:
        field, begin, end, text = pieces[at]
        pieces[at] = field, begin, end, without_licence(text)


def _talks(sentence: str, name: str) -> bool:
    """Whether it may say something of the offer, if it is no button."""
    # A cheap look first: most sentences are Chinese.
    if not (_EVERYDAY_CHINESE.search(sentence) or _CHINESE.search(sentence)):
        return False
    # Whether it is the goods' name again, or a part of it, as the way to the page or a caption
    # has it.
    return not name or not (
        sentence in name or (name in sentence and len(sentence) - len(name) < _SAYS_MORE)
    )


def _button_lines(sentences: Sequence[str]) -> frozenset[int]:
    """The numbers of the sentences that are nothing but buttons and such rows."""
    begins = [0, *accumulate(len(one) + 1 for one in sentences)]
    found = _BUTTON_LINE.finditer("\n".join(sentences))
    return frozenset(bisect_left(begins, mark.start()) for mark in found)


def _sentences(context: Context, pieces: Iterable[Piece]) -> Iterator[Sentence]:
    """The pieces with their places in the page as shown."""
    for field, row in groupby(pieces, key=itemgetter(0)):
        if field == "title":
            shown = len(context.page.fields.get("title", ""))
            yield from (Sentence(field, 0, shown, text) for *_, text in row)
            continue
        _, begins, ends, texts = zip(*row, strict=True)
        for place, text in zip(context.plain(field).spans(begins, ends), texts, strict=True):
            yield Sentence(field, *place, text)
