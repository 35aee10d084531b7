"""Seed of main crops without approval or label, by the seller's own account."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "farm_supplies.seed-unapproved-said"


def told(look, text: str, title: str = "玉米种子春季到货与品种表") -> bool:
    page = goods_page(f"袋装种子背面有编号和检疫号。{text}。白天随时来拉。", title=title)
    return any(one.lead and one.rule == RULE for one in look(page).findings)


@pytest.mark.parametrize(
    "text",
    [
        "柜台后头还有白编织袋装的，是去年自己留下来搓的籽，没有打签，也没有报过审",
        "散称的七块一公斤，种子没有审定编号",
    ],
)
def test_seed_without_approval_is_told(look, text):
    assert told(look, text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("白袋的种子没有标签，请不要买，见到请举报", "玉米种子春季到货与品种表"),
        ("散称的没有审定编号的种子我们不卖", "玉米种子春季到货与品种表"),
        ("农家自留的常规种子没有标签，只在街子上串换", "玉米种子春季到货与品种表"),
        ("散称的瓜子没有标签，称好装袋", "五香瓜子"),
    ],
)
def test_warnings_exchange_and_food_are_not(look, text, title):
    assert not told(look, text, title)
