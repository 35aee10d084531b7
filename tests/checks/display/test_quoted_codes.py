import pytest

from checks.display.quoted_codes import is_quoted, is_reported
from pages.reading import read_page

CODE = "91530102MAYYQ8P105"


def quoted(*lines):
    text = "\n".join(lines)
    start = text.index(CODE)
    return is_quoted(text, start, start + len(CODE))


@pytest.mark.parametrize(
    "lines",
    [
        # a story of somebody else's shop
        (f"那家店首页贴着一张营业执照，写着统一社会信用代码 {CODE}，有模有样。",),
        (f"朋友说另一家网店挂着执照，显示统一社会信用代码{CODE}",),
        (f"骗子的网站亮出营业执照 {CODE}",),
        (f"页脚的统一社会信用代码 {CODE}。", "我一查，这个代码是安宁一家卖建材的公司。"),
        (f"执照上是 {CODE}，该代码其实属于别人",),
        # a lesson
        (f"以安宁某公司的统一社会信用代码 {CODE} 为例：第一位9表示登记管理部门",),
        (f"代码 {CODE}，仅为举例，与本站无关",),
        # a specimen
        (f"统一社会信用代码：{CODE}（示例）",),
        (f"统一社会信用代码：{CODE} （以上仅为示例，请勿引用）",),
        (f"信用代码 {CODE}【样本，仅供参考】",),
        ("购销合同（样本，仅供参考）", "甲方：某某县某某种植有限公司", f"统一社会信用代码：{CODE}"),
        ("发票抬头填写示例", f"单位名称：XX有限公司 税号 {CODE}"),
    ],
)
def test_codes_of_a_story_or_a_specimen(lines):
    assert quoted(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        (f"昆明云岫商贸有限公司 统一社会信用代码：{CODE}",),
        # the shop speaks of itself
        (f"那家店卖的是假货，本店营业执照贴着，写着统一社会信用代码 {CODE}",),
        (f"有人问那家店在哪。统一社会信用代码：{CODE}",),
        (f"本公司统一社会信用代码 {CODE}。", "这个代码是工商局发的，不是另一家的。"),
        (f"统一社会信用代码：{CODE}（副本）",),
        (f"统一社会信用代码：{CODE}", "（以上商品图仅供参考）"),
        # specimens that are not of this line, or bear the shop's name
        ("定制效果图示例", f"昆明云岫商贸有限公司 统一社会信用代码：{CODE}"),
        ("合同样本", "乙方（卖方）：昆明云岫商贸有限公司", f"统一社会信用代码：{CODE}"),
        ("图片仅供参考", f"统一社会信用代码：{CODE}"),
    ],
)
def test_codes_that_the_shop_shows(lines):
    assert not quoted(*lines)


def reported(line, title="花农日记"):
    page = read_page(f"<title>{title}</title><p>{line}</p>".encode(), "http://shop.example/")
    start = line.index(CODE)
    return is_reported(page, line, start, start + len(CODE))


FIRM = f"昆明绽彩园林有限公司（统一社会信用代码{CODE}）"


@pytest.mark.parametrize(
    "line",
    [
        f"局里公布一起案例：当事人{FIRM}销售的土有出入",
        f"{FIRM}被责令改正。",
        f"记者走访了云岫食品有限公司。门口的执照上写着：统一社会信用代码{CODE}，住所在宛水街道。",
        f"而同行的昆明云岫腊味有限公司（统一社会信用代码：{CODE}）去年换了厂房。",
    ],
)
def test_news_of_a_company(line):
    assert reported(line)
    assert not reported(line, "绽彩园林与云岫食品、云岫腊味官网")


@pytest.mark.parametrize(
    "line",
    [
        f"{FIRM}",
        f"欢迎到厂参观考察 {FIRM} 记者站隔壁",
        f"{FIRM}未被列入经营异常名录。",
        f"{FIRM}从未被处罚",
        f"本店是当事人说的那家，统一社会信用代码 {CODE}",
        f"本公司（统一社会信用代码 {CODE}）曾被责令改正，现已改好。",
    ],
)
def test_a_company_that_shows_its_licence(line):
    assert not reported(line)
