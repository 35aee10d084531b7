"""The corpus is what it says, and the checks hold their floors on its held-back pages."""

from collections import Counter

import pytest

from tests.corpus.cases import cases, other_hand
from tests.corpus.homes import homes
from tools.score import below_floor, score, shipped_lexicon


def test_size_areas_and_spellings():
    pages = list(cases())
    assert len(pages) >= 400 and len(list(homes())) >= 80
    assert len({case.key for case in pages}) == len(pages)
    by_area = Counter(case.area for case in pages)
    assert len(by_area) == 10 and min(by_area.values()) >= 40
    honest = sum(not case.leads for case in pages)
    assert 0.4 <= honest / len(pages) <= 0.6
    assert len({case.spelling for case in pages}) >= 16
    assert 0.25 <= sum(case.held_back for case in pages) / len(pages) <= 0.6


def test_pages_by_another_hand_cover_every_area_and_spelling():
    pages = list(other_hand())
    ours = list(cases())
    assert len(pages) >= 240
    assert len({case.key for case in pages + ours}) == len(pages) + len(ours)
    by_area = Counter(case.area for case in pages)
    assert set(by_area) == {case.area for case in ours} and min(by_area.values()) >= 22
    assert 0.4 <= sum(not case.leads for case in pages) / len(pages) <= 0.6
    spellings = Counter(case.spelling for case in pages)
    assert set(spellings) == {case.spelling for case in ours}
    assert len(pages) - spellings["plain"] >= 30


@pytest.mark.long
def test_floors_of_the_held_back_pages():
    assert below_floor(score("held-back", shipped_lexicon())) == []
