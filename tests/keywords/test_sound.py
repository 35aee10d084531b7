"""Readings, and pinyin written out."""

import pytest

from keywords.sound import SOUNDS, near, readings, syllables


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zan"), ("chen", "ceng"), ("shi", "si"), ("lan", "nang"), ("xin", "xing")],
)
def test_syllables_that_are_easily_taken_for_each_other_sound_near(one: str, other: str) -> None:
    assert near(one) == near(other)


@pytest.mark.parametrize(("one", "other"), [("fang", "huang"), ("gao", "kao"), ("ji", "qi")])
def test_other_syllables_do_not(one: str, other: str) -> None:
    assert near(one) != near(other)


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("gaofang", ("gao", "fang")),
        ("chuanxiao", ("chuan", "xiao")),
        ("xian", ("xian",)),
        ("zuidijia", ("zui", "di", "jia")),
        ("lv", ("lv",)),
        ("style", ()),
        ("a", ()),
        ("", ()),
        ("ab" * 30, ()),
    ],
)
def test_letters_are_parted_into_the_fewest_syllables(token: str, parts: tuple[str, ...]) -> None:
    assert syllables(token) == parts


def test_the_table_reads_the_characters_of_trade() -> None:
    table = readings()
    assert [table.syllable[c] + table.tone[c] for c in "高仿刷单蕞"] == [
        "gao1",
        "fang3",
        "shua1",
        "dan1",
        "zui4",
    ]
    assert "hang" in table.others["行"]
    assert 0 < int(table.sound.max()) < SOUNDS
    assert int(table.sound[ord("a")]) == 0
