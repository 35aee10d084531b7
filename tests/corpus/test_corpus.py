"""The corpus is what it says, and the checks hold their floors on its held-back pages."""

from collections import Counter

from tests.corpus.cases import cases
from tests.corpus.homes import homes
from tests.corpus.shop_pages import shop_pages
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


def test_floors_of_the_held_back_pages():
    assert below_floor(score("held-back", shipped_lexicon())) == []


def test_the_words_of_an_offence_stand_on_its_page():
    marked = [page for page in shop_pages() if page.offence]
    assert len(marked) >= 150
    for page in marked:
        assert page.leads and not page.held_back
        for field, words in page.offence:
            assert words in page.page.fields[field], (page.hand, page.path.stem)
