"""data/case.json: what is in a package, where it lies and what belongs to what.

`files` names every other file of the payload, and every WARC file in the WACZ
(data/web.wacz!archive/...), with SHA-256 and SM3.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from evidence.package import layout
from evidence.package.casefile import (
    AgreedList,
    ArchivedPage,
    Capture,
    CaseFile,
    Claim,
    Document,
    Form,
)
from evidence.package.extraction import Extracted
from evidence.package.file_facts import FileFacts
from evidence.package.wacz import ARCHIVE

NAME = "wangjian-case"
VERSION = 1


def case_document(case: CaseFile, extracted: Sequence[Extracted]) -> dict[str, Any]:
    """The document of a whole package; `extracted` says where its archived pages lie now."""
    pages = zip(case.pages, extracted, strict=True)
    return about(case, "full") | {
        "leads": [layout.lead_path(number) for number in range(1, len(case.leads) + 1)],
        "claims": [_claim(case, one) for one in case.claims],
        "captures": [_capture(one) for one in case.captures],
        "pages": [_page(page, place) for page, place in pages],
        "lists": [_list(one) for one in case.lists],
        "records": [_record(one) for one in case.documents],
        "contrary": layout.CONTRARY,
        "coverage": layout.COVERAGE,
        "gaps": list(case.gaps),
    }


def about(case: CaseFile, form: Form) -> dict[str, Any]:
    """What the document of any package begins with: whose it is, and which."""
    office = case.office
    return {
        "document": NAME,
        "version": VERSION,
        "form": form,
        "package": case.number,
        "case": case.case,
        "serial": case.serial,
        "title": case.title,
        "made_at": utc(case.made_at),
        "software": case.software,
        "office": {"name": office.name, "code": office.code, "contact": office.contact},
        "exported_by": [{"name": one.name, "number": one.number} for one in case.exported_by],
    }


def picture_path(case: CaseFile, claim: Claim) -> str:
    """Where the picture of `claim` lies."""
    capture = next(one for one in case.captures if one.number == claim.capture)
    return layout.artefact_path(capture, case.artefact(claim))


def utc(moment: datetime) -> str:
    """A time as all documents have it: UTC, with what fractions it has."""
    return moment.isoformat().replace("+00:00", "Z")


def _claim(case: CaseFile, claim: Claim) -> dict[str, Any]:
    return {
        "text": claim.text,
        "lead": claim.lead,
        "capture": claim.capture,
        "picture": picture_path(case, claim),
    }


def _capture(capture: Capture) -> dict[str, Any]:
    clock = capture.clock
    return {
        "number": capture.number,
        "manner": capture.manner,
        "bearing": capture.bearing,
        "url_asked": capture.url_asked,
        "url_final": capture.url_final,
        "title": capture.title,
        "started_at": utc(capture.started_at),
        "ended_at": utc(capture.ended_at),
        "clock": None
        if clock is None
        else {
            "source": clock.source,
            "method": clock.method,
            "offset_ms": clock.offset_ms,
            "measured_at": utc(clock.measured_at),
        },
        "officers": [{"name": one.name, "number": one.number} for one in capture.officers],
        "again": capture.again,
        "after_decision": capture.after_decision,
        "alterations": list(capture.alterations),
        "gaps": list(capture.gaps),
        "artefacts": [
            {
                "name": one.name,
                "role": one.role,
                "media_type": one.media_type,
                "title": one.title,
                "illustration": one.illustration,
                "path": layout.artefact_path(capture, one),
            }
            for one in capture.artefacts
        ],
        "manifest": _manifest(capture),
        "ledger": layout.ledger_path(capture) if capture.ledger is not None else None,
    }


def _page(page: ArchivedPage, place: Extracted) -> dict[str, Any]:
    ref = place.source
    return {
        "url": page.url,
        "title": page.title,
        "bearing": page.bearing,
        "note": page.note,
        "date": place.date,
        "record_id": ref.record_id,
        "request_id": place.request_id,
        "block_digest": ref.block_digest,
        "payload_digest": ref.payload_digest,
        "source": {"file": ref.file, "offset": ref.offset, "length": ref.length},
        "inside": ARCHIVE + layout.RECORDS_WARC,
        "offset": place.offset,
        "length": place.length,
    }


def _list(one: AgreedList) -> dict[str, Any]:
    return {
        "id": one.list_id,
        "version": one.version,
        "title": one.title,
        "digest": one.digest,
        "path": layout.list_path(one.list_id),
        "agreements": layout.agreements_path(one.list_id),
        "missing": list(one.missing),
    }


def _record(document: Document) -> dict[str, Any]:
    return {
        "number": document.number,
        "kind": document.kind,
        "title": document.title,
        "made_at": utc(document.made_at),
        "capture": document.capture,
        "files": [layout.document_path(document.number, ending) for ending, _ in document.files],
    }


def _manifest(capture: Capture) -> str | None:
    """Where the capture's own list of its files lies, which is what the ledger was told of."""
    for one in capture.artefacts:
        if one.role == "manifest":
            return layout.artefact_path(capture, one)
    return None


def file_list(facts: Mapping[str, FileFacts]) -> dict[str, dict[str, str]]:
    """The digests of files under their paths; SM3 where this machine has it."""
    return {path: _digests(found) for path, found in sorted(facts.items())}


def _digests(found: FileFacts) -> dict[str, str]:
    said = {"sha256": f"sha256:{found.sha256}"}
    return said if found.sm3 is None else said | {"sm3": f"sm3:{found.sm3}"}
