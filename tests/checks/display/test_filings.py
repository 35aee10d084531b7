import pytest

from checks.display.filings import filing_faults
from pages.reading import read_page

MPS = "https://beian.mps.gov.cn/#/query/webSearch?code="


@pytest.mark.parametrize(
    "html",
    [
        f"<a href='{MPS}53010202900026'>滇公网安备53010202900026号</a>",
        f"<a href='{MPS}53010202900026'>滇公网安备 5301 0202 9000 26号</a>",
        "<a href='https://beian.mps.gov.cn/'>滇公网安备53010202900026号</a>",
        "滇公网安备53010202900026号",
        "<a href='https://beian.miit.gov.cn/'>滇ICP备2023900154号-1</a>",
        "<a href='/about'>滇ICP备2023900154号-1</a>",
        "",
    ],
)
def test_filings_that_fit(html):
    assert filing_faults(read_page(html.encode(), "https://shop.example/")) == []


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (f"<a href='{MPS}53010202009999'>滇公网安备53010202900026号</a>", "两者不符"),
        ("<a href='https://other.example/'>滇公网安备53010202900026号</a>", "备案系统以外"),
        ("<a href='https://other.example/'>滇ICP备2023900154号-1</a>", "备案系统以外"),
        ("滇公网安备5301020290002号", "位数不对"),
        ("京公网安备53010202900026号", "不符"),
    ],
)
def test_filings_that_do_not(html, reason):
    (fault,) = filing_faults(read_page(html.encode(), "https://shop.example/"))
    assert reason in fault["reason"]
