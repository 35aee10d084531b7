"""What a heading speaks for, and what ends it."""

import pytest

from pages.reading import read_page

_PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>小院寄养</title></head><body>
<h1>小院寄养</h1><p>院子有草坪。</p><h2>买家评价</h2>{parts}<footer>汪汪小院</footer></body></html>"""
_TERMS = "客人寄存即同意本院不负任何责任。"


def fields(parts: str) -> dict[str, str]:
    body = _PAGE.format(parts=parts).encode()
    return read_page(body, "https://shop.example/p/1.html", "text/html").fields


@pytest.mark.parametrize("name", ["tips", "notice-box", "shop-rules", "fwTerms"])
def test_notes_of_the_shop_below_reviews_are_its_own_words(name):
    read = fields(f'<div class="rv"><p>看到条款有点慌</p></div><div class="{name}">{_TERMS}</div>')
    assert _TERMS in read["description"] and "有点慌" in read["reviews"]


def test_what_a_buyer_says_of_terms_stays_a_review():
    read = fields('<div class="rv"><p>看到条款有点慌</p><p class="tips">我看了规则，很慌</p></div>')
    assert "很慌" in read["reviews"]


def test_a_note_before_the_first_review_ends_nothing():
    read = fields('<div class="tips">以下为真实评价</div><div class="rv">烧水快，不滴</div>')
    assert "不滴" in read["reviews"]
