"""Other brands run down, named or veiled."""

import pytest

from checks.context import Context
from checks.rules.disparagement import check
from pages.reading import read_page
from tests.checks.made_pages import TODAY, goods_page


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("草本洗发水", "同样的东西，某霸王洗发水全是化学勾兑，洗了掉得更快，别再上当。"),
        ("不粘炒锅 32cm", "金属铲子刮不坏，别的牌子全是化学涂层，吃了得病。"),
    ],
)
def test_another_brand_is_run_down(lexicon, title, text):
    page = read_page(goods_page(text, title=title).encode(), "http://a.example/1", "text/html")
    (slur,) = check(Context(page, lexicon, today=TODAY))
    assert (
        slur.lead and "第十二条、第二十八条" in slur.basis and "第十三条、第五十九条" in slur.basis
    )


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("炒锅", "别的牌子的锅铲也能用，手柄是全钢的"),
        ("干花", "某些花材会掉色，是天然的，不用化学染料"),
        ("洗发水", "某位顾客问有没有激素，没有，配料表在瓶身"),
    ],
)
def test_nobody_is(look, title, text):
    found = look(goods_page(text, title=title)).findings
    assert not [one for one in found if one.lead and one.area == "unfair_competition"]
