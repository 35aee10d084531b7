import pytest

from checks.display.permits import TRADES, permit_basis, permits_of
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
        ("大理丽江五日游 2380元/人，版纳四日游", ["旅行社业务"]),
        ("农药 种子 化肥 兽药", ["农药", "兽药"]),
        ("农药 种子 化肥 兽药 农药经营许可证：农药经许（滇）53010010001", ["兽药"]),
        ("5%乳油 登记证号PD20097312 农药登记证齐全", ["农药"]),
        ("恩诺沙星注射液 伊维菌素", ["兽药"]),
        ("散装玉米种子，按斤卖", ["散装、分装的农作物种子"]),
        ("换弹电子烟 烟油", ["电子烟"]),
        ("小串牛肉 炒饭 炸洋芋，现点现烤", ["餐饮"]),
        ("自酿苞谷酒（散装） 麻辣香肠", ["食品"]),
        # words of food on what is none, one word of a device
        ("蛋糕裙 奶茶色 面包服 巧克力色卫衣", []),
        ("面包机 蛋糕模具 饮料杯 月饼盒 糖果罐", []),
        ("美瞳盒 隐形眼镜伴侣盒 睫毛膏", []),
        ("零食、糕点 <footer><a href=/xk>食品经营许可证</a></footer>", []),
        # one word is not enough, and farm produce needs no permit
        ("自家种的苹果，配咖啡粉的小勺", []),
        ("苹果、洋芋、核桃、石榴", []),
        ("银镯、刺绣、丝巾", []),
        # what is not used or sold, packed seed, a pesticide of the house
        ("不打农药、化肥，农药残留未检出，没有除草剂", []),
        ("拒绝农药、化肥的古树茶", []),
        ("袋装玉米种子 国审玉20190001", []),
        ("本店不售香烟、卷烟", []),
        (
            "隔壁镇去年在集上买了散装玉米种，便宜一半，到七月高的高、矮的矮，一亩收三百来斤，"
            "卖的人早走了，店里只卖袋装、标签齐全的种子，买了留着袋子",
            [],
        ),
        ("扫码报名，四人成团，邻居团购的苹果、洋芋", []),
        ("大理一日游玩攻略", []),
    ],
)
def test_what_is_sold_and_what_is_shown(text, missing):
    page = read_page(f"<p>{text}</p>".encode(), "https://shop.example/")
    assert permits_of(page).missing == missing


@pytest.mark.parametrize(
    ("name", "text", "missing"),
    [
        ("五华云岫口腔门诊", "种植牙 牙齿矫正", ["医疗服务"]),
        ("五华云岫口腔门诊", "种植牙 牙齿矫正 医疗机构执业许可证：PDY00000000000", []),
        ("中医诊所", "针灸 正骨 中医诊所备案凭证", []),
        ("云岫银器", "挂号信寄出，门诊旁自提", []),
        ("云岫手机医院", "换屏 换电池", []),
        ("洱海民宿", "院子可烧烤，巷口有米线、烤鱼，也能点外卖", []),
        ("洱海民宿", "可代订一日游、三日游", []),
        ("蚊香片与杀虫剂", "杀虫剂 农药登记证 WP20190001", []),
    ],
)
def test_the_pages_name_says_what_it_is(name, text, missing):
    html = f"<title>{name}</title><h1>{name}</h1><p>{text}</p>"
    assert permits_of(read_page(html.encode(), "https://shop.example/")).missing == missing


def test_every_trade_has_its_law(lexicon):
    (licence,) = [each for each in lexicon.lists if each.area == "licence"]
    assert {permit_basis(trade.name) for trade in TRADES} <= {one.key for one in licence.basis}


def test_goods_on_links_count_and_menus_do_not():
    goods = "<a href=/item/1.html><img src=/1.jpg alt=草甘膦><h3>草甘膦</h3></a>"
    names = "<p>◆ <a href=goods-7.html>除草剂</a>每份 25 元</p>"
    page = read_page(f"{goods}{names}".encode(), "https://shop.example/")
    assert permits_of(page).missing == ["农药"]
    menu = "<nav><a href=/c/1>零食</a> <a href=/c/2>饮料</a></nav><a href=/c/3>糕点</a>"
    assert permits_of(read_page(menu.encode(), "https://shop.example/")).missing == []
    others = "<div class=related><a href=/item/1.html>零食 ¥9</a><a href=/item/2>饮料 ¥5</a></div>"
    assert permits_of(read_page(others.encode(), "https://shop.example/")).missing == []
