"""The coverage says what was looked at, and why the rest was not."""

import json
from typing import Any

import pytest

from checks.finding import Inspection
from crawler.coverage import Coverage, cut_text, outcome_label, search_label, term_label
from crawler.visit import Kind, Outcome, Target, Visit


def _visit(kind: Kind, outcome: Outcome, term: str | None = None, **more: Any) -> Visit:
    status = more.pop("status", 200)
    return Visit(Target(kind, f"http://s.example/{kind}", term=term), outcome, status, **more)


def _covered(*visits: Visit, terms: tuple[str, ...] = ("高仿",)) -> Coverage:
    coverage = Coverage({})
    coverage.expect(terms)
    for visit in visits:
        coverage.note(visit)
    return coverage


HOME = _visit("home", "read")


def test_a_term_counts_its_pages_hits_and_what_was_read() -> None:
    product = _visit("product", "read", "高仿", inspection=Inspection("u"))
    coverage = _covered(HOME, _visit("search", "read", "高仿", hits=3), product, product)
    entry = coverage.state["terms"]["高仿"]
    assert (entry["state"], entry["pages"], entry["hits"], entry["read"]) == ("asked", 1, 3, 2)
    assert coverage.complete


def test_a_term_that_nobody_asked_shows_as_such() -> None:
    coverage = _covered(HOME)
    assert coverage.state["terms"]["高仿"]["state"] == "not-asked"
    assert not coverage.complete


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("blocked", "blocked"),
        ("captcha", "blocked"),
        ("login", "blocked"),
        ("robots", "robots"),
        ("error", "error"),
        ("unreachable", "error"),
    ],
)
def test_a_search_that_brought_no_page_is_no_absence(outcome: Outcome, state: str) -> None:
    coverage = _covered(HOME, _visit("search", outcome, "高仿", detail="x"))
    assert coverage.state["terms"]["高仿"]["state"] == state
    assert not coverage.complete


@pytest.mark.parametrize("outcome", ["blocked", "captcha", "login", "unreachable", "robots"])
def test_a_wall_anywhere_leaves_a_gap(outcome: Outcome) -> None:
    asked = _visit("search", "read", "高仿", hits=1)
    assert not _covered(HOME, asked, _visit("product", outcome, status=0)).complete


def test_limits_and_a_missing_browser_leave_gaps() -> None:
    asked = _visit("search", "read", "高仿", hits=1)
    coverage = _covered(HOME, asked)
    coverage.note_limit("pages")
    assert not coverage.complete
    coverage = _covered(HOME, asked)
    coverage.state["browser"] = "unavailable"
    assert not coverage.complete


def test_hops_and_duplicates_are_no_pages_and_what_was_refused_is_named() -> None:
    coverage = _covered(
        HOME,
        _visit("product", "skipped", status=302),
        _visit("product", "robots", status=0, detail="robots read 200"),
        _visit("product", "error", status=404, detail="not-found 404"),
    )
    assert coverage.pages == 2
    assert coverage.state["robots"]["refused"] == ["http://s.example/product"]
    assert coverage.state["troubles"] == ["not-found 404 http://s.example/product"]


def test_lists_whose_words_were_not_checked_are_counted() -> None:
    checked = _visit("listing", "read", inspection=Inspection("u"))
    coverage = _covered(HOME, checked, _visit("listing", "read"), _visit("listing", "error"))
    assert coverage.state["uninspected"] == 1


@pytest.mark.parametrize(
    ("detail", "state"), [("not-asked pages", "page-limit"), ("not-asked seconds", "time-limit")]
)
def test_a_term_that_a_limit_left_out_is_no_error(detail: str, state: str) -> None:
    coverage = _covered(HOME, _visit("search", "skipped", "高仿", detail=detail, status=0))
    assert coverage.state["terms"]["高仿"]["state"] == state
    assert not coverage.complete


def test_it_goes_on_after_a_restart_as_plain_json() -> None:
    coverage = _covered(HOME, _visit("search", "read", "高仿", hits=1))
    again = Coverage(json.loads(json.dumps(coverage.state)))
    again.note(_visit("search", "read", "高仿", hits=2))
    assert again.state["terms"]["高仿"]["hits"] == 3
    assert again.pages == 3
    assert json.dumps(again.to_json(), ensure_ascii=False)


@pytest.mark.parametrize(
    "state",
    [
        "not-asked",
        "asked",
        "blocked",
        "robots",
        "no-search",
        "page-limit",
        "time-limit",
        "error",
        "search-misses",
        "unproven",
    ],
)
def test_every_state_of_a_term_has_a_name_in_both_languages(state: str) -> None:
    assert term_label(state, "zh") != state
    assert term_label(state, "en").isascii()


def test_outcomes_and_searches_have_names_in_both_languages() -> None:
    assert outcome_label("captcha") == "验证码"
    assert outcome_label("captcha", "en") == "captcha"
    for state in ("not-tried", "probing", "found", "absent", "blocked", "robots"):
        assert search_label(state) != state
        assert search_label(state, "en").isascii()


def test_pages_that_were_not_read_to_their_end_are_counted_and_named() -> None:
    product = _visit("product", "read", "高仿", inspection=Inspection("u", flags=["text-cut"]))
    coverage = _covered(HOME, _visit("search", "read", "高仿"), product)
    assert coverage.state["cut"]["pages"] == 1
    assert not coverage.complete
    said = cut_text(coverage.to_json())
    assert "有1页没有读完" in said and "http://s.example/product" in said
    assert "text-cut" not in said
    assert cut_text(_covered(HOME).to_json()) == ""
