"""How far a clause and a sentence reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keywords.clause import clause_span, sentence_span


def around(text: str, term: str, spaces: bool = True) -> str:
    start = text.index(term)
    left, right = clause_span(text, start, start + len(term), spaces=spaces)
    return text[left:right]


@pytest.mark.parametrize(
    ("text", "term", "clause"),
    [
        ("拒绝假货，高仿免谈，支持验货", "高仿", "高仿免谈"),
        ("拒绝高仿、精仿，支持验货", "精仿", "拒绝高仿、精仿"),
        ("正品。高仿！真的", "高仿", "高仿"),
        ("警惕：高仿鞋", "高仿", "警惕：高仿鞋"),
        ("拒绝假货\n高仿包", "高仿", "高仿包"),
        ("拒绝假货;高仿包", "高仿", "高仿包"),
        ("拒绝假货 | 高仿包", "高仿", " 高仿包"),
        ("拒绝假货——高仿包", "高仿", "高仿包"),
        ("拒绝假货…高仿包", "高仿", "高仿包"),
        ("拒绝假货　高仿包", "高仿", "高仿包"),
        ("价格3.5元高仿", "高仿", "价格3.5元高仿"),
        ("见www.a.com处高仿", "高仿", "见www.a.com处高仿"),
        ("拒绝假货. 高仿", "高仿", " 高仿"),
        ("1:1,复刻", "1:1", "1:1"),
        ("高仿", "高仿", "高仿"),
    ],
)
def test_where_a_clause_ends(text: str, term: str, clause: str) -> None:
    assert around(text, term) == clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("正品 不卖假货 高仿A货 实拍", "高仿A货 实拍"),
        ("本店拒绝 高仿", "本店拒绝 高仿"),
        ("拒绝 高仿", "拒绝 高仿"),
        ("高仿精品女包 支持验货", "高仿精品女包"),
        ("new bag 高仿", "new bag 高仿"),
    ],
)
def test_the_phrases_of_a_title_are_clauses(text: str, clause: str) -> None:
    assert around(text, "高仿") == clause
    assert around(text, "高仿", spaces=False) == text


def test_a_mark_inside_the_hit_is_no_boundary() -> None:
    text = "全，高，仿，好"
    assert clause_span(text, 2, 5) == (2, 5)


def test_a_sentence_holds_its_clauses() -> None:
    text = "甲。2025年昆明市销量第一，数据来源：某机构。乙"
    start = text.index("销量")
    left, right = sentence_span(text, start, start + 4)
    assert text[left:right] == "2025年昆明市销量第一，数据来源：某机构"


def test_a_span_outside_the_text_is_an_error() -> None:
    with pytest.raises(ValueError, match="no span"):
        clause_span("高仿", 1, 3)


@given(st.text(st.sampled_from("高仿拒绝a1 ，。.\n　|—…"), max_size=40), st.data())
def test_the_spans_hold_the_hit_and_lie_in_each_other(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    clause = clause_span(text, start, end)
    wide = clause_span(text, start, end, spaces=False)
    sentence = sentence_span(text, start, end)
    assert 0 <= sentence[0] <= wide[0] <= clause[0] <= start
    assert end <= clause[1] <= wide[1] <= sentence[1] <= len(text)
