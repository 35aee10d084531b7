"""What meters, spectacles, masks and toothpaste are for may be said, and no cure."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("雪松牙膏 120g", "根治牙周炎、牙龈出血，三天修复蛀牙"),
        ("雪松漱口水", "口腔溃疡含一含就好了，消炎止痛"),
        ("一次性口罩 50只", "用料和医用一样，防新冠病毒、防流感"),
        ("负离子眼镜", "近视的孩子戴三个月，近视就好了，度数降了200度"),
        ("电子血压计", "高血压贴着测一测，血压慢慢降下来，能治高血压"),
    ],
)
def test_a_cure_is_no_use_of_the_goods(lexicon, title, text):
    assert told(lexicon, goods_page(text, title=title), "advertising")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("雪松牙膏 120g", "有助于减轻牙龈出血等牙龈问题，清新口气"),
        ("防尘口罩 50只", "防花粉、防扬尘，鼻炎人群春天出门戴上舒服些"),
        ("老花镜 中老年", "老花眼看书看报清楚了，不用伸长胳膊"),
        ("血糖试纸 50条", "糖尿病朋友在家测血糖，五秒出数"),
    ],
)
def test_the_use_of_the_goods_is_no_claim(lexicon, title, text):
    assert not told(lexicon, goods_page(text, title=title), "advertising")


def test_the_excuse_names_the_goods(look):
    page = goods_page("牙龈出血的朋友每天刷两次，牙龈出血减轻", title="雪松牙膏 120g")
    excused = [one.excused or "" for one in look(page).findings if "complaint" in one.rule]
    assert all("牙膏" in one and "清洁、护理口腔" in one for one in excused)
