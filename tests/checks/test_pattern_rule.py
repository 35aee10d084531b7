"""Patterns of rules: what can stand in no page is refused when the rule is loaded."""

import ast
import gc
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import checks
from checks.discovery import areas, rules
from checks.pattern_rule import compiled
from checks.plain_text import plain
from checks.prefilter import Compiled

_BETWEEN_DIGITS = ".,+-/×"
"""Marks that plain text holds nowhere else."""

SOURCES = sorted(Path(checks.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize(
    "pattern",
    [
        "一斤[^。]{{0,4}}少",  # doubled outside an f-string
        "收取{N}元",  # the name never filled in
        "哪[^。]{0, 4}给",  # a blank: RE2 reads it as written
        f"哪[^。]{(0, 4)}给",  # what an f-string makes of {0, 4}
    ],
)
def test_a_brace_that_is_no_repeat_is_refused(pattern):
    with pytest.raises(ValueError, match="brace"):
        compiled(pattern)


def test_repeats_and_classes_of_letters_are_none():
    found = compiled(r"[\p{Han}]{2,3}记\d{1,}年{2}").search("老刘记12年年")
    assert found.group() == "老刘记12年年"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_f_string_fills_in_a_number_where_a_repeat_was_meant(source):
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue):
            assert not isinstance(node.value, (ast.Constant, ast.Tuple)), node.lineno


def test_no_pattern_asks_for_a_character_that_plain_text_does_not_hold():
    """P图, 5分+, 《协议》, AA制: plain text is in small letters, without marks and brackets."""
    areas(), rules()
    loaded = [one for one in gc.get_objects() if isinstance(one, Compiled)]
    assert len(loaded) > 400
    strange = {
        (letter, one.pattern[:60])
        for one in loaded
        for letter in _letters(parser.parse(one.pattern.replace("\\p{Han}", "一")))
        if letter not in _BETWEEN_DIGITS and not letter.isspace() and plain(letter).text != letter
    }
    assert not strange


def _letters(items: Iterable[Any]) -> Iterator[str]:
    """The characters that a pattern asks for, without those it excludes."""
    for what, value in items:
        if what is op.LITERAL:
            yield chr(value)
        elif what is op.IN and value[0][0] is not op.NEGATE:
            yield from _letters(value)
        elif what is op.BRANCH:
            for branch in value[1]:
                yield from _letters(branch)
        elif what in (op.MAX_REPEAT, op.MIN_REPEAT):
            yield from _letters(value[2])
        elif what is op.SUBPATTERN:
            yield from _letters(value[3])
