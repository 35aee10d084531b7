"""Sayings that together mean an offence: what is excused hides nothing said further on."""

import pytest

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.sayings import Saying, Talk, saying_findings
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page

_TALK = Talk(
    "honey",
    (Saying("兑了糖浆", 2, compiled("兑了?糖浆")), Saying("当作纯蜜卖", 2, compiled("当纯蜜卖"))),
    4,
    "涉嫌掺杂掺假",
    "如实写明是糖浆的不算",
    ("fake",),
    honest=compiled("标签写明"),
)
_OFFENCE = "蜂蜜兑了糖浆，照样当纯蜜卖"
_EXCUSED = "蜂蜜兑了糖浆当纯蜜卖，国家早禁售"
_BETWEEN = "\n" + "来自高山，" * 60 + "\n"


@pytest.fixture
def hear(lexicon: Lexicon):
    def run(html: str) -> list[Finding]:
        page = read_page(html.encode(), "https://shop.example/p/1.html", "text/html")
        seen = Context(page, lexicon, today=TODAY)
        return saying_findings(seen, "counterfeit", "quality", (_TALK,))

    return run


def test_a_talk_is_told_behind_an_excused_one_in_its_field_or_another(hear):
    (alone,) = hear(goods_page(_EXCUSED))
    assert not alone.lead and "国家早禁" in (alone.excused or "")
    for html in (
        goods_page(_EXCUSED + _BETWEEN + _OFFENCE),
        goods_page(_EXCUSED, facts={"说明": _OFFENCE}),
    ):
        (found,) = hear(html)
        assert found.lead and found.excused is None


def test_a_talk_is_told_behind_one_of_the_same_field_that_tells_openly(hear):
    openly = "标签写明蜂蜜兑了糖浆，没有当纯蜜卖；别的都当纯蜜卖"
    assert hear(goods_page(openly)) == []
    (found,) = hear(goods_page(openly + _BETWEEN + _OFFENCE))
    assert found.lead and found.matched == "兑了糖浆"


_SHARED = Talk(
    "hushed",
    (
        Saying("私下交易", 2, compiled("懂的私聊?")),
        Saying("遮掩", 2, compiled("懂的私|保密"), support=True),
    ),
    4,
    "涉嫌销售来路不明的商品",
    "如实说明来源",
    ("fake",),
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [("一斤起，懂的私聊", ""), ("懂的私聊，保密发货", "私下交易（“懂的私聊”）、遮掩（“保密”）")],
)
def test_one_phrase_is_one_sign(lexicon, text, seen):
    page = read_page(goods_page(text).encode(), "https://shop.example/p/1.html", "text/html")
    context = Context(page, lexicon, today=TODAY)
    found = saying_findings(context, "counterfeit", "quality", (_SHARED,))
    assert [seen in one.reason for one in found] == ([True] if seen else [])
