"""Captures 采集件 in the leads' tables: kept once, entered in the ledger, tied to leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from django.db.models import Q

from evidence.capture.manifest import Captured, read_capture
from evidence.capture.store import MANIFEST
from evidence.errors import EvidenceError
from evidence.package.captured import MARKED
from evidence.seal.entry import Subject
from leads.digests import page_name
from leads.home import Home
from leads.ledger_book import enter
from leads.ledger_entries import entries_of
from leads.models import Capture, Lead, LeadCapture, LeadFinding
from leads.noting import Said
from leads.office import Office
from leads.plain_text import storable, storable_json

ENTRY_KIND = "capture"


@dataclass(frozen=True, slots=True)
class Recheck:
    """What the checks found when they were run again on a capture 复检.

    `again` is None where they could not be run; `why` says why, or what else there is
    to know. `found` and `missing` name the lead's findings that the page shows and lacks.
    """

    again: Literal["present", "changed", "gone"] | None
    why: str = ""
    found: Sequence[Mapping[str, Any]] = ()
    missing: Sequence[Mapping[str, Any]] = ()


def keep_capture(
    home: Home,
    office: Office,
    captured: Captured,
    *,
    run_id: str = "",
    unentered: list[Said] | None = None,
) -> Capture:
    """The row of a finished capture, made where there is none, and its entry in the ledger.

    Doing it twice adds nothing. The entry names capture.json by its digests; that
    names every other file. Raises LedgerFault, DatabaseError, OSError. With `unentered`
    what keeps the entry from being made is added to that instead: the capture is kept,
    and the patrol enters it.
    """
    row, made = Capture.objects.get_or_create(
        number=captured.number,
        defaults=_columns(captured) | {"run_id": storable(run_id, 60)},
    )
    if row.ledger_index is None:
        try:
            # A row that was there may have been entered by somebody who was killed after.
            entered = None if made else entry_of(home, captured)
            if entered is None:
                entered = enter_capture(home, office, captured)
        except (EvidenceError, OSError) as error:
            if unentered is None:
                raise
            unentered.append(_not_entered(row, error))
            return row
        if entered is not None:
            row.ledger_index = entered
            row.save(update_fields=["ledger_index"])
    return row


def enter_again(home: Home, office: Office, row: Capture) -> None:
    """Enter a kept capture that is not in the ledger yet; none where no ledger was begun.

    Raises CaptureFault where its folder is not readable, LedgerFault.
    """
    keep_capture(home, office, read_capture(folder_of(home, row)), run_id=row.run_id)


def enter_capture(home: Home, office: Office, captured: Captured) -> int | None:
    """Enter a capture in the ledger; its number there, None where there is no ledger."""
    subject = Subject.of_file(captured.folder / MANIFEST)
    facts = {
        "number": captured.number,
        "manner": captured.manner,
        "started": captured.started_at.isoformat(),
        "ended": captured.ended_at.isoformat(),
    }
    return enter(home, office, ENTRY_KIND, [subject], facts)


def entry_of(home: Home, captured: Captured) -> int | None:
    """The number of the entry that names the capture's capture.json, None where there is none.

    Raises LedgerFault "malformed". OSError passes.
    """
    for entry in entries_of(home, ENTRY_KIND):
        if any(one.sha256 == captured.digest for one in entry.subjects):
            return entry.index
    return None


def attach(capture: Capture, lead: Lead, recheck: Recheck | None) -> LeadCapture:
    """Tie a capture to a lead, with what the checks found on it; again changes nothing."""
    judged = recheck or Recheck(None, "未复检")
    row, _ = LeadCapture.objects.get_or_create(
        capture=capture,
        lead=lead,
        defaults={
            "again": judged.again or "",
            "why": storable(judged.why, 2000),
            # A page that no longer shows it speaks for the shop 有利材料.
            "bearing": "contrary" if judged.again == "gone" else "suspicion",
            "found": storable_json(list(judged.found)),
            "missing": storable_json(list(judged.missing)),
        },
    )
    return row


def held_capture(lead: Lead, url: str, since: datetime) -> Capture | None:
    """A capture of the page from `since` or later that shows everything the lead has on it.

    None where the page has shown something new after it was taken.
    """
    tied = LeadCapture.objects.filter(
        lead=lead, again=LeadCapture.Again.PRESENT, capture__started_at__gte=since
    )
    tied = tied.filter(Q(capture__url_asked=url) | Q(capture__url_final=url))
    last = tied.select_related("capture").order_by("-capture__started_at").first()
    if last is None:
        return None
    later = LeadFinding.objects.filter(lead=lead, makes_lead=True, page=page_name(url))
    newer = later.filter(first_seen__gt=last.capture.started_at).exists()
    return None if newer else last.capture


def folder_of(home: Home, capture: Capture) -> Path:
    """Where the files of a capture lie."""
    return home.captures / Path(capture.folder).name


def marked_folder(folder: Path) -> Path:
    """Where the marked pictures 示意图 of the capture in `folder` lie: beside it, no evidence."""
    return folder.with_name(f"{folder.name}-marked")


def marked_pictures(folder: Path) -> Path | None:
    """The folder of the finished marked pictures of the capture in `folder`, None without."""
    marked = marked_folder(folder)
    return marked if (marked / MARKED).is_file() else None


def _not_entered(row: Capture, error: EvidenceError | OSError) -> Said:
    zh = en = str(error)
    if isinstance(error, EvidenceError):
        zh, en = error.diagnostics("zh"), error.diagnostics("en")
    return (
        f"采集件 {row.number} 已保存，尚未登记到存证日志，由巡查补登记：{zh}",
        f"capture {row.number} is kept and not entered in the ledger yet (the patrol does it): "
        f"{en}",
    )


def _columns(captured: Captured) -> dict[str, Any]:
    attended = captured.attendance
    return {
        "folder": captured.folder.name,
        "manner": captured.manner,
        "imported": captured.manner == "imported",
        "url_asked": storable(captured.url_asked),
        "url_final": storable(captured.url_final),
        "title": storable(captured.title, 300),
        "started_at": captured.started_at,
        "ended_at": captured.ended_at,
        "after_decision": attended is not None and attended.after_decision,
        "manifest_digest": captured.digest,
    }
