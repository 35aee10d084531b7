"""A licence that contradicts itself on its page; no register is asked."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

_RIGHT = "91530102MA6K3T8W4N"
_OTHER = "91530103MA6N7Q2R1Y"


@pytest.mark.parametrize(
    ("text", "facts", "rule"),
    [
        ("可查可验", {"统一社会信用代码": "91530102MA6K3T8W43"}, "credit.code-wrong"),
        ("可查可验", {"统一社会信用代码": _RIGHT}, None),
        ("可查可验", {"统一社会信用代码": _RIGHT, "注册号": _OTHER}, "credit.two-codes"),
        ("本公司更名，两个代码均公示", {"统一社会信用代码": _RIGHT, "注册号": _OTHER}, None),
        (
            "本店由大理云桑茶行经营。",
            {"营业执照": "昆明梦里水乡商贸有限公司"},
            "credit.not-the-operators",
        ),
        ("本店由昆明梦里水乡商贸有限公司经营。", {"营业执照": "昆明梦里水乡商贸有限公司"}, None),
    ],
)
def test_what_the_page_itself_proves(lexicon, text, facts, rule):
    said = told(lexicon, goods_page(text, title="公司介绍", facts=facts), "credit")
    assert (rule in said) if rule else not said


def test_a_letter_for_a_nought_is_a_slip(lexicon):
    code = _RIGHT.replace("0", "O", 1)
    assert "credit.code-wrong" not in told(
        lexicon, goods_page("", facts={"信用代码": code}), "credit"
    )
