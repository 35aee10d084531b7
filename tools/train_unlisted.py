"""Train the model behind 未列词疑似 and write checks/unlisted.npz.

    python tools/train_unlisted.py [--decided FILE.jsonl]

Needs scikit-learn, which the program itself does not. It learns from the sentences of
tests/corpus/sentences (by several hands), the pages of tests/corpus/tune and, with
`--decided`, texts that officers confirmed or dismissed, one JSON object a line:
{"text": …, "areas": ["advertising"]} ([] for a dismissed one).

The recipe: plain text (checks.plain_text); runs of 1 to 4 characters hashed into 2^21 slots, pairs
of characters 2 to 6 apart into 2^21 others, counts divided by the root of their number (of 120 at
least); a slot seen once is nothing; each slot weighted by its rarity and by how unevenly offences
and honest texts have it, that of a pair by half; one logistic regression for "an offence at all",
one for each area among the offences. Texts of several hands, each scored by a model that never saw
the hand and read by the rules, then give a third one: what the windows of a sentence and what rules
found are worth, and the thresholds. Two figures of tests/corpus/held_back are measured and stand in
the file: how much of what scores above the threshold is an offence at all, and how many of the
leads that the model makes where the rules are silent name the right area. It makes leads by itself
only where the first is 95 of 100; an officer is told the second.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scipy.sparse import csr_matrix  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from checks.context import Context  # noqa: E402
from checks.inspect import areas, found_by_rules, rules  # noqa: E402
from checks.ngram_model import (  # noqa: E402
    BITS,
    FEWEST_RUNS,
    SLOTS,
    Model,
    Slots,
    shipped_model,
    slots_of,
)
from checks.page_value import NAMES as WHOLE  # noqa: E402
from checks.page_value import page_signs, page_value  # noqa: E402
from checks.plain_text import plain  # noqa: E402
from checks.rule_support import NAMES, agreeing, is_agreed, is_fact, signs_of  # noqa: E402
from checks.sentence_scores import (  # noqa: E402
    BEGINNING,
    WINDOWS,
    beginning_of,
    pieces_of,
    scores_of,
    worst_of,
)
from checks.unlisted import thresholds  # noqa: E402
from keywords.lexicon import Lexicon  # noqa: E402
from pages.page import Page  # noqa: E402
from pages.reading import read_page  # noqa: E402
from tests.corpus.cases import Case, cases  # noqa: E402
from tests.corpus.sentences import Sentence, sentences  # noqa: E402
from tools.score import TODAY, model_leads, page_of, shipped_lexicon  # noqa: E402

Array = npt.NDArray[Any]

FILE = ROOT / "checks" / "unlisted.npz"
OFFENCE, PROPOSED, HONEST = 0.968, 0.93, 0.95
"""Shares of offences among the pages of hands left out that are told, and proposed; share of
honest pages among those whose facts and strong terms are doubted."""
SENTENCE = 0.95
"""Share of offences among the pages whose worst sentence lets a rule's finding stand."""
BORDER = ("page-fifteenth", "page-sixteenth", "page-seventeenth", "page-twentieth")
"""Hands that wrote pairs on the border between lawful and unlawful: no page is so near to it in
life, and they choose no threshold."""
JUDGES = (
    *("hand-f", "hand-g", "hand-h", "hand-i", "hand-j", "hand-k"),
    *("page-fourth", "page-fifth", "page-ninth", "page-tenth", "page-eleventh", "page-twelfth"),
    *("page-thirteenth", "page-fourteenth", "page-eighteenth", "page-nineteenth"),
    *("page-twenty-first", "page-twenty-third", "page-twenty-fourth", *BORDER),
)
"""Hands whose texts nobody had read when the rules of meaning were made."""
TOGETHER = 3
"""Hands that are left out of one training, which takes half a minute."""
APART = 1.5
"""Log-odds between the area that a sentence reads like and that of the rule from which on the
lead goes there. On sentences of hands left out, of 1,467 findings with 1.0 or more between, 130
were rightly placed; a little more is asked."""
RARITY, UNEVENNESS, STRENGTH = 1.5, 0.3, 1.0
AREA_STRENGTH = 4.0
PAIRS = 0.5
"""What a pair of characters counts beside a run."""
LIMIT = 32_000
KEPT = 90_000
"""Slots that are shipped: those that weigh most over all examples."""
_END = re.compile(r"[。\n]+")


@dataclass(frozen=True)
class Example:
    """A text that is learnt from: by whom, of which areas it is an offence."""

    hand: str
    text: str
    areas: frozenset[str]


@dataclass(frozen=True)
class Trained:
    """The weights of the slots `columns`, and the constants."""

    columns: Slots
    any: Array
    bias: float
    areas: Array
    area_bias: Array
    names: tuple[str, ...]

    def model(self, windows: tuple[float, ...] = ()) -> Model:
        """As the program uses it."""
        weights = np.zeros(SLOTS, dtype=np.float32)
        weights[self.columns] = self.any
        return Model(
            weights,
            self.columns,
            self.areas,
            self.bias,
            self.area_bias,
            self.names,
            windows,
            {},
        )


def matrix(texts: Sequence[str], columns: Slots | None = None) -> tuple[csr_matrix, Slots]:
    """Texts by slots, counts over the root of the number of runs; slots seen once are left out."""
    pointers, slots, values = [0], [], []
    for text in texts:
        known = np.concatenate([run for one in _END.split(text) for run in slots_of(one)])
        unique, counts = np.unique(known, return_counts=True)
        slots.append(unique)
        values.append(counts / np.sqrt(max(len(known), FEWEST_RUNS)))
        pointers.append(pointers[-1] + len(unique))
    found, weights = np.concatenate(slots), np.concatenate(values)
    if columns is None:
        unique, seen = np.unique(found, return_counts=True)
        columns = unique[seen >= 2]
    at = np.minimum(np.searchsorted(columns, found), len(columns) - 1)
    known = columns[at] == found
    rows = np.repeat(np.arange(len(texts)), np.diff(pointers))
    shape = (len(texts), len(columns))
    return csr_matrix((weights[known], (rows[known], at[known])), shape=shape), columns


def train(examples: Sequence[Example]) -> Trained:
    """Learn from the examples."""
    table, columns = matrix([one.text for one in examples])
    offence = np.array([bool(one.areas) for one in examples])
    seen = (table > 0).astype(np.float32)
    number = np.asarray(seen.sum(axis=0)).ravel()
    bad = 1 + np.asarray(seen[offence].sum(axis=0)).ravel()
    good = 1 + np.asarray(seen[~offence].sum(axis=0)).ravel()
    uneven = np.abs(np.log((bad / bad.sum()) / (good / good.sum())))
    rarity = np.log((len(examples) + 1) / (number + 1))
    factor = rarity**RARITY * (0.3 + uneven) ** UNEVENNESS
    factor = np.where(columns >> BITS, PAIRS * factor, factor)
    scaled = table.multiply(factor).tocsr()
    whole = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=800)
    whole.fit(scaled, offence)
    names = tuple(sorted({area for one in examples for area in one.areas}))
    bad_rows = scaled[offence]
    kinds = [one.areas for one in examples if one.areas]
    parts = [
        LogisticRegression(C=AREA_STRENGTH, class_weight="balanced", max_iter=800).fit(
            bad_rows, [name in kind for kind in kinds]
        )
        for name in names
    ]
    weights = whole.coef_[0] * factor
    kept = np.sort(np.argsort(-np.abs(weights) * np.sqrt(number))[:KEPT])
    return Trained(
        columns[kept],
        weights[kept].astype(np.float32),
        float(whole.intercept_[0]),
        np.vstack([part.coef_[0] * factor for part in parts]).T[kept].astype(np.float32),
        np.array([part.intercept_[0] for part in parts], dtype=np.float32),
        names,
    )


def context_of(case: Case, lexicon: Lexicon) -> Context:
    """The page of a case as the checks are given it, its disguises read as at run time."""
    return Context(page_of(case), lexicon, today=TODAY)


def examples_of_pages(pages: Sequence[tuple[Case, Context]]) -> list[Example]:
    """The beginning of each page, and each sentence of honest pages by itself."""
    out = []
    for case, context in pages:
        hand, pieces = f"page-{case.hand}", list(pieces_of(context))
        parts = [piece[3] for piece in pieces]
        beginning = "\n".join(parts[at] for at in beginning_of(pieces))
        out.append(Example(hand, beginning[:BEGINNING], case.leads))
        if not case.leads:
            out += [Example(hand, one, frozenset()) for one in parts]
    return out


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
    firm: bool
    """Whether one of them rests on a fact, or two agree."""
    agreed: bool
    """Whether one of them is a strong term of a list."""
    whole: Array
    """Of the page, as page_value.NAMES; the name's value is not yet in it."""
    page: bool
    """Whether it is a whole page as shops have it."""


def page_of_sentence(sentence: Sentence) -> Page:
    """A page that holds the text alone; what ends with the first 。 names the goods."""
    name, _, rest = sentence.text.partition("。")
    if not rest.strip():
        name, rest = "商品", sentence.text
    body = f"<title>{escape(name)}</title><h1>{escape(name)}</h1><p>{escape(rest)}</p>"
    return read_page(body.encode(), "https://shop.example/p/1.html", "text/html; charset=utf-8")


def row_of(hand: str, areas: frozenset[str], context: Context, model: Model, page: bool) -> Row:
    """A text as the program weighs it by `model`."""
    found = found_by_rules(context)
    leads = [one for one in found if one.lead]
    scores = scores_of(context, replace(model, windows=(0.0,) * (WINDOWS + 1)))
    return Row(
        hand,
        areas,
        scores.windows,
        signs_of(found),
        lead=bool(leads),
        firm=agreeing(found) or any(is_fact(one) for one in leads),
        agreed=any(is_agreed(one) for one in leads),
        whole=page_signs(model, scores, found) if scores.sentences else np.zeros(len(WHOLE)),
        page=page,
    )


def left_out(
    known: Sequence[Sentence],
    pages: Sequence[tuple[Case, Context]],
    written: Sequence[Example],
    paged: Sequence[Example],
    lexicon: Lexicon,
) -> list[Row]:
    """The texts of the JUDGES, each weighed by a model that never saw its hand."""
    rows = []
    for begin in range(0, len(JUDGES), TOGETHER):
        hands = JUDGES[begin : begin + TOGETHER]
        model = train([one for one in [*written, *paged] if one.hand not in hands]).model()
        for sentence in known:
            if (hand := f"hand-{sentence.hand}") in hands:
                context = Context(page_of_sentence(sentence), lexicon, today=TODAY)
                rows.append(row_of(hand, sentence.leads, context, model, page=False))
        for case, context in pages:
            if (hand := f"page-{case.hand}") in hands:
                rows.append(row_of(hand, case.leads, context, model, page=True))
        print(f"{', '.join(hands)} weighed", flush=True)
    return [row for row in rows if len(row.windows)]


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


def values_of(rows: Sequence[Row], weights: Array, support: Array) -> Array:
    """The log-odds of each text, with what rules found."""
    odds = [odds_of(row, weights) for row in rows]
    best = np.array([one[worst_of(one)] for one in odds])
    return np.asarray(best + np.array([row.signs for row in rows], dtype=float) @ support)


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


def limits_of(
    rows: Sequence[Row], weights: Array, worth: Array, support: Array
) -> dict[str, float]:
    """The thresholds, from the pages of hands left out."""
    judged = [row for row in rows if row.page and row.hand not in BORDER]
    truth = np.array([bool(row.areas) for row in judged])
    value = whole_of(judged, weights) @ worth[:-1] + worth[-1]
    firm = np.array([row.firm and row.lead for row in judged])
    agreed = np.array([row.agreed for row in judged])
    lead = at_precision(value, truth, OFFENCE)
    limits = {
        "lead": lead,
        "firm": min(lead, -at_precision(-value[firm], ~truth[firm], HONEST)),
        "agreed": min(lead, -at_precision(-value[agreed], ~truth[agreed], HONEST)),
        "proposal": at_precision(value, truth, PROPOSED),
        "sentence": at_precision(values_of(judged, weights, support), truth, SENTENCE),
    }
    return {name: round(value, 3) for name, value in limits.items()}


def valued(pages: Sequence[tuple[Case, Context]], model: Model) -> tuple[Array, Array]:
    """The value of each page, and whether it is an offence."""
    values = []
    for _, context in pages:
        scores = scores_of(context, model)
        values.append(page_value(model, scores, found_by_rules(context)))
    return np.array(values), np.array([bool(case.leads) for case, _ in pages])


def at_precision(scores: Array, truth: Array, wanted: float) -> float:
    """The least score from which on `wanted` of what scores higher is an offence."""
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= wanted)
    return float(scores[order[good[-1]]]) if good.size else float(scores.max() + 1)


def hands_of(examples: Sequence[Example]) -> list[str]:
    """Who wrote them."""
    return sorted({one.hand for one in examples})


def measured(said: Array, truth: Array) -> dict[str, Any]:
    """What is told, how much of it is right, of how many offences."""
    return {
        "proposed": int(said.sum()),
        "right": int((said & truth).sum()),
        "offences": int(truth.sum()),
        "pages": len(truth),
    }


def save(trained: Trained, facts: dict[str, Any]) -> None:
    """Write the model's file; what this process knew of an older one is forgotten."""
    np.savez_compressed(
        FILE,
        slots=trained.columns,
        any=np.rint(trained.any * facts["scale"]).astype(np.int16),
        areas=np.rint(trained.areas * facts["area_scale"]).astype(np.int8),
        facts=np.array(json.dumps(facts, ensure_ascii=False)),
    )
    shipped_model.cache_clear()
    thresholds.cache_clear()


def main() -> None:
    """Train, choose thresholds, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--decided", type=Path)
    chosen = parser.parse_args()
    areas(), rules()  # their words decide which disguises are undone
    lexicon = shipped_lexicon()
    everything = [(case, context_of(case, lexicon)) for case in cases()]
    pages = [one for one in everything if not one[0].held_back]
    held = [one for one in everything if one[0].held_back]
    known = list(sentences())
    written = [Example(f"hand-{s.hand}", plain(s.text).text, s.leads) for s in known]
    if chosen.decided:
        lines = map(json.loads, chosen.decided.read_text("utf-8").splitlines())
        written += [
            Example("decided", plain(one["text"]).text, frozenset(one["areas"])) for one in lines
        ]
    paged = examples_of_pages(pages)
    rows = left_out(known, pages, written, paged, lexicon)
    weights, support = fitted(rows)
    whole = [row for row in rows if row.page]
    worth = page_weights(whole, weights)
    limits = limits_of(rows, weights, worth, support)
    told = whole_of(whole, weights) @ worth[:-1] + worth[-1] >= limits["lead"]
    truth = np.array([bool(row.areas) for row in whole])
    trained = train([*written, *paged])
    facts: dict[str, Any] = {
        "recipe": re.sub(r"\s+", " ", (__doc__ or "").split("The recipe:")[1]).strip(),
        "learnt_from": len(written) + len(paged),
        "hands": hands_of(written) + hands_of(paged),
        "left_out": {
            hand: measured(told[(own := [row.hand == hand for row in whole])], truth[own])
            for hand in JUDGES
            if hand.startswith("page-")
        },
        "leads_where_rules_are_silent": {"made": 0, "right": 0},
        "windows": [float(one) for one in weights],
        "support": dict(zip(NAMES, map(float, support), strict=True)),
        "page": dict(zip((*WHOLE, "constant"), map(float, worth), strict=True)),
        "apart": APART,
        "areas": list(trained.names),
        "bias": trained.bias,
        "area_bias": [float(value) for value in trained.area_bias],
        "scale": LIMIT / float(np.abs(trained.any).max()),
        "area_scale": 127 / float(np.abs(trained.areas).max()),
    }
    model = replace(trained.model(tuple(facts["windows"])), facts=facts)
    values, offence = valued(held, model)
    found = measured(values >= limits["lead"], offence)
    facts["measured_on_held_back"] = found
    facts["thresholds"] = limits | {"leads": found["right"] >= 0.95 * found["proposed"]}
    save(trained, facts)
    silent = [right for case, _ in held for right in model_leads(case, lexicon)]
    facts["leads_where_rules_are_silent"] = {"made": len(silent), "right": sum(silent)}
    save(trained, facts)
    shown = {k: v for k, v in facts.items() if k not in {"recipe", "area_bias"}}
    print(json.dumps(shown, indent=1))
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB, {len(trained.columns)} slots")


if __name__ == "__main__":
    main()
