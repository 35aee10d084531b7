"""Patterns of rules: what can stand in no page is refused when the rule is loaded."""

import ast
from pathlib import Path

import pytest

import checks
from checks.pattern_rule import compiled

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
