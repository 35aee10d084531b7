from datetime import date

import pytest

from tests.checks.made_pages import areas, excused, goods_page, leads


def test_a_finding_tells_an_officer_everything(look, lexicon):
    html = goods_page("本店主营高 仿名表", title="名表")
    (finding,) = [f for f in look(html).findings if f.lead]
    assert (finding.area, finding.unit, finding.rule) == (
        "counterfeit",
        "trademark",
        "counterfeit.slang",
    )
    assert (finding.term, finding.matched, finding.field) == ("高仿", "高 仿", "description")
    assert finding.snippet == "本店主营高 仿名表"
    assert "变形写法" in finding.reason
    assert finding.excuse
    assert finding.list_digest == lexicon.digests["counterfeit"]
    assert "第五十七条" in finding.basis


def test_the_law_of_the_day_of_the_act(look):
    html = goods_page("高仿名表")
    old = look(html, today=date(2026, 12, 31)).findings[0].basis
    new = look(html, today=date(2027, 1, 1)).findings[0].basis
    assert "第五十七条" in old
    assert "第七十二条" in new
    assert "第五十七条" not in new


@pytest.mark.parametrize(
    ("title", "facts", "lead"),
    [
        ("正宗云南普洱茶饼 357克", {"产地": "福建安溪", "厂址": "福建省安溪县"}, True),
        ("正宗云南普洱茶饼 357克", {"产地": "云南省勐海县"}, False),
        ("普洱茶饼", {"产地": "云南省勐海县", "发货地": "浙江杭州"}, False),
        ("普洱茶饼", {"产地": "云南"}, False),
        ("普洱茶饼", {}, False),
        ("宣威火腿 1千克", {"产地": "四川省达州市"}, True),
        ("宣威火腿炒饭 300克", {"产地": "上海市", "配料": "米饭、宣威火腿"}, False),
        ("昭通天麻 250克", {"产地": "湖北省宜昌市"}, True),
        ("保山小粒咖啡", {"产地": "越南"}, True),
        ("普洱茶刀", {"产地": "浙江龙泉市"}, False),
        ("茶盘", {"产地": "福建省"}, False),
        ("普洱茶 公道杯", {"产地": "福建德化县"}, False),
        ("昭通天麻酒具 套装", {"产地": "江西景德镇市"}, False),
        ("建水紫陶茶壶", {"产地": "江苏宜兴市"}, True),
        ("华宁陶品茗杯", {"产地": "广东潮州市"}, True),
        ("建水紫陶茶壶", {"产地": "云南省建水县"}, False),
        ("建水紫陶体验课程", {"产地": "云南省昆明市"}, False),
    ],
)
def test_geographical_indications_go_by_where_the_goods_come_from(look, title, facts, lead):
    inspection = look(goods_page("好物", title=title, facts=facts))
    assert ("counterfeit" in areas(inspection)) is lead


def test_an_origin_inside_the_area_speaks_for_the_shop(look):
    inspection = look(goods_page("好茶", title="普洱茶饼", facts={"产地": "云南省勐海县"}))
    (finding,) = excused(inspection)
    assert finding.rule == "counterfeit.gi-origin"
    assert "在保护地域之内" in str(finding.excused)


def test_ware_named_after_an_indication_is_excused_by_its_name_and_stays(look):
    inspection = look(goods_page("好物", title="普洱茶公道杯", facts={"产地": "福建德化县"}))
    (finding,) = excused(inspection)
    assert finding.rule == "counterfeit.gi-origin"
    assert "杯" in str(finding.excused) and "不作为线索" in finding.reason


def test_an_indication_in_running_text_only_is_no_name(look):
    inspection = look(goods_page("口感接近普洱茶", title="黑茶", facts={"产地": "湖南安化县"}))
    assert "counterfeit" not in areas(inspection)


@pytest.mark.parametrize(
    ("title", "detail", "lead"),
    [
        ("天然翡翠手镯", "缅甸翡翠A货，附证书", False),
        ("翡翠吊坠", "A货 冰种", False),
        ("名牌包", "A货，跟专柜一样", True),
    ],
)
def test_a_goods_of_jade(look, title, detail, lead):
    assert bool(leads(look(goods_page(detail, title=title)))) is lead


def test_buyers_complaints_and_other_shops_are_not_the_merchants_words(look):
    after = (
        "<h2>商品评价(3)</h2><ul><li>这是高仿，差评</li></ul>"
        "<h2>猜你喜欢</h2><ul><li>一比一高仿表</li></ul><div style='display:none'>精仿</div>"
    )
    inspection = look(goods_page("正品茶具", after=after))
    assert not leads(inspection)
    assert {f.field for f in excused(inspection)} == {"reviews", "aside", "hidden"}


def test_words_on_links_belong_to_the_pages_they_lead_to(look):
    after = "<ul><li><a href=/c/9>高仿专区</a></li></ul>"
    assert not leads(look(goods_page("正品茶具", after=after)))
    assert leads(look(goods_page("正品茶具", after=after), home=True))


@pytest.mark.parametrize(
    "html",
    [
        "<p><i>高</i><b>仿</b>包</p>",
        "<p>&#x9ad8;&#x4eff;包</p>",
        "<p>高\u200b仿包</p>",
        "<div>高</div><div>仿</div><div>包</div>",
        "<img src=/1.jpg alt='高仿包'>",
        '<script type="application/ld+json">{"name":"\\u9ad8\\u4eff\\u5305"}</script>',
        "<p>髙仿包</p>",
        "<p>高<span style='display:none'>级</span>仿包</p>",
    ],
)
def test_however_the_page_hides_the_word(look, html):
    assert "高仿" in leads(look(html))
