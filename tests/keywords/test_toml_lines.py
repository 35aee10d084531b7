"""The locator against texts whose every line is known."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from keywords.toml_lines import key_lines

TEXT = '''# a comment with [brackets] and key = 1
title = "a # not a comment"
"quoted.key" = 1
a.b.c = 2

[table.sub]   # comment
list = [ 1,   # one ]
  2, [3,
  4],
]
inline = { x = 1, y = { z = "}" } }
long = """
key = 1
[not.a.table]
"" still \\""" inside"""
raw = \'\'\'
[[no]]
\'\'\'
after = true

[[terms]]
text = 'it''s'

[[terms]]
text = "b"
  [[terms.variants]]
  text = "v"
  [terms.more]
  k = 2026-01-31
[end]
x = 1
'''.replace("'it''s'", "'its'")


def test_every_key_and_element_has_its_line() -> None:
    tomllib.loads(TEXT)
    lines = key_lines(TEXT)
    rows = TEXT.split("\n")
    expected = {
        ("title",): 'title = "a # not a comment"',
        ("quoted.key",): '"quoted.key" = 1',
        ("a", "b", "c"): "a.b.c = 2",
        ("table", "sub"): "[table.sub]   # comment",
        ("table", "sub", "list", 0): "list = [ 1,   # one ]",
        ("table", "sub", "list", 1): "  2, [3,",
        ("table", "sub", "list", 2, 0): "  2, [3,",
        ("table", "sub", "list", 2, 1): "  4],",
        ("table", "sub", "inline", "y", "z"): 'inline = { x = 1, y = { z = "}" } }',
        ("table", "sub", "long"): 'long = """',
        ("table", "sub", "after"): "after = true",
        ("terms", 0, "text"): "text = 'its'",
        ("terms", 1, "text"): 'text = "b"',
        ("terms", 1, "variants", 0, "text"): '  text = "v"',
        ("terms", 1, "more", "k"): "  k = 2026-01-31",
        ("end", "x"): "x = 1",
    }
    assert {path: rows[lines[path] - 1] for path in expected} == expected
    assert ("table", "sub", "long", "not") not in lines
    assert ("no",) not in lines


def paths(values: object, base: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    found = {base}
    if isinstance(values, dict):
        for key, value in values.items():
            found |= paths(value, (*base, key))
    elif isinstance(values, list):
        for position, value in enumerate(values):
            found |= paths(value, (*base, position))
    return found


def test_the_paths_are_exactly_those_of_the_values() -> None:
    assert set(key_lines(TEXT)) == paths(tomllib.loads(TEXT))


keys = st.sampled_from(["a", "b-1", "'c d'", '"e\\u0041"', '"\\""'])
scalars = st.sampled_from(
    ["1", "-2.5e3", "true", "2026-01-31", '"x"', '"\\""', "'#'", '"""\n[z]\n"""', "''''q'''"]
)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3).map(lambda v: "[\n" + ", # x]\n".join(v) + "\n]"),
    max_leaves=6,
)


@given(
    st.lists(
        st.tuples(keys, st.lists(st.tuples(keys, values), unique_by=lambda pair: pair[0])),
        max_size=4,
    )
)
def test_any_tables_are_located(tables: list[tuple[str, list[tuple[str, str]]]]) -> None:
    text = "".join(
        f"[[{name}]]\n" + "".join(f" {key} = {value}\n" for key, value in pairs)
        for name, pairs in tables
    )
    assert set(key_lines(text)) == paths(tomllib.loads(text))
