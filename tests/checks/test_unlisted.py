"""The model proposes what no list knows, and doubts hits whose sentences read as honest."""

from dataclasses import replace

import pytest

from checks.context import Context
from checks.discovery import areas as known_areas
from checks.finding import Finding
from checks.inspect import found_by_rules
from checks.ngram_model import shipped_model
from checks.passage import passages_of
from checks.term_check import is_disguised
from checks.unlisted import doubted, is_forged, thresholds, unlisted_findings, weighed
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas, goods_page, lines, made_finding, seen_page
from tests.corpus.cases import cases
from tools.score import model_leads, page_of

UNLISTED = "跟着老师做，先交两千八拿资格，底下人越多月月分得越多，家里亲戚都拉进来"
UNITS = {area.name: area.unit for area in known_areas()}


def context(lexicon: Lexicon, text: str) -> Context:
    page = read_page(goods_page(text).encode(), "https://shop.example/p/1.html", "text/html")
    return Context(page, lexicon, today=TODAY)


def suspected(seen: Context, *findings: Finding) -> list[Finding]:
    return unlisted_findings(seen, findings, UNITS, passages_of(findings, weighed(seen)))


def test_a_page_of_unlisted_words_is_suspected_with_what_weighed(lexicon):
    seen = context(lexicon, UNLISTED)
    (finding,) = suspected(seen)
    assert finding.lead and finding.area == "pyramid_selling"
    assert finding.matched == UNLISTED
    assert seen.page.fields[finding.field][finding.start : finding.end] == finding.matched
    assert "起作用的字词：“" in finding.reason and "次属实" in finding.reason


def test_what_a_rule_said_already_is_not_said_again(lexicon):
    seen = context(lexicon, UNLISTED)
    (finding,) = suspected(seen)
    assert suspected(seen, finding) == []


HONEST = (
    "同行里的骗子才卖假货，请认准我们的授权书和每件商品的防伪码，"
    "买到假的可以凭小票到店退货，也可以举报"
)


PRAISED = (
    "假货工坊的棉布围裙，柔软吸水，机洗也可以，颜色有三种，下午四点以前付款当天发出，"
    "运费由我们承担，七天以内都可以退回来"
)


@pytest.mark.parametrize(
    ("text", "changes", "stands"),
    [
        (HONEST, {}, False),
        (UNLISTED, {}, True),
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
    seen = context(lexicon, text)
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
    (judged,) = doubted([hit], passages_of([hit], weighed(seen)))
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
    seen = context(lexicon, HONEST)
    hit = replace(
        made_finding(seen, "counterfeit", HONEST[:8], unit="trademark"),
        term="假货",
        matched="假货",
        field="meta",
        start=0,
        end=2,
        snippet=snippet,
    )
    (judged,) = doubted([hit], passages_of([hit], weighed(seen)))
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
    (judged,) = doubted([hit], passages_of([hit], weighed(seen)), forged=forged)
    assert judged.lead is stands


@pytest.mark.parametrize(("where", "stands"), [("title", True), ("description", False)])
def test_a_strong_term_in_disguise_stands_in_a_name(lexicon, where, stands):
    seen = seen_page(lexicon, "\n".join([*lines(40), DRUG, *lines(40)]))
    hit = made_finding(seen, "advertising", DRUG, term="治疗", strength="strong")
    hit = replace(hit, spelling="homophone")
    hit = hit if where == "description" else replace(hit, field="title", start=0, end=2)
    (judged,) = doubted([hit], passages_of([hit], weighed(seen)))
    assert judged.lead is stands


@pytest.mark.parametrize(
    ("name", "disguised"),
    [("全国弟一的咖啡豆", True), ("全国第一的咖啡豆", False), ("全國第一的咖啡豆", False)],
)
def test_a_disguise_is_told_from_traditional_characters(look, name, disguised):
    page = look(goods_page("柔软吸水，纯棉材质。", title=name))
    found = [one for one in page.findings if one.field == "title" and one.term == "全国第一"]
    assert found and all(is_disguised(one) is disguised for one in found)


@pytest.mark.parametrize(
    ("number", "wrong"), [("国药准字Z2002500", True), ("国药准字Z20025001", False), ("", False)]
)
def test_a_number_of_goods_that_has_the_wrong_form_is_a_forged_one(number, wrong):
    page = read_page(goods_page(number).encode(), "https://shop.example/p/1.html", "text/html")
    assert is_forged(page) is wrong


def test_it_takes_more_to_doubt_a_fact_than_a_saying():
    limits = thresholds()
    assert limits is not None and limits.proposal < limits.lead <= limits.alone
    assert limits.firm <= limits.lead and limits.agreed <= limits.lead


def test_the_figures_in_the_file_are_what_the_model_makes_of_the_pages_held_back(lexicon):
    model, limits = shipped_model(), thresholds()
    assert model is not None and limits is not None
    held = [case for case in cases() if case.held_back]
    read = [Context(page_of(case), lexicon, today=TODAY) for case in held]
    passages = [passages_of(found_by_rules(one), weighed(one)) for one in read]
    said = [
        case
        for case, each in zip(held, passages, strict=True)
        if each is not None and each.worst[1].value >= limits.lead
    ]
    right = sum(bool(case.leads) for case in said)
    assert model.facts["measured_on_held_back"] == {
        "proposed": len(said),
        "right": right,
        "offences": sum(bool(case.leads) for case in held),
        "pages": len(held),
    }
    assert limits.leads == (right >= 0.95 * len(said)) and len(said) >= 100
    # The model makes leads of these pages alone.
    told = [one for case in said for one in model_leads(case, lexicon)]
    record = model.facts["leads_where_rules_are_silent"]
    assert isinstance(record, dict)
    # Rules change between trainings: what an officer is told may lag, but not by much.
    assert abs(record["made"] - len(told)) <= 0.25 * record["made"] + 2
    assert sum(told) >= (record["right"] / record["made"] - 0.1) * len(told)


def test_honest_goods_are_neither_suspected_nor_proposed(look):
    for text in (
        "柔软吸水，纯棉材质，支持七天无理由退货。",
        "本品不能代替药物，身体不适请及时就医，我们不作任何疗效承诺。",
        "课程按节计费，未上的课时随时可退，余款原路返还。",
    ):
        inspection = look(goods_page(text))
        assert areas(inspection) == set(), text
        assert not [one for one in inspection.findings if one.rule.endswith(".unlisted")], text


@pytest.mark.parametrize(
    ("title", "rows", "told"),
    [
        ("成人舞蹈次卡", ("没跳完 钱不退", "转别人 再交三百", "店搬了 也照扣"), {"contract_terms"}),
        ("成人舞蹈次卡", ("没跳完 按次退", "转别人 免手续费", "店搬了 全额退"), set()),
        ("祖传足贴", ("贴一晚 血压稳", "药可以慢慢停", "七十岁也管用"), {"advertising"}),
        ("足贴", ("贴一晚 暖脚", "睡前用 一次一片", "皮肤破损勿用"), set()),
    ],
)
def test_rows_of_a_poster_are_read_as_an_officer_reads_them(look, title, rows, told):
    assert areas(look(goods_page("<br>".join(rows), title=title))) == told


def test_what_the_model_suspects_far_from_another_lead_is_told_too(look):
    between = "".join(f"<p>第{n}步：字体清楚，页码对齐，检查签字盖章。</p>" for n in range(1, 9))
    sold = "三A信用等级、资信证明，一家公司给名字就能出，不看报表，不来人评，牌子上写哪一年由您定。"
    told = look(
        goods_page(
            f"<p>拆封后概不退换，最终解释权归本店。</p>{between}<p>{sold}</p>",
            title="企业投标资料 装订标书",
        )
    )
    assert {"contract_terms", "credit"} <= areas(told)
