"""The learning behind 未列词疑似: from texts of known areas to the weights of character n-grams.

Runs of 1 to 4 characters and pairs of characters are hashed into slots (checks/ngram_model.py);
a slot that one text alone has is nothing. One logistic regression learns "an offence at all" from
all examples; one for each area learns from the offences, with slots of its own: what tells areas
apart (food, a deposit, a tour) is not what tells an offence from honest words.
"""

import re
import sys
from collections.abc import Sequence
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
from checks.ngram_model import BITS, FEWEST_RUNS, SLOTS, Model, Slots, rows_of, slots_of  # noqa: E402
from checks.plain_text import plain  # noqa: E402
from checks.sentence_scores import BEGINNING, beginning_of, pieces_of  # noqa: E402
from tests.corpus.assertions import passages  # noqa: E402
from tests.corpus.cases import Case  # noqa: E402
from tests.corpus.sentences import sentences  # noqa: E402
from tests.corpus.shop_pages import ShopPage  # noqa: E402

Array = npt.NDArray[Any]

RARITY, UNEVENNESS, STRENGTH = 2.0, 0.5, 0.7
AREA_STRENGTH = 4.0
PAIRS = 0.5
"""What a pair of characters counts beside a run."""
KEPT = 500_000
AREA_KEPT = 250_000
"""Slots that are shipped, for an offence at all and for its area: those that weigh most over all
examples. With the former alone every fourth of the wrong areas is wrong for want of a slot; with
200,000 of them two of 100 offences fewer are found in sentences of hands left out."""
_END = re.compile(r"[。\n]+")
_TOGETHER = 6
"""Sentences of a long page that are learnt from as one text too."""


@dataclass(frozen=True)
class Example:
    """A text that is learnt from: by whom, of which areas it is an offence."""

    hand: str
    text: str
    areas: frozenset[str]


@dataclass(frozen=True)
class Trained:
    """`any`: the weights of the slots `columns` for an offence at all; `areas`: those of
    `area_columns` for each of the areas `names`; and the constants."""

    columns: Slots
    any: Array
    bias: float
    area_columns: Slots
    areas: Array
    area_bias: Array
    names: tuple[str, ...]

    def model(self, windows: tuple[float, ...] = ()) -> Model:
        """As the program uses it."""
        weights = np.zeros(SLOTS, dtype=np.float32)
        weights[self.columns] = self.any
        return Model(
            any=weights,
            bias=self.bias,
            area_rows=rows_of(self.area_columns),
            areas=self.areas,
            area_bias=self.area_bias,
            names=self.names,
            windows=windows,
            facts={},
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
    columns, weights, bias = _offences(examples)
    return Trained(columns, weights, bias, *_areas([one for one in examples if one.areas]))


def _offences(examples: Sequence[Example]) -> tuple[Slots, Array, float]:
    """Slots, weights and constant of "an offence at all"."""
    table, columns = matrix([one.text for one in examples])
    offence = np.array([bool(one.areas) for one in examples])
    seen = (table > 0).astype(np.float32)
    number = np.asarray(seen.sum(axis=0)).ravel()
    bad = 1 + np.asarray(seen[offence].sum(axis=0)).ravel()
    good = 1 + np.asarray(seen[~offence].sum(axis=0)).ravel()
    uneven = np.abs(np.log((bad / bad.sum()) / (good / good.sum())))
    factor = _rarity(number, len(examples), columns) * (0.3 + uneven) ** UNEVENNESS
    found = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=800)
    found.fit(table.multiply(factor).tocsr(), offence)
    weights = found.coef_[0] * factor
    kept = _heaviest(np.abs(weights) * np.sqrt(number), KEPT)
    return columns[kept], weights[kept].astype(np.float32), float(found.intercept_[0])


def _areas(offences: Sequence[Example]) -> tuple[Slots, Array, Array, tuple[str, ...]]:
    """Slots, their weights by area, the areas' constants and names."""
    table, columns = matrix([one.text for one in offences])
    number = np.asarray((table > 0).sum(axis=0)).ravel()
    factor = _rarity(number, len(offences), columns)
    scaled = table.multiply(factor).tocsr()
    names = tuple(sorted({area for one in offences for area in one.areas}))
    parts = [
        LogisticRegression(C=AREA_STRENGTH, class_weight="balanced", max_iter=800).fit(
            scaled, [name in one.areas for one in offences]
        )
        for name in names
    ]
    weights = np.vstack([part.coef_[0] * factor for part in parts]).T
    kept = _heaviest(np.abs(weights).max(axis=1) * np.sqrt(number), AREA_KEPT)
    bias = np.array([part.intercept_[0] for part in parts], dtype=np.float32)
    return columns[kept], weights[kept].astype(np.float32), bias, names


def _rarity(number: Array, texts: int, columns: Slots) -> Array:
    """What a slot counts that `number` of the texts have."""
    rarity = np.log((texts + 1) / (number + 1)) ** RARITY
    return np.asarray(np.where(columns >> BITS, PAIRS * rarity, rarity))


def _heaviest(weight: Array, most: int) -> Array:
    """The places of the `most` heaviest, in order."""
    return np.sort(np.argsort(-weight)[:most])


def written_examples() -> list[Example]:
    """The sentences of all hands, and the passages that stand in groups around the same words."""
    known = [Example(f"hand-{one.hand}", plain(one.text).text, one.leads) for one in sentences()]
    for one in passages():
        leads = frozenset((one.area,)) if one.own else frozenset()
        known.append(Example(f"group-{one.hand}", plain(one.text).text, leads))
    return known


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


def examples_of_shop_pages(pages: Sequence[tuple[ShopPage, Context]]) -> list[Example]:
    """Each sentence of honest shop pages, and what stands together there; of the others the words
    in which the offence stands, one by one and together."""
    out, told = [], set()
    for page, context in pages:
        hand = f"shop-{page.hand}"
        if page.leads:
            words = list(dict.fromkeys(plain(text).text for _, text in page.offence))
            whole = ["\n".join(words)] if len(words) > 1 else []
            out += [Example(hand, one, page.leads) for one in words + whole]
            continue
        parts = [piece[3] for piece in pieces_of(context)]
        fresh = [one for one in parts if one not in told]  # shops of one maker share their notes
        told.update(fresh)
        together = ["\n".join(fresh[at : at + _TOGETHER]) for at in range(0, len(fresh), _TOGETHER)]
        out += [Example(hand, one, frozenset()) for one in fresh + together]
    return out
