"""归类: one act is told once, in the area that its sentences read like.

Rules of many areas know the same words: whoever keeps a deposit offends against consumers'
rights and against what a contract may say, and each has its unit. Where the n-gram model reads
another area far more clearly than a rule's own, the lead goes there; what the rule said stays
beside it. What is read is the sentences around the hit and the worst of its passage, each by half.

What a list found in disguise keeps its area and tells no other: who hides a word says by it what he
means, and the words around are there to mislead. Two kinds of findings keep their area, and the
other hears of them too: facts and terms that the units of a list have agreed on as strong; and
those of areas that are two laws on one act (KINDRED) where the sentences do not clearly decide,
what the model alone suspects among them.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from checks.attribution import is_of_others
from checks.context import Context
from checks.discovery import rules_of_numbers
from checks.farm_laws import is_farm_class
from checks.farm_sayings import ABOUT
from checks.finding import Finding, without_lead
from checks.neighbours import turns_from_a_trader
from checks.ngram_model import area_scores
from checks.passage import Passages
from checks.pattern_rule import compiled
from checks.plain_text import in_sentence, plain
from checks.recruiting import RECRUITS
from checks.rule_support import is_compared, is_fact, near, said_in
from checks.sentence_scores import Sentence, text_of
from checks.slander import SLURS
from checks.term_check import is_disguised
from checks.tobacco import RULES as TOBACCO

KINDRED = (
    frozenset({"consumer_rights", "contract_terms"}),
    frozenset({"counterfeit", "product_quality"}),
)
"""Areas in which one act is often taken up alike: a term that takes a consumer's right away
(消费者权益保护法 26, 合同行政监督管理办法), goods under a false origin (商标法 57, 产品质量法
30)."""
_OF_A_LAW = SLURS | {"kickbacks"}
"""Rules of an act that a law of its own names, whatever goods it is about: 反不正当竞争法 8, 12.
The sentences around 隔壁家的羊是病死的 read like poor goods."""
_NAMED_BY_LAW = TOBACCO | {"money-raised"}
"""Acts that one law alone has a name for: what the goods around them are says nothing of them, and
no other area is to hear of them."""
_CREDIT = "credit"
_SCHEME = "pyramid_selling"
_GAINS = frozenset(("invest", "income", "return-rate", "loss-borne", "gain-signs", "riches"))
"""What is promised of money that is put in (广告法 25). On a page that also pays for heads it is an
act of its own, told by sentences of its own."""
_FARM = "farm_supplies"
_OF_TERMS = frozenset({"contract_terms", "consumer_rights"})
_OF_GOODS = frozenset({"farm_supplies", "product_quality", "counterfeit"})
_PROMISED = frozenset(
    ("farm", "farm-promises", "farm-absolute", "harvest-sworn", "farm-promise-talk", "feed-cures")
) | {"absolute", "rank"}
"""What is promised of farm supplies (广告法 9, 21, 27, 57, 58), and what a shop says of returns,
charges and liability (消费者权益保护法 26, 56), is for market supervision to punish whatever is
sold. The sentences around it read like the goods; the laws on these, which the agriculture offices
apply, have nothing of it, unless a rule told there what is wrong with the goods themselves. A cure
that is told of no known goods may well be of an animal's drug."""
_FOR_PEOPLE = compiled("减肥|瘦身|靶向药?|仿制药|处方|患者|病人|胶囊|口服液|血糖|血压")
_UNDECIDED, _NEARLY = 2.0, 1.0
"""Log-odds between kindred areas up to which both are told: where a rule named the less likely one,
and where the likelier one is told already."""
_FARTHEST = 3.0
"""Log-odds behind the likeliest area of all, of lists that are not asked for too, from which on an
area is not meant."""
_SENTENCE_REACH = 120
_ENOUGH = 30
"""Code points of what is read: a line or two may sound like anything."""


def areas_around(
    passages: Passages, field: str, start: int, end: int
) -> tuple[list[tuple[str, float]], list[Sentence]]:
    """The areas of the model with their log-odds for [start, end) of `field`, the likeliest
    first, and the sentences around it that were read."""
    model = passages.model
    beside = passages.scores.beside(field, start, end)
    values = (area_scores(model, text_of(beside)) + passages.at(field, start, end).areas) / 2
    return [(model.names[at], float(values[at])) for at in np.argsort(-values)], beside


def placed(
    context: Context,
    findings: Sequence[Finding],
    units: Mapping[str, str],
    passages: Passages | None,
) -> list[Finding]:
    """The findings, leads that belong elsewhere replaced by a lead there."""
    if passages is None:
        return list(findings)
    apart = passages.model.facts["apart"]
    assert isinstance(apart, float)
    out: list[Finding] = list(findings)
    added: list[Finding] = []
    for number, finding in enumerate(findings):
        if not finding.lead or not finding.field or finding.rule in rules_of_numbers():
            continue
        if is_disguised(finding) or finding.rule.partition(".")[2] in _NAMED_BY_LAW:
            continue
        if finding.area == _CREDIT and is_compared(finding):
            continue  # a code or a name is at odds with itself, whatever is sold around it
        if turns_from_a_trader(context, finding):
            continue
        ranked, beside = areas_around(passages, finding.field, finding.start, finding.end)
        odds = dict(ranked)
        area = likeliest(context, ranked, units)
        if finding.area not in odds or said_in(beside) < _ENOUGH:
            continue
        if area == _FARM and (_is_for_people(context) or _is_promised(context, finding)):
            continue
        if area == _SCHEME and _is_gain_alone(context, finding, near(findings, beside)):
            continue
        goods_told = any(one.lead and one.area in _OF_GOODS for one in near(findings, beside))
        if area == _FARM and finding.area in _OF_TERMS and not goods_told:
            continue
        farther = odds.get(area, -math.inf) - odds[finding.area]
        if farther < apart:
            for other in _kindred(context, finding.area, ranked, units):
                if not any(one.lead and one.area == other for one in near([*out, *added], beside)):
                    why = f"整句读来也像“{context.lists(other)[0].title}”所列，该领域一并核实"
                    added.append(_moved(context, finding, other, units[other], why))
            continue
        pair = frozenset({area, finding.area})
        undecided = pair in KINDRED and (
            farther < _UNDECIDED
            or (pair == _OF_TERMS and _told_of_others(near(findings, beside), finding, area))
        )
        of_a_law = finding.rule.partition(".")[2] in _OF_A_LAW
        stays = undecided or of_a_law or is_fact(finding)
        name = context.lists(area)[0].title
        if not stays:
            out[number] = without_lead(finding, f"这句话更像是“{name}”所列的行为，由该类处理")
        if stays and area == _FARM and finding.area in _OF_TERMS | {"advertising"}:
            continue  # a rank, 有效率 or 概不退换 is told where it belongs
        of_area = [one for one in near([*out, *added], beside) if one.area == area]
        # What the area's own rules found there and gave to others, no other rule makes the shop's.
        if not any(one.lead or is_of_others(context, one) for one in of_area):
            why = f"整句读来像“{name}”所列，" + ("该领域一并核实" if stays else "由该领域处理")
            added.append(_moved(context, finding, area, units[area], why))
    return out + added


def _is_for_people(context: Context) -> bool:
    """Whether what is told of is a medicine for people: its words stand there, and none of
    a farm."""
    own = context.plain_own
    return _FOR_PEOPLE.search(own) is not None and ABOUT.search(own) is None


def _is_promised(context: Context, finding: Finding) -> bool:
    """Whether it is what an advertisement promises of farm supplies: by its rule, or as all that is
    said of goods of such a class."""
    if finding.rule.partition(".")[2] in _PROMISED:
        return True
    return finding.area == "advertising" and is_farm_class(context.goods.kind)


def _told_of_others(beside: Sequence[Finding], finding: Finding, area: str) -> bool:
    """Whether leads of `area` stand `beside` a finding, but none tells of its very words: what they
    tell is another act. 会员权益随时可以减少 is no renewal, though it stands beside one."""
    leads = [one for one in beside if one.lead and one.area == area]
    return bool(leads) and not any(
        one.field == finding.field and one.start < finding.end and finding.start < one.end
        for one in leads
    )


def _is_gain_alone(context: Context, finding: Finding, beside: Sequence[Finding]) -> bool:
    """Whether it is a gain that is promised where nobody is brought in; or in a sentence that asks
    for nobody, beside others that a scheme is told of already."""
    if finding.rule.partition(".")[2] not in _GAINS:
        return False
    if RECRUITS.search(context.plain_own) is None:
        return True
    text = context.page.fields[finding.field]
    low, high = in_sentence(text, finding.start, finding.end, _SENTENCE_REACH)
    told = any(one.lead and one.area == _SCHEME for one in beside)
    return told and RECRUITS.search(plain(text[low:high]).text) is None


def likeliest(
    context: Context, ranked: Sequence[tuple[str, float]], units: Mapping[str, str]
) -> str:
    """The first area for which the office has a unit and a list, unless another is far likelier:
    a cure that is read without the list on advertising is no matter of marks. "" if there is none.
    """
    far = ranked[0][1] - _FARTHEST if ranked else 0.0
    near_enough = (area for area, value in ranked if value >= far)
    return next((area for area in near_enough if area in units and context.lists(area)), "")


def _kindred(
    context: Context, area: str, ranked: Sequence[tuple[str, float]], units: Mapping[str, str]
) -> list[str]:
    """The areas that are kindred to `area` and nearly as likely as the likeliest."""
    best = ranked[0][1]
    return [
        other
        for other, value in ranked
        if frozenset({area, other}) in KINDRED
        and best - value < _NEARLY
        and likeliest(context, [(other, value)], units)
    ]


def _moved(context: Context, finding: Finding, area: str, unit: str, why: str) -> Finding:
    return context.bare_finding(
        area,
        rule="placed",
        unit=unit,
        lead=True,
        strength=finding.strength,
        reason=f"{why}，是哪一种行为、适用依据中的哪一条须由人工认定。"
        + _told_first(context, finding),
        excuse=finding.excuse,
        matched=finding.matched,
        field=finding.field,
        start=finding.start,
        end=finding.end,
    )


def _told_first(context: Context, finding: Finding) -> str:
    """What the rule said of the words, as a hint of its own list: its law is not the one that the
    moved finding cites."""
    title = next((one.title for one in context.lists(finding.area)), "其他类别")
    return f"原按“{title}”提示：{finding.reason.rstrip('。')}。"
