"""字组模型: a linear model on hashed character n-grams, and what it makes of sentences.

Every run of 1 to 4 characters of a sentence's plain text is hashed into one of 2^21 slots, and
every two characters that stand 2 to 6 apart into one of 2^21 others: 不…退 is the same whatever
stands between. The score of a window (a sentence, it and the one before, it and the goods'
name) is the sum of its slots' weights, divided by the root of the number of runs and pairs, and
a constant: a log-odds. One vector of weights says whether it reads like an offence at all, one
for every area says which. Sums of sentences add up, so a page of 10,000 characters costs a few
calls of numpy. Trained offline by tools/train_unlisted.py and shipped as data.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from keywords.fold import code_points

Floats = npt.NDArray[np.float32]
Slots = npt.NDArray[np.uint32]

BITS = 21
SLOTS = 1 << (BITS + 1)
"""Slots of runs, and those of pairs behind them."""
LONGEST = 4
FARTHEST = 6
LENGTHS = (*range(1, LONGEST + 1), *range(3, FARTHEST + 2))
"""Characters from the first to the last of each kind of run, then of each kind of pair."""
FEWEST_RUNS = 120.0
"""What a window is divided by the root of at least: about 17 characters. Four characters that
look bad say little."""
_FACTORS = tuple(np.uint32(one) for one in (0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35, 0x27D4EB2F))
_LENGTH = np.uint32(0x165667B1)
_HALF = np.uint32(15)
_SHIFT = np.uint32(32 - BITS)
_MIX = np.uint32(0x2C1B3C6D)
_PAIR = np.uint32(0x7FEB352D)
_PAIRS_BEGIN = np.uint32(1 << BITS)
_KEPT_AREAS = 16
"""Texts of which the areas are remembered: a page asks for some six, the first ones twice."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`any` holds the weight of every slot for an offence at all; `area_rows` the row of every
    slot in `areas`, the weights by area (-1: it tells no areas apart); `bias` and `area_bias`
    are the constants.

    `windows` weighs the windows of a sentence (checks/sentence_scores.py), a constant last;
    `facts` holds the recipe, the thresholds and the measured figures as plain JSON.
    """

    any: Floats
    bias: float
    area_rows: npt.NDArray[np.int32]
    areas: Floats
    area_bias: Floats
    names: tuple[str, ...]
    windows: tuple[float, ...]
    facts: dict[str, object]


@cache
def shipped_model() -> Model | None:
    """The model beside this file, None where none is shipped."""
    file = files("checks").joinpath("unlisted.npz")
    if not file.is_file():
        return None
    with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as data:
        facts = json.loads(str(data["facts"]))
        weights = np.zeros(SLOTS, dtype=np.float32)
        weights[data["slots"]] = data["any"].astype(np.float32) / float(facts["scale"])
        return Model(
            any=weights,
            bias=float(facts["bias"]),
            area_rows=rows_of(data["area_slots"]),
            areas=data["areas"].astype(np.float32) / float(facts["area_scale"]),
            area_bias=np.array(facts["area_bias"], dtype=np.float32),
            names=tuple(facts["areas"]),
            windows=tuple(facts["windows"]),
            facts=facts,
        )


def rows_of(slots: Slots) -> npt.NDArray[np.int32]:
    """By slot, its number among `slots`; -1 for others."""
    rows = np.full(SLOTS, -1, dtype=np.int32)
    rows[slots] = np.arange(len(slots), dtype=np.int32)
    return rows


def slots_of(text: str) -> list[Slots]:
    """The slots of the runs of 1, 2, 3 and 4 characters of `text`, then of its pairs 2, 3 .. 6
    apart, as LENGTHS has them; each by where it begins.
    """
    known, sizes = _all_slots_of(text)
    ends = np.cumsum(sizes).tolist()
    return [known[end - size : end] for end, size in zip(ends, sizes, strict=True)]


def _all_slots_of(text: str) -> tuple[Slots, list[int]]:
    """The same in one row, and how many there are of each kind."""
    points = code_points(text).astype(np.uint32, copy=False)
    mixed = np.zeros(len(points), dtype=np.uint32)
    kinds: list[Slots] = []
    for length in range(1, LONGEST + 1):
        tail = points[length - 1 :] * _FACTORS[length - 1]
        mixed = (mixed[: len(tail)] ^ tail) * _MIX
        kinds.append(mixed)
    first, second = points * _PAIR, points * _FACTORS[1]
    for apart in range(2, FARTHEST + 1):
        kinds.append((first[: max(len(points) - apart, 0)] ^ second[apart:]) * _MIX)
    sizes = [len(kind) for kind in kinds]
    known = np.concatenate(kinds)
    known ^= known >> _HALF
    known *= _LENGTH
    known >>= _SHIFT
    known[sum(sizes[:LONGEST]) :] += _PAIRS_BEGIN
    return known, sizes


@dataclass(frozen=True, slots=True)
class Sums:
    """For sentences of one text: the sum of weights and the number of runs of each."""

    weight: Floats
    runs: Floats


def sentence_sums(
    weights: Floats,
    slots: Sequence[Slots],
    starts: npt.NDArray[np.intp],
    ends: npt.NDArray[np.intp],
) -> Sums:
    """Sums over the runs and pairs that lie within each of the sentences [start, end).

    Sentences are in order and do not overlap; an empty one has no runs.
    """
    known = np.concatenate(slots)
    summed = np.zeros(len(known) + 1, dtype=np.float64)
    np.cumsum(weights.take(known), dtype=np.float64, out=summed[1:])
    sizes = np.array([len(each) for each in slots])[:, None]
    lengths = np.array(LENGTHS)[:, None]
    # By length and sentence: the runs of each length stand behind those of the one before.
    first = np.minimum(starts, sizes)
    last = np.clip(ends - lengths + 1, first, sizes)
    before = np.cumsum(sizes)[:, None] - sizes
    total = summed.take(before + last) - summed.take(before + first)
    return Sums(total.sum(axis=0).astype(np.float32), (last - first).sum(axis=0).astype(np.float32))


def score(sums: Floats, runs: Floats, bias: float) -> Floats:
    """The log-odds of windows with these sums."""
    return (sums / np.sqrt(np.maximum(runs, FEWEST_RUNS)) + bias).astype(np.float32)


@lru_cache(maxsize=_KEPT_AREAS)
def area_scores(model: Model, text: str) -> Floats:
    """The log-odds of each area for `text`, given that it is an offence. Not to be changed: what is
    found on a page is placed, weighed and told apart by the same few sentences."""
    known, _ = _all_slots_of(text)
    if not known.size:
        return model.area_bias
    rows = model.area_rows.take(known)
    sums = model.areas.take(rows[rows >= 0], axis=0).sum(axis=0)
    sums = sums / np.sqrt(max(len(known), FEWEST_RUNS))
    values: Floats = (sums + model.area_bias).astype(np.float32)
    return values


def weighed_most(model: Model, text: str, most: int = 6) -> tuple[str, ...]:
    """The runs of `text` that speak most for an offence; none is part of another."""
    found: dict[str, float] = {}
    for length, known in zip(LENGTHS, slots_of(text)[:LONGEST], strict=False):
        if length == 1:
            continue
        values = model.any.take(known)
        heaviest = np.argsort(-values)[: 4 * most]
        for at, value in zip(heaviest.tolist(), values.take(heaviest).tolist(), strict=True):
            run = text[at : at + length]
            if value > 0 and not any(mark in run for mark in "\n。，"):
                found[run] = value * length
    kept: list[str] = []
    for run in sorted(found, key=lambda one: -found[one]):
        if not any(run in other or other in run for other in kept):
            kept.append(run)
        if len(kept) == most:
            break
    return tuple(kept)
