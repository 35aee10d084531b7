"""Which verifications wait for whom, found for many leads in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, QuerySet

from leads.models import Lead, LeadEvent, Officer, Opinion
from leads.opinions import ENDS, Turn
from leads.recusal import STEP as RECUSED

_MOST = 5_000


@dataclass(frozen=True, slots=True)
class OpenTurns:
    """Ids of leads: `for_me` lack a second opinion, and this officer gave none and did not
    stand aside 回避; `unbegun` lack both, `differing` have two that do not agree; `waiting`
    lack a second of anybody."""

    for_me: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    unbegun: list[int] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)
    firsts: dict[int, str] = field(default_factory=dict)

    def first_of(self, lead: Lead) -> str:
        """Who spoke first, "" where nobody did."""
        return self.firsts.get(lead.pk, "")


def open_turns(parts: "Iterable[QuerySet[Lead]]", officer: Officer | None) -> OpenTurns:
    """How the verification of the screened leads of `parts` stands, for this officer.

    The worst of all parts are looked at; no lead is in two of them.
    """
    order = ("level", "first_seen", "pk")
    # A database takes long over the names of thousands of leads: few of them have opinions.
    spoken = Exists(Opinion.objects.filter(lead=OuterRef("pk")))
    screened = (
        leads.filter(stage=Lead.Stage.SCREENED).order_by(*order).annotate(spoken=spoken)
        for leads in parts
    )
    worst = sorted(row for rows in screened for row in rows.values_list(*order, "spoken")[:_MOST])
    begun = {pk: said for _, _, pk, said in worst[:_MOST]}
    ids = list(begun)
    found = OpenTurns()
    turns = _turns([pk for pk in ids if begun[pk]])
    aside = _stood_aside(officer)
    for pk in ids:
        turn = turns.get(pk)
        if turn is None:
            if pk not in aside:
                found.unbegun.append(pk)
            continue
        found.firsts[pk] = turn.opinions[0].officer.name
        if turn.differences:
            found.differing.append(pk)
        elif not turn.both:
            found.waiting.append(pk)
            if officer is not None and turn.of(officer) is None and pk not in aside:
                found.for_me.append(pk)
    return found


def _stood_aside(officer: Officer | None) -> set[int]:
    if officer is None:
        return set()
    steps = LeadEvent.objects.filter(officer=officer, step=RECUSED, lead__stage=Lead.Stage.SCREENED)
    return set(steps.values_list("lead", flat=True))


def _turns(ids: Iterable[int]) -> dict[int, Turn]:
    opinions = Opinion.objects.filter(lead__in=ids).select_related("officer").order_by("id")
    by_lead: dict[int, list[Opinion]] = {}
    for one in opinions:
        by_lead.setdefault(one.lead_id, []).append(one)
    ends = LeadEvent.objects.filter(lead__in=list(by_lead), step__in=ENDS).order_by()
    began = dict(ends.values_list("lead").annotate(Max("version")))
    turns = {
        pk: Turn(tuple(one for one in all_ if one.version >= began.get(pk, 0)))
        for pk, all_ in by_lead.items()
    }
    return {pk: turn for pk, turn in turns.items() if turn.opinions}
