"""Train the model behind 未列词疑似 and write checks/unlisted.npz.

    python tools/train_unlisted.py [--decided FILE.jsonl]

Needs scikit-learn, which the program itself does not. It learns from the sentences of
tests/corpus/sentences (by several hands), the pages of tests/corpus/tune and, with
`--decided`, texts that officers confirmed or dismissed, one JSON object a line:
{"text": …, "areas": ["advertising"]} ([] for a dismissed one).

The recipe: plain text (checks.plain_text); runs of 1 to 4 characters hashed into 2^21 slots,
counts divided by the root of their number (of 60 at least); a slot seen once is nothing; each
slot weighted by its rarity and by how unevenly offences and honest texts have it; one logistic
regression for "an offence at all", one for each area among the offences. Thresholds come from
pages and sentences of hands that the model has not learnt from (each left out in turn), scored
as at run time: the strictest that any hand asks for. Two figures of tests/corpus/held_back are
measured and stand in the file: how much of what scores above the threshold is an offence at
all, and how many of the leads that the model makes where the rules are silent name the right
area. It makes leads by itself only where the first is 95 of 100; an officer is told the second.
"""

import argparse
import json
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scipy.sparse import csr_matrix  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

from checks.context import Context  # noqa: E402
from checks.inspect import areas, rules  # noqa: E402
from checks.ngram_model import (  # noqa: E402
    BITS,
    FEWEST_RUNS,
    Model,
    Slots,
    shipped_model,
    slots_of,
)
from checks.plain_text import plain  # noqa: E402
from checks.sentence_scores import BEGINNING, scores_of  # noqa: E402
from checks.unlisted import thresholds  # noqa: E402
from keywords.lexicon import Lexicon  # noqa: E402
from tests.corpus.cases import Case, cases  # noqa: E402
from tests.corpus.sentences import sentences  # noqa: E402
from tools.score import TODAY, model_leads, page_of, shipped_lexicon  # noqa: E402

Array = npt.NDArray[Any]

FILE = ROOT / "checks" / "unlisted.npz"
PRECISION, PROPOSED = 0.96, 0.90
"""Wanted of what the model calls a lead, and of a proposal."""
HONEST, PLAINLY_HONEST = 0.925, 0.97
"""Shares of honest sentences among those that score lower than what is doubted: of what a rule
found, and of a listed term."""
RARITY, UNEVENNESS, STRENGTH = 1.5, 0.3, 1.0
AREA_STRENGTH = 4.0
LIMIT = 32_000
KEPT = 90_000
"""Slots that are shipped: those that weigh most over all examples."""
SHORTEST = 6
"""Code points of a sentence that is learnt from."""


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

    def model(self) -> Model:
        """As the program uses it."""
        weights = np.zeros(1 << BITS, dtype=np.float32)
        weights[self.columns] = self.any
        return Model(weights, self.columns, self.areas, self.bias, self.area_bias, self.names, {})


def matrix(texts: Sequence[str], columns: Slots | None = None) -> tuple[csr_matrix, Slots]:
    """Texts by slots, counts over the root of the number of runs; slots seen once are left out."""
    pointers, slots, values = [0], [], []
    for text in texts:
        known = np.concatenate(slots_of(text))
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
        hand, described = f"page-{case.hand}", context.plain("description").text
        text = f"{context.plain_name}\n{described}"[:BEGINNING]
        out.append(Example(hand, text, case.leads))
        if not case.leads:
            parts = [one for one in re.split(r"[。\n]+", described) if len(one) >= SHORTEST]
            out += [Example(hand, one, frozenset()) for one in [context.plain_name, *parts]]
    return out


def best_of(pages: Sequence[tuple[Case, Context]], trained: Trained) -> tuple[Array, Array]:
    """The best window of each page, and whether the page is an offence."""
    model = trained.model()
    scores = np.array([scores_of(context, model).best for _, context in pages])
    return scores, np.array([bool(case.leads) for case, _ in pages])


def of_sentences(examples: Sequence[Example], trained: Trained) -> tuple[Array, Array]:
    """The score of each sentence by itself, and whether it is an offence."""
    table, _ = matrix([one.text for one in examples], trained.columns)
    return table @ trained.any + trained.bias, np.array([bool(one.areas) for one in examples])


def at_precision(scores: Array, truth: Array, wanted: float) -> float:
    """The least score from which on `wanted` of what scores higher is an offence."""
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= wanted)
    return float(scores[order[good[-1]]]) if good.size else float(scores.max() + 1)


def strictest(by_hand: Sequence[tuple[Array, Array]], wanted: float) -> float:
    """The highest of the thresholds that the hands ask for."""
    limits = [at_precision(scores, truth, wanted) for scores, truth in by_hand]
    print(f"thresholds at {wanted}: {[round(limit, 2) for limit in limits]}")
    return max(limits)


def hands_of(examples: Sequence[Example]) -> list[str]:
    """Who wrote them."""
    return sorted({one.hand for one in examples})


def measured(scores: Array, truth: Array, limit: float) -> dict[str, Any]:
    """What a threshold would propose, how much of it is right, of how many offences."""
    said = scores >= limit
    return {
        "proposed": int(said.sum()),
        "right": int((said & truth).sum()),
        "offences": int(truth.sum()),
        "pages": len(truth),
    }


def left_out(
    written: Sequence[Example], paged: Sequence[Example], pages: Sequence[tuple[Case, Context]]
) -> tuple[list[tuple[Array, Array]], list[tuple[Array, Array]]]:
    """(scores, truth) of each hand's pages and of each hand's sentences, by a model that never
    saw that hand."""
    page_parts, sentence_parts = [], []
    for hand in hands_of(paged):
        trained = train([*written, *_without(paged, hand)])
        page_parts.append(best_of([p for p in pages if f"page-{p[0].hand}" == hand], trained))
    for hand in hands_of(written):
        trained = train([*_without(written, hand), *paged])
        sentence_parts.append(of_sentences([e for e in written if e.hand == hand], trained))
    return page_parts, sentence_parts


def _without(examples: Sequence[Example], hand: str) -> list[Example]:
    return [one for one in examples if one.hand != hand]


def _joined(parts: Collection[tuple[Array, Array]]) -> tuple[Array, Array]:
    return np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts])


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
    written = [Example(f"hand-{s.hand}", plain(s.text).text, s.leads) for s in sentences()]
    if chosen.decided:
        lines = map(json.loads, chosen.decided.read_text("utf-8").splitlines())
        written += [
            Example("decided", plain(one["text"]).text, frozenset(one["areas"])) for one in lines
        ]
    paged = examples_of_pages(pages)
    by_page_hand, by_sentence_hand = left_out(written, paged, pages)
    page_scores, page_truth = _joined(by_page_hand)
    scores, truth = _joined(by_sentence_hand)
    by_hand = [*by_page_hand, *by_sentence_hand]
    lead = strictest(by_hand, PRECISION)
    limits = {
        "lead": lead,
        "proposal": strictest(by_hand, PROPOSED),
        "doubt": -at_precision(-scores, ~truth, HONEST),
        "doubt_term": -at_precision(-scores, ~truth, PLAINLY_HONEST),
    }
    trained = train([*written, *paged])
    held_scores, held_truth = best_of(held, trained)
    found = measured(held_scores, held_truth, lead)
    facts = {
        "recipe": re.sub(r"\s+", " ", (__doc__ or "").split("The recipe:")[1]).strip(),
        "learnt_from": len(written) + len(paged),
        "hands": hands_of(written) + hands_of(paged),
        "left_out": measured(page_scores, page_truth, lead),
        "measured_on_held_back": found,
        "leads_where_rules_are_silent": {"made": 0, "right": 0},
        "thresholds": {name: round(value, 3) for name, value in limits.items()}
        | {"leads": found["right"] >= 0.95 * found["proposed"]},
        "areas": list(trained.names),
        "bias": trained.bias,
        "area_bias": [float(value) for value in trained.area_bias],
        "scale": LIMIT / float(np.abs(trained.any).max()),
        "area_scale": 127 / float(np.abs(trained.areas).max()),
    }
    save(trained, facts)
    told = [right for case, _ in held for right in model_leads(case, lexicon)]
    facts["leads_where_rules_are_silent"] = {"made": len(told), "right": sum(told)}
    save(trained, facts)
    shown = {k: v for k, v in facts.items() if k not in {"recipe", "area_bias"}}
    print(json.dumps(shown, indent=1))
    print(f"{FILE.name}: {FILE.stat().st_size / 1000:.0f} kB, {len(trained.columns)} slots")


if __name__ == "__main__":
    main()
