import pytest

from crawler.lead_filing import shop_name_of


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("康源堂 - 草本膏方二十年", "康源堂"),
        ("首页 - 康源堂", "康源堂"),
        ("网站首页 | 欢迎光临 | 腾冲玉缘", "腾冲玉缘"),
        ("Home — 云岫小铺", "云岫小铺"),
        ("官网·大理扎染坊", "大理扎染坊"),
        ("首页", "首页"),
        ("", ""),
    ],
)
def test_a_shop_is_called_by_its_name_not_by_what_the_page_is(title, name):
    assert shop_name_of(title) == name
