"""What is shown to customers and made up; goods that are not what they are called are no such."""

import pytest

from tests.checks.made_pages import goods_page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("其实是镀金，按足金卖的价格卖，检测不出来", False),
        ("检测报告其实是自己编的，看着权威", True),
    ],
)
def test_a_test_that_finds_nothing_is_nothing_shown(look, text, told):
    found = look(goods_page(text, title="999足金项链")).findings
    assert any(one.lead and one.rule == "unfair_competition.made-up" for one in found) is told
