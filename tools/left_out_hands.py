"""What the windows of a sentence and the findings of rules are worth, and the thresholds.

Measured on the texts of several hands, each weighed by a model that had not learnt from the hand
and read by the rules, as a stranger's page is at run time.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from sklearn.linear_model import LogisticRegression  # noqa: E402

from checks.context import Context  # noqa: E402
from checks.inspect import found_by_rules  # noqa: E402
from checks.ngram_model import Model  # noqa: E402
from checks.page_value import NAMES as WHOLE  # noqa: E402
from checks.page_value import page_signs  # noqa: E402
from checks.passage import PASSAGE, Passage, Passages  # noqa: E402
from checks.rule_support import signs_of  # noqa: E402
from checks.sentence_scores import READ, WINDOWS, scores_of, worst_of  # noqa: E402
from keywords.lexicon import Lexicon  # noqa: E402
from tests.corpus.cases import Case  # noqa: E402
from tests.corpus.sentences import Sentence, page_of_sentence  # noqa: E402
from tests.corpus.shop_pages import ShopPage  # noqa: E402
from tools.all_cores import on_all_cores  # noqa: E402
from tools.ngram_training import Array, Example, train  # noqa: E402
from tools.score import TODAY  # noqa: E402

OFFENCE, PROPOSED = 0.96, 0.93
"""Shares of offences among the pages of hands left out that are told, and proposed."""
ALONE = 0.95
"""The same share among the pages of which the rules say nothing: what the model tells there has no
other witness."""
BORDER = (
    *("page-fifteenth", "page-sixteenth", "page-seventeenth", "page-twentieth"),
    "page-twenty-ninth",
)
"""Hands that wrote pairs on the border between lawful and unlawful: no page is so near to it in
life, and they choose no threshold."""
ONE_MANNER = (
    *("page-twenty-seventh", "page-thirty-first", "page-thirty-second", "page-thirty-third"),
    *("page-thirty-fourth", "page-thirty-fifth", "page-thirty-sixth", "page-thirty-seventh"),
    *("page-thirty-eighth", "page-thirty-ninth", "page-fortieth", "page-forty-first"),
    *("page-forty-second", "page-forty-sixth", "page-forty-seventh"),
    "page-forty-ninth",
)
"""Hands in whose pages honest shops and offenders talk alike on purpose, each in one manner of
talk (dialect, young, formal, stories), or wrapped in the same honest words (`forty-ninth`): they
teach the model that a manner is no guilt. They choose no threshold either. `twenty-seventh` was
asked for a voice alone, of people in small towns."""
JUDGES = (
    *("hand-f", "hand-g", "hand-h", "hand-i", "hand-j", "hand-k", "hand-l", "hand-n", "hand-o"),
    *("hand-p", "hand-q", "hand-r", "hand-s", "hand-t", "hand-u", "hand-v", "hand-w", "hand-x"),
    *("page-fourth", "page-fifth", "page-ninth", "page-tenth", "page-eleventh", "page-twelfth"),
    *("page-thirteenth", "page-fourteenth", "page-eighteenth", "page-nineteenth"),
    *("page-twenty-first", "page-twenty-third", "page-twenty-fourth", "page-twenty-fifth"),
    *("page-twenty-sixth", "page-twenty-eighth", "page-forty-fourth", "page-forty-fifth"),
    *("page-fiftieth", "page-fifty-first"),
    *(*ONE_MANNER, *BORDER),
    *("shop-first", "shop-second", "shop-third", "shop-fifth", "shop-sixth"),
    *("shop-seventh", "shop-nineteenth", "shop-twentieth", "shop-twenty-first"),
    *("shop-twenty-second", "shop-twenty-seventh", "shop-twenty-eighth", "shop-twenty-ninth"),
    *("shop-thirtieth", "shop-thirty-third", "shop-thirty-fourth", "shop-thirty-seventh"),
    *("shop-thirty-eighth", "shop-thirty-ninth", "shop-forty-second", "shop-forty-third"),
    *("shop-forty-fourth", "shop-forty-fifth", "shop-forty-ninth", "shop-fiftieth"),
    *("shop-fifty-first", "shop-fifty-second", "shop-fifty-third", "shop-fifty-fourth"),
    *("shop-fifty-fifth", "shop-fifty-sixth", "shop-fifty-seventh"),
)
"""Hands whose texts nobody had read when the rules of meaning were made; of `fiftieth` and
`fifty-first` a few words of lists were mended before they were weighed, and of `shop-nineteenth` to
`shop-twenty-first` frames of honest talk were read, of `shop-thirty-third` and those after it what
went wrong. `forty-second` to `forty-fifth` and `forty-ninth` to `fifty-first` are honest shops
alone."""
SHORT = 100
"""Code points of the short pages that everyday ones stand for, cut from honest whole pages: most
pages say nothing of offences at all, and what says nothing is to be honest."""
TOGETHER = 6
"""Hands that are left out of one training, which takes a minute."""


@dataclass(frozen=True)
class Row:
    """A text as the program weighs it, by a model that never saw its hand."""

    hand: str
    areas: frozenset[str]
    windows: Array
    """Of its sentences, as `windows_of`."""
    signs: tuple[bool, ...]
    """What the rules found, as rule_support.NAMES."""
    lead: bool
    """Whether a rule or a list made a lead."""
    whole: Array
    """Of the page, as page_value.NAMES; the name's value is not yet in it."""
    others: float
    """What is taken from it for the other passages of its page (checks/passage.py)."""
    page: bool
    """Whether it is a page, or a passage of one, as shops have it."""


def row_of(hand: str, areas: frozenset[str], context: Context, model: Model, page: bool) -> Row:
    """A text as the program weighs it by `model`."""
    bare = replace(model, windows=(0.0,) * (WINDOWS + 1))
    scores = scores_of(context, bare)
    return _row(hand, areas, Passage(bare, scores, found_by_rules(context)), page)


def rows_of_shop_page(page: ShopPage, context: Context, model: Model) -> list[Row]:
    """The passages of an honest shop page, and its parts as short pages, as the program weighs
    them; of another the passage in which the offence stands."""
    bare = replace(model, windows=(0.0,) * (WINDOWS + 1))
    passages = Passages(bare, scores_of(context, bare), found_by_rules(context))
    hand = f"shop-{page.hand}"
    if page.leads:
        spots = ((field, text) for field, text in page.offence if field in READ)
        field, text = next(spots, ("", ""))
        if not field:
            return []
        start = context.page.fields[field].index(text)
        return [_row(hand, page.leads, passages.at(field, start, start + len(text)), True)]
    return [
        _row(hand, frozenset(), one, True)
        for most in (PASSAGE, SHORT)
        for one in passages.in_turn(most)
    ]


def _row(hand: str, areas: frozenset[str], passage: Passage, page: bool) -> Row:
    scores, found = passage.scores, passage.findings
    leads = [one for one in found if one.lead]
    return Row(
        hand,
        areas,
        scores.windows,
        signs_of(found),
        lead=bool(leads),
        whole=page_signs(passage.model, scores, found)
        if scores.sentences
        else np.zeros(len(WHOLE)),
        others=passage.others,
        page=page,
    )


def left_out(
    known: Sequence[Sentence],
    pages: Sequence[tuple[Case, Context]],
    shops: Sequence[tuple[ShopPage, Context]],
    examples: Sequence[Example],
    lexicon: Lexicon,
) -> list[Row]:
    """The texts of the JUDGES, each weighed by a model that never saw its hand."""

    def weighed_without(hands: Sequence[str]) -> list[Row]:
        rows = []
        model = train([one for one in examples if one.hand not in hands]).model()
        for sentence in known:
            if (hand := f"hand-{sentence.hand}") in hands:
                context = Context(page_of_sentence(sentence), lexicon, today=TODAY)
                rows.append(row_of(hand, sentence.leads, context, model, page=False))
        for case, context in pages:
            if (hand := f"page-{case.hand}") in hands:
                rows.append(row_of(hand, case.leads, context, model, page=True))
        for shop, context in shops:
            if f"shop-{shop.hand}" in hands:
                rows += rows_of_shop_page(shop, context, model)
        print(f"{', '.join(hands)} weighed", flush=True)
        return rows

    groups = [JUDGES[begin : begin + TOGETHER] for begin in range(0, len(JUDGES), TOGETHER)]
    return [
        row for rows in on_all_cores(weighed_without, groups) for row in rows if row.windows.size
    ]


def fitted(rows: Sequence[Row]) -> tuple[Array, Array]:
    """The weights of the windows with a constant, and those of what rules found.

    The sentence that speaks for a text is the worst by the weights, which are found by the
    sentences that speak: a few rounds settle it. Sentences by themselves have a constant of
    their own, which is forgotten: a page says more.
    """
    truth = np.array([bool(row.areas) for row in rows])
    signs = np.array([[*row.signs, row.page] for row in rows], dtype=float)
    weights = np.array([0.25] * WINDOWS + [0.0])
    for _ in range(4):
        spoken = np.array([row.windows[worst_of(odds_of(row, weights))] for row in rows])
        found = LogisticRegression(C=10, max_iter=2000).fit(np.hstack([spoken, signs]), truth)
        constant = found.intercept_[0] + found.coef_[0][-1]
        weights = np.append(found.coef_[0][:WINDOWS], constant)
    return weights, found.coef_[0][WINDOWS:-1]


def odds_of(row: Row, weights: Array) -> Array:
    """The log-odds of the sentences."""
    return np.asarray(row.windows @ weights[:-1] + weights[-1])


def whole_of(rows: Sequence[Row], weights: Array) -> Array:
    """The signs of the pages as page_value.NAMES, one a row, the name's value put in."""
    table = np.array([row.whole for row in rows], dtype=float)
    table[:, WHOLE.index("name")] = [odds_of(row, weights)[0] for row in rows]
    return table


def page_weights(rows: Sequence[Row], weights: Array) -> Array:
    """What the signs of a page are worth, a constant last."""
    table = whole_of(rows, weights)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    truth = [bool(row.areas) for row in rows]
    found = LogisticRegression(C=0.1, max_iter=2000).fit((table - middle) / spread, truth)
    worth = found.coef_[0] / spread
    return np.append(worth, found.intercept_[0] - worth @ middle)


def page_values(rows: Sequence[Row], weights: Array, worth: Array) -> Array:
    """The log-odds of the pages, or passages, as the program has them."""
    values = whole_of(rows, weights) @ worth[:-1] + worth[-1]
    return np.asarray(values - np.array([row.others for row in rows]))


def limits_of(rows: Sequence[Row], weights: Array, worth: Array) -> dict[str, float]:
    """The thresholds, from the pages of hands left out."""
    judged = [row for row in rows if row.page and row.hand not in (*BORDER, *ONE_MANNER)]
    truth = np.array([bool(row.areas) for row in judged])
    value = page_values(judged, weights, worth)
    silent = np.array([not row.lead for row in judged])
    lead = at_precision(value, truth, OFFENCE)
    limits = {
        "lead": lead,
        "alone": max(lead, at_precision(value[silent], truth[silent], ALONE)),
        "proposal": at_precision(value, truth, PROPOSED),
    }
    return {name: round(value, 3) for name, value in limits.items()}


def at_precision(scores: Array, truth: Array, wanted: float) -> float:
    """The least score from which on `wanted` of what scores higher is an offence."""
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= wanted)
    return float(scores[order[good[-1]]]) if good.size else float(scores.max() + 1)
