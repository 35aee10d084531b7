from collections.abc import Iterable
from gc import get_objects
from operator import le
from random import Random
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.discovery import areas, rules
from checks.prefilter import Compiled
from checks.required_words import BORDERS, Group, Unread, required_words


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        ("好评[^。]{0,9}返现", ["好评 + 返现"]),
        ("[刷补]单", ["刷单 补单"]),
        ("假(?:一)?赔十", ["假 + 赔十"]),
        ("(?:假一)赔(?:十|百)", ["假一赔十 假一赔百"]),
        ("(?:根治|断根)了(?:糖尿病)?", ["了 + 断根 根治"]),
        ("(?:包过){1,3}", ["包过"]),
        ("返(?:现金?|券)", ["券 现 + 返"]),
        ("加(?P<who>微信|群)\\n领", ["\n领 + 加 + 微信 群"]),
        ("红包|返现+|刷单", ["刷单 红包", "现 + 返"]),
        ("(?:好评|追评[^。]返现)", ["好评", "返现 + 追评"]),
    ],
)
def test_one_word_of_each_group_of_a_way_stands_in_every_match(pattern, ways):
    told = [
        " + ".join(sorted(" ".join(sorted(group)) for group in way))
        for way in required_words(pattern).ways
    ]
    assert sorted(told) == sorted(ways)


@pytest.mark.parametrize(
    "pattern",
    ["[^。]{3}", "好评|\\w{3}", "(?:返现)?", "\\p{Han}+", "(?:返现|)", "返现|", "，|。", ""],
)
def test_what_cannot_be_told_needs_no_word(pattern):
    assert required_words(pattern).ways == ()


@pytest.mark.parametrize(
    ("pattern", "longest"),
    [
        ("好评[^。]{0,9}返现", 13),
        ("好评|晒图有礼", 4),
        ("(?:好评|五星)?返[现券]{2}", 5),
        ("返现{3,}", None),
        ("返.*现", None),
        ("(?:返{2}|现+){0}券", 1),
        ("^返$", 1),
    ],
)
def test_no_match_is_longer_than_the_longest(pattern, longest):
    assert required_words(pattern).longest == longest


@pytest.mark.parametrize(
    ("pattern", "line_ends"),
    [
        *(
            ("返[^。\\n]现", 0),
            ("返.现", 0),
            ("返[\\d\\w]", 0),
            ("返[^\\n\\s]?", 0),
            ("返[^\n]*", 0),
        ),
        *(("返[^。]{0,4}现", 4), ("返\\s现", 1), ("返[\\n，]", 1), ("返\n", 1), ("返[^\\s]", 1)),
        *(("返\\n?现|\n\n", 2), ("返(?:\n|。){1,3}", 3), ("返[^。]*", None), ("返\\D+", None)),
    ],
)
def test_no_match_goes_over_more_lines(pattern, line_ends):
    assert required_words(pattern).line_ends == line_ends


@pytest.mark.parametrize(
    ("pattern", "sizes"),
    [
        ("好评|五星好评", ["4 0 0 0"]),
        ("刷单|好评[^。，\\n]{0,9}返现", ["13 0 0 0", "4 0 0 0"]),
        ("返[^\\n]{2}现|返[^。\\n]{2}券|返，现", ["4 0 0 1", "4 0 0 2", "4 0 2 2"]),
        ("好评(?:。返|返\n)现", ["5 1 1 1"]),
        ("好评[\\d\\s]{3}返[^\\D]", ["7 4 4 4"]),
    ],
)
def test_no_match_of_a_way_is_larger_than_it_says(pattern, sizes):
    told = [" ".join(map(str, size)) for size in required_words(pattern).sizes]
    assert sorted(told) == sizes


@pytest.mark.parametrize(
    "pattern",
    [
        *("(?i)vx", "[[:alpha:]]号", "\\Q返现\\E", "(返现", "返)现", "返**", "|+"),
        *("[返", "[]", "[9-0]", "[a-\\d]", "返{3,1}", "返{1001}", "返\\1"),
    ],
)
def test_what_is_not_read_is_not_guessed_at(pattern):
    with pytest.raises(Unread):
        required_words(pattern)


@given(st.text("好评返现()[]{}?:*+|^$\\dpHan-,019.", max_size=24))
@settings(max_examples=500)
def test_a_pattern_that_is_read_is_one_that_re2_takes(pattern):
    try:
        required_words(pattern)
    except Unread:
        return
    re2.compile(pattern)


def test_every_pattern_of_the_rules_is_one_that_re2_takes():
    for pattern in _patterns():
        re2.compile(pattern)


def test_no_text_that_a_pattern_of_the_rules_matches_lacks_its_words():
    chance = Random(5)
    for pattern in _patterns():
        parsed = parser.parse(pattern.replace("\\p{Han}", "\\w").replace("\\z", "\\Z"))
        for _ in range(8):
            text = _text_of(parsed, chance)
            required = required_words(pattern)
            size = (len(text), *(sum(map(text.count, marks)) for marks in BORDERS))
            assert not required.ways or any(
                _holds(text, way) and all(map(le, size, most))
                for way, most in zip(required.ways, required.sizes, strict=True)
            ), (pattern, text)
            assert required.longest is None or len(text) <= required.longest, (pattern, text)
            ends = required.line_ends
            assert ends is None or text.count("\n") <= ends, (pattern, text)


def _holds(text: str, way: tuple[Group, ...]) -> bool:
    return all(any(word in text for word in group) for group in way)


def _patterns() -> list[str]:
    assert areas() and rules()
    patterns = {one.pattern for one in get_objects() if isinstance(one, Compiled)}
    assert len(patterns) > 400
    return sorted(patterns)


def _text_of(items: Iterable[Any], chance: Random) -> str:
    """A text that a pattern matches, as Python's own parser reads it."""
    return "".join(_piece(what, value, chance) for what, value in items)


def _piece(what: Any, value: Any, chance: Random) -> str:
    if what is op.LITERAL:
        return chr(value)
    if what is op.IN:
        kind, inside = chance.choice(value)
        if value[0][0] is op.NEGATE or kind is op.CATEGORY:
            return "7"  # nothing turns on what else stands there
        return chr(inside if kind is op.LITERAL else chance.randint(*inside))
    if what is op.BRANCH:
        return _text_of(chance.choice(value[1]), chance)
    if what in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inside = value
        times = chance.choice((least, min(int(most), least + 1)))
        return "".join(_text_of(inside, chance) for _ in range(times))
    if what is op.SUBPATTERN:
        return _text_of(value[3], chance)
    assert what in (op.AT, op.ANY, op.NOT_LITERAL), what
    return "" if what is op.AT else "7"
