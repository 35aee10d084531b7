from types import SimpleNamespace

import pytest

from checks.display.particulars import particulars_of
from checks.display.standing import why_no_more
from pages.reading import read_page

CODE = "91530102MAYYQ8P105"


def status(*lines, codes=(CODE,)):
    html = "".join(f"<p>{line}</p>" for line in lines)
    found = particulars_of(read_page(html.encode(), "https://shop.example/"))
    right = [SimpleNamespace(value=code, field="description", start=0) for code in codes]
    seen = SimpleNamespace(right=right)
    return why_no_more(seen, found)


@pytest.mark.parametrize(
    "line",
    [
        "登记状态：注销",
        "登记状态：已注销",
        "经营状态：吊销，未注销",
        "企业状态：依法吊销",
        "主体状态：撤销登记",
        "名称：昆明云岫商贸有限公司（已注销）",
    ],
)
def test_holders_that_are_no_more(line):
    assert status(f"统一社会信用代码：{CODE}", line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "登记状态：存续",
        "经营状态：正常营业",
        "登记状态：在业（注销公告期）",
        "企业状态：注销代办",
        "登记状态：注销 指主体资格终止",
        "登记状态：注销、吊销、存续分别是什么意思",
        "订单状态：已撤销",
        "公司注销 1200 元起",
    ],
)
def test_holders_that_are(line):
    assert status(f"统一社会信用代码：{CODE}", line) is None


def test_of_two_licences_nothing_is_said():
    assert status("登记状态：注销", codes=(CODE, "92530702MAYYR3W76W")) is None


def test_far_from_the_code_nothing_is_said_of_its_holder():
    assert status(f"统一社会信用代码：{CODE}", "陶杯" * 400, "登记状态：注销") is None
