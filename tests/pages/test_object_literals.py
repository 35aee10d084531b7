import pytest

from pages.object_literals import literal_at


@pytest.mark.parametrize(
    ("script", "value"),
    [
        ('{"a":[1,{"b":"c"}]}', {"a": [1, {"b": "c"}]}),
        ("{a:'甲',b:`乙`,c:[true,!1,null,],d:-1.5,}",
         {"a": "甲", "b": "乙", "c": [True, False, None], "d": "-1.5"}),
        ("{a:f(1,{x:2}),b:'c'+d,get(){return {}},...e,g,h:'i'}", {"h": "i"}),
        ("{/* , */a:'b' // c\n}", {"a": "b"}),
    ],
)  # fmt: skip
def test_values_of_literals(script, value):
    assert literal_at(f"x={script};y={{}}", 2) == (value, 2 + len(script))


@pytest.mark.parametrize("script", ["{a:", "{a:'b'", "[1,", "{" + "a:{" * 50, "[" * 100_000])
def test_what_has_no_end_is_none(script):
    assert literal_at(script, 0) is None
