"""Which words before a term reject it."""

import pytest

from keywords.rejection import ends_in_rejection, rejection_before


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("本店拒绝", "拒绝"),
        ("拒绝假货、", "拒绝"),
        ("谨防以血檀冒充的", "谨防"),
        ("帮您鉴别", "鉴别"),
        ("如何识破", "识破"),
        ("本店不卖", "不卖"),
        ("从不宣传", "从不"),
        ("我们不宣传", "不宣传"),
        ("测量结果不能代替医生诊断和", "不能代替"),
        ("不是", "不是"),
        ("没有任何", "没有"),
        ("不具有", "不具有"),
        ("远离", "远离"),
    ],
)
def test_a_rejection_is_found(before: str, word: str) -> None:
    span = rejection_before(before)
    assert span is not None
    assert before[span[0] : span[1]] == word


@pytest.mark.parametrize(
    "before",
    [
        "",
        "非常",
        "无",
        "不得不买的",
        "无法拒绝的",
        "不可多得的",
        "不可错过的",
        "没有之一的",
        "零投诉",
        "没有添加色素香精的",
        "远离三高",
        "告别失眠",
        "预防",
        "拒绝次品只做",
        "不是普通茶而是",
        "拒绝假货但",
    ],
)
def test_what_only_looks_like_a_rejection_is_none(before: str) -> None:
    assert rejection_before(before) is None


def test_a_phrase_may_end_in_a_rejection() -> None:
    assert ends_in_rejection("本店坚决抵制")
    assert not ends_in_rejection("拒绝假货")
