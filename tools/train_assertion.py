"""Train the model behind 断言, weigh the verdict (checks/verdict.py), write checks/assertion.npz.

    python tools/train_assertion.py

Needs scikit-learn, which the program itself does not; run it after tools/train_unlisted.py. It
learns from the groups of passages of tests/corpus/assertions and from what the rules find on the
pages of tests/corpus/tune and tests/corpus/shop_pages/tune.

The recipe: runs of 1 to 4 characters of each part around a hit, hashed into 32 bits, once each; a
slot that fewer than three hits have is nothing; each slot weighted by how unevenly the two signs
have it; one logistic regression, the passages of groups (with the words and once more with their
whole sentence) counting four and two times what a hit on a page does. Hands are parted in three;
for each part both models are trained on the other two and say what they think of what the rules
found on its pages, and a second regression weighs their voices (checks/verdict.py). LIMITS were
chosen by the table that is printed then, pages found and told by the hands left out, and with the
figures of the pages held back in sight.
"""

import json
import math
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scipy.sparse import csr_matrix, diags  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from checks.assertion import (  # noqa: E402
    ENDS,
    FEWEST,
    Slots,
    shipped_assertion,
    slots_around,
    surroundings,
)
from checks.context import Context  # noqa: E402
from checks.discovery import areas, rules  # noqa: E402
from checks.finding import Finding  # noqa: E402
from checks.inspect import found_by_rules  # noqa: E402
from checks.ngram_model import Model, shipped_model  # noqa: E402
from checks.passage import passages_of  # noqa: E402
from checks.plain_text import in_sentence  # noqa: E402
from checks.rule_support import is_compared  # noqa: E402
from checks.unlisted import unlisted_findings, weighed  # noqa: E402
from checks.verdict import NAMES, is_plain_term, limits, signs_of_finding  # noqa: E402
from tests.corpus.assertions import passages as group_passages  # noqa: E402
from tests.corpus.cases import Case, cases  # noqa: E402
from tests.corpus.shop_pages import ShopPage, shop_pages  # noqa: E402
from tools.all_cores import on_all_cores  # noqa: E402
from tools.left_out_hands import BORDER, JUDGES, ONE_MANNER  # noqa: E402
from tools.ngram_training import (  # noqa: E402
    Array,
    examples_of_pages,
    examples_of_shop_pages,
    train,
    written_examples,
)
from tools.score import TODAY, page_of, shipped_lexicon  # noqa: E402

FILE = ROOT / "checks" / "assertion.npz"
FOLDS = 3
FEWEST_HITS = 3
STRENGTH = 30.0
KEPT = 300_000
WORTH = {"group": 4.0, "sentence": 2.0, "page": 1.0, "shop": 2.0, "worst": 1.0}
"""What a hit of each kind counts: of a group of passages; its whole sentence; what rules found on a
short page and on a whole one; the sentence of a page that reads worst."""
LIMITS = {"found": 0.75, "agreed": -0.75, "alone": 0.5, "told": -1.0, "told_briefly": -5.2}
SCALE = 32_000


@dataclass(frozen=True)
class Hit:
    """Words and what stands around them."""

    hand: str
    kind: str
    own: bool
    slots: Slots


@dataclass(frozen=True)
class Told:
    """A finding on a page of a hand that is left out: its signs, but for what the assertion model
    says; `stands` where no verdict is asked for."""

    area: str
    hit: Slots
    signs: tuple[float, ...]
    agreed: bool
    stands: bool


@dataclass(frozen=True)
class Read:
    """A page, what was found on it and what it is."""

    hand: str
    leads: frozenset[str]
    may: frozenset[str]
    told: tuple[Told, ...]
    hits: tuple[Hit, ...]


def part_of(hand: str) -> int:
    """In which of the parts a hand is left out."""
    return crc32(hand.encode()) % FOLDS


def hits_of_groups() -> Iterator[Hit]:
    """The words of each passage, and their whole sentence."""
    for one in group_passages():
        hand = f"group-{one.hand}"
        for kind, (start, end) in (
            ("group", (one.start, one.end)),
            ("sentence", in_sentence(one.text, one.start, one.end, len(one.text), ENDS)),
        ):
            yield Hit(hand, kind, one.own, slots_around(surroundings(one.text, start, end)))


def read(
    hand: str, page: Case | ShopPage, context: Context, model: Model, units: dict[str, str]
) -> Read:
    """What rules and the n-gram model find on a page, before any verdict."""
    found = found_by_rules(context)
    passages = passages_of(found, weighed(context, model), model)
    may = frozenset(area for area in units if page.forgiven(area))
    if passages is None:
        return Read(hand, page.leads, may, (), ())
    suspected = unlisted_findings(context, found, units, passages, heard=False)
    told, hits = [], []
    for one in [*found, *suspected]:
        if not one.field or one.area == "licence":
            continue
        text = context.page.fields.get(one.field, "")
        slots = slots_around(surroundings(text, one.start, one.end))
        own = _own(one, page, may)
        if own is not None and one not in suspected and not is_compared(one):
            hits.append(Hit(hand, hand[:4], own, slots))
        if one.lead:
            signs = signs_of_finding(0.0, one, passages)
            told.append(Told(one.area, slots, signs, is_plain_term(one, signs), is_compared(one)))
    worst, _ = passages.worst
    around = surroundings(context.page.fields.get(worst.field, ""), worst.start, worst.end)
    hits.append(Hit(hand, "worst", bool(page.leads), slots_around(around)))
    return Read(hand, page.leads, may, tuple(told), tuple(hits))


def _own(one: Finding, page: Case | ShopPage, may: frozenset[str]) -> bool | None:
    """Whether the words are the shop's own offence; None where the labels do not say."""
    if page.leads:
        return True if one.lead and one.area in page.leads else None
    return None if one.area in may else False


def read_left_out(units: dict[str, str]) -> list[Read]:
    """All pages of tune, each as a model reads it that never saw its hand."""
    lexicon = shipped_lexicon()
    pages = [
        (one, Context(page_of(one), lexicon, today=TODAY)) for one in cases() if not one.held_back
    ]
    shops = [
        (one, Context(one.page, lexicon, today=TODAY)) for one in shop_pages() if not one.held_back
    ]
    examples = [*written_examples(), *examples_of_pages(pages), *examples_of_shop_pages(shops)]
    known: list[tuple[str, Case | ShopPage, Context]] = [
        *((f"page-{one.hand}", one, context) for one, context in pages),
        *((f"shop-{one.hand}", one, context) for one, context in shops),
    ]
    shipped = shipped_model()
    assert shipped is not None

    def of_part(part: int) -> list[Read]:
        trained = train([one for one in examples if part_of(one.hand) != part])
        model = replace(trained.model(shipped.windows), facts=shipped.facts)
        out = [read(*one, model, units) for one in known if part_of(one[0]) == part]
        print(f"part {part + 1} of {FOLDS} read", flush=True)
        return out

    return [one for part in on_all_cores(of_part, range(FOLDS)) for one in part]


@dataclass(frozen=True)
class Learnt:
    """Weights of the slots `columns`, which are in order, and the constant."""

    columns: Slots
    weights: Array
    bias: float

    def odds(self, hits: Sequence[Slots]) -> Array:
        """The log-odds of hits with these slots."""
        return np.asarray(matrix(hits, self.columns) @ self.weights + self.bias)


def matrix(hits: Sequence[Slots], columns: Slots) -> csr_matrix:
    """Hits by slots, each worth one over the root of how many a hit has."""
    sizes = np.array([len(one) for one in hits])
    found = np.concatenate(hits)
    at = np.minimum(np.searchsorted(columns, found), len(columns) - 1)
    known = columns[at] == found
    worth = np.repeat(1 / np.sqrt(np.maximum(sizes, FEWEST)), sizes).astype(np.float32)
    rows = np.repeat(np.arange(len(hits)), sizes)
    shape = (len(hits), len(columns))
    return csr_matrix((worth[known], (rows[known], at[known])), shape=shape)


def learn(hits: Sequence[Hit]) -> Learnt:
    """Learn from the hits; of each kind both signs count alike."""
    found, number = np.unique(np.concatenate([one.slots for one in hits]), return_counts=True)
    columns = found[number >= FEWEST_HITS]
    number = number[number >= FEWEST_HITS]
    table = matrix([one.slots for one in hits], columns)
    own = np.array([one.own for one in hits])
    seen = (table > 0).astype(np.float32)
    bad = 1 + np.asarray(seen[own].sum(axis=0)).ravel()
    good = 1 + np.asarray(seen[~own].sum(axis=0)).ravel()
    factor = 0.3 + np.abs(np.log((bad / bad.sum()) / (good / good.sum())))
    fit = LogisticRegression(C=STRENGTH, max_iter=200, solver="liblinear")
    fit.fit((table @ diags(factor)).tocsr(), own, sample_weight=worths(hits))
    weights = fit.coef_[0] * factor
    kept = np.sort(np.argsort(-np.abs(weights) * np.sqrt(number))[:KEPT])
    return Learnt(columns[kept], weights[kept], float(fit.intercept_[0]))


def worths(hits: Sequence[Hit]) -> Array:
    """What each hit counts."""
    kinds = np.array([one.kind for one in hits])
    own = np.array([one.own for one in hits])
    out = np.zeros(len(hits))
    for kind, worth in WORTH.items():
        for sign in (True, False):
            these = (kinds == kind) & (own == sign)
            out[these] = worth * (kinds == kind).sum() / 2 / max(these.sum(), 1)
    return out


def heard(pages: Sequence[Read], groups: Sequence[Hit]) -> list[Array]:
    """Of each page, for each finding, the signs with what an assertion model says of it that
    never saw the page's hand."""
    hits = [one for page in pages for one in page.hits] + list(groups)

    def of_part(part: int) -> dict[int, Array]:
        learnt = learn([one for one in hits if part_of(one.hand) != part])
        out = {}
        for at, page in enumerate(pages):
            if page.told and part_of(page.hand) == part:
                said = learnt.odds([one.hit for one in page.told])
                signs = np.array([one.signs for one in page.told])
                out[at] = with_voice(signs, said)
        print(f"part {part + 1} of {FOLDS} heard", flush=True)
        return out

    known = {
        at: signs for part in on_all_cores(of_part, range(FOLDS)) for at, signs in part.items()
    }
    return [known.get(at, np.zeros((0, len(NAMES)))) for at in range(len(pages))]


def with_voice(signs: Array, said: Array) -> Array:
    """The signs with the log-odds of the assertion model put in."""
    out = signs.copy()
    out[:, NAMES.index("asserted")] = said
    out[:, NAMES.index("suspected_asserted")] = said * signs[:, NAMES.index("suspected")]
    return out


def weighed_voices(pages: Sequence[Read], signs: Sequence[Array]) -> dict[str, float]:
    """What each sign is worth, and a constant: a page counts once, whatever is found on it."""
    rows, truth, worth = [], [], []
    for page, table in zip(pages, signs, strict=True):
        for one, row in zip(page.told, table, strict=True):
            right = one.area in page.leads or (bool(page.leads) and one.area in page.may)
            if one.stands or (not right and (page.leads or one.area in page.may)):
                continue
            rows.append(row)
            truth.append(right)
            worth.append(1 / len(page.told))
    known = np.array(rows)
    middle, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    fit = LogisticRegression(C=1.0, max_iter=1000)
    fit.fit((known - middle) / spread, truth, sample_weight=worth)
    weights = fit.coef_[0] / spread
    constant = float(fit.intercept_[0] - weights @ middle)
    return dict(zip((*NAMES, "constant"), [*map(float, weights), constant], strict=True))


def outcome(
    pages: Sequence[Read], signs: Sequence[Array], worth: dict[str, float], shift: float
) -> dict[str, dict[str, int]]:
    """Pages found and told with all LIMITS higher by `shift`, of short and of whole pages."""
    weights = np.array([worth[name] for name in NAMES])
    out = {
        kind: dict.fromkeys(("found", "offences", "told", "honest"), 0) for kind in ("page", "shop")
    }
    for page, table in zip(pages, signs, strict=True):
        values = table @ weights + worth["constant"]
        told = {
            one.area
            for one, value, row in zip(page.told, values, table, strict=True)
            if one.stands or value >= _limit(one, row) + shift
        }
        figures = out[page.hand[:4]]
        if page.leads:
            figures["offences"] += 1
            figures["found"] += bool(told & (page.leads | page.may))
        else:
            figures["honest"] += 1
            figures["told"] += bool(told - page.may)
    return out


def _limit(one: Told, row: Array) -> float:
    if row[NAMES.index("suspected")]:
        return LIMITS["alone"]
    if not one.agreed:
        return LIMITS["found"]
    told = LIMITS["told" if row[NAMES.index("others")] else "told_briefly"]
    return LIMITS["agreed"] if row[NAMES.index("asserted")] < told else -math.inf


def save(learnt: Learnt, facts: dict[str, Any]) -> None:
    """Write the model's file; what this process knew of an older one is forgotten."""
    np.savez_compressed(
        FILE,
        slots=learnt.columns,
        weights=np.rint(learnt.weights * facts["scale"]).astype(np.int16),
        facts=np.array(json.dumps(facts, ensure_ascii=False)),
    )
    shipped_assertion.cache_clear()
    limits.cache_clear()


def main() -> None:
    """Train, weigh, write."""
    rules()  # their words decide which disguises are undone
    units = {area.name: area.unit for area in areas()}
    pages = read_left_out(units)
    groups = list(hits_of_groups())
    signs = heard(pages, groups)
    judged = [
        at
        for at, page in enumerate(pages)
        if page.hand in JUDGES and page.hand not in (*BORDER, *ONE_MANNER)
    ]
    judges, said = [pages[at] for at in judged], [signs[at] for at in judged]
    worth = weighed_voices(judges, said)
    for shift in (-1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0):
        print(shift, json.dumps(outcome(judges, said, worth, shift)))
    hits = [one for page in pages for one in page.hits] + groups
    learnt = learn(hits)
    facts: dict[str, Any] = {
        "recipe": re.sub(r"\s+", " ", (__doc__ or "").split("The recipe:")[1]).strip(),
        "learnt_from": {kind: sum(one.kind == kind for one in hits) for kind in WORTH},
        "hands": sorted({one.hand for one in hits}),
        "verdict": worth,
        "limits": LIMITS,
        "left_out": outcome(judges, said, worth, 0.0),
        "bias": learnt.bias,
        "scale": SCALE / float(np.abs(learnt.weights).max()),
    }
    save(learnt, facts)
    print(json.dumps({k: v for k, v in facts.items() if k not in {"recipe", "hands"}}, indent=1))
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB, {len(learnt.columns)} slots")


if __name__ == "__main__":
    main()
