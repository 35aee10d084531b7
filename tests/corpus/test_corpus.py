"""The corpus is what it says, and the checks hold their floors on its held-back pages."""

import math
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from checks.finding import Finding
from checks.inspect import inspect
from checks.ngram_model import shipped_model
from checks.passage import passages_of
from checks.unlisted import thresholds
from tests.corpus.assertions import passages
from tests.corpus.cases import cases
from tests.corpus.homes import homes
from tests.corpus.shop_pages import shop_pages
from tools.score import Score, below_floor, model_leads, score, shipped_lexicon


def test_size_areas_and_spellings():
    pages = list(cases())
    assert len(pages) >= 400 and len(list(homes())) >= 80
    assert len({case.key for case in pages}) == len(pages)
    by_area = Counter(case.area for case in pages)
    assert len(by_area) == 10 and min(by_area.values()) >= 40
    honest = sum(not case.leads for case in pages)
    assert 0.4 <= honest / len(pages) <= 0.6
    assert len({case.spelling for case in pages}) >= 16


def test_every_held_back_hand_covers_every_area_and_spelling():
    ours = [case for case in cases() if not case.held_back]
    held_back = [case for case in cases() if case.held_back]
    hands = {case.hand for case in held_back}
    assert hands, "no pages are held back"
    for hand in hands:
        pages = [case for case in held_back if case.hand == hand]
        assert len(pages) >= 240
        by_area = Counter(case.area for case in pages)
        assert set(by_area) == {case.area for case in ours} and min(by_area.values()) >= 22
        assert 0.4 <= sum(not case.leads for case in pages) / len(pages) <= 0.6
        spellings = Counter(case.spelling for case in pages)
        assert set(spellings) == {case.spelling for case in ours}
        assert len(pages) - spellings["plain"] >= 30


@dataclass
class HeldBack:
    """The figures of the pages held back, and of each the findings and how its worst passage
    reads."""

    score: Score
    findings: dict[str, list[Finding]]
    values: dict[str, float]


@pytest.fixture(scope="module")
def held_back() -> HeldBack:
    """Every page is inspected once, and what is seen on the way is kept."""
    out = HeldBack(Score(), {}, {})
    read: list[float] = []

    def passages_of_it(*known):
        passages = passages_of(*known)
        read.append(passages.worst[1].value if passages else -math.inf)
        return passages

    def inspect_it(page, *known, **more):
        inspection = inspect(page, *known, **more)
        out.findings[page.url], out.values[page.url] = inspection.findings, read.pop()
        return inspection

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("checks.inspect.passages_of", passages_of_it)
        patched.setattr("tools.score.inspect", inspect_it)
        out.score = score("held-back", shipped_lexicon())
    return out


def test_floors_of_the_held_back_pages(held_back):
    assert below_floor(held_back.score) == []


def test_the_figures_in_the_file_are_what_the_model_makes_of_the_pages_held_back(held_back):
    model, limits = shipped_model(), thresholds()
    assert model is not None and limits is not None
    held = [case for case in cases() if case.held_back]
    said = [case for case in held if held_back.values[case.url] >= limits.lead]
    right = sum(bool(case.leads) for case in said)
    assert model.facts["measured_on_held_back"] == {
        "proposed": len(said),
        "right": right,
        "offences": sum(bool(case.leads) for case in held),
        "pages": len(held),
    }
    assert limits.leads == (right >= 0.95 * len(said)) and len(said) >= 100
    # The model makes leads of these pages alone.
    told = [one for case in said for one in model_leads(case, held_back.findings[case.url])]
    record = model.facts["leads_where_rules_are_silent"]
    assert isinstance(record, dict)
    # Rules change between trainings: what an officer is told may lag, but not by much.
    assert abs(record["made"] - len(told)) <= 0.25 * record["made"] + 2
    assert sum(told) >= (record["right"] / record["made"] - 0.1) * len(told)


def test_the_words_of_an_offence_stand_on_its_page():
    marked = [page for page in shop_pages() if page.offence]
    assert len(marked) >= 150
    for page in marked:
        assert page.leads and not page.held_back
        for field, words in page.offence:
            assert words in page.page.fields[field], (page.hand, page.path.stem)


def test_groups_have_the_same_words_in_both_mouths():
    groups: dict[tuple[str, str, str], list[bool]] = {}
    words: dict[tuple[str, str, str], list[str]] = {}
    for one in passages():
        key = one.hand, one.area, one.group
        groups.setdefault(key, []).append(one.own)
        words.setdefault(key, []).append(one.text[one.start : one.end])
    assert len(groups) >= 1_000
    assert all(sorted(signs) == [False, False, True, True] for signs in groups.values())
    for each in words.values():
        likeness = [SequenceMatcher(None, *two).ratio() for two in combinations(each, 2)]
        assert min(likeness) > 0.6, each
