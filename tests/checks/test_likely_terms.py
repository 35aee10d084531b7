"""Phrases of a suspected sentence that could be terms of a list."""

import pytest

from checks.likely_terms import LONGEST_TERM, likely_terms

SENTENCES = [
    "盘都是机房退下来的，通电小时数先归零、坏道屏蔽好再封袋",
    "雨水多的年份产不够，摇出来的蜜里兑点果葡糖浆补到数",
    "您带来的姐妹再带人，她们拿的每一盒，您这边都有一份",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_phrase_stands_in_the_sentence_and_could_be_listed(sentence: str) -> None:
    phrases = likely_terms(sentence)
    assert 1 <= len(phrases) <= 3
    for phrase in phrases:
        assert phrase in sentence
        assert 2 <= len(phrase) <= LONGEST_TERM
        assert phrase[0] not in "的了是我您，。0123456789"
        assert phrase[-1] not in "的了是我您0123456789"


def test_words_that_only_one_trade_has_speak_before_those_of_every_day() -> None:
    assert "归零" in "".join(likely_terms(SENTENCES[0]))
    assert "果葡糖" in "".join(likely_terms(SENTENCES[1]))


@pytest.mark.parametrize("sentence", ["", "，。！", "12345", "<script>alert(1)</script>"])
def test_what_says_nothing_has_none(sentence: str) -> None:
    assert likely_terms(sentence) == ()
