"""Text from outside, made unable to do anything but be read."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.package.records.inert import clipped, host_names, inert


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("高仿 A货", "高仿 A货"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("高\u200b仿", "高⟨U+200B⟩仿"),
        ("one\r\ntwo\ttab", "one⟨U+000D⟩⟨U+000A⟩two⟨U+0009⟩tab"),
        ("nul\x00", "nul⟨U+0000⟩"),
        ("lone\ud800", "lone⟨U+D800⟩"),
        ("own\ue000", "own⟨U+E000⟩"),
        ("\u3164blank\u2800", "⟨U+3164⟩blank⟨U+2800⟩"),
        ("no\u2003quad", "no⟨U+2003⟩quad"),
        ("⟨U+202E⟩", "⟨U+27E8⟩U+202E⟨U+27E9⟩"),
        ("❤\ufe0f", "❤⟨U+FE0F⟩"),
        ("\U000e0041", "⟨U+E0041⟩"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("http://a.test/<b>&'\"", "http://a.test/<b>&'\""),
    ],
)
def test_steering_and_invisible_characters_are_written_out(seen: str, printed: str) -> None:
    assert inert(seen) == printed


def test_marks_piled_on_one_letter_are_written_out_from_the_third() -> None:
    assert inert("z" + "\u0301" * 4) == "z\u0301\u0301⟨U+0301⟩⟨U+0301⟩"


def test_text_from_right_to_left_is_isolated_and_kept() -> None:
    assert inert("店שלום1") == "\u2068店שלום1\u2069"


@given(st.text(alphabet=st.characters(), max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_is_left_that_steers_and_nothing_is_lost(text: str) -> None:
    shown = inert(text)
    core = shown.removeprefix("\u2068").removesuffix("\u2069")
    assert not {unicodedata.category(one) for one in core} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl"}
    assert _read_back(core) == text


def _read_back(shown: str) -> str:
    made, rest = [], shown
    while rest:
        if rest.startswith("⟨U+"):
            code, _, rest = rest[3:].partition("⟩")
            made.append(chr(int(code, 16)))
        else:
            made.append(rest[0])
            rest = rest[1:]
    return "".join(made)


def test_long_text_is_cut_and_says_so() -> None:
    shown = clipped("长" * 5_000, 600)
    assert shown == "长" * 600 + "……（全文共5000字符，此处印前600字符）"


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("http://例子.测试/a", "xn--fsqu00a.xn--0zwm56d"),
        ("http://xn--fsqu00a.xn--0zwm56d/a", "例子.测试"),
        ("http://shop.example.com/", None),
        ("http://[bad", None),
        ("not an address", None),
        ("http://xn--\ud800/", None),
        ("http://" + "例" * 300 + ".test/", None),
    ],
)
def test_the_other_spelling_of_a_host(url: str, other: str | None) -> None:
    assert host_names(url) == other
