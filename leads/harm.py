"""危害级别: how badly a suspicion may hurt people, by rule and in four levels (desk.md 4).

    1 一级  人身健康: food said to cure, drugs and devices, banned pesticides, the old and the young
    2 二级  财产群体: pyramid selling, promised gains, prizes above the limit, counterfeits
    3 三级  秩序: imitation, bought reviews, standard terms, quality and labels
    4 四级  公示轻微: licence display, weak words of everyday advertising

No score is added up: the worst finding decides, and the level's reason says which. An
officer may set another level, with a reason; the robot leaves that alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leads.models import Lead, LeadFinding

NAMES = {1: "一级", 2: "二级", 3: "三级", 4: "四级"}
SIGNS = {1: "■", 2: "▲", 3: "●", 4: "○"}
"""Word, sign and colour together: none of them alone (desk.md 7)."""

_BODY_LAW = re.compile(
    r"《中华人民共和国广告法[^》]*》第十[六七八]条|《中华人民共和国药品管理法|《医疗器械|"
    r"《中华人民共和国食品安全法[^》]*》第(?:三十四|七十三|一百二十三|一百二十四)条"
)
_MONEY_LAW = re.compile(
    r"《中华人民共和国广告法[^》]*》第二十五条|《禁止传销条例|《防范和处置非法集资条例"
)
_BANNED = re.compile(r"restricted|banned|pesticide")
_PRIZE = re.compile(r"prize")
_WEAK_PEOPLE = re.compile(r"老人|老年|爸妈|父母|长辈|儿童|宝宝|婴|孕|小孩|孩子|未成年")
_BODY_WORDS = re.compile(r"[治疗医药病症癌瘤痛炎]|血[压糖脂]|瘦肉精|甲醛|剧毒")


@dataclass(frozen=True, slots=True)
class Harm:
    """A level, 1 (worst) to 4, and what decided it."""

    level: int
    why: str

    @property
    def shown(self) -> str:
        """■一级."""
        return f"{SIGNS[self.level]}{NAMES[self.level]}"


def harm_of(lead: Lead, findings: Iterable[LeadFinding]) -> Harm:
    """The level of a lead by its findings that make it one (others are passed over)."""
    told = [finding for finding in findings if finding.makes_lead]
    levels = [_of_finding(lead.area, finding) for finding in told]
    if not levels:
        return _of_area(lead.area, strong=lead.strength == "strong")
    return min(levels, key=lambda harm: harm.level)


def _of_finding(area: str, finding: LeadFinding) -> Harm:
    words = f"{finding.page_title} {finding.snippet} {finding.matched}"
    plain = _of_area(area, strong=finding.strength == "strong")
    if area == "advertising" and _BODY_LAW.search(finding.basis):
        return Harm(1, "人身健康：医疗用语或者药械、保健食品宣传")
    if area == "farm_supplies" and _BANNED.search(finding.rule):
        return Harm(1, "人身健康：禁限用或者无登记农药")
    if area == "product_quality" and _BODY_LAW.search(finding.basis):
        return Harm(1, "人身健康：食品、药械质量")
    if plain.level == 3 and _WEAK_PEOPLE.search(words) and _BODY_WORDS.search(words):
        return Harm(1, "人身健康：涉及老人、未成年人")
    if area == "advertising" and _MONEY_LAW.search(finding.basis):
        return Harm(2, "财产群体：保本、收益承诺")
    if area == "unfair_competition" and _PRIZE.search(finding.rule):
        return Harm(2, "财产群体：大额有奖销售")
    return plain


def _of_area(area: str, *, strong: bool) -> Harm:
    if area == "pyramid_selling":
        return Harm(2, "财产群体：涉嫌传销")
    if area == "counterfeit":
        return Harm(2, "财产群体：涉嫌假冒")
    if area == "licence":
        return Harm(4, "公示：亮照")
    if area == "advertising" and not strong:
        return Harm(4, "弱用语")
    return Harm(3, "市场秩序")


def settle_level(lead: Lead) -> bool:
    """Bring the lead's level up to date; whether it changed. The caller saves it."""
    if lead.level_by_hand:
        return False
    harm = harm_of(lead, LeadFinding.objects.filter(lead=lead, makes_lead=True)[:50])
    if (lead.level, lead.level_why) == (harm.level, harm.why):
        return False
    lead.level, lead.level_why = harm.level, harm.why
    return True
