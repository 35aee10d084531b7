"""Our own query, given back by the page, is no finding."""

import pytest

from checks.echo import Echoes
from pages.page import Page
from pages.reading import read_page
from tests.checks.made_pages import leads

SEARCH = """<title>{title}</title><form action="/s"><input name="q" value="高仿"></form>
<div>首页 &gt; 搜索 &gt; 高仿</div><h1>搜索“高仿”的结果</h1><p>{found}</p><ul>{cards}</ul>"""


@pytest.mark.parametrize(
    "title", ["高仿 - 云上小店", "搜索高仿的结果 - 云上小店", "“高仿”搜索结果_云上小店", "高仿"]
)
@pytest.mark.parametrize(
    "found", ["很抱歉，没有找到与“高仿”相关的商品", "共找到 0 件高仿相关商品", "您搜索的是：高仿"]
)
@pytest.mark.parametrize("options", [{"query": "高仿"}, {}])
def test_a_search_page_that_found_nothing(look, title, found, options):
    html = SEARCH.format(title=title, found=found, cards="")
    url = "https://shop.example/s?q=%E9%AB%98%E4%BB%BF"
    assert look(html, url, **options).findings == []


@pytest.mark.parametrize(
    "url", ["https://shop.example/s?q=%E9%AB%98%E4%BB%BFLV", "https://a.example"]
)
def test_no_rule_reads_the_words_that_were_not_found(look, url):
    html = "<title>搜索结果</title><h1>搜索“高仿LV”的结果</h1><p>没有找到与“高仿LV”相关的商品</p>"
    assert look(html, url).findings == []


def test_who_quotes_no_search_is_judged(look):
    html = "<title>云上小店</title><h1>高仿LV</h1><p>没有找到“高仿LV”的商品？加微信，199元包邮</p>"
    assert leads(look(html, "https://shop.example/p/1.html"))


def test_gbk_in_the_address(look):
    html = "<title>高仿 - 搜索</title><p>没有找到高仿</p>"
    assert look(html, "https://shop.example/s.asp?key=%B8%DF%B7%C2").findings == []


def test_what_the_search_did_find_is_a_finding(look):
    cards = "<li><a href=/p/1>高仿LV包</a> ￥199</li><li><a href=/p/2>一比一高仿表</a></li>"
    html = SEARCH.format(title="高仿 - 云上小店", found="共找到 2 件商品", cards=cards)
    assert "高仿" in leads(look(html, "https://shop.example/s?q=%E9%AB%98%E4%BB%BF", query="高仿"))


def test_other_words_of_a_search_page_are_judged(look):
    html = SEARCH.format(
        title="高仿 - 云上小店", found="没有找到高仿，推荐精仿", cards="<li>精仿表</li>"
    )
    assert "精仿" in leads(look(html, query="高仿"))


def test_a_page_of_goods_that_the_query_led_to_is_judged(look):
    html = (
        "<title>高仿LV包 - 云上小店</title><h1>高仿LV包</h1><p>199元</p><button>立即购买</button>"
    )
    assert "高仿" in leads(look(html, "https://shop.example/p/1.html", query="高仿"))


def test_words_come_from_crawler_address_and_search_box():
    page = read_page(
        b"<form><input name=wd value=abc></form>", "https://shop.example/?keyword=x&page=2"
    )
    assert Echoes(page, "Q").words == ["q", "x", "abc"]
    assert Echoes(Page("https://shop.example/"), None).words == []
