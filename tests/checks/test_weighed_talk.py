"""Signs of a talk weighed together: every rule is heard, and what is excused hides no other."""

import pytest

from checks.concept_rule import concept
from checks.context import Context
from checks.finding import Finding
from checks.weighed_talk import Kind, WeighedRule, weighed_findings
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page


def _rule(name: str, anchor: str, other: str) -> WeighedRule:
    return WeighedRule(
        name,
        (Kind("入伙", concept(anchor), 2, anchor=True), Kind("抽成", concept(other), 2)),
        4,
        "传销的说法同时出现",
        "推荐奖励只有一次",
    )


_HEADS, _STARS = _rule("heads", "拉人头", "提成"), _rule("stars", "升星级", "分红")


@pytest.fixture
def weigh(lexicon: Lexicon):
    def run(html: str, *rules: WeighedRule) -> list[Finding]:
        page = read_page(html.encode(), "https://shop.example/p/1.html", "text/html")
        return weighed_findings(
            Context(page, lexicon, today=TODAY), "pyramid_selling", "network", rules
        )

    return run


def test_a_rule_is_heard_though_another_was_met_in_two_fields(weigh):
    html = goods_page(
        "拉人头有提成\n升星级有分红", title="拉人头拿提成的会员卡", facts={"说明": "拉人头给提成"}
    )
    both = weigh(html, _HEADS, _STARS)
    assert {one.rule for one in both} == {"pyramid_selling.heads", "pyramid_selling.stars"}
    assert [one for one in both if one.rule.endswith("stars")] == weigh(html, _STARS)
    assert len(weigh(html, _HEADS)) == 2


@pytest.mark.parametrize(
    "first",
    ["拉人头给提成的都是骗局，请警惕", "本店从不拉人头给提成", "拉人头有提成吗？没有"],
)
def test_a_talk_is_told_behind_one_that_only_warns_or_denies(weigh, first):
    (found,) = weigh(goods_page(f"{first}\n{'茶' * 80}\n拉人头有提成"), _HEADS)
    assert found.lead and found.excused is None
    (alone,) = weigh(goods_page(first), _HEADS)
    assert not alone.lead and alone.excused


def test_words_that_two_kinds_share_weigh_once(weigh):
    shared = _rule("shared", "拉人头|人头费", "拉人|提成")
    assert weigh(goods_page("拉人头就行"), shared) == []
    (found,) = weigh(goods_page("拉人头就行，另有提成"), shared)
    assert "入伙（“拉人头”）、抽成（“提成”）" in found.reason


def test_what_the_name_says_is_quoted_from_it(weigh):
    (found,) = weigh(goods_page("拉人头就行", title="提成卡"), _HEADS)
    assert "抽成（名称中的“提成”）" in found.reason
