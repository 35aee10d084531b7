"""Whether what a lead rests on is still whole 核验: its archived records, its captures.

A lead whose records or captures no longer have the digests they had is neither
registered nor referred (核验不一致); the number says which, and the administrator knows
what to do about it.
"""

from pathlib import Path

from evidence.archive.reader import read_record
from evidence.archive.record import RecordRef
from evidence.capture.capture_kind import CaptureKind
from evidence.capture.manifest import read_capture
from evidence.errors import CaptureFault, RecordFault
from leads.captures import folder_of
from leads.errors import IllegalStep
from leads.home import Home
from leads.models import Capture, Lead, LeadFinding


def require_whole(lead: Lead, archive: Path, home: Home) -> None:
    """Raise IllegalStep unless every record and every capture of the lead verifies."""
    _require_records(lead, archive)
    for capture in Capture.objects.filter(leads__lead=lead).order_by("id"):
        folder = folder_of(home, capture)
        found = CaptureKind().verify(folder)
        if found.faults or not folder.is_dir():
            fault = found.faults[0].zh if found.faults else "文件夹不在"
            raise _capture_fault(lead, capture, fault)
        _require_manifest(lead, capture, folder)


def trouble_of(lead: Lead, archive: Path, home: Home) -> str:
    """What a page says before anybody decides, "" where all is well as far as is quickly told.

    Records are read back; of captures only the manifest is held to its digest, their files
    are hashed by the step itself.
    """
    try:
        _require_records(lead, archive)
        for capture in Capture.objects.filter(leads__lead=lead).order_by("id"):
            _require_manifest(lead, capture, folder_of(home, capture))
    except IllegalStep as error:
        return error.zh
    return ""


def _require_records(lead: Lead, archive: Path) -> None:
    rows = LeadFinding.objects.filter(lead=lead, makes_lead=True)
    # Many findings of one page name one record in the same words.
    records = {repr(sorted(one.items())): one for one in rows.values_list("record", flat=True)}
    for record in records.values():
        try:
            read_record(archive, RecordRef.from_json(record))
        except TypeError as error:
            raise _record_fault(lead, "登记的位置不全", "its reference is broken") from error
        except RecordFault as error:
            zh, en = error.diagnostics("zh"), error.diagnostics("en")
            raise _record_fault(lead, zh, en) from error


def _record_fault(lead: Lead, zh: str, en: str) -> IllegalStep:
    return IllegalStep(
        f"{lead} 的采集件核验不一致，不能登记或移送：{zh}",
        f"a record of {lead} does not verify: {en}",
    )


def _require_manifest(lead: Lead, capture: Capture, folder: Path) -> None:
    try:
        digest = read_capture(folder).digest
    except CaptureFault as error:
        raise _capture_fault(lead, capture, error.diagnostics("zh")) from error
    if digest != capture.manifest_digest:
        raise _capture_fault(lead, capture, "清单摘要与登记时不同")


def _capture_fault(lead: Lead, capture: Capture, why: str) -> IllegalStep:
    return IllegalStep(
        f"{lead} 的采集件核验不一致，不能登记或移送，请告知管理员，编号{capture.number}：{why}",
        f"the capture {capture.number} of {lead} does not verify; tell the administrator",
    )
