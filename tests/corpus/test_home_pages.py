"""Licence states of whole home pages by strangers."""

from datetime import date

import pytest

from checks.areas.licence import read_licence
from tests.corpus.home_pages import HomePage, home_pages
from tools.score import shipped_lexicon

DAY = date(2026, 12, 2)
RIGHT = 0.95
"""Of a hand, the share of states that have to be right."""
FLOORS = {"trades": 0.90}
"""Its labels leave one state where others can be defended: a licence in white on white is called
shown, one whose term has ended invalid, which an officer is asked to look at here."""


@pytest.fixture(scope="module")
def told() -> list[tuple[HomePage, str, frozenset[str], str]]:
    lexicon = shipped_lexicon()
    out = []
    for one in home_pages():
        reading = read_licence(one.page, lexicon, home=True, second=one.second, today=DAY)
        assert reading is not None
        out.append((one, reading.state, frozenset(reading.issues), reading.reason))
    return out


HANDS = ["components", "footers", "markups", "modern", "owners", "provincial", "trades"]


@pytest.mark.parametrize("hand", HANDS)
def test_states_are_right(hand: str, told: list[tuple[HomePage, str, frozenset[str], str]]) -> None:
    own = [row for row in told if row[0].hand == hand]
    wrong = [
        f"{one.file.stem}: {state} instead of {one.state}; {one.why}; {reason}"
        for one, state, _, reason in own
        if state != one.state and state not in one.others
    ]
    assert len(own) >= 80
    assert len(own) - len(wrong) >= FLOORS.get(hand, RIGHT) * len(own), "\n".join(wrong)


def test_no_licence_that_is_seen_is_said_to_be_missing(
    told: list[tuple[HomePage, str, frozenset[str], str]],
) -> None:
    missing = [
        f"{one.hand}/{one.file.stem}: {one.why}"
        for one, state, _, _ in told
        if state == "not_found" and one.state in ("shown", "exempt") and state not in one.others
    ]
    assert missing == []


def test_issues_are_named(told: list[tuple[HomePage, str, frozenset[str], str]]) -> None:
    asked = [(one, issues) for one, _, issues, _ in told if one.issues]
    named = [one for one, issues in asked if one.issues <= issues]
    assert len(named) >= 0.8 * len(asked)
