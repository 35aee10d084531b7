"""The facts of 证据目录 and 封面首页 out of a CaseFile, before the package is made."""

import re

from evidence.package import layout
from evidence.package.case_document import picture_path
from evidence.package.casefile import ArchivedPage, Artefact, Capture, CaseFile, Document
from evidence.package.records import facts
from evidence.package.records.forms.catalogue import Catalogue, Entry, Shown, Source
from evidence.package.records.forms.cover_sheet import Claim, CoverSheet, Occasion
from evidence.package.records.from_capture import hexadecimal

# What is printed, played or read by itself; the rest is in the list of each capture.
_LISTED = ("screenshot", "pdf", "recording", "download")
_QUOTE = re.compile("(?:该?页面显示)?“([^“”]*)”。?", re.S)
_UNSAID = facts.Absent("未取得", "页面未标明或未识别")


def catalogue(case: CaseFile, head: facts.Head) -> Catalogue:
    """证据目录: pictures, prints and recordings of captures, archived pages, records.

    What speaks for the shop stands in the same table. Kinds and page numbers are
    left to officers.
    """
    entries = [
        _of_artefact(case, capture, artefact)
        for capture in case.captures
        for artefact in capture.artefacts
        if artefact.role in _LISTED and not artefact.illustration
    ]
    entries += [_of_page(page) for page in case.pages]
    entries += [_of_document(one) for one in case.documents]
    return Catalogue(head=head, case=case.case or None, entries=tuple(entries))


def cover_sheet(case: CaseFile, head: facts.Head, subject: facts.Fact = None) -> CoverSheet:
    """封面首页 of a package; `subject` is the shop or operator that it is about."""
    captures = case.captures
    manners = {one.manner for one in captures}
    people = list(dict.fromkeys(one for capture in captures for one in capture.officers))
    return CoverSheet(
        head=head,
        manner=manners.pop() if len(manners) == 1 else "mixed" if manners else "automatic",
        case=case.case or None,
        object=subject,
        occasions=tuple(
            Occasion(at=one.started_at, url=one.url_final, clock=_clock(one)) for one in captures
        ),
        officers=tuple(
            facts.Officer(name=one.name, certificate=one.number or None) for one in people
        ),
        claims=tuple(
            Claim(
                words=one.text,
                picture=f"图{number}",
                file=picture_path(case, one),
                sha256=hexadecimal(case.artefact(one).file.sha256),
            )
            for number, one in enumerate(case.claims, 1)
        ),
        alterations=_once([said for one in captures for said in one.alterations]),
        gaps=_once([*case.gaps, *(said for one in captures for said in one.gaps)]),
        contrary=_contrary(case),
    )


def _of_artefact(case: CaseFile, capture: Capture, artefact: Artefact) -> Entry:
    source: Source = "自动采集" if capture.manner == "automatic" else "双人取证"
    return Entry(
        name=artefact.title or artefact.name,
        source=source,
        formed_at=_UNSAID,
        collected_at=capture.started_at,
        file=layout.artefact_path(capture, artefact),
        sha256=hexadecimal(artefact.file.sha256),
        shown=tuple(
            _shown(capture, claim.text)
            for claim in case.claims
            if (claim.capture, claim.artefact) == (capture.number, artefact.name)
        ),
        contrary=capture.bearing == "contrary",
        after_decision=capture.after_decision,
    )


def _shown(capture: Capture, claim: str) -> Shown:
    """The claim; where it only quotes the page, as the fixed sentence."""
    quoted = _QUOTE.fullmatch(claim)
    return Shown(
        at=capture.started_at,
        url=capture.url_final,
        words=quoted[1] if quoted else None,
        claim=None if quoted else claim,
    )


def _of_page(page: ArchivedPage) -> Entry:
    return Entry(
        name=page.title or "归档网页",
        source="自动采集",
        formed_at=_UNSAID,
        collected_at=page.read_at,
        shown=(Shown(at=page.read_at, url=page.url, words=page.words),) if page.words else (),
        file=f"{layout.WACZ}（{page.ref.record_id}）",
        sha256=hexadecimal(page.ref.block_digest),
        note=page.note or None,
        contrary=page.bearing == "contrary",
    )


def _of_document(document: Document) -> Entry:
    ending, file = document.files[-1]
    return Entry(
        name=document.title,
        source="机关制作",
        formed_at=facts.Absent("不适用"),
        collected_at=document.made_at,
        file=layout.document_path(document.number, ending),
        sha256=hexadecimal(file.sha256),
    )


def _clock(capture: Capture) -> facts.Clock:
    if capture.clock is None:
        return facts.Clock()
    return facts.Clock(
        source=capture.clock.source,
        method=capture.clock.method,
        offset=float(capture.clock.offset_ms),
        measured_at=capture.clock.measured_at,
    )


def _contrary(case: CaseFile) -> tuple[str, ...]:
    captures = [one.number for one in case.captures if one.bearing == "contrary"]
    said = [f"采集件{len(captures)}件：{'、'.join(captures)}"] if captures else []
    pages = sum(1 for one in case.pages if one.bearing == "contrary")
    if pages:
        said.append(f"归档网页{pages}页")
    if case.contrary:
        said.append(f"未通过或被排除的检查{len(case.contrary)}项，见 {layout.CONTRARY}")
    return tuple(said)


def _once(said: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said))
