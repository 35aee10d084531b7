"""Filing 建提示: pages with findings become leads, one for each shop and matter.

No verified record, no lead: the record is read back and hashed anew before
anything is written. Filing a page twice adds nothing; a page that is read again
without its finding marks the finding as gone, which speaks for the shop.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from checks.finding import Finding, OperatorSigns
from evidence.archive.reader import read_record
from evidence.errors import RecordFault
from leads.act_links import link_same_acts
from leads.digests import page_name
from leads.dossier import known_of, note_shop, shop_of
from leads.facts import Facts, GoneFacts, LicenceFacts, VisitFacts
from leads.finding_rows import SHOP_RULE, Observation, add_findings, mark_gone, mark_page_gone
from leads.handing_over import hand_over_suspected
from leads.harm import settle_level
from leads.lead_rows import lead_for, leads_of, reroute, see
from leads.models import FiledVisit, FilingError, Lead, Shop
from leads.office import Office
from leads.plain_text import storable
from leads.search import index_leads
from leads.territory import Routed, route
from leads.units import Units, shipped_units
from leads.weightiest import settle_summary

__all__ = ["Filed", "Filing", "GoneFacts", "LicenceFacts", "VisitFacts"]

LICENCE_AREA = "licence"
LICENCE_LEADS = frozenset({"not_found", "invalid", "mismatch"})
"""States of a licence conclusion that make a lead; the others are shown, not filed."""

_FILING_LOCK = 0x66696C65
"""The key of PostgreSQL's advisory lock while leads are filed ("file")."""


@dataclass(slots=True)
class Filed:
    """What became of a group of pages: the leads touched, and pages without a sound record."""

    leads: list[Lead] = field(default_factory=list)
    errors: list[RecordFault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Filing:
    """Files for one office: by its table of units, and its wish to hand on suspected leads."""

    units: Units = field(default_factory=shipped_units)
    office: Office = field(default_factory=Office)

    def file_visit(self, facts: VisitFacts) -> list[Lead]:
        """File one page; the leads it belongs to. Raises RecordFault, having written nothing.

        To be called inside the transaction that keeps the page; opens one otherwise.
        """
        inspection = facts.inspection
        accused = any(Observation.of(finding).makes_lead for finding in inspection.findings)
        if accused:
            read_record(facts.archive_folder, facts.record)
        elif not _tells_of(inspection.operator) and shop_of(facts.site, facts.shop_key) is None:
            return []
        with _filing():
            noted = note_shop(facts, inspection.operator)
            observations = [Observation.of(finding) for finding in inspection.findings]
            page = _Page(facts, noted.shop, observations, self, facts.goods)
            return page.file(None, rerouting=noted.fresh)

    def file_licence(self, facts: LicenceFacts) -> list[Lead]:
        """File what a whole shop says about its licence 亮照. Raises RecordFault.

        Missing is only said with the proof of where we looked: an incomplete look
        makes no lead, and every page that was looked at must verify. A licence that
        is shown again marks the earlier finding as gone.
        """
        state = facts.conclusion.state
        proven = state != "not_found" or (facts.complete and bool(facts.coverage))
        accused = state in LICENCE_LEADS and proven
        for record in (facts.record, *facts.looked_records) if accused else ():
            read_record(facts.archive_folder, record)
        with _filing():
            noted = note_shop(facts, facts.operator)
            if not accused and state not in {"shown", "exempt"}:
                # What could not be checked says nothing, neither against the shop nor for it.
                return []
            observations = [_licence_observation(facts)] if accused else []
            page = _Page(facts, noted.shop, observations, self)
            return page.file(LICENCE_AREA, rerouting=noted.fresh)

    def file_gone(self, facts: GoneFacts) -> list[Lead]:
        """File that a page is no more; the leads whose findings stood on it. Raises RecordFault.

        It makes no lead and ends none: what was seen there is kept, marked as gone.
        """
        with _filing():
            touched = mark_page_gone(facts)
            _settle(touched)
            return touched

    def file_visits(self, group: Sequence[VisitFacts | GoneFacts]) -> Filed:
        """File many pages in one transaction.

        A page whose record does not verify makes no lead: it is counted in the table
        of filing errors, and the others are filed.
        """
        filed, touched = Filed(), dict[int, Lead]()
        with transaction.atomic():
            for facts in group:
                try:
                    with transaction.atomic():
                        if isinstance(facts, GoneFacts):
                            self.file_gone(facts)
                            continue
                        touched |= {lead.pk: lead for lead in self.file_visit(facts)}
                except RecordFault as error:
                    filed.errors.append(error)
                    _note_error(facts, error)
        filed.leads = list(touched.values())
        return filed


@dataclass(slots=True)
class _Page:
    """The filing of one page."""

    facts: Facts
    shop: Shop
    observations: list[Observation]
    filing: Filing
    goods: str = ""

    def file(self, only: str | None, *, rerouting: bool) -> list[Lead]:
        """File the observations; `only` limits to one area what counts as gone."""
        known = leads_of(self.shop)
        accused = list(dict.fromkeys(o.area for o in self.observations if o.makes_lead))
        if not known and not accused:
            return []
        if not self._first_time():
            return [known[area] for area in accused if area in known]
        leads = {area: self._add(area, known.get(area)) for area in accused}
        changed = list(leads.values())
        for area, lead in known.items():
            if area not in leads:
                # Excused hits travel with a lead that stands: they speak for the shop.
                add_findings(lead, self.facts, [o for o in self._of(area) if o.excused is not None])
            if only in {None, area} and mark_gone(lead, self.facts, self._of(area)):
                changed.append(lead)
        link_same_acts(self.facts, leads, self.observations, self.filing.units)
        if rerouting:
            for area, lead in {**known, **leads}.items():
                reroute(lead, self._where(area, lead.discovered_by))
                changed.append(lead)
        _settle(list(dict.fromkeys(changed)))
        return list(leads.values())

    def _add(self, area: str, known: Lead | None) -> Lead:
        """Add the observations of one area to its lead, making one where there is none."""
        observations = self._of(area)
        lead, made = lead_for(
            self.facts,
            self.shop,
            known,
            observations,
            lambda: self._where(area, self.facts.discovering_office),
        )
        new = add_findings(lead, self.facts, observations)
        see(lead, self.facts, new, made=made)
        hand_over_suspected(lead, self.filing.office, self.filing.units)
        return lead

    def _of(self, area: str) -> list[Observation]:
        return [o for o in self.observations if o.area == area]

    def _where(self, area: str, finder: str) -> Routed:
        """Unit and office by all signs known so far; an unknown operator stays with its finder."""
        rules = [o.finding.rule for o in self._of(area) if o.makes_lead]
        known = known_of(self.shop, area, self.goods) | {"rules": rules}
        routed = route(known, self.filing.units)
        if routed.status != "operator_unknown":
            return routed
        return Routed(
            routed.unit, finder or routed.office, routed.status, routed.external, routed.why
        )

    def _first_time(self) -> bool:
        """Note that this page was filed; False if it was before."""
        facts = self.facts
        # The home page is filed as a page of its own, and again for the whole shop.
        kind = "shop " if isinstance(facts, LicenceFacts) else ""
        record_id = storable(kind + facts.record.record_id, 100)
        if FiledVisit.objects.filter(record_id=record_id).exists():
            return False
        FiledVisit.objects.create(
            record_id=record_id,
            shop=self.shop,
            run_id=storable(facts.run_id, 60),
            page=page_name(facts.url),
            seen_at=facts.seen_at,
        )
        return True


def _licence_observation(facts: LicenceFacts) -> Observation:
    """The conclusion about a shop's licence as a finding with its coverage."""
    conclusion = facts.conclusion
    proof = next((str(p.get("text", "")) for p in conclusion.proof if p.get("text")), "")
    finding = Finding(
        area=LICENCE_AREA,
        rule=f"{SHOP_RULE}{conclusion.state}",
        term="",
        list_id=facts.list_id,
        list_version=facts.list_version,
        list_digest=facts.list_digest,
        matched=proof if conclusion.state != "not_found" else "",
        field="",
        start=0,
        end=0,
        snippet="",
        strength="strong",
        lead=True,
        reason=conclusion.reason,
        excuse="主页面或其链接页公示执照、链接标识或免登记声明的，不构成",
        basis=facts.basis,
        unit="network",
    )
    return Observation.of(finding, facts.coverage)


def _tells_of(signs: OperatorSigns) -> bool:
    """Whether a page tells anything of the operator worth a dossier."""
    numbers = (signs.uscc, signs.reg_no, signs.jy, signs.sc, signs.police_filing, signs.icp)
    return any(numbers) or bool(signs.addresses)


def _note_error(facts: VisitFacts | GoneFacts, error: RecordFault) -> None:
    FilingError.objects.create(
        run_id=storable(facts.run_id, 60),
        url=storable(facts.url),
        record=facts.record.to_json(),
        problem=storable(error.diagnostics("zh"), 2000),
        at=timezone.now(),
    )


def _settle(leads: Sequence[Lead]) -> None:
    """Bring up to date what is derived from the findings of `leads`: level, line, words."""
    for lead in leads:
        fields = ["level", "level_why"] if settle_level(lead) else []
        fields += ["summary"] if settle_summary(lead) else []
        if fields:
            lead.save(update_fields=[*fields, "updated_at"])
    index_leads(leads)


@contextmanager
def _filing() -> Iterator[None]:
    """A transaction in which only one process files.

    SQLite has one writer anyway. On PostgreSQL two workers could touch the same
    operator in different order and wait for each other for ever; the advisory
    lock ends with the transaction.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FILING_LOCK])
        yield
