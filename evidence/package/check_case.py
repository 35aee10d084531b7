"""The case document of a package: does it say what is really there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.package import bag, case_document, layout
from evidence.package.cdxj import Index
from evidence.package.check_bag import check_info
from evidence.package.contents import Contents
from evidence.package.faults import fault
from evidence.package.file_facts import FileFacts
from evidence.package.names import is_package_number
from evidence.package.plain_json import read_json
from evidence.seal.digests import sm3_available
from evidence.verified import Message


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What of the case document the rest of a check needs.

    `proofs` are paths of proofs of entry in the ledger, each with the path of the
    file that was entered.
    """

    number: str
    case: str
    serial: int
    office: str
    redacted: bool
    proofs: tuple[tuple[str, str], ...]
    files: Mapping[str, Mapping[str, str]]
    pages: tuple[Mapping[str, Any], ...]


def read_case(contents: Contents) -> CaseFacts | Message:
    """The document in data/case.json, or what is wrong with it."""
    data = contents.read(layout.CASE)
    if data is None:
        return fault("missing", layout.CASE)
    try:
        document = read_json(data)
    except ValueError as error:
        return fault("json", layout.CASE, error)
    try:
        facts = _facts(document)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return fault("case", layout.CASE, error)
    if contents.name not in (None, facts.number):
        return fault("bag-name", layout.CASE, contents.name)
    return facts


def _facts(document: Mapping[str, Any]) -> CaseFacts:
    if (document["document"], document["version"]) != (case_document.NAME, case_document.VERSION):
        raise ValueError("document, version")
    if document["form"] not in {"full", "redacted"} or not is_package_number(document["package"]):
        raise ValueError("form, package")
    if type(document["serial"]) is not int or not isinstance(document["case"], str):
        raise ValueError("case, serial")
    captures = document.get("captures", [])
    return CaseFacts(
        number=document["package"],
        case=document["case"],
        serial=document["serial"],
        office=str(document["office"]["name"]),
        redacted=document["form"] == "redacted",
        proofs=tuple((one["ledger"], one["manifest"]) for one in captures if one["ledger"]),
        files={path: dict(said) for path, said in document["files"].items()},
        pages=tuple(dict(page) for page in document.get("pages", [])),
    )


def check_case(
    contents: Contents, case: CaseFacts, facts: Mapping[str, FileFacts], index: Index
) -> Iterator[Message]:
    """Compare the document with the files: `facts` of the bag and of what lies in the WACZ.

    `index` knows the records in the WACZ.
    """
    inside = {path for path in facts if path.startswith(f"{layout.WACZ}!archive/")}
    payload = {path for path in facts if path.startswith(bag.PAYLOAD) and "!" not in path}
    here = (payload | inside) - {layout.CASE}
    for path in sorted(case.files.keys() - here):
        yield fault("case-missing", path)
    for path in sorted(here - case.files.keys()):
        yield fault("unlisted", path, layout.CASE)
    for path in sorted(here & case.files.keys()):
        yield from _check_digests(path, case.files[path], facts[path])
    sizes = [facts[path].size for path in payload]
    oxum = f"{sum(sizes)}.{len(sizes)}"
    yield from check_info(contents, case.number, case.serial, oxum)
    yield from _check_pages(case, index)


def sm3_unchecked(case: CaseFacts) -> bool:
    """Whether the document names SM3 digests and this machine cannot compute them."""
    return not sm3_available() and any("sm3" in said for said in case.files.values())


def _check_digests(path: str, said: Mapping[str, str], real: FileFacts) -> Iterator[Message]:
    if said.get("sha256") != f"sha256:{real.sha256}":
        yield fault("case-digest", path, "SHA-256")
    if real.sm3 is not None and said.get("sm3", f"sm3:{real.sm3}") != f"sm3:{real.sm3}":
        yield fault("case-digest", path, "SM3")


def _check_pages(case: CaseFacts, index: Index) -> Iterator[Message]:
    """Whether each record that the document points to lies where it says."""
    for page in case.pages:
        file = str(page.get("inside")).rpartition("/")[2]
        offset = page.get("offset")
        place = index.places.get((file, offset)) if isinstance(offset, int) else None
        said = page.get("record_id"), page.get("block_digest"), page.get("length")
        if place != said:
            yield fault("case", layout.CASE, page.get("record_id"))
