import pytest

from checks.page_nature import is_official, page_nature, sells, shows_one
from pages.reading import read_page
from tests.checks.made_pages import goods_page, leads


@pytest.mark.parametrize(
    ("url", "official"),
    [
        ("https://amr.yn.gov.cn/x", True),
        ("https://GOV.CN./", True),
        ("https://shop.example/?x=.gov.cn", False),
        ("https://gov.cn.example/", False),
        ("https://xgov.cn/", False),
        ("https://user@gov.cn@shop.example/", False),
        ("http://[::1", False),
        ("file:///x.gov.cn", False),
    ],
)
def test_offices_are_told_by_the_end_of_their_host(url, official):
    assert is_official(url) is official


ARTICLE = "<title>{title}</title><h1>{title}</h1><p>{text}</p>"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("普法：这些词不能用", "“国家级”“最佳”都是绝对化用语"),
        ("怎样识别高仿老茶", "高仿老茶的茶汤浑浊，顶级老茶则清亮"),
        ("消费提示：谨慎购买“神药”", "宣称根治糖尿病的都是骗局"),
        ("典型案例通报", "某店销售高仿名表，被处罚款"),
    ],
)
def test_texts_about_the_law_sell_nothing(look, title, text):
    assert leads(look(ARTICLE.format(title=title, text=text))) == set()


def test_the_same_words_beside_a_price_are_an_offer(look):
    html = (
        ARTICLE.format(title="怎样识别高仿", text="本店高仿老茶 现价199元")
        + "<button>立即购买</button>"
    )
    assert "高仿" in leads(look(html))


def test_notices_are_excused_sentence_by_sentence(look):
    html = ARTICLE.format(title="店铺公告", text="发现有人卖高仿的，可以举报。另：新到高仿名表。")
    inspection = look(html)
    assert leads(inspection) == {"高仿"}
    assert len([f for f in inspection.findings if f.lead]) == 1


def test_pages_of_offices_are_excused_whole(look):
    html = goods_page("高仿名表，全国第一")
    assert leads(look(html, "https://amr.yn.gov.cn/case/1.html")) == set()


def test_what_sells():
    url = "https://shop.example/"
    assert sells(read_page(goods_page("x").encode(), url))
    assert not sells(read_page(b"<p>text", url))
    assert shows_one(read_page(goods_page("x").encode(), url))
    cards = "<li><a href=/1>茶</a>￥9 <button>加入购物车</button></li>" * 9
    assert not shows_one(read_page(cards.encode(), url))
    assert not page_nature(read_page(b"<title>x</title>", url)).excuse


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("服务协议", "本公司有权单方面变更服务内容和价格，用户不得提出异议"),
        ("用户协议", "因本公司系统故障造成的一切损失，本公司不承担赔偿责任"),
        ("寄存须知", "物品遗失、损坏，最高赔偿不超过寄存费的两倍，最终解释权归本站所有"),
        ("洗衣须知", "衣物如有掉色、缩水、破损，本店一律不负赔偿责任"),
    ],
)
def test_the_terms_of_an_agreement_or_notice_bind_its_buyers(look, title, text):
    told = look(ARTICLE.format(title=title, text=text)).findings
    assert any(one.lead and one.area == "contract_terms" for one in told)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("服务协议", "本公司变更服务内容和价格须提前三十日公告，用户有权提出异议并解除协议"),
        ("用户协议", "因本公司系统故障造成损失的，本公司依法承担赔偿责任"),
        ("平台规则", "销售高仿商品的一律封店，严禁售假，欢迎举报"),
        ("入园须知", "损坏果树照价赔偿，园内滑倒请联系工作人员"),
    ],
)
def test_honest_terms_and_warnings_of_a_notice_are_none(look, title, text):
    assert leads(look(ARTICLE.format(title=title, text=text))) == set()
