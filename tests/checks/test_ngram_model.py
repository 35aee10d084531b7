"""Sums of sentences are what the recipe says, for any text."""

import numpy as np
import pytest

from checks.ngram_model import (
    FARTHEST,
    FEWEST_RUNS,
    LONGEST,
    SLOTS,
    area_scores,
    score,
    sentence_sums,
    shipped_model,
    slots_of,
    weighed_most,
)


def directly(weights, text: str, bias: float) -> float:
    """The score by the definition: every run of 1 to 4 characters, one by one, and every pair
    of characters 2 to 6 apart, whatever stands between."""
    slots = [
        int(slots_of(text[at : at + length])[length - 1][0])
        for length in range(1, LONGEST + 1)
        for at in range(len(text) - length + 1)
    ] + [
        int(slots_of(f"{text[at]}{'某' * (apart - 1)}{text[at + apart]}")[LONGEST - 2 + apart][0])
        for apart in range(2, FARTHEST + 1)
        for at in range(len(text) - apart)
    ]
    return float(weights[slots].sum() / np.sqrt(max(len(slots), FEWEST_RUNS)) + bias)


@pytest.mark.parametrize("text", ["治疗高血压", "a", "三七粉𠮷每天一勺", "不" * 300])
def test_a_sentence_scores_as_defined_wherever_it_stands(text):
    weights = np.random.default_rng(5).normal(size=SLOTS).astype(np.float32)
    around = f"前面的话\n{text}\n后面的话"
    start = around.index(text)
    sums = sentence_sums(
        weights, slots_of(around), np.array([start]), np.array([start + len(text)])
    )
    got = float(score(sums.weight, sums.runs, -0.5)[0])
    assert got == pytest.approx(directly(weights, text, -0.5), abs=2e-3)


def test_what_is_empty_or_hostile_has_a_score():
    weights = np.ones(SLOTS, dtype=np.float32)
    nothing = sentence_sums(weights, slots_of(""), np.array([0]), np.array([0]))
    assert float(score(nothing.weight, nothing.runs, 0.25)[0]) == 0.25
    model = shipped_model()
    assert model is not None
    for text in ("", "x" * 100_000, "\x00\ufffd\u202e" * 50):
        assert np.isfinite(area_scores(model, text)).all()
        assert len(weighed_most(model, text)) <= 6
