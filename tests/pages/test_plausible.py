import pytest

from pages.plausible import plausibility


@pytest.mark.parametrize("text", ["云南普洱茶专卖，产地勐海", "雲南普洱茶專賣，產地勐海"])
def test_chinese_scores_high(text):
    assert plausibility(text) > 0.5


@pytest.mark.parametrize("text", ["云南普洱茶专卖，产地勐海", "支持七天无理由退货"])
def test_the_same_bytes_in_a_wrong_charset_score_lower(text):
    right = plausibility(text)
    assert plausibility(text.encode().decode("gb18030", "replace")) < right - 0.5
    assert plausibility(text.encode("gbk").decode("latin-1")) < right - 0.5
    assert plausibility(text.encode("gbk").decode("big5", "replace")) < right - 0.3


def test_ascii_says_nothing():
    assert plausibility("<html>") == 0.0
