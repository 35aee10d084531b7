"""Concept rules: classes of words near each other, in any order, name and text one talk."""

import pytest

from checks.concept_rule import ConceptRule, concept
from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

_RULE = ConceptRule(
    "lapse",
    ("课", "过期"),
    (
        concept("课时|课程"),
        concept("过期|到期"),
        concept("作废|清零", unless_after="不会", unless_then="吗"),
    ),
    "过期作废",
    "可以延期",
    reach=10,
    borders=1,
    by_name=frozenset((0,)),
)


@pytest.mark.parametrize(
    ("text", "name", "met"),
    [
        ("课时过期作废", "", True),
        ("过期作废，课时概莫能外", "", True),
        ("到期了。课时清零", "", True),
        ("过期就清零", "游泳课程", True),
        ("过期就清零", "毛巾", False),
        # what the name says, the text may say again far away
        ("过期就清零\n这门课程在二楼上，教室宽敞", "游泳课程", True),
        ("这门课程在二楼上，教室宽敞\n过期的东西清零也行", "毛巾", False),
        ("课时到期不会清零", "", False),
        ("课时到期清零吗", "", False),
        ("课时\n过期\n作废", "", False),
        ("课时很多，老师很好，教室也宽敞明亮，过期作废", "", False),
    ],
)
def test_concepts_meet_in_any_order_and_not_from_afar(text, name, met):
    assert bool(list(_RULE.places(text, name))) is met


def test_a_page_of_nothing_but_such_words_is_told_three_times():
    assert len(list(_RULE.places("课时过期作废。" * 2_000, ""))) == 3


def test_the_place_runs_from_the_first_word_to_the_last():
    text = "本店课时一律过期作废"
    ((start, end),) = _RULE.places(text, "")
    assert text[start:end] == "课时一律过期作废"


def test_name_and_text_are_one_talk(lexicon):
    page = goods_page("交六百工本费就发，牌子寄到家", title="诚信经营示范单位铜牌代办")
    assert told(lexicon, page, "credit")
