"""What several rules say of one sentence by one law is told once."""

from dataclasses import replace

import pytest

from checks.one_act import told_as_one
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


def test_the_longer_stays_and_names_the_words_of_the_other(made):
    short, long = made(2, 6, rule="a.one"), made(11, 19, rule="a.two")
    (told,) = told_as_one([short, long])
    assert told.rule == "a.two" and f"“{short.matched}”" in told.reason
    assert "不另列" in told.reason and told.start == long.start


def test_the_stronger_stays_before_the_longer(made):
    strong, weak = made(2, 6, rule="a.one"), made(11, 19, rule="a.two", strength="weak")
    assert [one.rule for one in told_as_one([weak, strong])] == ["a.one"]


def test_words_within_words_are_told_without_being_named_again(made):
    inner, outer = made(2, 9, rule="a.one"), made(0, 10, rule="a.two")
    assert told_as_one([inner, outer]) == [outer]


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
    assert told_as_one([one, two]) == [one, two]


def test_what_one_rule_tells_twice_of_a_sentence_is_two_things(made):
    one, two = made(0, 6, rule="a.one"), made(11, 19, rule="a.one")
    assert told_as_one([one, two]) == [one, two]
    listed = [replace(each, term=each.matched) for each in (one, two)]
    assert len(told_as_one(listed)) == 1


def test_a_chain_of_words_is_one_act(made):
    chain = [made(at, at + 6, rule=f"a.{at}") for at in (0, 4, 8, 12)]
    assert len(told_as_one(chain)) == 1


def test_a_page_tells_a_term_once(look):
    text = "连衣裙，最终解释权归本店所有"
    told = look(goods_page(text, title="连衣裙")).findings
    (found,) = [one for one in told if one.lead and one.rule == "contract_terms.interpretation"]
    assert "“解释权归本店”" in found.reason
