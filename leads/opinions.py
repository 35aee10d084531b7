"""核实意见: the opinions of a turn of verification, and whether the two agree.

A turn begins when a lead is screened and ends when both officers agree, the head decides,
or the lead goes back. While only one has spoken nobody else is told what: the history
holds a salted digest of the opinion, and its words follow once both are in.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from evidence.seal.digests import sha256_label
from leads.decisions import NOISE, DismissReason
from leads.models import Lead, LeadEvent, Officer, Opinion, SameAct
from leads.plain_text import storable

Conclusion = Opinion.Conclusion

ENDS = ("screened", "restored", "dismissed", "verified", "more_evidence", "withdrawn")
"""Steps after which opinions given before count no more."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an officer fills in. `dismissed_as` (DismissReason) goes with 排除 only."""

    looked_again: bool
    method: str
    party: str
    office: str
    area: str
    conclusion: str
    reason: str
    dismissed_as: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The opinions of the turn that is under way, the oldest first."""

    opinions: tuple[Opinion, ...]

    @property
    def officers(self) -> list[Officer]:
        """Who spoke, in their order."""
        return list({one.officer_id: one.officer for one in self.opinions}.values())

    @property
    def latest(self) -> list[Opinion]:
        """What each says now, in the order in which they first spoke."""
        return list({one.officer_id: one for one in self.opinions}.values())

    @property
    def both(self) -> bool:
        """Whether two officers spoke: from then on each may read the other."""
        return len(self.officers) == 2

    def of(self, officer: Officer | None) -> Opinion | None:
        """What this officer says now."""
        own = [one for one in self.opinions if officer and one.officer_id == officer.pk]
        return own[-1] if own else None

    def readable(self, officer: Officer | None) -> list[Opinion]:
        """The opinions whose words this officer may be shown."""
        if self.both:
            return list(self.opinions)
        return [one for one in self.opinions if officer and one.officer_id == officer.pk]

    @property
    def differences(self) -> list[str]:
        """In what the two do not agree, [] where they do."""
        if not self.both:
            return []
        one, other = self.latest
        found = ["结论"] if one.conclusion != other.conclusion else []
        if one.conclusion == other.conclusion == Conclusion.REGISTER:
            found += ["定性"] if one.area != other.area else []
            found += ["属地"] if one.office != other.office else []
        return found


def turn_of(lead: Lead) -> Turn:
    """The turn under way. Opinions of a turn bear a version no older than what began it."""
    begun = LeadEvent.objects.filter(lead=lead, step__in=ENDS).order_by("-id").first()
    rows = Opinion.objects.filter(lead=lead, version__gte=begun.version if begun else 0)
    return Turn(tuple(rows.select_related("officer").order_by("id")))


def earlier_opinions(lead: Lead) -> list[Opinion]:
    """Opinions of turns that ended, where both officers spoke: nothing of them is secret.

    A turn that somebody ended after one opinion stays unread.
    """
    current = {one.pk for one in turn_of(lead).opinions}
    rows = Opinion.objects.filter(lead=lead).select_related("officer").order_by("id")
    turns: dict[int, list[Opinion]] = {}
    for one in rows:
        if one.pk not in current:
            turns.setdefault(one.version, []).append(one)
    both = [group for group in turns.values() if len({one.officer_id for one in group}) > 1]
    return [one for group in both for one in group]


def alternatives(lead: Lead) -> list[str]:
    """定性: the lead's own area, then those of leads of the same act 备选."""
    leading = SameAct.objects.filter(assisting=lead).values_list("leading__area", flat=True)
    assisting = SameAct.objects.filter(leading=lead).values_list("assisting__area", flat=True)
    return list(dict.fromkeys([lead.area, *leading, *assisting]))


def keep_opinion(
    lead: Lead, officer: Officer, said: Judgement, version: int, changes: Opinion | None = None
) -> Opinion:
    """The row of an opinion, in the transaction of its step."""
    return Opinion.objects.create(
        lead=lead,
        version=version,
        officer=officer,
        looked_again=said.looked_again,
        method=said.method,
        party=said.party,
        office=said.office,
        area=said.area,
        conclusion=said.conclusion,
        dismissed_as=said.dismissed_as if said.conclusion == Conclusion.DISMISS else "",
        reason=storable(said.reason, 2000),
        salt=secrets.token_hex(16),
        changes=changes,
        at=timezone.now(),
    )


def words_of(opinion: Opinion) -> dict[str, Any]:
    """An opinion as its digest covers it, and as the history tells it once it may."""
    return {
        "id": opinion.pk,
        "officer": opinion.officer.number,
        "looked_again": opinion.looked_again,
        "method": opinion.method,
        "party": opinion.party,
        "office": opinion.office,
        "area": opinion.area,
        "conclusion": opinion.conclusion,
        "dismissed_as": opinion.dismissed_as,
        "reason": opinion.reason,
        "changes": opinion.changes_id,
        "salt": opinion.salt,
    }


def digest_of(opinion: Opinion) -> str:
    """The SHA-256 of the opinion's words; the salt keeps it from being guessed."""
    text = json.dumps(words_of(opinion), ensure_ascii=False, sort_keys=True)
    return sha256_label(text.encode())


def dismissal_of(opinions: Sequence[Opinion]) -> DismissReason:
    """排除理由 of two who both dismiss: where they differ, the term is not blamed for it."""
    said = [DismissReason(one.dismissed_as or DismissReason.OTHER) for one in opinions]
    return next((one for one in said if one not in NOISE), said[0])


def spoken_at(event: LeadEvent) -> datetime:
    """When the officer of a step of verification gave the opinion that the step rests on; the
    step's own time where none was given apart. Both officers' steps are entered when the second
    has spoken, and a record of custody must not have the first act then."""
    rows = Opinion.objects.filter(lead=event.lead_id, officer=event.officer_id, at__lte=event.at)
    last = rows.order_by("-id").first() if event.step == "verified" else None
    return event.at if last is None else last.at
