import pytest

from checks.display.permits import permits_of
from pages.reading import read_page


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("鲜花饼、月饼、零食礼包", ["食品"]),
        ("鲜花饼、月饼、零食礼包 食品经营许可证：JY15308259901410", []),
        ("鲜花饼、月饼 仅销售预包装食品备案 YB15301020001234", []),
        ("某某大药房 处方药 OTC", ["药品"]),
        ("某某大药房 处方药 药品经营许可证：滇DA8740302", []),
        ("丽江双飞6天5晚跟团游，出团日期", ["旅行社业务"]),
        ("丽江双飞6天5晚跟团游 旅行社业务经营许可证 L-YN00123", []),
        ("除草剂 草甘膦", ["农药"]),
        # one word is not enough, and farm produce needs no permit
        ("自家种的苹果，配咖啡粉的小勺", []),
        ("苹果、洋芋、核桃、石榴", []),
        ("银镯、刺绣、丝巾", []),
    ],
)
def test_what_is_sold_and_what_is_shown(text, missing):
    page = read_page(f"<p>{text}</p>".encode(), "https://shop.example/")
    assert permits_of(page).missing == missing
