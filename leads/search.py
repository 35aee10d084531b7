"""检索: which words of a lead or an operator can be searched for, and keeping them findable."""

from collections.abc import Iterable, Sequence

from leads.models import Lead, LeadFinding, Operator, OperatorSign, Shop
from leads.word_index import WordIndex

LEADS = WordIndex("leads_lead_words")
OPERATORS = WordIndex("leads_operator_words")
FINDINGS = 12
"""Findings of a lead whose words are searched for."""


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
        if len(words) < 3 * FINDINGS:
            words += [matched[:80], snippet[:200], title[:80]]
    LEADS.put(
        {
            lead.pk: (
                _lead_text(lead, shops[lead.shop_id], operators, found.get(lead.pk, [])),
                lead_scopes(lead.office or lead.discovered_by, lead.unit, lead.area),
            )
            for lead in leads
        }
    )


def _lead_text(lead: Lead, shop: Shop, operators: dict[int, Operator], found: Iterable[str]) -> str:
    operator = operators.get(shop.operator_id)
    named = [operator.name, operator.uscc or ""] if operator else []
    own = [lead.hint_no, lead.number or "", shop.name, shop.key, shop.site, lead.summary]
    return "\n".join([*own, *named, *dict.fromkeys(found)])


def lead_scopes(office: str, unit: str, area: str) -> list[str]:
    """The scopes of a lead: its office (or who found it), its prefecture, its unit, its area."""
    return [f"o{office}", f"p{office[:4]}", f"u{unit}", f"a{area}"]


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
