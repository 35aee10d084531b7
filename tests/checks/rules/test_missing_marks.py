"""Numbers of certificates: a wrong form is told, one that the shop has partly covered is not."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "product_quality.certificate-form"


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("2020010706123442", False),
        ("20200107", True),
        ("2020010706XXXX42", False),
        ("2020010706****42", False),
        ("202001070612344", True),
    ],
)
def test_the_form_of_a_certificate_number(look, number, wrong):
    page = goods_page(f"电辅 1.5 千瓦，3C证书号：{number}，贴在插头上", title="太阳能热水器")
    assert (RULE in {one.rule for one in look(page).findings if one.lead}) is wrong
