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
        ("现烤蛋糕、散装卤鸡脚、手工凉粉", ["食品"]),
        ("阿莫西林胶囊 感冒灵颗粒", ["药品"]),
        ("日抛隐形眼镜30片", ["医疗器械"]),
        ("玉溪香烟整条", ["卷烟"]),
        # words of food on what is none, one word of a device
        ("蛋糕裙 奶茶色 面包服 巧克力色卫衣", []),
        ("面包机 蛋糕模具 饮料杯 月饼盒 糖果罐", []),
        ("美瞳盒 隐形眼镜伴侣盒 睫毛膏", []),
        ("零食、糕点 <footer><a href=/xk>食品经营许可证</a></footer>", []),
        # one word is not enough, and farm produce needs no permit
        ("自家种的苹果，配咖啡粉的小勺", []),
        ("苹果、洋芋、核桃、石榴", []),
        ("银镯、刺绣、丝巾", []),
    ],
)
def test_what_is_sold_and_what_is_shown(text, missing):
    page = read_page(f"<p>{text}</p>".encode(), "https://shop.example/")
    assert permits_of(page).missing == missing


def test_goods_on_links_count_and_menus_do_not():
    goods = "<a href=/item/1.html><img src=/1.jpg alt=草甘膦><h3>草甘膦</h3></a>"
    names = "<p>◆ <a href=goods-7.html>除草剂</a>每份 25 元</p>"
    page = read_page(f"{goods}{names}".encode(), "https://shop.example/")
    assert permits_of(page).missing == ["农药"]
    menu = "<nav><a href=/c/1>零食</a> <a href=/c/2>饮料</a></nav><a href=/c/3>糕点</a>"
    assert permits_of(read_page(menu.encode(), "https://shop.example/")).missing == []
    others = "<div class=related><a href=/item/1.html>零食 ¥9</a><a href=/item/2>饮料 ¥5</a></div>"
    assert permits_of(read_page(others.encode(), "https://shop.example/")).missing == []
