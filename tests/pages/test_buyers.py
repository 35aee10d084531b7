"""Reviews without a heading: lines that buyers sign, and how far a signature reaches."""

import pytest

from pages.buyers import is_signature, is_signed
from tests.pages.test_walk import read


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("", "李*生 2026-07-12"),
        ("李*生", "2026-07-12"),
        ("t***9", "2026-10-14 08:30"),
        ("", "y**q | 2026-10-14 | 颜色：白"),
        ("", "用户****21"),
        ("", "匿名买家"),
        ("", "张**（2026年10月1日）"),
        ("大**叔", "★★★★☆"),
    ],
)
def test_signatures(before, line):
    assert is_signature(line, before)


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("", "高**仿"),
        ("", "高*仿"),
        ("电话", "138****6688"),
        ("", "电话138****6688 2026-10-14"),
        ("经营者：李**", "2026-07-12"),
        ("公告", "2026-07-12"),
        ("", "6*8"),
        ("", "匿名发货"),
        ("", "限量*3件 2月3日"),
    ],
)
def test_no_signatures(before, line):
    assert not is_signature(line, before)


def test_lines_that_are_reviews_themselves():
    assert is_signed("t***8 2026-10-14：包装结实")
    assert is_signed("匿名买家：三天就好了")
    assert is_signed("匿名 5分 没有说明书")
    assert not is_signed("高*仿鞋 5分钟发货")
    assert not is_signed("匿名发货，隐私包装")
    assert not is_signed("*** 限时特惠 ***")


@pytest.mark.parametrize(
    "row",
    [
        "<div><div>李*生</div><div>2026-07-12</div><div>吃了三天血糖就正常</div></div>",
        "<div><p><b>李*生</b><i>2026-07-12</i></p><p>吃了三天血糖就正常</p></div>",
        "<div><div><div>李**</div><div>2026-07-12</div></div><p>吃了三天血糖就正常</p></div>",
        "<table><tr><td>李*生<br>2026-07-12</td><td>吃了三天血糖就正常</td></tr></table>",
        "<ul><li>李*生 2026-07-12 吃了三天血糖就正常</li></ul>",
        "<dl><dt>匿名用户</dt><dd>吃了三天血糖就正常</dd></dl>",
    ],
)
def test_what_a_buyer_signs_is_the_buyers(row):
    page = read(f"<div><p>本店的话</p>{row}<p>本店还有话</p></div>")
    assert "吃了三天血糖就正常" in page.text("reviews")
    assert "吃了三天" not in page.text("description") + page.text("attributes")
    assert "本店还有话" in page.text("description")


def test_a_signature_reaches_a_few_lines_where_nothing_else_ends_it():
    lines = "".join(f"<p>第{number}行</p>" for number in range(20))
    page = read(f"<div><p>李*生 2026-07-12</p>{lines}</div>")
    assert page.text("reviews").split("\n")[-1] == "第5行"
    assert page.text("description").split("\n")[-1] == "第19行"
    page = read("<div><p>李*生 2026-07-12</p><p>好茶</p><h3>功效</h3><p>能治失眠</p></div>")
    assert page.text("reviews").split("\n")[-1] == "好茶"
    assert "能治失眠" in page.text("description")


def test_a_disguised_word_hides_nothing():
    for name in ("高**仿", "特*效"):
        page = read(f"<div><p>{name}</p><p>一比一复刻</p><p>{name}：支持验货</p></div>")
        assert not page.text("reviews")


def test_the_shops_answer_behind_a_review_is_the_shops():
    page = read(
        "<div class=comments><p>会再来。 商家回复：能喝，一个月血糖就降下来</p>"
        "<p>客服回复很快，说能治病</p></div>"
    )
    assert page.text("description") == "商家回复：能喝，一个月血糖就降下来"
    assert page.text("reviews") == "会再来。\n客服回复很快，说能治病"
