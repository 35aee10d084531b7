from datetime import date

import pytest

from checks.areas.licence import read_licence
from pages.reading import read_page
from tools.score import shipped_lexicon

CODE, OTHER = "91530102MAYYQ8P105", "91530822MAYYT5K92R"
OWN = (
    f"昆明云岫商贸有限公司 统一社会信用代码：{CODE} 法定代表人：普晓禾 住所：昆明市五华区翠湖路1号"
)
GOODS = (
    "<h1>{0}</h1><p>鲜花饼 ¥28 十枚装</p><p>春茶 ¥128 一饼</p>"
    "<p>全国包邮，坏果包赔，下单后四十八小时内发货。</p>"
)


def state(title, body):
    page = read_page(
        f"<title>{title}</title>{GOODS.format(title)}{body}".encode(), "http://shop.example/"
    )
    return read_licence(page, shipped_lexicon(), home=True, second=[], today=date(2026, 12, 2))


@pytest.mark.parametrize(
    "body",
    [
        f"<p>本店生鲜由承运方昆明寒川冷链物流有限公司（统一社会信用代码 {OTHER}）配送</p>",
        f"<p>承运单位：昆明寒川冷链物流有限公司 统一社会信用代码：{OTHER}</p>",
        f"<p>本店订单由昆明寒川物流有限公司（统一社会信用代码：{OTHER}）负责配送。</p>",
        f"<p>委托昆明寒川冷链物流有限公司（信用代码{OTHER}）承运</p>",
        f"<p>快递公司：昆明捷运快递有限公司（统一社会信用代码：{OTHER}）</p>",
        f"<p>2025年为客户大理蓝湾酒店管理有限公司（统一社会信用代码 {OTHER}）搬迁办公区</p>",
        f"<p>上月去了供货商昆明寒川食品有限公司（统一社会信用代码：{OTHER}），签了合同。</p>",
        f"<p>本页收款服务由昆明寒川支付技术有限公司提供，统一社会信用代码：{OTHER}</p>",
        f"<p>主题由昆明寒川模板科技有限公司提供（模板提供方统一社会信用代码：{OTHER}）</p>",
        f"<p>母公司：云南寒川集团股份有限公司（母公司统一社会信用代码：{OTHER}）</p>",
        f"<h2>服务过的企业</h2><p>大理蓝湾酒店管理有限公司 {OTHER}</p>",
        f"<h2>客户案例</h2><p>大理蓝湾酒店管理有限公司 统一社会信用代码：{OTHER}</p>",
        f"<h2>配送单位</h2><p>昆明捷运快递有限公司 统一社会信用代码：{OTHER}</p>",
    ],
)
def test_a_customers_or_carriers_code_is_not_the_shops(body):
    assert state("菌子到家", body).state == "not_found"
    both = state("云岫小铺", f"{body}<footer><p>{OWN}</p></footer>")
    assert (both.state, CODE in both.reason) == ("shown", True)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        # a carrier's own site, a maker who sells by himself
        ("寒川物流", f"<p>全程由昆明寒川物流有限公司（统一社会信用代码：{OTHER}）负责配送。</p>"),
        ("云岫食品厂", f"<p>企业名称：昆明云岫食品有限公司 统一社会信用代码：{CODE}</p>"),
        # who runs the shop, though the sentence has the form of a carrier's
        (
            "云岫小铺",
            f"<p>本店由昆明云岫商贸有限公司（统一社会信用代码：{CODE}）经营，顺丰配送。</p>",
        ),
        (
            "邻家好物",
            f"<p>本店由昆明云岫商贸有限公司（统一社会信用代码：{CODE}）经营，统一配送。</p>",
        ),
        # headings that are not of others
        ("云岫小铺", f"<h3>客户服务</h3><p>昆明云岫商贸有限公司 统一社会信用代码：{CODE}</p>"),
        ("邻家好物", f"<h3>客户服务</h3><p>昆明云岫商贸有限公司 统一社会信用代码：{CODE}</p>"),
        ("邻家好物", f"<h3>配送服务</h3><p>昆明云岫商贸有限公司 统一社会信用代码：{CODE}</p>"),
        ("云岫小铺", f"<h3>客户案例</h3><p>昆明云岫商贸有限公司 统一社会信用代码：{CODE}</p>"),
        ("邻家好物", f"<h3>客户案例</h3><p>{OWN}</p>"),
        # a platform that sells by itself; a shop that names the platform on which it sits
        ("云岫商城", f"<p>平台由昆明云岫商贸有限公司提供 统一社会信用代码：{CODE}</p>"),
        ("邻家好物", f"<p>本店入驻滇货通平台 营业执照：昆明云岫商贸有限公司 {CODE}</p>"),
        (
            "邻家好物",
            f"<p>本店在滇货通平台上开设，经营者：昆明云岫商贸有限公司 统一社会信用代码：{CODE}</p>",
        ),
    ],
)
def test_a_shops_own_code_stays_its_own(title, body):
    assert state(title, body).state == "shown"


@pytest.mark.parametrize(
    "line",
    [
        f"本店铺在“滇货通”平台上开设 平台服务提供者：昆明滇货通网络科技有限公司 "
        f"平台营业执照统一社会信用代码：{OTHER}",
        f"本店铺入驻滇货通平台，平台由昆明滇货通网络科技有限公司提供，统一社会信用代码：{OTHER}",
    ],
)
def test_a_platform_on_the_line_on_which_the_shop_says_where_it_sits(line):
    read = state("阿妹家的山货", f"<p>{line}</p>")
    assert (read.state, "platform_only" in read.issues) == ("not_found", True)


@pytest.mark.parametrize(
    ("title", "more"), [("寒川冷链", ""), ("滇运通", "<p>© 2026 昆明寒川物流有限公司</p>")]
)
def test_of_a_carrier_that_may_be_the_shop_itself_an_officer_decides(title, more):
    line = f"<p>承运方：昆明寒川物流有限公司（统一社会信用代码 {OTHER}）</p>"
    assert state(title, line + more).state == "needs_human"
    assert state("菌子到家", line).state == "not_found"


@pytest.mark.parametrize(
    "body",
    [
        f"<p>承运方资质：昆明翼达冷链物流有限公司，统一社会信用代码 {OTHER}，道路运输许可证</p>",
        f"<p>客户：玉溪湖滨果品有限公司</p><p>客户统一社会信用代码：{OTHER}</p>",
        f"<p>米线由供货商 西盟佤乡味食品有限公司 生产，供货商统一社会信用代码：{OTHER}。</p>",
        f"<p>招聘代理机构：昆明聚才人力资源有限公司，代理机构统一社会信用代码 {OTHER}，小许</p>",
        f"<p>出租方统一社会信用代码：{OTHER}</p>",
    ],
)
def test_a_role_in_the_label_says_whose_a_code_is(body):
    assert state("菌子到家", body).state == "not_found"
    both = state("云岫小铺", f"{body}<footer><p>{OWN}</p></footer>")
    assert (both.state, CODE in both.reason) == ("shown", True)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>企业统一社会信用代码：{CODE}</p>",
        f"<p>商户名称：昆明云岫商贸有限公司</p><p>商户统一社会信用代码：{CODE}</p>",
    ],
)
def test_a_label_with_the_role_of_the_shop_itself(body):
    assert state("云岫小铺", body).state == "shown"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "菌子到家",
            f"<p>生产企业：大理乙食品有限公司 生产企业统一社会信用代码：{OTHER}</p>",
        ),
        (
            "云岫小铺",
            f"<p>供应商：昆明云岫商贸有限公司</p><p>供应商统一社会信用代码：{CODE}</p>",
        ),
    ],
)
def test_of_a_maker_or_a_role_that_may_be_the_shops_own_an_officer_decides(title, body):
    assert state(title, body).state == "needs_human"


MAKERS = "".join(
    f"<tr><td>{name}</td><td>{code}</td></tr>"
    for name, code in (("宜良寒川食品有限公司", OTHER), ("楚雄彝山菌业有限公司", CODE))
)
SHOPS = "<p>丽江寒川银匠铺证照：{0}</p><p>大理彝山饰品店证照：{1}</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # several makers, several shops: none of them is this one
        (
            f"<table><tr><th>厂家</th><th>厂家统一社会信用代码</th></tr>{MAKERS}</table>",
            "not_found",
        ),
        (f"<p>附近的店铺</p>{SHOPS.format(OTHER, CODE)}", "not_found"),
        # one of them may be
        (f"<p>服务提供方统一社会信用代码：{OTHER} 法定代表人：普晓禾</p>", "shown"),
        (f"<p>厂家统一社会信用代码：{OTHER}</p>", "needs_human"),
        (f"<p>丽江寒川银匠铺证照：{OTHER}</p>", "shown"),
        # one bears this shop's name
        (f"<p>附近的店铺</p>{SHOPS.format(OTHER, CODE).replace('寒川', '云岫')}", "shown"),
    ],
)
def test_codes_of_many_makers_and_shops(body, expected):
    assert state("云岫集合铺", body).state == expected
