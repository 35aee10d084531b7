import pytest

from checks.price_gap import price_gap
from pages.reading import read_page


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("专柜价：￥12,800 现价：￥580", (1_280_000, 58_000)),
        ("原价3999元，到手价299元", (399_900, 29_900)),
        ("原价199元 现价9元", None),
        ("原价3999元 现价2999元", None),
        ("现价99元", None),
    ],
)
def test_gaps(text, gap):
    found = price_gap(read_page(f"<p>{text}</p>".encode(), "https://shop.example/"))
    assert (found and (found[0].fen, found[1].fen)) == gap


def test_prices_of_other_cards_do_not_count():
    html = "<p>专柜价：￥12,800</p><ul><li><a href=/2>茶</a>￥58</li></ul>"
    assert price_gap(read_page(html.encode(), "https://shop.example/")) is None
