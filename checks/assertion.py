"""断言: how much the words around a hit say that the shop itself claims, offers or demands it.

The same words are an offence in one mouth and honest talk in the next: 喝半个月血压就稳下来 is a
cure that is promised, what a buyer asked and was told no, or what the stall next door shouts. The
n-gram model of sentences (checks/ngram_model.py) mostly weighs what is spoken of; this one weighs
how. It was trained on groups of passages around the very same words, half of them the seller's own
act (tests/corpus/assertions), so that the words themselves say nothing and what stands around
them does; and on what the rules found on the pages of tests/corpus, so that neighbours who have
nothing to do with it say little.

It is a linear model on runs of 1 to 4 characters, each by where it stands: before the words and
behind them in their sentence, in the sentences beside it on the same line, on the line above and
below, in the words themselves. Its log-odds are one voice of the verdict (checks/verdict.py). In
clinical text the same task is called assertion status (who has it, is it denied, is it supposed).
Trained offline by tools/train_assertion.py and shipped as data.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from keywords.fold import code_points

Slots = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]
Offsets = npt.NDArray[np.intp]

REACH = 200
"""Code points before and behind the words that are looked at."""
_NEAR, _FAR, _INSIDE = 70, 40, 60
"""Code points that are read of a part: of the same line, of the line above or below, of the words
themselves."""
_LONGEST = 4
FEWEST = 60.0
"""What is divided by the root of at least: words that stand alone say little."""
ENDS = "。！？!?；;\n"
_MARKED = frozenset(ENDS + '，,、：:“”"')
_DIGITS = re.compile("[0-9]+")
_BLANKS = re.compile("[ \t]+")
_FACTORS = tuple(np.uint32(one) for one in (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F))
_MIX = np.uint32(0x2C1B3C6D)
_LAST = np.uint32(0xC2B2AE35)
_HALF, _LESS, _MOST = np.uint32(15), np.uint32(13), np.uint32(16)
_ANY_PART = np.uint32(0x51ED270B)
_TOUCHING = np.uint32(0x7FEB352D)


class Surroundings(NamedTuple):
    """A hit and what stands around it, letters of one width and case, every number 0."""

    before: str
    """Of its sentence, up to the hit."""
    behind: str
    """Of its sentence, from the hit to the mark that ends it."""
    earlier: str
    """The sentences before, on the same line."""
    later: str
    above: str
    """The line above."""
    below: str
    hit: str


_SALTS = np.array(
    [(number + 1) * 0x9E3779B1 & 0xFFFFFFFF for number in range(len(Surroundings._fields))],
    dtype=np.uint32,
)
_ANYWHERE = 4
"""Parts from the first on of which a run also counts wherever it stands: before, behind, earlier,
later."""
_TO_THE_HIT = frozenset((0, 2, 4, 6))
"""Parts whose end is nearest to the hit (before, earlier, above), and the hit: where they begin is
a sign; of the others it is where they end."""


def surroundings(text: str, start: int, end: int) -> Surroundings:
    """What stands around [start, end) of a text as the page shows it."""
    before, behind = text[max(0, start - REACH) : start], text[end : end + REACH]
    begins = max(before.rfind(mark) for mark in ENDS) + 1
    ends = min((at for mark in ENDS if (at := behind.find(mark)) >= 0), default=len(behind)) + 1
    above, _, earlier = before[:begins].rpartition("\n")
    of_it, rest = behind[:ends], behind[ends:]
    later, _, below = ("", "", rest) if of_it.endswith("\n") else rest.partition("\n")
    return Surroundings(
        _read(before[begins:])[-_NEAR:],
        _read(of_it).rstrip("\n")[:_NEAR],
        _read(earlier)[-_NEAR:],
        _read(later)[:_NEAR],
        _read(above.rstrip("\n").rpartition("\n")[2])[-_FAR:],
        _read(below.lstrip("\n").partition("\n")[0])[:_FAR],
        _read(text[start:end]).replace("\n", "")[:_INSIDE],
    )


def _read(text: str) -> str:
    return _BLANKS.sub("", _DIGITS.sub("0", normalize("NFKC", text).casefold()))


def slots_around(around: Surroundings) -> Slots:
    """The slots of the runs around a hit, each once, in order."""
    texts = [
        "" if not text else f"^{text}" if number in _TO_THE_HIT else f"{text}$"
        for number, text in enumerate(around)
    ]
    part, runs = _runs(texts)
    found: list[Slots] = [np.zeros(texts.count(""), dtype=np.uint32)]
    salts: list[Slots] = [_SALTS[[number for number, text in enumerate(texts) if not text]]]
    sizes = [len(text) for text in texts]
    for length, (begins, mixed) in enumerate(runs, 1):
        owner = part[begins]
        found += [mixed, anywhere := mixed[owner < _ANYWHERE]]
        salts += [_SALTS[owner], np.full(len(anywhere), _ANY_PART)]
        for number, begin in ((0, sizes[0] - length), (1, sizes[0])):
            if sizes[number] >= length:
                found.append(mixed[begins == begin])
                salts.append(_SALTS[number : number + 1] ^ _TOUCHING)
    return np.unique(_slots(np.concatenate(found), np.concatenate(salts)))


def _runs(texts: Sequence[str]) -> tuple[npt.NDArray[np.intp], list[tuple[Offsets, Slots]]]:
    """Of texts one behind the other: to which each character belongs, and the runs of 1, 2, 3 and
    4 characters within one, by where they begin, mixed."""
    points = code_points("".join(texts)).astype(np.uint32, copy=False)
    part = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    mixed = np.zeros(len(points), dtype=np.uint32)
    runs: list[tuple[Offsets, Slots]] = []
    for length in range(1, min(_LONGEST, len(points)) + 1):
        tail = points[length - 1 :] * _FACTORS[length - 1]
        mixed = (mixed[: len(tail)] ^ tail) * _MIX
        begins = np.flatnonzero(part[: len(tail)] == part[length - 1 :])
        runs.append((begins, mixed[begins]))
    return part, runs


def _slots(runs: Slots, salt: Slots) -> Slots:
    known = runs ^ salt
    known = (known ^ (known >> _HALF)) * _FACTORS[1]
    known = (known ^ (known >> _LESS)) * _LAST
    return known ^ (known >> _MOST)


@dataclass(frozen=True, slots=True, eq=False)
class AssertionModel:
    """`weights` of the slots `slots`, which are in order; `facts` holds the recipe, the weights of
    the verdict and the measured figures as plain JSON."""

    slots: Slots
    weights: Weights
    bias: float
    facts: dict[str, object]

    def odds(self, around: Surroundings) -> float:
        """The log-odds that the shop itself claims or does it."""
        known = slots_around(around)
        return float(self._of(known).sum() / np.sqrt(max(len(known), FEWEST)) + self.bias)

    def _of(self, known: Slots) -> Weights:
        order = np.argsort(known)  # neighbours are looked up in the same part of the table
        at = np.empty(len(known), dtype=np.intp)
        at[order] = np.searchsorted(self.slots, known[order])
        at = np.minimum(at, len(self.slots) - 1)
        return np.where(self.slots[at] == known, self.weights[at], np.float32(0))

    def spoke_against(self, around: Surroundings, most: int = 4) -> tuple[str, ...]:
        """The words around the hit that say most that it is not the shop's own doing; none is part
        of another."""
        texts = around[:-1]
        said = "".join(texts)
        part, runs = _runs(texts)
        found: dict[str, float] = {}
        begins = np.concatenate([begin for begin, _ in runs[1:]]) if runs[1:] else part[:0]
        mixed = np.concatenate([mixed for _, mixed in runs[1:]]) if runs[1:] else self.slots[:0]
        lengths = np.repeat(np.arange(2, len(runs) + 1), [len(begin) for begin, _ in runs[1:]])
        owner = part[begins]
        spread = owner < _ANYWHERE
        weights = self._of(_slots(mixed, _SALTS[owner]))
        weights[spread] += self._of(_slots(mixed[spread], np.full(spread.sum(), _ANY_PART)))
        weights = weights * lengths
        for at in np.argsort(weights)[: 16 * most].tolist():
            run = said[begins[at] : begins[at] + lengths[at]]
            if weights[at] < 0 and run.isprintable() and _MARKED.isdisjoint(run):
                found[run] = min(float(weights[at]), found.get(run, 0.0))
        kept: list[str] = []
        for run in sorted(found, key=lambda one: found[one]):
            if not any(run in other or other in run for other in kept):
                kept.append(run)
            if len(kept) == most:
                break
        return tuple(kept)


@cache
def shipped_assertion() -> AssertionModel | None:
    """The model beside this file, None where none is shipped."""
    file = files("checks").joinpath("assertion.npz")
    if not file.is_file():
        return None
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as data:
        facts = json.loads(str(data["facts"]))
        weights = data["weights"].astype(np.float32) / float(facts["scale"])
        return AssertionModel(data["slots"], weights, float(facts["bias"]), facts)
