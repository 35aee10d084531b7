"""Licence display on more than eighty home pages: states right, and absence never said in error.

The check was tuned on one half; the other was written beforehand and judges it.
"""

import pytest

from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from tests.checks.home_pages import Case, cases, faults, judged

FLOOR = 0.95


@pytest.fixture(scope="module")
def words() -> Lexicon:
    """The list of licence words alone."""
    return Lexicon([load_list(path) for path in shipped_lists() if path.name == "licence.toml"])


@pytest.mark.parametrize("case", cases("tuned"), ids=lambda case: case.name)
def test_pages_it_was_tuned_on(case, words):
    assert faults(case, words) == ""


@pytest.mark.parametrize("case", cases("strangers"), ids=lambda case: case.name)
def test_pages_of_strangers(case, words):
    assert faults(case, words) == ""


@pytest.mark.parametrize("case", cases("examined"), ids=lambda case: case.name)
def test_pages_of_an_examiner(case, words):
    assert faults(case, words) == ""


@pytest.mark.parametrize("case", cases("fourth"), ids=lambda case: case.name)
def test_pages_brought_down_from_whole_ones(case, words):
    assert faults(case, words) == ""


def test_the_score_on_the_half_held_back(words):
    half = cases("held_back")
    states = [judged(case, words).state for case in half]
    right = sum(state in _fit(case) for case, state in zip(half, states, strict=True))
    wrong = [fault for case in half if (fault := faults(case, words))]
    assert right >= FLOOR * len(half), wrong
    assert len(wrong) <= (1 - FLOOR) * len(half), wrong


@pytest.mark.parametrize("half", ["tuned", "held_back", "strangers", "examined", "fourth"])
def test_absence_is_never_said_where_a_licence_is_visible(half, words):
    visible = [case for case in cases(half) if case.state in ("shown", "needs_human", "exempt")]
    denied = [case.name for case in visible if judged(case, words).state == "not_found"]
    assert denied == []


def test_there_are_enough_and_of_every_state():
    both = cases("tuned") + cases("held_back")
    assert len(both) >= 80
    assert {case.state for case in both} == {
        "shown", "exempt", "invalid", "mismatch", "not_found", "needs_human", "could_not_check",
    }  # fmt: skip
    assert {issue for case in both for issue in case.issues} >= {
        *("incomplete", "not_prominent", "platform_only", "permit_missing", "permit_invalid"),
        *("filing_mismatch", "fake_official_link", "outside_link", "statement_altered"),
        "exemption_doubtful",
    }


def _fit(case: Case) -> tuple[str, ...]:
    return (case.state, *case.state_may)
