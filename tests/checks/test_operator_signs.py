import pytest

from checks.operator_signs import operator_signs
from pages.reading import read_page


def signs(html: str, home: bool = True):
    return operator_signs(read_page(html.encode(), "https://shop.example/"), home=home)


def test_everything_a_footer_tells():
    told = signs(
        "<p>统一社会信用代码：91530102MAYYQ8P105　名称：昆明某某商贸有限公司　"
        "住所：昆明市五华区某路1号　"
        "经营场所：大理市某街2号</p><p>实际经营地址：丽江市古城区某村3号</p>"
        "<p>食品经营许可证：JY15308259901410 SC11453011290121</p>"
        "<p>客服电话：139-0000-0000 / 0871-65310000</p>"
        "<p>发货地：浙江杭州</p><a href='https://beian.miit.gov.cn/'>滇ICP备2023900154号-1</a> "
        "滇公网安备53010202900026号"
    )
    assert told.names == ["昆明某某商贸有限公司"]
    assert told.uscc == ["91530102MAYYQ8P105"]
    assert told.addresses == [
        ("domicile", "昆明市五华区某路1号"),
        ("licence", "大理市某街2号"),
        ("actual_place", "丽江市古城区某村3号"),
    ]
    assert told.jy == ["JY15308259901410"]
    assert told.sc == ["SC11453011290121"]
    assert told.phones == ["13900000000", "087165310000"]
    assert told.ship_from == ["浙江杭州"]
    assert told.icp == ["滇ICP备2023900154号-1"]
    assert told.police_filing == ["滇公网安备53010202900026号"]
    assert told.operator_type == "own_site"


def test_a_producers_number_is_not_the_shops():
    html = "<p>生产许可证编号：SC11453011290121</p><p>厂址：福建省安溪县</p>"
    told = signs(html, home=False)
    assert told.sc == []
    assert told.addresses == []


def test_the_platforms_numbers_are_left_out():
    told = signs(
        "<p>平台经营者：某网络公司</p><p>平台营业执照 统一社会信用代码：91530102MAYYQ8P105</p>"
    )
    assert told.uscc == []
    assert told.operator_type == "in_platform"


def test_wrong_and_hidden_codes_are_left_out():
    told = signs(
        "<p>统一社会信用代码：91530102MAYYQ8P100</p>"
        "<p hidden>统一社会信用代码：91530702MAYYR3W76W</p>"
    )
    assert told.uscc == []


def test_a_person_who_declares_no_registration():
    told = signs("<p>个人从事零星小额交易活动，依法不需要办理市场主体登记</p>")
    assert told.operator_type == "natural_person"


def test_a_page_that_tells_nothing():
    assert signs("<p>好茶</p>").operator_type == "unknown"


@pytest.mark.parametrize(
    "foot",
    [
        "云南甲乙生物科技有限公司　统一社会信用代码：91530102MAYYQ8P105　地址：昆明市五华区某路1号",
        "© 2026 云南甲乙生物科技有限公司 版权所有",
        "版权所有：云南甲乙生物科技有限公司",
        "本店由云南甲乙生物科技有限公司运营",
        "技术支持：某某网络科技有限公司</p><p>云南甲乙生物科技有限公司 91530102MAYYQ8P105",
    ],
)
def test_a_party_is_named_as_footers_name_it(foot):
    assert signs(f"<p>好茶</p><p>{foot}</p>").names == ["云南甲乙生物科技有限公司"]


def test_a_name_behind_a_label_and_before_the_code_is_told_once():
    told = signs(
        "<p>企业名称：昆明某某商贸有限公司</p>"
        "<p>昆明某某商贸有限公司 统一社会信用代码 91530102MAYYQ8P105</p>"
    )
    assert told.names == ["昆明某某商贸有限公司"]


@pytest.mark.parametrize(
    "foot", ["© 2026 某某网店平台科技有限公司 平台服务", "网站建设：昆明某某网络有限公司 版权所有"]
)
def test_who_keeps_the_platform_or_built_the_site_is_no_party(foot):
    assert signs(f"<p>{foot}</p>").names == []


def test_a_name_stands_under_a_wrong_code_too():
    told = signs("<p>昆明某某商贸有限公司　统一社会信用代码：91530102MAYYQ8P104</p>")
    assert told.names == ["昆明某某商贸有限公司"]
    assert told.uscc == []
