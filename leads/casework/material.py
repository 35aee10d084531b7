"""Captures, archived pages and claims of leads, as a case file has them."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from evidence.archive.record import RecordRef
from evidence.package.captured import capture_of
from evidence.package.casefile import ArchivedPage, Bearing, Capture, Claim
from evidence.seal.ledger import Ledger
from evidence.seal.proof import prove
from leads.captures import folder_of, marked_pictures
from leads.home import Home
from leads.lead_document import finding_document
from leads.models import Capture as CaptureRow
from leads.models import Lead, LeadCapture, LeadFinding

Again = Literal["present", "changed", "gone"]


def links_of(leads: Sequence[Lead]) -> list[LeadCapture]:
    """The ties of the leads to their captures, in order of time."""
    rows = LeadCapture.objects.filter(lead__in=[lead.pk for lead in leads])
    return list(rows.select_related("capture", "lead").order_by("capture__started_at", "id"))


def captures_of(home: Home, links: Iterable[LeadCapture], ledger: Ledger | None) -> list[Capture]:
    """The captures that `links` name, each once, with the proof that it was entered.

    A capture of a page that shows one lead's matter and no longer another's speaks for
    the suspicion. Raises CaptureFault, PackageFault, LedgerFault.
    """
    ties: dict[str, list[LeadCapture]] = {}
    for link in links:
        ties.setdefault(link.capture.number, []).append(link)
    head = None if ledger is None else ledger.sign_head()
    found = []
    for tied in ties.values():
        row = tied[0].capture
        proof = None
        if ledger is not None and head is not None and row.ledger_index is not None:
            proof = prove(ledger.folder, row.ledger_index, head).to_bytes()
        found.append(
            capture_of(
                folder_of(home, row),
                bearing=_bearing(tied),
                again=_again(tied),
                after_decision=row.after_decision,
                ledger=proof,
                illustrations=marked_pictures(folder_of(home, row)),
            )
        )
    return found


def _bearing(tied: Sequence[LeadCapture]) -> Bearing:
    return "contrary" if all(one.bearing == "contrary" for one in tied) else "suspicion"


def _again(tied: Sequence[LeadCapture]) -> Again | None:
    """What was found when the checks ran again; for several leads what says most."""
    said = {one.again for one in tied}
    order: tuple[Again, ...] = ("present", "changed", "gone")
    return next((word for word in order if word in said), None)


def findings_of(leads: Sequence[Lead]) -> list[LeadFinding]:
    """All findings of the leads, those that made them first."""
    rows = LeadFinding.objects.filter(lead__in=[lead.pk for lead in leads])
    return list(rows.select_related("lead").order_by("-makes_lead", "id"))


def pages_of(archive: Path, rows: Iterable[LeadFinding]) -> list[ArchivedPage]:
    """The archived pages that the findings rest on: first seen, last seen, and without it.

    A page on which something was found and excused, or no longer found, goes along:
    it speaks for the shop.
    """
    pages: dict[str, ArchivedPage] = {}
    for row in rows:
        for one in _pages_of(archive, row):
            known = pages.get(one.ref.record_id)
            # A record that shows the matter and something excused besides shows the matter.
            if known is None or (known.bearing == "contrary" and one.bearing == "suspicion"):
                pages[one.ref.record_id] = one
    return list(pages.values())


def _pages_of(archive: Path, row: LeadFinding) -> Iterator[ArchivedPage]:
    """The records of one finding."""
    against = row.excused is not None
    bearing: Bearing = "contrary" if against else "suspicion"
    words = "" if against else (row.snippet or row.matched)
    after = "；命中已排除" if against else ""
    seen = [
        (row.record, f"首见{after}", bearing, row.first_seen, words),
        (row.last_record, f"末见{after}", bearing, row.last_seen, words),
        (row.gone_record, "复检未见", "contrary", row.gone_at, ""),
    ]
    looked = (one.get("record") for one in row.coverage if isinstance(one, dict))
    seen += [(record, "查看范围", bearing, None, "") for record in looked]
    for record, note, speaks, at, shown in seen:
        if record is not None:
            yield ArchivedPage(
                archive,
                RecordRef.from_json(record),
                row.url,
                "contrary" if speaks == "contrary" else "suspicion",
                row.page_title,
                note,
                at,
                shown,
            )


def claims_of(links: Iterable[LeadCapture], captures: Iterable[Capture]) -> list[Claim]:
    """主张: for each finding that a capture still shows, its words and the picture they stand in.

    Words are quoted as the page has them; nothing is claimed of a capture on which
    they were not found again.
    """
    pictures = {one.number: _picture(one) for one in captures}
    claims: dict[tuple[str, str, str], Claim] = {}
    for link in links:
        picture = pictures.get(link.capture.number)
        if picture is None:
            continue
        for found in link.found:
            words = str(found.get("snippet") or found.get("matched") or "").strip()
            if words:
                claim = Claim(f"页面显示“{words}”", link.capture.number, picture, link.lead.hint_no)
                claims.setdefault((claim.text, claim.capture, claim.lead), claim)
    return list(claims.values())


def _picture(capture: Capture) -> str | None:
    """The picture of the whole page; that of the first view where there is none."""
    names = [
        one.name for one in capture.artefacts if one.role == "screenshot" and not one.illustration
    ]
    whole = [name for name in names if name.startswith("page-")]
    return next(iter(whole or names), None)


def contrary_of(rows: Iterable[LeadFinding], links: Iterable[LeadCapture]) -> list[dict[str, Any]]:
    """What speaks for the shop: excused findings, findings that are gone, clean captures."""
    said = [
        {"lead": row.lead.hint_no, "kind": "gone" if row.gone_at else "excused"}
        | finding_document(row)
        for row in rows
        if row.excused is not None or row.gone_at is not None
    ]
    said += [
        {
            "lead": link.lead.hint_no,
            "kind": "capture",
            "capture": link.capture.number,
            "again": link.again,
            "missing": link.missing,
        }
        for link in links
        if link.bearing == "contrary"
    ]
    return said


def not_entered(home: Home, links: Iterable[LeadCapture]) -> list[CaptureRow]:
    """Captures not in the ledger yet: taken before there was one, or while it was locked."""
    rows = {link.capture.pk: link.capture for link in links if link.capture.ledger_index is None}
    return [row for row in rows.values() if folder_of(home, row).is_dir()]
