import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages import script_data
from pages.script_data import clean, is_escaped, parse_json, unescape, values_in
from tests.plain_steps import plain_steps


def test_state_objects_are_decoded():
    objects, _ = values_in('window.__STATE__ = {"goods":{"name":"\\u9ad8\\u4eff\\u5305"}};')
    assert objects == [{"goods": {"name": "高仿包"}}]


def test_json_in_a_string():
    objects, _ = values_in(r'var d = JSON.parse("{\"name\":\"\u9ad8\u4eff\"}")')
    assert objects == [{"name": "高仿"}]


def test_objects_that_are_no_json_give_their_literals():
    objects, literals = values_in(
        "var goods={title:'\\u7cbe\\u4eff表', price:199, 'desc':\"好\\n货\",};"
    )
    assert objects == []
    assert ("title", "精仿表") in literals
    assert ("desc", "好\n货") in literals


def test_scripts_without_words_are_left():
    assert values_in("var a={b:1,c:'x'}; function f(){return {d:2}}") == ([], [])


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        (r"\u9ad8\u4eff", "高仿"),
        (r"\u{1F60A}", "😊"),
        (r"\ud83d\ude0a", "😊"),
        (r"\x41\'\n", "A'\n"),
        (r"\ud800", "\ufffd"),
        (r"\u0000x", "\ufffdx"),
    ],
)
def test_escapes(literal, text):
    assert unescape(literal) == text


def test_no_lone_surrogate_gets_through():
    clean("高\ud800仿\0").encode("utf-8")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "9" * 10_000, "", "NaN{", '"\\ud800"']
)
def test_json_that_is_none(text):
    parse_json(text)


@pytest.mark.parametrize(
    "script",
    [
        '=[" ' * 200_000 + "高",
        '={"a":1,' * 100_000 + "高",
        "a='高仿 " * 60_000,
        "a:'高仿'," * 60_000,
        "JSON.parse('{" * 50_000 + "高",
        '"' + "\\" * 500_000 + "高",
    ],
    ids=range(6),
)
def test_hostile_scripts_take_no_time(script):
    assert plain_steps(lambda: values_in(script)) < 150


PIECES = (
    "a",
    "b1",
    "$",
    "中",
    "1",
    '"',
    "'",
    ":",
    " ",
    "\n",
    "\\",
    ",",
    "x" * 30,
    "y" * 31,
    "     ",
)


@example('a\':""')  # a key behind a quote that nothing closes
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_literals_led_by_quotes_are_those_of_the_pattern(code):
    found = [match.span() for match in script_data._quoted(code)]
    assert found == [match.span() for match in script_data._LITERAL.finditer(code)]


@pytest.mark.parametrize(
    ("code", "literals"),
    [
        ('t("plain")', []),
        ('t("caf\u00e9", "a")', []),
        ('t("\\u00zz")', []),
        ("x={tip:'茶叶'}", [("tip", "茶叶")]),
        ('"\\u8336x"', [("", "茶x")]),
    ],
)
def test_only_what_holds_chinese_is_worth_reading(code, literals):
    assert values_in(code) == ([], literals)


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("交两千元入会才能发展下线，直推一人返一千二百元", True),
        ("立即购买", False),
    ],
)
def test_whether_a_script_hides_its_words_in_escapes(words, escaped):
    hidden = "".join(f"\\u{ord(one):04x}" for one in words)
    assert is_escaped(f'var a={{id:1,b:"{hidden}"}}') is escaped
    assert not is_escaped(f'var a={{id:1,b:"{hidden}",c:"普洱茶"}}')
    assert not is_escaped(f'var a={{id:1,b:"{words}"}}')


@pytest.mark.parametrize("piece", ['"\\', "'\\", 'x={a:"高\\"'])
def test_quotes_that_nothing_closes_are_read_once(piece):
    script = "高" + piece * 100_000
    assert plain_steps(lambda: values_in(script)) < 150


def test_a_stray_quote_ends_its_line_alone():
    script = 'var stray = /"/;\nvar words = {"说明": "假一赔十，产自勐海"};'
    assert "假一赔十，产自勐海" in str(list(values_in(script)))


def test_json_of_megabytes_is_read():
    goods = ",".join(f'{{"id":{n},"name":"tea {n}"}}' for n in range(100_000))
    script = f'window.__STATE__={{"list":[{goods}],"goods":{{"name":"高仿包"}}}};'
    assert len(script) > 2_500_000
    objects, _ = values_in(script)
    assert objects[0]["goods"]["name"] == "高仿包"


def test_more_literals_than_are_read_are_told():
    told = []
    _, literals = values_in(
        "var a=[" + ",".join(f"{{name:'茶{n}'}}" for n in range(5_000)) + "]",
        lambda: told.append(1),
    )
    assert told and len(literals) == 3_000
