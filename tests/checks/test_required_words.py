from collections.abc import Iterable
from gc import get_objects
from random import Random
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.inspect import areas, rules
from checks.prefilter import Compiled
from checks.required_words import Unread, required_words


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("好评[^。]{0,9}返现", {"好评", "返现"}),
        ("[刷补]单", {"刷单 补单"}),
        ("假(?:一)?赔十", {"假", "赔十"}),
        ("(?:假一)赔(?:十|百)", {"假一赔十 假一赔百"}),
        ("(?:根治|断根)了(?:糖尿病)?", {"根治 断根", "了"}),
        ("(?:包过){1,3}", {"包过"}),
        ("返(?:现金?|券)", {"返", "现 券"}),
        ("加(?P<who>微信|群)\\n领", {"加", "微信 群", "\n领"}),
        ("红包|返现+", {"红包 返"}),
    ],
)
def test_one_word_of_each_group_stands_in_every_match(pattern, groups):
    told = {" ".join(sorted(group)) for group in required_words(pattern)}
    assert told <= {" ".join(sorted(group.split(" "))) for group in groups}
    assert told


@pytest.mark.parametrize(
    "pattern", ["[^。]{3}", "好评|\\d{3}", "(?:返现)?", "\\p{Han}+", "(?:返现|)", ""]
)
def test_what_cannot_be_told_needs_no_word(pattern):
    assert required_words(pattern) == ()


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
            for group in required_words(pattern):
                assert any(word in text for word in group), (pattern, text)


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
