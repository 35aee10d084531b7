"""The room's door: any bytes in, a page out."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.reading import MAX_BODY, read_page
from tests.pages.typical_page import typical_page

URL = "https://shop.example/p/1.html"


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_page_of_the_usual_make(charset):
    page = read_page(typical_page(charset), URL, "text/html")
    assert page.title.split("\n") == [
        "云上山 普洱熟茶 357克 七子饼 - 云上山茶叶店",
        "云上山 普洱熟茶 357克 七子饼",
    ]
    assert "产地：云南省西双版纳州勐海县" in page.text("attributes")
    assert "味道不错，第0次买了。" in page.text("reviews")
    assert "宣威火腿 切片" in page.text("aside")
    assert "普洱熟茶" in page.text("structured")
    assert {(code.kind, code.valid) for code in page.codes} == {
        ("sc", True),
        ("uscc", True),
        ("icp", True),
        ("police_filing", True),
    }
    assert [(price.fen, price.label) for price in page.prices] == [
        (19900, "原价"),
        (12900, "到手价"),
    ]
    assert "script-shell" not in page.flags
    for code in page.codes:
        assert page.fields[code.field][code.start : code.end] == code.raw
    for price in page.prices:
        assert page.fields[price.field][price.start : price.end] == price.raw


@pytest.mark.parametrize(
    ("body", "content_type", "flag"),
    [
        (b"\x89PNG\r\n\x1a\n....", "text/html", "not-html"),
        (b"%PDF-1.7 ...", None, "not-html"),
        (b"body{color:red}", "text/css", "not-html"),
        (b"var a=1", "application/javascript", "not-html"),
        (b"", "text/html", "empty"),
        (b"  \n", None, "empty"),
        ("高仿".encode(), "text/plain", "plain-text"),
        (b'{"name":"x"}', "application/json", "json"),
        (b'[{"name":"x"}]', "text/html", "json"),
        (b'cb({"name":"x"});', "text/javascript", "json"),
    ],
)
def test_what_a_body_is(body, content_type, flag):
    assert flag in read_page(body, URL, content_type).flags


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>高仿".encode(), "image/png"),
        ("<p>高仿".encode(), "application/octet-stream"),
        ("<p>高仿".encode(), None),
        ("﻿<!-- x -->高仿".encode(), "text/html"),
        ("高仿".encode(), "text/html"),
    ],
)
def test_a_page_is_read_whatever_its_content_type_says(body, content_type):
    assert read_page(body, URL, content_type).text("description") == "高仿"


@pytest.mark.parametrize("word", ["BMW 坐垫", "RIFF 香水", "GIF8 手表"])
def test_a_page_that_begins_like_a_picture_is_read(word):
    body = f"{word}{'，本店出售' * 200}<b>高仿</b>".encode()
    assert "高仿" in read_page(body, URL, "text/html").text("description")
    bitmap = b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00\x00\x00" + b"\0" * 500
    assert read_page(bitmap, URL, "text/html").flags == ["not-html"]


def test_json_answers_of_script_built_shops():
    body = json.dumps(
        {
            "data": {
                "list": [{"title": "高仿表", "price": 199}],
                "comments": [{"content": "假货"}],
            },
            "keyword": "高仿",
        }
    ).encode()
    page = read_page(body, URL, "application/json")
    assert page.text("structured") == "高仿表"
    assert page.text("reviews") == "假货"
    assert page.structured[0]["data"]["list"][0]["price"] == 199


def test_script_data_is_read_and_not_told_twice():
    html = (
        '<p>普洱熟茶</p><script type="application/ld+json">'
        '{"@type":"Product","name":"普洱熟茶","description":"根治痛风"}'
        '</script><script>window.__S__={"goods":{"desc":"\\u9ad8\\u4eff"}}</script>'
    )
    page = read_page(html.encode(), URL)
    assert page.text("structured").split("\n") == ["根治痛风", "高仿"]


def test_a_page_that_is_too_long_is_cut_and_says_so():
    page = read_page(("<p>高仿</p>" + "<p>x</p>" * 1_200_000).encode(), URL)
    assert "size-cut" in page.flags
    assert page.text("description").startswith("高仿")
    assert len(("<p>x</p>" * 1_200_000).encode()) > MAX_BODY


HOSTILE = {
    "nested divs": "<div>" * 100_000 + "高仿LV包" + "</div>" * 100_000,
    "nested tables": "<table><tr><td>" * 20_000 + "高仿",
    "cells": "<table><tr><td>x</td><td>" * 700 + "高仿" + "y" * 2_000_000,
    "json-ld": '<script type="application/ld+json">' + "[" * 200_000 + "</script><p>高仿",
    "styles": "<style>" + ".a{display:none}" * 50_000 + "/*" * 50_000 + "</style><p>高仿",
    "digits": "<p>高仿" + "1 " * 500_000,
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">高仿",
    "headings": "<div><h3>商品评价</h3><h3>猜你喜欢</h3></div>" * 20_000 + "<p>高仿",
    "entities": "<p>高仿&#xD800;&#0;&#x110000;&nosuch;",
    "json strings": '<p>高仿<script type="application/ld+json">{"name":"\\ud800\\u0000"}</script>',
    "markup in title": "<title><script>alert(1)</script>\x1b[31m{{7*7}}</title><p>高仿",
    "nul": "<p>高\0仿",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_give_their_words_in_time(name):
    start = time.process_time()
    page = read_page(HOSTILE[name].encode(), URL)
    assert time.process_time() - start < 15
    assert "高仿" in page.text("description")
    everything = "".join(page.fields.values())
    everything.encode("utf-8")  # no lone surrogate
    assert "\0" not in everything


def test_nesting_is_flagged():
    assert "nesting-cut" in read_page(HOSTILE["nested divs"].encode(), URL).flags


def test_random_bytes():
    for seed in range(20):
        read_page(random.Random(seed).randbytes(5_000), URL, None)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/=\"' adivpscrhtmlu高仿:{}[]&#;!-\n"), max_size=400))
def test_any_markup(text):
    page = read_page(text.encode(), URL)
    for code in page.codes:
        assert page.fields[code.field][code.start : code.end] == code.raw


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
    )
)
def test_any_json(value):
    read_page(json.dumps(value).encode(), URL, "application/json")


def test_speed_is_shown():
    for charset in ("utf-8", "gbk"):
        body = typical_page(charset)
        for _ in range(3):
            read_page(body, URL)
        start = time.process_time()
        for _ in range(20):
            read_page(body, URL)
        each = (time.process_time() - start) / 20 * 1000
        print(f"read_page {charset}: {each:.2f} ms for {len(body)} bytes")


@pytest.mark.parametrize(
    ("html", "mark"),
    [
        ("".join(f"<a href=/p/{n}>茶</a>" for n in range(20_001)), "links-cut"),
        ("".join(f"<p>售价{n}元" for n in range(1, 2_100)), "numbers-cut"),
        (
            f"<style>{''.join(f'.a{n}{{display:none}}' for n in range(4_000))}</style><p class=a1>",
            "styles-cut",
        ),
        (f"<svg>{'<text>茶</text>' * 400}</svg>", "nodes-cut"),
        (f"<meta name=description content='{'茶' * 100_001}'>", "head-cut"),
        (
            "<script>a=[" + ",".join(f"{{name:'茶{n}'}}" for n in range(4_000)) + "]</script>",
            "data-cut",
        ),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_what_is_left_out_is_marked(html, mark):
    assert mark in read_page(f"<title>茶</title>{html}".encode(), URL).flags


def test_meta_elements_without_end_hide_no_description():
    others = "".join(f"<meta name=x{n} content=y>" for n in range(300))
    page = read_page(f"{others}<meta name=description content=高仿名表>".encode(), URL)
    assert page.text("meta") == page.meta["description"] == "高仿名表"


@pytest.mark.parametrize(
    ("html", "headed"),
    [
        ("<title>云岫小铺</title><h1>云岫小铺</h1>", True),
        ("<title>云岫小铺</title><h1>春茶</h1>", False),
        ("<title>云岫小铺</title>", False),
        ("<h1>云岫小铺</h1>", False),
    ],
)
def test_a_heading_that_says_the_same_as_the_title(html, headed):
    assert read_page(f"{html}<p>好茶</p>".encode(), URL).headed_by_title is headed
