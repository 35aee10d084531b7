"""覆盖 by site and by term: each counts once, by what says most."""

import pytest

from crawler.coverage import _TERM_LABELS
from crawler.coverage_counts import TERM_COUNTS, Covered, covered, term_counts


@pytest.mark.parametrize(
    ("state", "search", "limits", "expected"),
    [
        ("done", "found", [], Covered.SEARCHED),
        ("done", "absent", [], Covered.NO_SEARCH),
        ("done", None, None, Covered.NO_SEARCH),
        ("done", "found", ["pages"], Covered.CUT),
        ("done", "robots", [], Covered.ROBOTS),
        ("done", "blocked", ["pages"], Covered.BLOCKED),
        ("blocked", "found", [], Covered.BLOCKED),
        ("unreachable", None, None, Covered.FAILED),
        ("failed", "found", ["pages"], Covered.FAILED),
        ("running", "found", [], Covered.OPEN),
    ],
)
def test_a_site_counts_as_what_says_most(state, search, limits, expected):
    assert covered(state, search, limits) is expected


def test_every_state_of_a_term_counts_as_something():
    assert set(TERM_COUNTS) == set(_TERM_LABELS)
    counts = term_counts({"甲": {"state": "asked"}, "乙": {"state": "robots"}, "丙": {}})
    assert counts == {Covered.SEARCHED: 1, Covered.ROBOTS: 1, Covered.FAILED: 1}
