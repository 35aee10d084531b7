"""The records 文书 of an export, filled from what the leads and captures say.

Nothing is invented: what only an officer can know is left blank, and what the machine
does not have is named as missing (records.md).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from checks.context import FIELD_NAMES
from evidence.capture.manifest import Captured
from evidence.package.casefile import AgreedList, CaseFile, Claim
from evidence.package.records import facts
from evidence.package.records.form import fill
from evidence.package.records.forms import (
    automatic_note,
    catalogue,
    cover_sheet,
    extraction_record,
    fixing_list,
    picture_sheet,
)
from evidence.package.records.forms.automatic_note import AutomaticNote, ListUsed
from evidence.package.records.forms.extraction_record import Extraction
from evidence.package.records.forms.fixing_list import FixingList
from evidence.package.records.forms.picture_sheet import PictureSheet
from evidence.package.records.from_attendance import officers_of
from evidence.package.records.from_capture import capture_facts, hexadecimal
from evidence.package.records.from_case import catalogue as catalogue_of
from evidence.package.records.from_case import cover_sheet as cover_sheet_of
from evidence.package.records.paper import Paper
from evidence.package.records.picture import picture_file
from evidence.seal.digests import digest_file
from leads.casework.run_facts import RunFacts
from leads.casework.subject import operator_facts, shop_words
from leads.models import LeadCapture
from leads.office import Office
from leads.units import Units

AGAIN = {"present": "仍在", "changed": "已变", "gone": "不见"}
_NO_TASK = facts.Absent("不适用", "由执法人员对单个网页采集，不属于监测任务")
_STAMPED_LATER = facts.Absent("未取得", "本件由存证日志树头和证据包的时间戳覆盖，见 seal/")


_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?[(（]?\d{3,4}[)）]?[- ]?\d{4}[- ]?\d{3,5}(?:[-转]\d{1,6})?(?!\d)"
)


def record_office(office: Office) -> facts.Office:
    """The office as records print it: of its contact who is asked for, and the telephone."""
    phone = _PHONE.search(office.contact)
    who = _PHONE.sub("", office.contact).strip(" ，,；;：:、") if phone else office.contact.strip()
    who = re.sub(r"[\s，,；;：:]*(?:联系)?电话[：:]?$", "", who)
    return facts.Office(
        name=office.name,
        prefix=office.code_word or None,
        contact=who or None,
        phone=phone[0] if phone else None,
    )


@dataclass(frozen=True, slots=True)
class Exporter:
    """Who exports, for whom and when: two officers sign what is taken out of the system."""

    office: Office
    units: Units
    officers: tuple[facts.Officer, ...]
    at: datetime


def capture_papers(
    captured: Captured,
    links: Sequence[LeadCapture],
    run: RunFacts | None,
    claims: Iterable[Claim],
    exporter: Exporter,
) -> list[Paper]:
    """The records of one capture: how it was made, the list of its files, its pictures.

    Raises FormRefused, OSError.
    """
    told = _told(captured, links, run)
    number = captured.number
    papers = [fill(fixing_list.FORM, FixingList(
        head=_head(number, exporter), capture=told, officers=exporter.officers
    ))]  # fmt: skip
    if captured.manner == "automatic":
        note = AutomaticNote(
            head=_head(number, exporter),
            capture=told,
            task_kind=run.kind if run else _NO_TASK,
            task_name=run.title if run else _NO_TASK,
            approval=run.approval or None if run else None,
            lists=tuple(_list_used(one, exporter.units) for one in run.lists) if run else None,
        )
        papers.insert(0, fill(automatic_note.FORM, note))
    elif captured.attendance is not None:
        papers.insert(0, fill(extraction_record.FORM, _extraction(captured, told, exporter)))
    shown = {one.artefact for one in claims if one.capture == number}
    for artefact in told.artefacts:
        if artefact.file in shown:
            papers.append(_picture_sheet(captured, told, artefact, exporter, len(papers)))
    return papers


def case_papers(case: CaseFile, subject: facts.Fact, exporter: Exporter) -> list[Paper]:
    """封面首页 and 证据目录, which tell of everything else in the package."""
    head = _head(case.number, exporter)
    return [
        fill(cover_sheet.FORM, cover_sheet_of(case, head, subject)),
        fill(catalogue.FORM, catalogue_of(case, head)),
    ]


def _told(
    captured: Captured, links: Sequence[LeadCapture], run: RunFacts | None
) -> facts.CaptureFacts:
    """What the capture says of itself, with what checks, leads and ledger know."""
    told = capture_facts(captured)
    row = links[0].capture if links else None
    lead = links[0].lead if links else None
    page = told.page
    if lead is not None:
        platform, shop = shop_words(lead)
        # The checks found the shop's own words: nothing stood in the way.
        clear = False if any(one.again in {"present", "changed"} for one in links) else None
        page = replace(page, platform=platform, shop=shop, blocked=clear)
    return replace(
        told,
        page=page,
        operator=operator_facts(lead) if lead is not None else told.operator,
        robots=(run.robots or None) if run else told.robots,
        hits=tuple(_hit(found) for link in links for found in link.found) if links else None,
        recheck=_recheck(links),
        favourable=_favourable(links),
        ledger_entry=entry_number(row.ledger_index if row else None),
        timestamp=_STAMPED_LATER,
        after_decision=told.after_decision or (row is not None and row.after_decision),
    )


def _hit(found: dict[str, Any]) -> facts.Hit:
    return facts.Hit(
        term=str(found.get("term") or found.get("matched") or ""),
        field=FIELD_NAMES.get(str(found.get("field")), str(found.get("field") or "")),
        text=str(found.get("snippet") or found.get("matched") or ""),
        rule=str(found.get("rule") or "") or None,
        excused_by=facts.Absent("不适用"),
    )


def _recheck(links: Sequence[LeadCapture]) -> facts.Fact:
    said = [
        f"{one.lead.hint_no}：{AGAIN.get(one.again, '未复检')}{f'（{one.why}）' if one.why else ''}"
        for one in links
    ]
    return "；".join(said) or facts.Absent("不适用", "本件未关联监测提示")


def _favourable(links: Sequence[LeadCapture]) -> tuple[str, ...] | None:
    if not links:
        return None
    said = [
        f"{one.lead.hint_no}：原命中“{missing.get('matched') or missing.get('rule')}”本次未见"
        for one in links
        for missing in one.missing
    ]
    return tuple(said)


def entry_number(index: int | None) -> facts.Fact:
    """The number of an entry in the ledger, as records print it."""
    return facts.Absent("未取得", "未登入存证日志") if index is None else str(index)


def _list_used(one: AgreedList, units: Units) -> ListUsed:
    signed = "、".join(units.title(str(each.get("unit"))) for each in one.agreements)
    lacking = f"；未会签：{'、'.join(map(units.title, one.missing))}" if one.missing else ""
    return ListUsed(
        name=one.title,
        version=one.version,
        sha256=hexadecimal(one.digest),
        agreed=f"{signed}{lacking}" or facts.Absent("未取得", "没有会签记录"),
    )


def _extraction(captured: Captured, told: facts.CaptureFacts, exporter: Exporter) -> Extraction:
    attended = captured.attendance
    assert attended is not None
    return Extraction(
        head=_head(captured.number, exporter),
        capture=told,
        officers=officers_of(captured),
        purpose=attended.purpose or None,
        place=attended.place or None,
    )


def _picture_sheet(
    captured: Captured,
    told: facts.CaptureFacts,
    artefact: facts.Artefact,
    exporter: Exporter,
    nth: int,
) -> Paper:
    path = captured.folder / artefact.file
    data = path.read_bytes()
    return fill(
        picture_sheet.FORM,
        PictureSheet(
            head=_head(f"{captured.number}-{nth:02d}", exporter),
            capture=told,
            artefact=artefact,
            picture=picture_file(artefact.file, data),
            officers=exporter.officers if len(exporter.officers) == 2 else (),
            exported_at=exporter.at,
            computed_at=artefact.taken_at,
            checked_at=exporter.at,
            agrees=hexadecimal(digest_file(path).sha256) == artefact.sha256,
        ),
    )


def _head(number: str, exporter: Exporter) -> facts.Head:
    return facts.Head(office=record_office(exporter.office), number=number, made_at=exporter.at)
