import pytest

from checks.display.whose import code_under_heading, others_code, shares_name


@pytest.mark.parametrize(
    ("before", "whose"),
    [
        ("统一社会信用代码：", ""),
        ("供应商：昆明甲有限公司 统一社会信用代码：", "named"),
        ("供货商（乙公司） 统一社会信用代码：", "named"),
        ("供应商企业名称：昆明甲有限公司 统一社会信用代码：", "named"),
        ("所售商品生产企业：某某日化有限公司 统一社会信用代码：", "named"),
        # theirs or the shop's
        ("源头供货商昆明云岫商贸有限公司 统一社会信用代码：", "near"),
        ("供应商：昆明甲有限公司 营业执照：", "near"),
        ("技术支持：某某软件有限公司 统一社会信用代码 ", "near"),
        ("生产企业：云南丙食品厂 统一社会信用代码：", "near"),
        # the line comes back to the shop
        ("设计制作：蓝海 版权所有：昆明云岫商贸有限公司 统一社会信用代码：", ""),
        ("网站建设：蓝海网络 | 昆明云岫商贸有限公司 | 统一社会信用代码：", ""),
        ("友情链接：云南网 滇池网 ｜ 昆明云岫商贸有限公司 统一社会信用代码：", ""),
        ("技术支持：蓝海网络 营业执照：", ""),
        ("授权方：无 经营者：昆明云岫商贸有限公司 统一社会信用代码：", ""),
        # an example of a code
        ("例如某省一家企业的代码 ", "named"),
        ("本店代码，示例见下：", ""),
        # scope, and words that only begin like another's
        ("经营范围：网站建设；技术支持；受托加工 统一社会信用代码：", ""),
        ("昆明云岫开发商贸有限公司 统一社会信用代码：", ""),
        ("昆明云岫制造商贸有限公司 统一社会信用代码：", ""),
        ("生产厂家直营 昆明云岫商贸有限公司 统一社会信用代码：", ""),
    ],
)
def test_what_a_line_says_before_a_code(before, whose):
    assert others_code(before) == whose


@pytest.mark.parametrize(
    ("lines", "whose"),
    [
        (("合作工厂（供应商资质）", "昆明甲食品有限公司 "), "named"),
        (("我们的合作茶农", "勐海乙茶厂 91530822MAYYT5K92X", "景洪丙合作社 "), "named"),
        (("供货商", "昆明甲食品有限公司 法定代表人 普晓禾 "), "near"),
        (("合作工厂", "昆明甲食品有限公司 91530822MAYYT5K92X", "礼盒清单", "昆明丁有限公司 "), ""),
        (("合作工厂", "昆明甲食品有限公司", "版权所有 昆明丁有限公司 "), ""),
        (("证照信息", "昆明丁有限公司 "), ""),
        (("昆明合作工厂有限公司", "统一社会信用代码："), ""),
        (("昆明丁有限公司 ",), ""),
    ],
)
def test_what_a_heading_says_of_the_codes_under_it(lines, whose):
    text = "\n".join(lines)
    assert code_under_heading(f"{text}91530102MAYYQ8P105", len(text), len(text) + 18) == whose


@pytest.mark.parametrize(
    ("line", "title", "shared"),
    [
        ("本平台由昆明云岫商贸有限公司运营", "云岫小铺", True),
        ("平台运营方：云南花腰网络科技有限公司", "花腰 首页", True),
        ("本平台由昆明南屏商贸有限公司运营", "云岫小铺", False),
        # a place and a trade are in many names
        ("本平台由昆明商贸有限公司运营", "昆明商贸网", False),
        ("本平台由云岫运营", "云岫小铺", False),
    ],
)
def test_names_that_a_company_and_a_title_share(line, title, shared):
    assert shares_name(line, title) is shared
