"""Outbound tours beyond the agency's scope: told where it runs them itself."""

import pytest

from tests.checks.made_pages import goods_page

RULE = "travel.scope-exceeded"


def told(look, text: str, rule: str = RULE) -> bool:
    page = goods_page(f"早上从磨憨走，中午到琅勃拉邦，住当地三星。{text}。", title="老挝五日")
    return any(one.lead and one.rule.startswith(rule) for one in look(page).findings)


@pytest.mark.parametrize(
    "text",
    [
        "许可证经营范围写的是国内旅游和入境旅游，没有出境这一项。老挝团照样每周二自己组自己发",
        "我社还没有办出境旅游的资质，越南线照常发团",
    ],
)
def test_a_tour_beyond_the_scope_is_told(look, text):
    assert told(look, text, "travel.")  # another rule may have told it already


@pytest.mark.parametrize(
    "text",
    [
        "我社经营范围没有出境这一项，老挝线委托有出境许可的云岭国旅组团，合同由它签订，照常收客",
        "经营范围没有出境这一项，所以我们不做老挝团",
        "没有出境资质的旅行社照样发团是违法的，请查验许可证",
    ],
)
def test_agents_refusals_and_warnings_are_not(look, text):
    assert not told(look, text)
