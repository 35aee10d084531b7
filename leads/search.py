"""检索: which words of a lead or an operator can be searched for, and keeping them findable."""

from collections.abc import Iterable, Sequence

from leads.elsewhere import finds_for_others
from leads.models import Approval, Lead, LeadFinding, Operator, OperatorSign, Referral, Shop
from leads.word_index import WordIndex

LEADS = WordIndex("leads_lead_words")
OPERATORS = WordIndex("leads_operator_words")
_NEWEST_FINDINGS = 12
"""Findings of a lead whose words are searched for, the newest."""


def index_leads(leads: Sequence[Lead]) -> None:
    """Make `leads` findable by their words as they stand now. Inside a transaction."""
    if not leads:
        return
    shops = Shop.objects.in_bulk([lead.shop_id for lead in leads])
    operators = Operator.objects.in_bulk([shop.operator_id for shop in shops.values()])
    found: dict[int, list[str]] = {}
    rows = LeadFinding.objects.filter(lead__in=[lead.pk for lead in leads], makes_lead=True)
    for pk, matched, snippet, title in rows.order_by("-id").values_list(
        "lead_id", "matched", "snippet", "page_title"
    ):
        words = found.setdefault(pk, [])
        if len(words) < 3 * _NEWEST_FINDINGS:
            words += [matched[:80], snippet[:200], title[:80]]
    scopes = _readers(leads)
    LEADS.put(
        {
            lead.pk: (
                _lead_text(lead, shops[lead.shop_id], operators, found.get(lead.pk, [])),
                scopes[lead.pk],
            )
            for lead in leads
        }
    )


def _lead_text(lead: Lead, shop: Shop, operators: dict[int, Operator], found: Iterable[str]) -> str:
    operator = operators.get(shop.operator_id)
    named = [operator.name, operator.uscc or ""] if operator else []
    own = [lead.hint_no, lead.number or "", shop.name, shop.key, shop.site, lead.summary]
    return "\n".join([*own, *named, *dict.fromkeys(found)])


def scopes_of(office: str, unit: str) -> list[str]:
    """The scopes of those who read at `office` for `unit`: the office, its prefecture, the unit."""
    return [f"o{office}", f"p{office[:4]}", f"u{unit}"]


def _readers(leads: Sequence[Lead]) -> dict[int, list[str]]:
    """The scopes of all who may read each lead: where it is, who found it, who sent it
    away, who received it or assists 协办, whose head is asked to sign.

    Scopes are a coarse sieve, met each by itself; who may read a lead says the desk.
    """
    found = {lead.pk: _scopes_at(lead) for lead in leads}
    for row in Referral.objects.filter(lead__in=found, refused_at=None):
        found[row.lead_id] += scopes_of(row.from_office, row.from_unit)
        for unit in (row.to_unit, *row.assisting_units) if row.sent_at else ():
            found[row.lead_id] += scopes_of(row.to_office or row.from_office, unit)
    asked = Approval.objects.filter(lead__in=found)
    for pk, office, unit in asked.values_list("lead_id", "office", "asked_by__unit"):
        found[pk] += scopes_of(office, unit)
    return {pk: list(dict.fromkeys(scopes)) for pk, scopes in found.items()}


def _scopes_at(lead: Lead) -> list[str]:
    """The scopes of the office that the lead is at, and of one elsewhere that found it."""
    scopes, finder = scopes_of(lead.office or lead.discovered_by, lead.unit), lead.discovered_by
    if finds_for_others(finder) and lead.office not in {None, finder}:
        scopes += scopes_of(finder, lead.unit)
    return scopes


def index_operators(operators: Sequence[Operator]) -> None:
    """Make `operators` findable by names, codes, shops. Inside a transaction."""
    shops: dict[int, list[str]] = {}
    rows = Shop.objects.filter(operator__in=[one.pk for one in operators])
    for pk, name, key, site in rows.values_list("operator_id", "name", "key", "site"):
        shops.setdefault(pk, []).extend([name, key, site])
    signs: dict[int, list[str]] = {}
    told = OperatorSign.objects.filter(
        shop__operator__in=[one.pk for one in operators], kind__in=("name", "uscc", "icp")
    )
    for pk, value in told.values_list("shop__operator_id", "value"):
        signs.setdefault(pk, []).append(value)
    OPERATORS.put(
        {
            one.pk: (
                "\n".join(
                    [one.name, one.uscc or "", *shops.get(one.pk, []), *signs.get(one.pk, [])]
                ),
                (),
            )
            for one in operators
        }
    )
