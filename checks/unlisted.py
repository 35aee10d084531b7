"""未列词疑似: pages that read like offences though no list and no rule knows their words.

A linear classifier on character n-grams, trained offline (tools/train_unlisted.py) and
shipped as data (checks/unlisted.json) with its recipe and its measured figures. It is
explainable: the words that weighed most are named. It ranks and proposes; it makes no lead.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import daachorse
import numpy as np
import numpy.typing as npt

from checks.context import Context
from checks.finding import Finding

_DATA = Path(__file__).parent / "unlisted.json"
_READ = 1_200
"""Code points of plain text that are weighed."""
_TOLD = 6


@dataclass(frozen=True)
class Proposal:
    """What the classifier makes of a text: `score` is a log-odds, `words` weighed most."""

    area: str
    score: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Model:
    areas: tuple[str, ...]
    ngrams: tuple[str, ...]
    weights: npt.NDArray[np.float32]  # n-gram by area
    bias: npt.NDArray[np.float32]
    thresholds: npt.NDArray[np.float32]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick


@cache
def _model() -> _Model | None:
    if not _DATA.exists():
        return None
    data = json.loads(_DATA.read_text("utf-8"))
    ngrams = tuple(data["ngrams"])
    return _Model(
        areas=tuple(data["areas"]),
        ngrams=ngrams,
        weights=np.array(data["weights"], dtype=np.float32) / data["scale"],
        bias=np.array(data["bias"], dtype=np.float32),
        thresholds=np.array(data["thresholds"], dtype=np.float32),
        automaton=daachorse.CharwiseDoubleArrayAhoCorasick(list(ngrams)),
    )


def text_of(context: Context) -> str:
    """What is weighed: the name of the goods and the beginning of the description."""
    return f"{context.plain_name}\n{context.plain('description').text}"[:_READ]


def propose(text: str) -> list[Proposal]:
    """Areas whose score passes its threshold, highest first; [] where no model is shipped."""
    model = _model()
    if model is None or not text:
        return []
    seen = {number for _, _, number in model.automaton.find_overlapping(text)}
    if not seen:
        return []
    present = np.fromiter(seen, dtype=np.intp)
    rows = model.weights[present]
    norm = np.sqrt(len(present))  # as in training: binary features of unit length
    scores = rows.sum(axis=0) / norm + model.bias
    out = []
    for at in np.flatnonzero(scores >= model.thresholds):
        order = np.argsort(-rows[:, at])[: 3 * _TOLD]
        words = _apart(model.ngrams[present[one]] for one in order if rows[one, at] > 0)
        out.append(Proposal(model.areas[at], float(scores[at]), words))
    return sorted(out, key=lambda proposal: -proposal.score)


def _apart(words: Iterable[str]) -> tuple[str, ...]:
    """The first words of which none is part of another."""
    kept: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
        if len(kept) == _TOLD:
            break
    return tuple(kept)


def unlisted_findings(
    context: Context, findings: Iterable[Finding], units: dict[str, str]
) -> list[Finding]:
    """Proposals in areas that made no lead on this page; never leads themselves.

    A page that answers a search is left alone: what was asked for stands on it as it was
    asked, whatever it offers.
    """
    lead_areas = {finding.area for finding in findings if finding.lead}
    if lead_areas or context.nature.excuse or context.echoes.answers_a_search:
        return []
    return [
        context.bare_finding(
            one.area,
            rule="unlisted",
            unit=units[one.area],
            lead=False,
            strength="weak",
            reason=f"未列词疑似：本页读起来像这一类违法（分值{one.score:.1f}），"
            f"起作用的字词：{'、'.join(f'“{word}”' for word in one.words)}。只作提示，"
            f"可据以提议新词。",
            excuse="模型只看字词的组合，可能误判；须人工判断",
        )
        for one in propose(text_of(context))[:2]
        if one.area in units and context.lists(one.area)
    ]
