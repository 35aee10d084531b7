"""Rules of meaning: added by one file, dated by the act, and what some of them weigh."""

import sys
from datetime import date

import pytest

import checks.rules
from checks.discovery import rules
from checks.inspect import inspect
from checks.references import References, shipped_references
from checks.register import RegisterEntry
from pages.picture_text import PictureLine, PictureText, join_pictures
from pages.reading import read_page
from tests.checks.made_pages import TODAY, areas, goods_page
from tests.plain_steps import plain_steps

NEW_RULE = '''
"""Smoke without fire."""
from checks.pattern_rule import PatternRule, compiled, pattern_findings

AREA = "advertising"
UNIT = "advertising"
_RULES = (
    PatternRule(
        "made-rule", ("无火",), compiled("无火[^。]{0,4}自燃"), "无火自燃", "魔术道具", ("false",)
    ),
)


def check(context):
    return pattern_findings(context, AREA, UNIT, _RULES)
'''


@pytest.fixture
def rule_folder(tmp_path, monkeypatch):
    """A folder beside checks/rules in which files are rules too."""
    monkeypatch.setattr(checks.rules, "__path__", [*checks.rules.__path__, str(tmp_path)])
    rules.cache_clear()
    yield tmp_path
    rules.cache_clear()
    sys.modules.pop("checks.rules.made_rule", None)


def test_a_newcomer_adds_a_rule_by_adding_a_file(rule_folder, look):
    (rule_folder / "made_rule.py").write_text(NEW_RULE)
    (found,) = [f for f in look(goods_page("蜡烛无*火*就自燃")).findings if "made-rule" in f.rule]
    assert (found.lead, found.matched, found.area) == (True, "无*火*就自燃", "advertising")
    assert "无火自燃" in found.reason and found.excuse == "魔术道具" and "广告法" in found.basis


def test_the_basis_is_that_of_the_day_of_the_act(look):
    text = "和专柜的没有任何区别，谁也看不出真假"
    for day, article in ((date(2026, 12, 31), "第五十七条"), (date(2027, 1, 1), "第七十二条")):
        found = [f for f in look(goods_page(text), today=day).findings if "like-the" in f.rule]
        assert found and article in found[0].basis


@pytest.mark.parametrize(
    ("prize", "over"),
    [
        ("5万元", False),
        ("五万元", False),
        ("50,000元", False),
        ("６万元", True),
        ("6w元", True),
        ("十二万元", True),
        ("99，000元", True),
        ("88888元", True),
        ("4.99万元", False),
    ],
)
def test_prizes_however_they_are_written(look, prize, over):
    found = areas(look(goods_page(f"幸运大转盘，特等奖价值{prize}")))
    assert ("unfair_competition" in found) is over


@pytest.mark.parametrize(
    ("host", "imitates"),
    [
        ("www.taoba0.com", True),
        ("www.taobao.com.shop9.cn", True),
        ("tmal1.com", True),
        ("shop.taobao.com", False),
        ("www.yunnantea.example", False),
        ("taobaoshop.example", False),
    ],
)
def test_hosts_like_those_of_known_sites(look, host, imitates):
    inspection = look(goods_page("普通商品"), url=f"https://{host}/p/1.html")
    assert ("unfair_competition" in areas(inspection)) is imitates


def test_a_mark_that_leads_elsewhere(look):
    forged = '<footer><a href="https://beian-check.example.net/1">公安备案</a></footer>'
    right = (
        '<footer><a href="https://beian.mps.gov.cn/#/query/webSearch?code=1">公安备案</a></footer>'
    )
    assert "unfair_competition" in areas(look(goods_page("茶", after=forged)))
    assert areas(look(goods_page("茶", after=right))) == set()


@pytest.mark.parametrize(
    ("address", "forged"),
    [
        ("http://gsxt-gov-cn.chaxun.example/verify?no=53010220261188", True),
        ("https://zzlz.gsxt.gov.cn/businessCheck/verifKey.do?showType=p", False),
    ],
)
def test_a_mark_whose_qr_code_leads_elsewhere(lexicon, address, forged):
    talk = "声波震动，五个档位，刷头为软毛磨圆，充一次电用二十多天。"
    talk += "支持七天无理由退货，刷头拆封后请联系客服处理。"
    page = read_page(goods_page(talk, title="电动牙刷").encode(), "https://shop.example/p/1.html")
    page.images.append(("https://shop.example/bs.png", ""))
    rows = ("国家企业信用信息公示系统", "认证网站 扫码核验")
    lines = tuple(PictureLine(row, 0.99) for row in rows)
    join_pictures(page, {"https://shop.example/bs.png": PictureText("d", lines, qr=(address,))})
    found = [one for one in inspect(page, lexicon).findings if one.rule.endswith("forged-mark")]
    assert [one.lead for one in found] == [True] * forged
    assert all(one.matched == rows[0] and one.field == "image_text" for one in found)


def test_the_office_edits_what_prices_are_compared_with(lexicon):
    page = read_page(
        goods_page("全新", title="古驰 手袋 全新", price="399").encode(), "https://shop.example/"
    )
    assert "counterfeit" in areas(inspect(page, lexicon, today=TODAY))
    none = References(tour=shipped_references().tour)
    assert areas(inspect(page, lexicon, today=TODAY, references=none)) == set()


class _Extract:
    def __init__(self, entry: RegisterEntry) -> None:
        self.entry = entry

    def by_code(self, code: str) -> RegisterEntry | None:
        return self.entry if code == self.entry.uscc else None

    def by_name(self, name: str) -> RegisterEntry | None:
        return self.entry if name == self.entry.name else None

    def covers(self, code: str) -> bool:
        return code[2:4] == self.entry.uscc[2:4]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, None),
        ({"name": "昆明远近商贸有限公司"}, "credit.name-differs"),
        ({"status": "注销", "standing": "deregistered"}, "credit.status"),
        ({"address": "浙江省杭州市西湖区文三路1号"}, "credit.address-differs"),
    ],
)
def test_what_is_shown_against_the_register(lexicon, changed, rule):
    entry = {
        "uscc": "91330106673959654P",
        "name": "昆明云上商贸有限公司",
        "status": "存续",
        "address": "云南省昆明市五华区人民路1号",
    } | changed
    html = goods_page(
        "企业名称：昆明云上商贸有限公司\n统一社会信用代码：91330106673959654P\n住所：云南省昆明市五华区人民路1号"
    )
    page = read_page(html.encode(), "https://shop.example/")
    found = inspect(page, lexicon, today=TODAY, register=_Extract(RegisterEntry(**entry))).findings
    assert {f.rule for f in found if f.area == "credit"} == ({rule} if rule else set())


def test_buyers_complaints_are_told_and_make_no_lead(look):
    after = "<h2>商品评价</h2><ul><li>是假货，骗人</li><li>客服不给退款，已投诉</li></ul>"
    inspection = look(goods_page("好茶", after=after))
    assert areas(inspection) == set()
    assert "consumer_rights.buyers-complaints" in {f.rule for f in inspection.findings}


def test_a_trap_for_patterns_costs_no_time(look):
    page = goods_page("推荐" * 20_000 + "奖" * 20_000 + "缴纳" * 20_000 + "a" * 200_000)
    assert plain_steps(lambda: look(page)) < 300
