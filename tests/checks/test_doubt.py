"""What was found where the words around it speak for the shop makes no lead, and says why."""

from dataclasses import replace

import pytest

from checks.doubt import doubted, is_forged
from checks.finding import Finding
from checks.passage import passages_of
from checks.unlisted import weighed
from checks.verdict import limits
from pages.reading import read_page
from tests.checks.made_pages import areas, goods_page, lines, made_finding, seen_page

HONEST = (
    "同行里的骗子才卖假货，请认准我们的授权书和每件商品的防伪码，"
    "买到假的可以凭小票到店退货，也可以举报"
)

OFFENCE = "跟着老师做，先交两千八拿资格，底下人越多月月分得越多，家里亲戚都拉进来"
PRAISED = (
    "假货工坊的棉布围裙，柔软吸水，机洗也可以，颜色有三种，下午四点以前付款当天发出，"
    "运费由我们承担，七天以内都可以退回来"
)


@pytest.mark.parametrize(
    ("text", "changes", "stands"),
    [
        (HONEST, {}, False),
        (OFFENCE, {}, True),
        (HONEST, {"matched": "98"}, False),
        (HONEST, {"term": "假货", "strength": "strong"}, False),
        (PRAISED, {"term": "假货", "strength": "strong"}, True),
        (HONEST, {"term": "假货", "strength": "weak"}, False),
        (HONEST, {"rule": "counterfeit.below-reference"}, True),
        (HONEST, {"area": "licence"}, True),
    ],
)
def test_a_hit_in_an_honest_sentence_is_doubted_and_what_was_agreed_or_compared_is_not(
    lexicon, text, changes, stands
):
    seen = seen_page(lexicon, text)
    hit: Finding = seen.bare_finding(
        "counterfeit",
        rule="made-up",
        unit="trademark",
        lead=True,
        strength="weak",
        reason="看到的说法",
        excuse="",
        matched=changes.get("matched", text[:6]),
        field="description",
        start=seen.page.fields["description"].find(text[:6]),
        end=seen.page.fields["description"].find(text[:6]) + 6,
    )
    hit = hit.__class__(**{**{s: getattr(hit, s) for s in hit.__slots__}, **changes})
    (judged,) = doubted(seen, [hit], passages_of([hit], weighed(seen)))
    assert judged.lead is stands
    if not stands:
        assert "按字词比对的分值" in (judged.excused or "") and "不作为线索" in judged.reason


@pytest.mark.parametrize(
    ("snippet", "stands"),
    [("正品牛皮腰带，假货质量，颜色有三种", True), ("本店从不卖假货，假货一律举报", False)],
)
def test_a_strong_term_in_a_field_that_is_not_read_is_told_by_the_words_around(
    lexicon, snippet, stands
):
    seen = seen_page(lexicon, HONEST)
    hit = replace(
        made_finding(seen, "counterfeit", HONEST[:8], unit="trademark"),
        term="假货",
        matched="假货",
        field="meta",
        start=0,
        end=2,
        snippet=snippet,
    )
    (judged,) = doubted(seen, [hit], passages_of([hit], weighed(seen)))
    assert judged.lead is stands


DRUG = "本品功能主治为高血压引起的头痛，治疗时遵医嘱，用法用量见说明书，不良反应尚不明确"


@pytest.mark.parametrize(
    ("around", "forged", "stands"), [(0, False, True), (40, False, False), (40, True, True)]
)
def test_a_strong_term_of_a_long_page_is_doubted_in_a_clearly_honest_sentence(
    lexicon, around, forged, stands
):
    """But goods under a wrong number are described as the real ones are."""
    seen = seen_page(lexicon, "\n".join([*lines(around), DRUG, *lines(around)]))
    hit = replace(made_finding(seen, "advertising", DRUG), term="治疗", strength="strong")
    (judged,) = doubted(seen, [hit], passages_of([hit], weighed(seen)), forged=forged)
    assert judged.lead is stands


@pytest.mark.parametrize(("where", "stands"), [("title", True), ("description", False)])
def test_a_strong_term_in_disguise_stands_in_a_name(lexicon, where, stands):
    seen = seen_page(lexicon, "\n".join([*lines(40), DRUG, *lines(40)]))
    hit = made_finding(seen, "advertising", DRUG, term="治疗", strength="strong")
    hit = replace(hit, spelling="homophone")
    hit = hit if where == "description" else replace(hit, field="title", start=0, end=2)
    (judged,) = doubted(seen, [hit], passages_of([hit], weighed(seen)))
    assert judged.lead is stands


@pytest.mark.parametrize(
    ("number", "wrong"), [("国药准字Z2002500", True), ("国药准字Z20025001", False), ("", False)]
)
def test_a_number_of_goods_that_has_the_wrong_form_is_a_forged_one(number, wrong):
    page = read_page(goods_page(number).encode(), "https://shop.example/p/1.html", "text/html")
    assert is_forged(page) is wrong


def test_it_takes_more_to_doubt_a_strong_term_than_a_saying():
    known = limits()
    assert known is not None and known.agreed < known.alone <= known.found


def test_what_is_written_from_top_to_bottom_is_not_doubted(look):
    upright = "\n".join("签收之后碎了裂了少了一件本窑概不负责")
    text = "\n".join([*lines(20), upright, *lines(20)]).replace("\n", "<br>")
    assert "contract_terms" in areas(look(goods_page(text, title="手工粗陶碗")))
