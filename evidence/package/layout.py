"""Where everything lies in a package. Paths come from numbers, never from names of the web.

data/case.json               what is in the package, and what belongs to what
data/summary.json            page 1 in figures
data/web.wacz                all archived traffic
data/captures/<number>/…     what was kept of each capture
data/ledger/<number>.…       the proof that a capture was entered in the ledger
data/records/<number>.…      the records 文书
data/leads/lead-001.json     the leads
data/lists/<id>.list.json    keyword lists, and who agreed to them
data/contrary.json           findings that were excused, and checks that failed
data/coverage.json           where was looked
data/redaction.json          of a redacted copy: what it was made from
"""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.package.casefile import Artefact, Capture, CaseFile, StoredFile
from evidence.package.plain_json import write_json, write_json_lines
from evidence.package.wacz import ARCHIVE

CASE = "data/case.json"
SUMMARY = "data/summary.json"
WACZ = "data/web.wacz"
CONTRARY = "data/contrary.json"
COVERAGE = "data/coverage.json"
REDACTION = "data/redaction.json"
RECORDS_WARC = "records.warc.gz"
"""The WARC file of what was taken from the archive of crawls, in the WACZ's archive/."""

VERIFY_TEXT = "VERIFY.txt"
VERIFIER = "verify_package.py"
SEAL_ANCHORS = "anchors/seal.pem"
STAMP_ANCHORS = "anchors/stamp.pem"
LEDGER_ANCHORS = "anchors/ledger.pem"


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the payload: its path in the bag, and its bytes or where they are."""

    path: str
    content: bytes | StoredFile


def artefact_path(capture: Capture, artefact: Artefact) -> str:
    """Where an artefact lies; archived traffic only inside the WACZ, not a second time."""
    if artefact.is_traffic:
        return f"{WACZ}!{ARCHIVE}{warc_name(capture, artefact)}"
    return f"data/captures/{capture.number}/{artefact.name}"


def warc_name(capture: Capture, artefact: Artefact) -> str:
    """The name of a capture's WARC file in the WACZ's archive/."""
    return f"{capture.number.lower()}-{capture.warcs.index(artefact):02d}.warc.gz"


def ledger_path(capture: Capture) -> str:
    """Where the capture's proof of entry in the ledger lies."""
    return f"data/ledger/{capture.number}.tlog-proof"


def lead_path(number: int) -> str:
    """Where lead `number`, counted from 1, lies."""
    return f"data/leads/lead-{number:03d}.json"


def list_path(list_id: str) -> str:
    """Where the canonical bytes of a keyword list lie."""
    return f"data/lists/{list_id}.list.json"


def agreements_path(list_id: str) -> str:
    """Where the signatures under a keyword list lie."""
    return f"data/lists/{list_id}.agreements.jsonl"


def document_path(number: str, ending: str) -> str:
    """Where a record lies."""
    return f"data/records/{number}.{ending}"


def payload(case: CaseFile) -> Iterator[Item]:
    """Everything but the WACZ, the case document and the summary, which need all the rest."""
    for capture in case.captures:
        for one in capture.artefacts:
            if not one.is_traffic:
                yield Item(artefact_path(capture, one), one.file)
        if capture.ledger is not None:
            yield Item(ledger_path(capture), capture.ledger)
    for document in case.documents:
        for ending, file in document.files:
            yield Item(document_path(document.number, ending), file)
    for number, lead in enumerate(case.leads, 1):
        yield Item(lead_path(number), write_json(lead))
    for one_list in case.lists:
        yield Item(list_path(one_list.list_id), one_list.canonical)
        yield Item(agreements_path(one_list.list_id), write_json_lines(one_list.agreements))
    yield Item(CONTRARY, write_json(list(case.contrary)))
    yield Item(COVERAGE, write_json(list(case.coverage)))
