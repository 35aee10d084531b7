import time

import pytest

from pages.sheets import media_of, rules_in


@pytest.mark.parametrize(
    ("queries", "when"),
    [
        ("", "always"),
        ("screen", "always"),
        ("all", "always"),
        ("only screen and (min-width:1px)", "always"),
        ("print", "never"),
        ("print, speech", "never"),
        ("print, screen", "always"),
        ("not print", "always"),
        ("not screen", "never"),
        ("(max-width:768px)", "some"),
        ("screen and (min-width: 60em)", "some"),
        ("(min-width:9000px)", "never"),
        ("(prefers-color-scheme:dark)", "some"),
    ],
)
def test_media_queries(queries, when):
    assert media_of(queries) == when


def told(css: str, media: str = "") -> list[tuple[str, str, str]]:
    return [
        (" ".join(rule.selectors.split()), rule.declarations, rule.when)
        for rule in rules_in(css, media)
    ]


def test_rules_in_order_with_where_they_apply():
    css = (
        "@charset 'x';@import url('a;b.css');.a{x:1}@media print{.b{x:2}}"
        "@media(max-width:90em){.c{x:3}@supports (d:e){.d{x:4}}}@font-face{x:5}"
        "@keyframes k{from{x:6}}.e{x:7}"
    )
    assert told(css) == [
        (".a", "x:1", "always"),
        (".c", "x:3", "some"),
        (".d", "x:4", "some"),
        (".e", "x:7", "always"),
    ]


def test_strings_and_comments_end_no_rule():
    assert [one[0] for one in told('.a{content:"}/*"}/* .b{x:1} */.c{x:2}')] == [".a", ".c"]
    assert told("<!-- .a{x:1} -->") == [(".a", "x:1", "always")]


def test_nested_rules_stand_with_what_is_around_them():
    selectors = [one[0] for one in told(".a{y:1;.b{x:1}&.c{x:2}}.d{x:3}")]
    assert selectors == [".a .b", ".a.c", ".d"]


def test_layered_rules_are_told():
    assert [rule.layered for rule in rules_in("@layer a{.a{x:1}}.b{x:1}")] == [True, False]


@pytest.mark.parametrize(
    "piece", ["@media screen{", "'\"/*", "{", ".a{.b{", '.a{content:"', "@layer a{.x{y:z}}", "@;"]
)
def test_hostile_sheets_are_read_in_time(piece):
    start = time.process_time()
    for _ in rules_in(piece * (300_000 // len(piece))):
        pass
    assert time.process_time() - start < 3
