"""Rows of what was found: added once, seen again, gone, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checks.finding import Finding
from evidence.archive.reader import read_record
from leads.digests import content_name, page_name
from leads.events import note_event
from leads.facts import Facts, GoneFacts, LicenceFacts
from leads.judgeable import why_not_judged
from leads.models import Lead, LeadFinding
from leads.plain_text import storable, storable_json
from pages.quality_marks import is_unsure

SHOP_RULE = "shop-licence."
"""Rules that judge a whole shop begin so: a single page neither adds nor ends them."""

MOST_EXCUSED = 200
"""Excused findings kept of one lead."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A finding as it is filed. `content` names its words; `coverage` where we looked."""

    finding: Finding
    content: str
    coverage: Sequence[Mapping[str, Any]] = ()

    @classmethod
    def of(cls, finding: Finding, coverage: Sequence[Mapping[str, Any]] = ()) -> "Observation":
        """The observation of one finding."""
        f = finding
        # The same words judged otherwise, by a newer list perhaps, are another finding.
        judged = "excused" if f.excused is not None else "lead" if f.lead else "sign"
        return cls(f, content_name(judged, f.rule, f.term, f.matched, f.snippet), coverage)

    @property
    def area(self) -> str:
        """The matter it belongs to."""
        return self.finding.area

    @property
    def makes_lead(self) -> bool:
        """Whether it makes a lead, alone or with others of the page."""
        return self.finding.lead and self.finding.excused is None

    @property
    def excused(self) -> str | None:
        """Why it makes none, where it was excused."""
        return self.finding.excused


def add_findings(lead: Lead, facts: Facts, observations: Sequence[Observation]) -> int:
    """Add what is new of `observations` to the lead, note what was seen again.

    Returns how many lead-making contents are new to the lead, whatever their page.
    """
    if not observations:
        return 0
    page = page_name(facts.url)
    by_content: dict[str, Observation] = {}
    for each in observations:
        # Shown text comes before a page's metadata: the place that an officer sees is kept.
        by_content.setdefault(each.content, each)
    rows = {
        row.content: row
        for row in LeadFinding.objects.filter(lead=lead, page=page, content__in=by_content)
    }
    known = contents_of(lead)
    for row in rows.values():
        _see_again(row, facts, by_content[row.content])
    fresh = [o for content, o in by_content.items() if content not in rows]
    LeadFinding.objects.bulk_create(
        [_row(lead, page, facts, o) for o in fresh if o.excused is None or _has_room(lead)]
    )
    return sum(1 for o in fresh if o.makes_lead and o.content not in known)


def contents_of(lead: Lead) -> set[str]:
    """The names of all contents that made this lead so far."""
    rows = LeadFinding.objects.filter(lead=lead, makes_lead=True)
    return set(rows.values_list("content", flat=True))


def mark_gone(lead: Lead, facts: Facts, observations: Sequence[Observation]) -> bool:
    """Mark findings of this page that it no longer shows; whether there were any.

    The page that lacks them must verify as much as one that shows them. Raises RecordFault.
    """
    if not isinstance(facts, LicenceFacts) and any(map(is_unsure, facts.inspection.flags)):
        return False
    rows = LeadFinding.objects.filter(lead=lead, page=page_name(facts.url), gone_at=None)
    rows = rows.filter(last_seen__lt=facts.seen_at)
    if isinstance(facts, LicenceFacts):
        rows = rows.filter(rule__startswith=SHOP_RULE)
    else:
        rows = rows.exclude(rule__startswith=SHOP_RULE)
    unseen = rows.exclude(content__in=[o.content for o in observations])
    gone = [row for row in unseen if not _is_beyond(row, lead, facts)]
    if gone:
        read_record(facts.archive_folder, facts.record)
        _keep_gone(lead, gone, facts, "复检未见或已可排除")
    return bool(gone)


def mark_page_gone(facts: GoneFacts) -> list[Lead]:
    """Mark what leads have found on a page that is no more; the leads, each locked.

    The answer that says so must verify as much as a page does. What the whole shop is
    suspected of does not end with one page. Raises RecordFault.
    """
    rows = LeadFinding.objects.filter(
        page__in={page_name(url) for url in facts.urls}, gone_at=None, last_seen__lt=facts.seen_at
    ).exclude(rule__startswith=SHOP_RULE)
    found = list(rows.order_by("id"))
    if not found:
        return []
    read_record(facts.archive_folder, facts.record)
    leads = Lead.objects.select_for_update(of=("self",)).select_related("shop__operator")
    touched = list(leads.filter(pk__in={row.lead_id for row in found}).order_by("pk"))
    for lead in touched:
        of_lead = [row for row in found if row.lead_id == lead.pk]
        _keep_gone(lead, of_lead, facts, f"页面已不存在（{facts.said}）")
    return touched


def _keep_gone(
    lead: Lead, gone: Sequence[LeadFinding], facts: Facts | GoneFacts, said: str
) -> None:
    reference = facts.record.to_json()
    LeadFinding.objects.filter(pk__in=[row.pk for row in gone]).update(
        gone_at=facts.seen_at, gone_record=reference
    )
    accused = [row for row in gone if row.makes_lead]
    if accused:
        note_event(
            lead,
            "gone",
            before=lead.stage,
            reason=f"{said}：{accused[0].matched or accused[0].reason}",
            detail={"url": accused[0].url, "findings": len(accused), "record": reference},
        )


def _is_beyond(row: LeadFinding, lead: Lead, facts: Facts) -> bool:
    """Whether this look at the page could not have made the finding again."""
    if isinstance(facts, LicenceFacts) or facts.lists is None:
        return False
    return bool(why_not_judged(row, lead.area, facts.lists, facts.inspection.flags))


def _see_again(row: LeadFinding, facts: Facts, observation: Observation) -> None:
    record = facts.record.to_json()
    row.times += 1
    row.draft = row.draft and facts.draft
    if facts.seen_at < row.first_seen:
        row.first_seen, row.record = facts.seen_at, record
    if facts.seen_at >= row.last_seen:
        row.last_seen, row.last_record = facts.seen_at, record
        row.gone_at, row.gone_record = None, None
        row.coverage = storable_json(list(observation.coverage))
    row.save()


def _has_room(lead: Lead) -> bool:
    return LeadFinding.objects.filter(lead=lead, makes_lead=False).count() < MOST_EXCUSED


def _row(lead: Lead, page: str, facts: Facts, observation: Observation) -> LeadFinding:
    finding, record = observation.finding, facts.record.to_json()
    return LeadFinding(
        lead=lead,
        page=page,
        content=observation.content,
        url=storable(facts.url),
        page_title=storable(facts.title, 300),
        rule=storable(finding.rule, 120),
        term=storable(finding.term, 200),
        list_id=storable(finding.list_id, 120),
        list_version=storable(finding.list_version, 60),
        list_digest=storable(finding.list_digest, 80),
        matched=storable(finding.matched, 2000),
        field=storable(finding.field, 30),
        start=finding.start,
        end=finding.end,
        snippet=storable(finding.snippet, 4000),
        strength=finding.strength,
        makes_lead=observation.makes_lead,
        reason=storable(finding.reason, 2000),
        excuse=storable(finding.excuse, 2000),
        excused=None if finding.excused is None else storable(finding.excused, 2000),
        basis=storable(finding.basis, 2000),
        unit=storable(finding.unit, 41),
        coverage=storable_json(list(observation.coverage)),
        record=record,
        last_record=record,
        run_id=storable(facts.run_id, 60),
        draft=facts.draft,
        first_seen=facts.seen_at,
        last_seen=facts.seen_at,
    )
