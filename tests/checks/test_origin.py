import pytest

from checks.origin import origin_of
from pages.reading import read_page
from tests.checks.made_pages import goods_page

AREA = ("勐海", "西双版纳", "普洱", "临沧")


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"产地": "福建省泉州市安溪县"}, "outside"),
        ({"产地": "越南"}, "outside"),
        ({"产地": "云南省昭通市"}, "outside"),
        ({"产地": "云南省西双版纳州勐海县"}, "inside"),
        ({"产地": "中国云南"}, "unclear"),
        ({"产地": "云南高原"}, "unclear"),
        ({"原料产地": "勐海", "厂址": "广东省广州市芳村"}, "inside"),
        ({"厂址": "广东省广州市芳村"}, "outside"),
        ({"厂址": "普洱市思茅区"}, "inside"),
        ({"产地": "大山深处"}, "unsaid"),
        ({"发货地": "浙江省杭州市"}, "unsaid"),
        ({"产地": "勐海", "发货地": "浙江省杭州市"}, "inside"),
        ({"配料": "勐海晒青毛茶", "产地": "浙江省杭州市"}, "inside"),
        ({}, "unsaid"),
    ],
)
def test_verdicts(facts, verdict):
    page = read_page(goods_page("", facts=facts).encode(), "https://shop.example/")
    origin = origin_of(page, AREA)
    assert origin.verdict == verdict
    if origin.value:
        assert page.fields[origin.field][origin.start : origin.end] == origin.value


def test_running_text_says_it_too():
    page = read_page(
        goods_page("好茶。产地：福建安溪，厂址：福建").encode(), "https://shop.example/"
    )
    assert origin_of(page, AREA).verdict == "outside"
