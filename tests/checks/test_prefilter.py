from gc import get_objects

import re2

from checks.context import OWN
from checks.discovery import areas, rules
from checks.inspect import inspect
from checks.pattern_rule import compiled
from checks.possible_places import PossiblePlaces
from checks.prefilter import PREFILTER, Compiled
from pages.reading import read_page
from tests.corpus.cases import cases
from tests.keywords.neutral_text import neutral_sentences
from tests.pages.typical_page import typical_page


def test_a_pattern_finds_what_it_found_without_the_look():
    pattern = compiled("好评[^。]{0,9}返现")
    text = "本店茶叶，" * 90 + "好评晒图返现五元。" + "谢谢" * 20
    for _ in range(4):  # the first looks at a text are others than the later ones
        assert pattern.search(text).group() == "好评晒图返现"
        assert [match.group() for match in pattern.finditer(text)] == ["好评晒图返现"]
        assert pattern.search(text.replace("返", "还")) is None
        assert pattern.search("好评返现").group() == "好评返现"
        assert pattern.findall("好评") == []


def test_a_pattern_made_later_is_looked_for_in_a_text_looked_through_before():
    text = "预留的新词" + "茶" * 400
    absent = compiled("没有的词")
    for _ in range(3):
        assert absent.search(text) is None
    assert compiled("预留的新词").search(text) is not None


def test_no_pattern_of_any_rule_is_kept_from_a_text_it_stands_in():
    assert areas() and rules()
    texts = [case.text for case in cases() if not case.held_back][::8]
    patterns = [one for one in get_objects() if isinstance(one, Compiled)]
    assert len(patterns) > 300
    plain = {one: re2.compile(one.pattern) for one in patterns}
    for start in range(0, len(texts), 20):
        text = "。".join(texts[start : start + 20])
        for one in patterns:
            assert (one.search(text) is None) == (plain[one].search(text) is None), one.pattern


def test_a_match_tells_its_groups_in_characters_of_the_text():
    pattern = compiled("(?P<what>好评)?返(现|券)")
    for text in ("🐟返现", "茶叶🐟，" * 120 + "返现"):
        match = pattern.search(text)
        at = text.index("返")
        assert match.span() == (at, at + 2)
        assert (match.start(2), match.end(2)) == (at + 1, at + 2)
        assert match.span(1) == (-1, -1)
        assert (match.group(), match.group(2), match["what"]) == ("返现", "现", None)
        assert match.groups() == (None, "现")


def test_places_are_tried_as_the_whole_text_is():
    """At the edges of a place, the text goes on: no $ and no ^ there."""
    for pattern in ("返[现券](?:$|，)", "(?:^|，)返现", "返现+", "好评[^。]{0,4}返|返", "\\b返现"):
        one = compiled(pattern)
        one.place()
        lines = ("返现", "，返现，", "好评返现现", "返券", "\n返现\n", "好评，返好评。返")
        for number, said in enumerate(lines):
            text = f"{'茶叶，' * 60}{said}{'谢谢。' * 40}{lines[number - 1]}"
            told = [match.span() for match in re2.compile(pattern).finditer(text)]
            assert list(one.spans(text)) == told


def test_places_of_every_pattern_hold_all_that_it_finds():
    assert areas() and rules()
    texts = [case.text for case in cases() if not case.held_back][::40]
    patterns = [one for one in get_objects() if isinstance(one, Compiled)]
    required = [one.required for one in patterns]
    possible = PossiblePlaces(required, range(len(patterns)))
    for start in range(0, len(texts), 20):
        text = "。\n".join(texts[start : start + 20])
        may, places = possible.places(text, possible.hits(text))
        assert places is not None
        assert not (may & ~possible.may_match(possible.hits(text))).any()
        for number, one in enumerate(patterns):
            told = [match.span() for match in one.made.finditer(text)]
            assert may[number] or not told
            if not one.required.ways:
                continue
            numbers = range(places.first[number], places.first[number + 1])
            bounds = [(places.begins[at], places.ends[at]) for at in numbers]
            found = [m.span() for place in bounds for m in one.made.finditer(text, *place)]
            assert found == told, one.pattern


def test_a_text_of_nothing_but_words_of_patterns_is_not_placed():
    one = compiled("不退|概不[^。]{0,9}退换")
    one.place()
    possible = PossiblePlaces([one.required], {0})
    for often, placed in ((500, True), (300_000, False)):
        text = "不退" * often
        may, places = possible.places(text, possible.hits(text))
        assert may[0]
        assert (places is not None) is placed
        assert sum(1 for _ in one.spans(text)) == often


def test_spans_are_places_in_the_text_short_or_long():
    pattern = compiled("好评[^。]{0,3}返|现金")
    for text in ("好评就返现金", "茶叶🐟，" * 120 + "好评就返现金"):
        start = text.index("好评")
        assert list(pattern.spans(text)) == [(start, start + 4), (start + 4, start + 6)]
    assert next(iter(compiled("(?:茶)?").spans("茶" * 400))) == (0, 1)


def test_a_page_is_looked_through_once(lexicon, monkeypatch):
    """Its words field by field, not once more for the few patterns that are tried on all of them:
    a look at a long text costs as much as a hundred searches."""
    body = typical_page(detail=neutral_sentences(60))
    page = read_page(body, "http://shop.example/p/1.html", "text/html")
    inspect(page, lexicon)
    long: list[str] = []
    look = PossiblePlaces.places

    def noted(self, text, hits):
        long.append(text)
        return look(self, text, hits)

    PREFILTER.look.cache_clear()
    monkeypatch.setattr(PossiblePlaces, "places", noted)
    inspect(page, lexicon)
    assert sum(map(len, long)) < 1.2 * sum(
        len(page.fields[name]) for name in OWN if name in page.fields
    )
