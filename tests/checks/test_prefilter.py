from gc import get_objects

import re2

from checks.inspect import areas, rules
from checks.pattern_rule import compiled
from checks.prefilter import Compiled
from tests.corpus.cases import cases


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


def test_spans_are_places_in_the_text_short_or_long():
    pattern = compiled("好评[^。]{0,3}返|现金")
    for text in ("好评就返现金", "茶叶🐟，" * 120 + "好评就返现金"):
        start = text.index("好评")
        assert list(pattern.spans(text)) == [(start, start + 4), (start + 4, start + 6)]
    assert next(iter(compiled("(?:茶)?").spans("茶" * 400))) == (0, 1)
