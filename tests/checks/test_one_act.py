"""What several rules say of one sentence by one law is one act, and each says so."""

from dataclasses import replace

import pytest

from checks.one_act import linked_as_one_act
from tests.checks.made_pages import goods_page, made_finding, seen_page

SAID = "定金一经支付概不退还，任何原因不予退款，特价商品不退不换"


@pytest.fixture
def made(lexicon):
    seen = seen_page(lexicon, SAID)

    def run(start: int, end: int, **changes):
        one = made_finding(seen, "contract_terms", SAID)
        start, end = one.start + start, one.start + end
        matched = seen.page.fields["description"][start:end]
        return replace(one, start=start, end=end, matched=matched, **changes)

    return run


def test_each_names_the_words_of_the_other(made):
    one, two = made(2, 6, rule="a.one"), made(11, 19, rule="a.two")
    told = linked_as_one_act([one, two])
    assert [each.rule for each in told] == ["a.one", "a.two"]
    assert f"“{two.matched}”依据相同，是同一行为" in told[0].reason
    assert f"“{one.matched}”依据相同，是同一行为" in told[1].reason


def test_words_within_words_are_not_named_again(made):
    inner, outer = made(2, 9, rule="a.one"), made(0, 10, rule="a.two")
    first, second = linked_as_one_act([inner, outer])
    assert f"“{outer.matched}”" in first.reason
    assert second == outer


@pytest.mark.parametrize(
    "other",
    [
        {"basis": "《别的法》第一条"},
        {"area": "consumer_rights"},
        {"unit": "consumer_protection"},
        {"lead": False, "excused": "是说明"},
        {"snippet": "另外一句话"},
    ],
)
def test_another_law_area_unit_or_sentence_is_another_act(made, other):
    one, two = made(0, 6, rule="a.one"), made(11, 19, rule="a.two", **other)
    assert linked_as_one_act([one, two]) == [one, two]


def test_what_one_rule_tells_twice_of_a_sentence_is_two_things(made):
    one, two = made(0, 6, rule="a.one"), made(11, 19, rule="a.one")
    assert linked_as_one_act([one, two]) == [one, two]
    listed = [replace(each, term=each.matched) for each in (one, two)]
    assert all("同一行为" in each.reason for each in linked_as_one_act(listed))


def test_a_chain_of_words_is_one_act(made):
    chain = [made(at, at + 6, rule=f"a.{at}") for at in (0, 4, 8, 12)]
    for one, told in zip(chain, linked_as_one_act(chain), strict=True):
        assert all(f"“{each.matched}”" in told.reason for each in chain if each is not one)


def test_many_words_are_named_by_the_first(made):
    chain = [made(at, at + 3, rule=f"a.{at}") for at in range(0, 15, 2)]
    assert "等依据相同" in linked_as_one_act(chain)[0].reason


def test_a_page_names_the_words_of_one_act(look):
    text = "连衣裙，最终解释权归本店所有"
    told = [one for one in look(goods_page(text, title="连衣裙")).findings if one.lead]
    words = {one.matched for one in told}
    assert words == {"最终解释权归", "解释权归本店"}
    for one in told:
        assert all(f"“{word}”" in one.reason for word in words if word not in one.matched)


def test_a_word_of_an_act_stays_when_the_others_leave_the_page(look):
    """What is looked for again is found, whichever word was told first."""
    both = look(goods_page("高仿名表，一比一复刻", title="手表"))
    assert {"高仿", "一比一"} <= {one.matched for one in both.findings if one.lead}
