"""What an officer is shown of a page are whole words and clauses."""

import pytest

from checks.quoted_words import clauses_around, whole_words


@pytest.mark.parametrize(
    ("text", "cut", "whole"),
    [
        ("熬四个小时出锅", "个小", "四个小时"),
        ("各项指标都正常", "标都正", "指标都正常"),
        ("净重2500克", "50", "2500"),
        ("概不退换，请谅解", "概不退换", "概不退换"),
        ("本店，现货", "现货", "现货"),
    ],
)
def test_a_word_or_number_is_never_cut(text, cut, whole):
    start = text.index(cut)
    assert whole_words(text, start, start + len(cut)) == whole


def test_clauses_are_shown_once_in_the_order_of_what_weighed():
    text = "跟着老师做，家里亲戚都拉进来，底下人越多月月分得越多。"
    assert clauses_around(text, ["月月分", "亲戚都", "底下人", "不在此处"]) == (
        "底下人越多月月分得越多",
        "家里亲戚都拉进来",
    )


def test_of_a_long_clause_what_stands_around_the_word_is_shown():
    text = "从前有一座山山里有一座庙庙里有一个老和尚他说保证三天见效否则全额退款绝不食言"
    (shown,) = clauses_around(text, ["三天见效"])
    assert "三天见效" in shown and shown[0] == shown[-1] == "…" and len(shown) < len(text)
