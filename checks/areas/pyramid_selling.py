"""Pyramid selling (网络传销): recruiting, entry fees, pay by the team's turnover.

禁止传销条例 7: a fee that buys a place, levels of followers, pay for their number or
their sales. The order names no unit for it; leads/units.toml says so (gap) and names
the police beside (external). checks/rules/entry_fee.py puts the three together.
"""

from checks.context import Context
from checks.finding import Finding
from checks.honest_talk import honestly
from checks.recruiting import told_of_people
from checks.term_check import term_findings
from pages.words import words

AREA = "pyramid_selling"
UNIT = "antimonopoly_competition"

# Words of franchises, clubs and loyalty schemes.
LIGHT = words(
    "领导奖 招募合伙人 代理级别 团队长 财务自由 消费返利 躺赚 邀请码加入 国家项目 区块链项目 "
    "原始股 入门费"
)


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    return told_of_people(
        context, honestly(context, term_findings(context, AREA, UNIT, light=LIGHT))
    )
