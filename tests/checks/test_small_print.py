"""Terms to which a page points and which it prints so that nobody can read them."""

import pytest

from checks.small_print import points_below
from pages.reading import read_page
from tests.checks.made_pages import areas

PAGE = (
    "<title>私教课 十二次</title><h1>私教课 十二次</h1><p>{shown}</p><b>2400元</b>"
    '<button>立即购买</button><p style="{style}">{terms}</p>'
)
TERMS = "课时费任何情况概不退款，受伤健身房概不承担责任"
POINTS = "购买即签会员协议，协议全文见页面底部小字。"
UNSEEN = "font-size:1px;color:#fff"


@pytest.mark.parametrize("style", [UNSEEN, "display:none", "position:absolute;left:-9999px"])
def test_terms_that_nobody_can_read_bind_where_the_page_points_to_them(look, style):
    seen = look(PAGE.format(shown=POINTS, style=style, terms=TERMS))
    assert "contract_terms" in areas(seen)
    (one, *_) = [each for each in seen.findings if each.lead and each.area == "contract_terms"]
    assert one.reason.startswith("隐藏文字出现")


@pytest.mark.parametrize(
    ("shown", "terms"),
    [
        ("购买前可先体验一次。", TERMS),
        (POINTS, "课时未用完的按比例退款，受伤由健身房依法赔偿"),
        (POINTS, "全国第一健身房，国家级教练"),
    ],
)
def test_other_hidden_words_are_no_lead(look, shown, terms):
    assert areas(look(PAGE.format(shown=shown, style=UNSEEN, terms=terms))) == set()


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("使用细则详见文末", True),
        ("退改规则请查看下方说明", True),
        ("合同在签字时一式两份", False),
        ("活动说明：下单即送", False),
    ],
)
def test_what_points_below(text, points):
    page = read_page(f"<p>{text}</p>".encode(), "https://shop.example/", "text/html; charset=utf-8")
    assert (points_below(page) is not None) is points
