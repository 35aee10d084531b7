import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.context import Context
from checks.inspect import inspect
from keywords.lexicon import Lexicon
from pages.page import Page
from pages.reading import read_page
from tests.checks.made_lists import made_list
from tests.checks.made_pages import TODAY, areas, goods_page, leads
from tests.pages.typical_page import typical_page
from tests.plain_steps import plain_steps


def test_a_list_without_a_file_is_checked_for_its_own_unit():
    lexicon = Lexicon([made_list("pyramid_selling", "network", "antimonopoly_competition")])
    page = read_page(goods_page("加入就拉人头\n严厉打击拉人头").encode(), "https://shop.example/")
    findings = inspect(page, lexicon).findings
    assert [(f.unit, f.lead) for f in findings] == [
        ("antimonopoly_competition", True),
        ("antimonopoly_competition", False),
    ]


def test_a_page_of_bare_fields():
    page = Page(url="about:text", fields={"description": "加入就拉人头"})
    assert leads(inspect(page, Lexicon([made_list("pyramid_selling")]))) == {"拉人头"}


def test_no_lists_and_no_words(look):
    page = Page(url="about:text")
    assert inspect(page, Lexicon([])).findings == []
    assert look("").findings == []


def test_today_is_beijings(lexicon):
    page = read_page(goods_page("高仿").encode(), "https://shop.example/")
    inspection = inspect(page, lexicon)
    assert inspection.findings[0].basis
    with pytest.raises(TypeError):
        inspect(page, lexicon, today=str(date(2026, 1, 1)))


def test_a_word_repeated_a_hundred_times_is_told_a_few_times(look):
    findings = look(goods_page("高仿\n" * 300)).findings
    assert 1 <= len(findings) <= 5


def test_an_excused_heap_does_not_hide_the_one_offence(look):
    assert leads(look(goods_page("拒绝高仿\n" * 300 + "精品高仿"))) == {"高仿"}


def test_what_stands_in_a_longer_hit_is_told_once(look):
    terms = [f.term for f in look(goods_page("莆田高仿")).findings if f.lead]
    assert terms == ["莆田鞋"]


@pytest.mark.parametrize(
    "text",
    [
        "高" * 200_000,
        "高仿" * 50_000,
        "高 " * 100_000,
        "高*仿，" * 30_000,
        "《" * 50_000 + "高仿",
        "拒绝" * 50_000 + "高仿",
        "拒绝高仿，" * 30_000,
        "第一条规定" * 20_000 + "高仿",
        "产地：" * 50_000,
        "统一社会信用代码：" * 20_000,
        "1:1" * 50_000,
    ],
    ids=range(11),
)
def test_hostile_words_take_no_time(look, text):
    page = f"<title>普洱茶</title><p>{text}</p>"
    assert plain_steps(lambda: look(page, home=True)) < 600


WORDS = st.sampled_from(
    [
        "高仿",
        "拒绝",
        "最佳",
        "治疗",
        "普洱茶",
        "产地：",
        "福建",
        "《",
        "》",
        "第九条",
        "规定",
        "国药准字",
        "Z20025001",
        "营业执照",
        "统一社会信用代码：",
        "91530102MAYYQ8P105",
        "，",
        "。",
        " ",
        "\n",
        "<p>",
        "</p>",
        "<h2>商品评价</h2>",
        "猜你喜欢",
        "<a href=/x>",
        "</a>",
        "\u200b",
        "1:1",
        "￥99",
        "原价9999元",
        "<b>",
        "同款",
        "大牌",
    ]
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(WORDS, max_size=40), st.booleans())
def test_any_words_and_every_place_is_right(lexicon, words, home):
    page = read_page("".join(words).encode(), "https://shop.example/")
    for finding in inspect(page, lexicon, home=home, today=TODAY).findings:
        assert finding.reason
        assert not (finding.lead and finding.excused)
        if finding.field:
            assert page.fields[finding.field][finding.start : finding.end] == finding.matched


def test_speed_is_shown(lexicon):
    for charset in ("utf-8", "gbk"):
        body = typical_page(charset)
        for _ in range(3):
            inspect(read_page(body, "https://shop.example/"), lexicon)
        start = time.process_time()
        for _ in range(20):
            inspect(read_page(body, "https://shop.example/"), lexicon)
        each = (time.process_time() - start) / 20
        print(f"read and inspect {charset}: {each * 1000:.2f} ms, {60 / each:.0f} pages a minute")


TELLS = """
import sys
from collections import Counter
from datetime import date
from checks.inspect import inspect
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from pages.reading import read_page
page = read_page(sys.stdin.buffer.read(), "https://shop.example/p/1.html", "text/html")
lists = Lexicon([load_list(path) for path in shipped_lists()])
print([repr(one) for one in inspect(page, lists, today=date(2026, 11, 24)).findings])
"""


def test_every_process_says_the_same_of_a_page():
    """An expert who runs the check again must read the same words: sets have no order."""
    body = goods_page("血压高、血糖高的老人喝了三个疗程就断根，停药也不反弹，邻居家的痛风也好了。")
    told = {
        subprocess.run(
            [sys.executable, "-c", TELLS],
            input=body.encode(),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(told) == 1 and "断根" in next(iter(told)).decode()


def test_a_name_in_title_and_heading_is_told_once(look):
    html = "<title>百草枯 原药</title><h1>百草枯 原药</h1><p>20%水剂，30元，立即购买</p>"
    found = look(html).findings
    told = [(one.rule, one.matched) for one in found if one.field == "title" and one.lead]
    assert told
    assert len(told) == len(set(told))


OFFER = "收到货给五星好评，晒图找客服领取现金返现5元。"
BUILDER = (
    "建造师：证挂你们那儿，一年两万行不？",
    "队长：挂证人不来，违规的，隔壁队去年资质都没了。",
    "建造师：那不要我？",
    "队长：要，人来干活，一月一万二，工地在安宁，管两顿饭。",
)
TALK = "懂的私，原厂同一条线出来的，过专柜验，带小票，老客户都知道是什么。"


@pytest.mark.parametrize("times", [3, 6])
def test_what_honest_shops_say_hides_no_offer_behind_it(look, times):
    honest = "<p>拒绝好评返现，谨防商家以好评返现引诱。" * times
    found = look(goods_page(f"{honest}<p>{OFFER}")).findings
    assert "unfair_competition.praise-priced" in {one.rule for one in found if one.lead}


def test_what_honest_shops_say_over_and_over_is_told_a_few_times(look):
    told = look(goods_page("<p>拒绝好评返现，谨防商家以好评返现引诱。" * 20)).findings
    assert max(Counter((one.rule, one.term) for one in told).values()) <= 5


@pytest.mark.parametrize(("said", "area"), [(OFFER, "unfair_competition"), (TALK, "counterfeit")])
@pytest.mark.parametrize("padding", [30_000, 130_000, 450_000])
def test_padding_hides_no_offer(look, said, area, padding):
    harmless = "\n".join(f"<p>第{n}罐蜂蜜采自山里的野花" for n in range(padding // 12))
    seen = look(goods_page(f"{harmless}<p>{said}"))
    told = [one for one in seen.findings if one.lead and one.area == area]
    assert any(one.matched and one.matched in said for one in told)
    assert ("text-cut" in seen.flags) is (padding > 400_000)
    first = next(one for one in seen.findings if one.lead)
    assert ("本页没有读完" in first.reason) is (padding > 400_000)


def test_a_word_far_down_a_very_long_page_is_read_with_what_stands_around(look):
    harmless = "\n".join(f"<p>第{n}罐蜂蜜采自山里的野花" for n in range(40_000))
    found = look(goods_page(f"{harmless}<p>普通皮包，{OFFER}高仿名包，懂的来。{harmless}"))
    rules = {one.rule for one in found.findings if one.lead}
    assert "counterfeit.slang" in rules and "unfair_competition.praise-priced" in rules


@pytest.mark.parametrize(
    ("name", "price", "lines"),
    [
        ("快递", 129, ["因地址填写错误导致的损失由买家承担。"]),
        ("工商注册", 129, ["代办营业执照、记账报税。"]),
        ("施工队 回一位建造师", 12_000, BUILDER),
    ],
)
def test_an_honest_sentence_over_and_over_is_honest_still(look, name, price, lines):
    shown = ["您的位置：首页 > 商品详情", f"一口价：¥{price}", "加入购物车", *lines]
    shown.append("温馨提示：以上图片为实物拍摄，色差难免。")
    head = f"<title>{name}_报价_图片_云上百货</title><h1>{name}_报价_图片_云上百货</h1>"
    once, again = (head + "".join(f"<p>{line}" * times for line in shown) for times in (1, 20))
    assert areas(look(once)) == areas(look(again)) == set()


def test_heaps_of_hits_are_marked(look):
    assert "hits-cut" in look(goods_page("高仿 " * 30_000)).flags


def test_a_title_without_end_is_no_name(lexicon):
    page = read_page(f"<title>{'蜂蜜采自山里' * 1_000}</title>".encode(), "https://shop.example/")
    assert len(Context(page, lexicon, today=TODAY).goods_name) <= 1_000
