"""How values are printed, and how missing ones are."""

from datetime import UTC, datetime

import pytest

from evidence.package.records.facts import Absent
from evidence.package.records.values import (
    MISSING,
    Blank,
    Choice,
    Code,
    Day,
    Phrase,
    Stamp,
    Told,
    Url,
    Value,
    Wording,
    or_blank,
)

AT = datetime(2026, 11, 24, 1, 5, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (None, "a", MISSING),
        (None, "o", "＿" * 8),
        (None, "ao", "＿" * 8),
        (None, "b", "＿" * 8),
        ("", "a", MISSING),
        ("   ", "o", "＿" * 8),
        (Absent("未测量", "时间源无应答"), "a", "未测量（时间源无应答）"),
        (Absent("不适用"), "o", "不适用"),
        (Blank(3), "a", "＿＿＿"),
        (0, "a", "0"),
        (AT, "a", "2026年11月24日09时05分07秒（北京时间）"),
        (Day(AT), "o", "2026年11月24日"),
        (Stamp(AT), "a", "2026年11月24日\n09时05分07秒"),
        (Choice(("是", "否")), "o", "□是　□否"),
        (Choice(("是", "否"), ("否",)), "o", "□是　■否"),
        (["一", "二"], "a", "一；二"),
        (Told(None), "a", MISSING),
        ("line\nline", "a", "line⟨U+000A⟩line"),
        ("line\nline", "ao", "line⟨U+000A⟩line"),
        ("line\nline", "o", "line\nline"),
    ],
)
def test_a_value_is_printed_or_its_lack_is_shown(value: Value, code: Code, printed: str) -> None:
    assert Wording().text(value, code) == printed


def test_a_choice_that_is_none_of_its_boxes_is_an_error() -> None:
    with pytest.raises(ValueError, match="none of"):
        Choice(("是", "否"), ("也许",))


@pytest.mark.parametrize(
    "hostile",
    ["{0.__class__}", "{name}", "{{7*7}}", "${jndi:ldap://x}", "%s%n", "{{ config }}", "<%= 1 %>"],
)
def test_a_fact_is_never_read_as_a_template(hostile: str) -> None:
    assert Wording().text(Phrase("店铺“{name}”", name=hostile), "a") == f"店铺“{hostile}”"


def test_a_phrase_knows_whether_its_facts_are_known() -> None:
    assert Phrase("{a}", a="x").known
    assert Phrase("{a}", a=or_blank(None)).known
    assert Phrase("{a}", a=Told(None)).known
    assert not Phrase("{a}", a=None).known
    assert not Phrase("{a}", a=Absent("未取得")).known
    assert not Phrase("{a}", a=Phrase("{b}", b=None)).known


def test_only_a_pages_own_words_are_cut_short() -> None:
    text = "文" * 3_000
    assert len(Wording().text(text, "a")) < 700
    assert Wording().text(text, "o") == text


def test_a_long_address_goes_to_the_annex_once() -> None:
    wording = Wording()
    url = "http://shop.example.com/?q=" + "a" * 700
    first, second = wording.text(Url(url), "a"), wording.text(Url(url), "a")
    assert first == second
    assert "共727字符，全文见附页网址1" in first
    assert wording.annexed == [url]


def test_a_unicode_host_stands_beside_its_punycode() -> None:
    shown = Wording().text(Url("http://例子.测试/货"), "a")
    assert shown == "http://例子.测试/货（主机名又作 xn--fsqu00a.xn--0zwm56d）"


def test_the_characters_of_names_are_remembered_those_of_pages_are_not() -> None:
    wording = Wording()
    wording.text("页面", "a")
    wording.text("当事人", "ao")
    assert wording.names == set("当事人")
