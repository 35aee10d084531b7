"""Dates printed as the customer asks, and certificates of somebody else."""

import pytest

from tests.checks.made_pages import goods_page


def rules(look, text: str, title: str = "休闲食品散货批发表 九月") -> set[str]:
    findings = look(
        goods_page(f"价格每周一改，以当天电话为准。{text}。箱子破的减两块。", title=title)
    ).findings
    return {one.rule.partition(".")[2] for one in findings if one.lead}


@pytest.mark.parametrize(
    "text",
    [
        "去年冬天的货，日期快到了，我们有喷码机，旧码用溶剂擦掉，您说要几月的就打几月的，不加钱",
        "日期您别担心，出货前我们把旧的擦掉，统一打",
    ],
)
def test_a_date_printed_to_order_is_told(look, text):
    assert "date-to-order" in rules(look, text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("旧码擦掉再打一遍就清楚了，机器一分钟上手", "手持喷码机 小型打码机"),
        ("日期被擦掉重新打过的，谨防是过期货，请举报", "散货批发表"),
        ("供货的人说“把喷码擦了重打”，我们把他的录音交给了市场监督管理所", "临期食品柜的规矩"),
        ("开票日期写错的，擦掉不行，要作废重开发票再打一张", "散货批发表"),
    ],
)
def test_tools_warnings_and_other_dates_are_not(look, text, title):
    assert "date-to-order" not in rules(look, text, title)


def test_a_borrowed_certificate_is_told(look):
    text = "有机证是借隔壁合作社的，米是市场上收的普通米，标志照印，超市要看就把复印件给他"
    assert "certificate-of-another" in rules(look, text, "高山糙红米")


@pytest.mark.parametrize(
    "text",
    [
        "有机证书是我们自己的，标志印在袋子正面，复印件可以给您",
        "我们委托隔壁合作社加工，有机证用别家的不行，标志没有印",
        "有机证借别人的、标志照印，这是违法的，看到请举报",
    ],
)
def test_own_certificates_and_warnings_are_not(look, text):
    assert "certificate-of-another" not in rules(look, text, "高山糙红米")
