"""The model proposes what no list knows, and doubts hits whose sentences read as honest."""

import pytest

from checks.context import Context
from checks.discovery import areas as known_areas
from checks.finding import Finding
from checks.inspect import inspect
from checks.passage import passages_of
from checks.term_check import is_disguised
from checks.unlisted import thresholds, unlisted_findings, weighed
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas, goods_page

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
    assert "起作用的字词：“" in finding.reason and "须由人工核实" in finding.reason
    # A figure of test pages is no reason against this shop.
    assert "次属实" not in finding.reason and "句中没有关键词命中" in finding.reason


def test_what_a_rule_said_already_is_not_said_again(lexicon):
    seen = context(lexicon, UNLISTED)
    (finding,) = suspected(seen)
    assert suspected(seen, finding) == []


@pytest.mark.parametrize(
    ("name", "disguised"),
    [("全国弟一的咖啡豆", True), ("全国第一的咖啡豆", False), ("全國第一的咖啡豆", False)],
)
def test_a_disguise_is_told_from_traditional_characters(look, name, disguised):
    page = look(goods_page("柔软吸水，纯棉材质。", title=name))
    found = [one for one in page.findings if one.field == "title" and one.term == "全国第一"]
    assert found and all(is_disguised(one) is disguised for one in found)


def test_it_takes_more_to_make_a_lead_than_a_proposal():
    limits = thresholds()
    assert limits is not None and limits.proposal < limits.lead <= limits.alone


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


@pytest.mark.parametrize("asked", ["counterfeit", "travel", "contract_terms"])
def test_a_crawl_with_one_list_takes_no_other_offence_for_its_own(asked):
    lexicon = Lexicon([load_list(path) for path in shipped_lists() if path.stem == asked])
    told = "糖尿病十二年，吃了我们的膏一个月，空腹血糖从13降到5.6，胰岛素停了，医生都说是奇迹。"
    page = read_page(goods_page(told, title="三七蜂蜜膏").encode(), "http://shop.example/")
    assert areas(inspect(page, lexicon, today=TODAY)) == set()
