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
from checks.licence_lines import marks_in, without_licence
from checks.ngram_model import Floats, Model, score, sentence_sums, slots_of

READ = ("description", "attributes", "image_text", "alt", "structured")
"""Fields that are weighed besides the goods' name."""
MOST = 6_000
"""Code points of plain text that are weighed."""
BEGINNING = 400
"""Code points of the window that is the page's beginning."""
WINDOWS = 4
_NOTHING = -99.0
_SAYS_MORE = 12
"""Code points beside the goods' name from which a line says something of its own."""
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

Piece = tuple[str, int, int, str]
"""A field, start and end in its plain text, and what stands there."""


class Sentence(NamedTuple):
    """A sentence of `field`: where it stands there (before folding), and its plain text."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class SentenceScores:
    """The sentences of a page in order, the log-odds of each and the scores of its WINDOWS
    windows; the name of the goods is the first."""

    sentences: tuple[Sentence, ...]
    odds: Floats
    windows: Floats
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
        return SentenceScores(sentences, self.odds[kept], self.windows[kept])

    def in_place(self) -> list[int]:
        """The numbers of the sentences as they stand on the page; another reading of a line stands
        beside the first."""
        rank = {"title": -1} | {field: at for at, field in enumerate(READ)}
        places = [(rank[one.field], one.start, at) for at, one in enumerate(self.sentences)]
        return [at for *_, at in sorted(places)]

    def numbers(self, field: str, start: int, end: int) -> list[int]:
        """The numbers of the sentences that hold a part of [start, end) of `field`."""
        place = (field, start, end)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = [
                at
                for at, one in enumerate(self.sentences)
                if one.field == field and one.start < end and start < one.end
            ]
        return known


def text_of(sentences: Sequence[Sentence]) -> str:
    """The plain text of sentences, one a line."""
    return "\n".join(one.text for one in sentences)


def worst_of(odds: Floats) -> int:
    """The number of the highest; the first, which is the name, only where it is all."""
    return int(odds[1:].argmax()) + 1 if len(odds) > 1 else 0


def scores_of(context: Context, model: Model) -> SentenceScores:
    """The scores of the sentences of a page's own words, the first MOST code points of them."""
    sentences, windows = windows_of(context, model)
    weights = np.array(model.windows, dtype=np.float32)
    return SentenceScores(sentences, windows @ weights[:-1] + weights[-1], windows)


def windows_of(context: Context, model: Model) -> tuple[tuple[Sentence, ...], Floats]:
    """The sentences, and for each the scores of its WINDOWS windows: alone, with the goods'
    name, the better of those with a neighbour, the page's beginning where it is part of that
    (else the best of the others).
    """
    kept: list[Piece] = []
    sizes: list[int] = []
    length = 0
    for piece in pieces_of(context):
        size = len(piece[3])
        if length + size > MOST:
            break
        kept.append(piece)
        sizes.append(size)
        length += size + 1
    if not kept:
        return (), np.zeros((0, WINDOWS), dtype=np.float32)
    text = "\n".join([piece[3] for piece in kept])
    last = np.cumsum(np.array(sizes, dtype=np.intp) + 1) - 1
    first = last - sizes
    sums = sentence_sums(model.any, slots_of(text), first, last)
    weight, runs = sums.weight, sums.runs
    alone = score(weight, runs, model.bias)
    paired, named = alone.copy(), alone.copy()
    if len(kept) > 1:
        two = score(weight[1:] + weight[:-1], runs[1:] + runs[:-1], model.bias)
        paired[0], paired[-1] = two[0], two[-1]
        paired[1:-1] = np.maximum(two[:-1], two[1:])
        named[1:] = score(weight[1:] + weight[0], runs[1:] + runs[0], model.bias)
    first_ones = beginning_of(kept)
    beginning = np.maximum.reduce([alone, named, paired])
    sums_of_them = weight[first_ones].sum()[None], runs[first_ones].sum()[None]
    beginning[first_ones] = score(*sums_of_them, model.bias)
    windows = np.stack([alone, named, paired, beginning], axis=1)
    return tuple(_sentences(context, kept)), windows


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
    yield "title", 0, len(name), name
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
                yield from [one for at, one in enumerate(pieces) if at not in buttons]


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
