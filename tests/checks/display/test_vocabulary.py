import pytest

from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon


@pytest.fixture(scope="module")
def words():
    return vocabulary(Lexicon([]))


def test_the_agreed_list_is_used_where_there_is_one(lexicon):
    assert vocabulary(lexicon).statements == vocabulary(Lexicon([])).statements


@pytest.mark.parametrize(
    "text",
    [
        "证照信息", "营 业 执 照", "Business License", "亮照", "商家资质",
        "企业公示", "商户公示", "个体户公示", "工商注册信息", "电子标识", "經營執照", "经营许可证",
        "店铺证照信息", "主体资质", "资质公示", "经营资质", "经营主体", "店铺主体", "主体登记信息",
        "市场主体登记信息", "商户信息", "店铺证件", "商家公示",
        "经营者身份公示", "经营者档案", "认证主体",
    ],
)  # fmt: skip
def test_links_named_for_the_licence(words, text):
    assert words.names_licence(text)


def test_the_permit_of_the_sites_filing_is_no_licence(words):
    assert not words.names_licence("增值电信业务经营许可证")


@pytest.mark.parametrize(
    "text",
    [
        "关于我们",
        "联系我们",
        "About Us",
        "企业信息",
        "公司信息",
        "品牌故事",
        "我们的故事",
        "关于云岫茶坊",
    ],
)
def test_links_on_which_it_may_stand(words, text):
    assert words.names_second_page(text)
    assert not words.names_licence(text)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("平台营业执照 统一社会信用代码：", True),
        ("平台经营者：某某公司", True),
        ("店铺营业执照", False),
        ("平台工商亮照", True),
        ("由某某网络技术有限公司提供交易平台服务", True),
        ("本平台由某某网络公司运营", True),
        # what own sites say of themselves
        ("本站由昆明云岫商贸有限公司运营 统一社会信用代码：", False),
        ("网站运营方：昆明云岫商贸有限公司", False),
        ("平台方客服 统一社会信用代码：", False),
        ("本店支持平台运营规则", False),
    ],
)
def test_the_platforms_own(words, text, platform):
    assert words.speaks_of_platform(text) is platform
