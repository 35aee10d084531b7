import pytest

from checks.display.builders import is_builders_code, is_mark_of_builder
from pages.reading import read_page


@pytest.mark.parametrize(
    ("before", "built"),
    [
        ("技术支持：昆明速建网络科技有限公司（统一社会信用代码 ", True),
        ("网站制作 昆明速建网络科技有限公司(信用代码：", True),
        ("Powered by 昆明速建网络科技有限公司（税号", True),
        ("本站由昆明速建网络科技有限公司提供技术支持（统一社会信用代码：", True),
        # no brackets, or those of another
        ("技术支持：昆明速建网络科技有限公司 统一社会信用代码 ", False),
        ("技术支持：昆明速建网络科技有限公司（电话） 统一社会信用代码 ", False),
        ("技术支持：昆明速建网络科技有限公司 | 昆明云岫商贸有限公司（统一社会信用代码：", False),
        ("昆明云岫商贸有限公司（统一社会信用代码：", False),
        ("昆明云岫商贸有限公司 技术支持（统一社会信用代码：", False),
    ],
)
def test_codes_in_the_brackets_behind_a_builders_name(before, built):
    assert is_builders_code(before) is built


@pytest.mark.parametrize(
    ("line", "built"),
    [
        ("技术支持：云南拾光网络有限公司 {}", True),
        ("滇ICP备2021015108号-1 技术支持：云南拾光网络有限公司，{}", True),
        ("网站建设 昆明速建工作室 {}", True),
        ("技术支持：<a href='https://b.example/'>云工坊网络</a> {}", True),
        # the shop's own, an item of its own, the builder's own site, another line
        ("昆明云岫商贸有限公司 {}", False),
        ("技术支持：云南拾光网络有限公司 | {}", False),
        ("技术支持：云南拾光网络有限公司 版权所有：昆明云岫商贸有限公司 {}", False),
        ("技术支持：昆明云岫商贸有限公司 {}", False),
        ("技术支持：云南拾光网络有限公司<br>{}", False),
    ],
)
def test_marks_right_behind_a_builders_name(line, built):
    mark = "<a href='https://zzlz.gsxt.gov.cn/x'>电子营业执照</a>"
    html = f"<title>云岫小铺</title><p>{line.format(mark)}</p>"
    page = read_page(html.encode(), "https://shop.example/")
    *before, link = page.links
    assert is_mark_of_builder(page, link, before[-1] if before else None) is built
