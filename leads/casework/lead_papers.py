"""Records of a whole case: the register of its source, custody, what a party is shown, letters.

Letters and sheets that an office writes only when it wants them are made on request.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.capture.manifest import Captured
from evidence.package.casefile import Capture, CaseFile
from evidence.package.records import facts
from evidence.package.records.form import fill
from evidence.package.records.forms import (
    assistance_letter,
    custody_log,
    notary_sheet,
    notices_checklist,
    party_check,
    referral,
    signature_refusal,
    source_register,
)
from evidence.package.records.forms.assistance_letter import Assistance
from evidence.package.records.forms.custody_log import Custody, CustodyLog
from evidence.package.records.forms.notary_sheet import NotarySheet
from evidence.package.records.forms.notices_checklist import NoticesChecklist
from evidence.package.records.forms.party_check import Material, PartyCheck
from evidence.package.records.forms.signature_refusal import SignatureRefusal
from evidence.package.records.forms.source_register import SourceRegister
from evidence.package.records.from_capture import capture_facts, hexadecimal
from evidence.package.records.paper import Paper
from leads.beijing import day_in_full
from leads.casework.papers import Exporter, entry_number, record_office
from leads.casework.referral_paper import referral_facts
from leads.casework.subject import operator_facts, shop_words
from leads.divisions import office_name
from leads.models import Lead, LeadCapture, LeadEvent
from leads.opinions import spoken_at
from leads.units import Units
from leads.weightiest import weightiest


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What records of a case are made of."""

    case: CaseFile
    leads: Sequence[Lead]
    links: Sequence[LeadCapture]
    captured: Sequence[Captured]
    exporter: Exporter

    @property
    def units(self) -> Units:
        """The office's table of units."""
        return self.exporter.units


def source_papers(lead: Lead, exporter: Exporter) -> list[Paper]:
    """案件来源登记表 of a registered lead; none of one that no two officers have verified."""
    verified = list(
        LeadEvent.objects.filter(lead=lead, step="verified")
        .select_related("officer")
        .order_by("id")
    )
    if lead.number is None or lead.registered_on is None or not verified:
        return []
    platform, shop = shop_words(lead)
    officers = [
        facts.Officer(name=one.officer.name, certificate=one.officer.number)
        for one in verified
        if one.officer is not None
    ]
    head = facts.Head(
        office=record_office(exporter.office), number=lead.number, made_at=exporter.at
    )
    return [
        fill(
            source_register.FORM,
            SourceRegister(
                head=head,
                source="监督检查",
                found_at=lead.first_seen,
                registered_at=verified[-1].at,
                operator=operator_facts(lead),
                platform=platform,
                shop=shop,
                words=_words(lead),
                matter=exporter.units.area_title(lead.area),
                verified_at=verified[-1].at,
                officers=tuple(officers[:2]),
                deadline=_deadline(lead),
            ),
        )
    ]


def standing_papers(matter: Matter) -> list[Paper]:
    """The records that go with every package: custody, what is shown to a party, notices."""
    head = _head(matter)
    return [
        fill(custody_log.FORM, CustodyLog(head=head, actions=tuple(_custody(matter)))),
        fill(
            party_check.FORM,
            PartyCheck(head=head, materials=tuple(_materials(matter.case.captures))),
        ),
        fill(notices_checklist.FORM, NoticesChecklist(head=head)),
    ]


def wanted_papers(matter: Matter, keys: Iterable[str]) -> list[Paper]:
    """The records that were asked for by their keys (`WANTED`). KeyError for another."""
    return [WANTED[key](matter) for key in dict.fromkeys(keys)]


def _refusal(matter: Matter) -> Paper:
    shown = "当事人核对确认页"
    return fill(signature_refusal.FORM, SignatureRefusal(head=_head(matter), document=shown))


def _assistance(matter: Matter) -> Paper:
    lead = matter.leads[0]
    _, shop = shop_words(lead)
    urls = tuple(dict.fromkeys(one.url_final for one in matter.case.captures))
    return fill(
        assistance_letter.FORM,
        Assistance(
            head=_head(matter),
            matter=matter.units.area_title(lead.area),
            shop=shop,
            urls=urls or (lead.shop.url,),
        ),
    )


def _notary(matter: Matter) -> Paper:
    captures = tuple(capture_facts(one) for one in matter.captured)
    return fill(notary_sheet.FORM, NotarySheet(head=_head(matter), captures=captures))


def _referral(matter: Matter, *, own: bool) -> Paper:
    lead = matter.leads[0]
    to = matter.units.title(lead.unit) if own else office_name(lead.office) if lead.office else None
    manners = {str(one.manner) for one in matter.case.captures}
    told = replace(
        referral_facts(lead, matter.units, _head(matter), manners),
        to=to,
        why=lead.route_why or None,
        package=matter.case.number,
        # A file in the package cannot hold the package's own digest.
        package_sha256=None,
    )
    return fill(referral.SUBMISSION if own else referral.LETTER, told)


WANTED: Mapping[str, Callable[[Matter], Paper]] = {
    "signature-refusal": _refusal,
    "assistance-letter": _assistance,
    "notary-sheet": _notary,
    "referral": lambda matter: _referral(matter, own=False),
    "submission": lambda matter: _referral(matter, own=True),
}
"""Records that are made only where somebody asks for them, by the word to ask with."""


def _custody(matter: Matter) -> list[Custody]:
    indices = {link.capture.number: link.capture.ledger_index for link in matter.links}
    done: list[Custody] = [
        Custody(
            at=one.ended_at,
            action="采集",
            number=one.number,
            sha256=hexadecimal(_manifest(one)),
            receiver="系统",
            place=f"captures/{one.number}",
            ledger_entry=entry_number(indices.get(one.number)),
        )
        for one in matter.case.captures
    ]
    events = LeadEvent.objects.filter(
        lead__in=[lead.pk for lead in matter.leads], step__in=["screened", "verified"]
    )
    done += [
        Custody(
            at=spoken_at(event),
            action="复核",
            number=str(event.lead),
            receiver=event.actor,
            purpose="初筛" if event.step == "screened" else "初步核实",
            by_system=False,
        )
        for event in events.select_related("lead").order_by("id")
    ]
    names = "、".join(one.name for one in matter.exporter.officers)
    done.append(
        Custody(
            at=matter.exporter.at,
            action="导出",
            number=matter.case.number,
            giver="系统",
            receiver=names or None,
            purpose="制作证据包",
            by_system=not names,
        )
    )
    return sorted(done, key=lambda one: one.at or matter.exporter.at)


def _manifest(capture: Capture) -> str | None:
    return next((one.file.sha256 for one in capture.artefacts if one.role == "manifest"), None)


def _materials(captures: Iterable[Capture]) -> list[Material]:
    return [
        Material(f"{capture.number} {one.title or one.name}", hexadecimal(one.file.sha256))
        for capture in captures
        for one in capture.artefacts
        if one.role in {"screenshot", "pdf", "recording"} and not one.illustration
    ]


def _words(lead: Lead) -> facts.Fact:
    row = weightiest(lead)
    said = "" if row is None else row.snippet or row.matched
    return said or facts.Absent("不适用", "不是页面文字，见附件")


def _deadline(lead: Lead) -> facts.Fact:
    if lead.due is None:
        return None
    said = day_in_full(lead.due)
    return f"{said}（暂算）" if lead.due_provisional else said


def _head(matter: Matter) -> facts.Head:
    return facts.Head(
        office=record_office(matter.exporter.office),
        number=matter.case.number,
        made_at=matter.exporter.at,
    )
