"""Making a package 证据包: first everything that is signed, then the seal, then one file.

    prepared = prepare(case, work)                payload and manifests
    files = …                                     the seal over prepared.sealed, made once
    write_package(prepared, files, folder)        the ZIP

The same case gives the same payload, manifests and WACZ, byte for byte; with the
same seal the same ZIP. Nothing has the final name before it is whole and synced.
"""

import filecmp
import io
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

from evidence.archive.durable import make_folder, rename_new, write_failed
from evidence.errors import PackageFault
from evidence.package import bag, layout
from evidence.package.bag import BagInfo
from evidence.package.case_document import case_document, file_list
from evidence.package.casefile import CaseFile, StoredFile
from evidence.package.extraction import Extracted, extract
from evidence.package.file_facts import FileFacts, facts_of, pieces
from evidence.package.layout import Item
from evidence.package.plain_json import write_json
from evidence.package.seal_files import authorities, check_seal_names
from evidence.package.summary import page_one
from evidence.package.verify_text import VerifyFacts, verify_text
from evidence.package.wacz import ARCHIVE, WaczFile, WaczPage, write_wacz
from evidence.package.zip_form import ZipWriter, changed

BEIJING = timezone(timedelta(hours=8))
PENDING = "-pending"
"""Ends the name of a package that still waits for its time-stamp 时间戳待取得."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything of a package but its seal. Paths are those in the bag.

    `facts` are those of every payload and tag file; `sealed` is the tag manifest
    over which the seal is made. Files named in `sources` must stay until it is written.
    """

    number: str
    sources: Mapping[str, bytes | Path]
    facts: Mapping[str, FileFacts]
    sealed: bytes


def prepare(case: CaseFile, work: Path) -> Prepared:
    """Put together what will be signed; large files go to `work`, a folder of its own.

    Raises PackageFault "changed" where a file is not what the case says, "record"
    and RecordFault where archived traffic is not whole, ArchiveError where the
    disk refuses.
    """
    try:
        work.mkdir(parents=True, exist_ok=True)
        extracted = _extract(case, work / layout.RECORDS_WARC)
        inside = _write_wacz(case, extracted, work)
        items = [
            *layout.payload(case),
            Item(layout.SUMMARY, write_json(page_one(case))),
            Item(layout.WACZ, StoredFile.of(work / "web.wacz")),
        ]
        document = case_document(case, extracted)
        return assemble(case, items, document, _verify_facts(case), inside)
    except OSError as error:
        raise write_failed(work, error) from error


def assemble(
    case: CaseFile,
    items: Iterable[Item],
    document: Mapping[str, Any],
    about: VerifyFacts,
    inside: Mapping[str, FileFacts],
) -> Prepared:
    """List `items` in the case document and the manifests, and add the tag files.

    `inside` are the files in the WACZ to list too. Raises PackageFault "changed".
    """
    sources: dict[str, bytes | Path] = {}
    payload: dict[str, FileFacts] = {}
    for item in items:
        if item.path in payload:
            raise PackageFault(
                "case-file",
                f"{item.path}：两个文件同名",
                f"{item.path}: two files of this name",
                file=item.path,
            )
        payload[item.path] = _checked(item)
        content = item.content
        sources[item.path] = content.path if isinstance(content, StoredFile) else content
    listed_files = file_list(payload | dict(inside))
    sources[layout.CASE] = case_json = write_json(dict(document) | {"files": listed_files})
    payload[layout.CASE] = _facts(case_json)
    tags = _tag_files(case, payload, about)
    facts = payload | {path: _facts(data) for path, data in tags.items()}
    listed = {path: facts[path] for path in tags}
    for name, algorithm in zip(bag.TAG_MANIFESTS, ("sha256", "sha512"), strict=True):
        tags[name] = bag.manifest(listed, algorithm)
        facts[name] = _facts(tags[name])
    return Prepared(case.number, sources | tags, facts, tags[bag.SEALED])


def write_package(prepared: Prepared, seal: Mapping[str, bytes], folder: Path) -> Path:
    """Write the ZIP with the files of its `seal` (paths in the bag) to `folder`; its path.

    Without a time-stamp the name says that it is pending. A package of that name
    that is there already must be the same, and stays. Raises PackageFault:
    "not-sealed", "seal-name", "changed", "exists"; ArchiveError where the disk
    refuses.
    """
    check_seal_names(seal)
    sources = dict(prepared.sources) | dict(seal)
    facts = dict(prepared.facts) | {path: _facts(data) for path, data in seal.items()}
    stamped = any(path.endswith(".tsr") for path in seal) and authorities(seal)
    target = folder / f"{prepared.number}{'' if stamped else PENDING}.zip"
    part = folder / f".{target.name}.{secrets.token_hex(4)}.part"
    try:
        make_folder(folder)
        with part.open("xb") as stream:
            writer = ZipWriter(stream)
            for path in sorted(sources):
                with _opened(sources[path]) as source:
                    name = f"{prepared.number}/{path}"
                    writer.add(name, facts[path].size, facts[path].crc, pieces(source))
            writer.finish()
            stream.flush()
            os.fsync(stream.fileno())
        _name(part, target)
    except OSError as error:
        raise write_failed(target, error) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _name(part: Path, target: Path) -> None:
    try:
        rename_new(part, target)
    except FileExistsError:
        if not filecmp.cmp(part, target, shallow=False):
            raise PackageFault(
                "exists",
                f"{target}：已有同名而内容不同的证据包，不会覆盖；请用新的编号",
                f"{target}: another package of this name exists and is not overwritten; "
                "use a new number",
                file=str(target),
            ) from None


def _extract(case: CaseFile, target: Path) -> list[Extracted]:
    if not case.pages:
        return []
    with target.open("wb") as stream:
        return extract(
            stream,
            [(page.folder, page.ref) for page in case.pages],
            name=layout.RECORDS_WARC,
            made_at=case.made_at,
            info={
                "software": case.software,
                "format": "WARC File Format 1.1",
                "isPartOf": case.number,
                "operator": case.office.name,
                "description": "whole records copied out of the archive files named below",
            },
        )


def _write_wacz(case: CaseFile, extracted: list[Extracted], work: Path) -> dict[str, FileFacts]:
    warcs, listed = [], []
    for capture in case.captures:
        for one in capture.warcs:
            warcs.append(WaczFile(layout.warc_name(capture, one), one.file.path))
        if capture.warcs:
            first = layout.warc_name(capture, capture.warcs[0])
            listed.append(WaczPage(capture.number, capture.url_final, capture.title, first))
    if extracted:
        warcs.append(WaczFile(layout.RECORDS_WARC, work / layout.RECORDS_WARC))
    for number, (page, place) in enumerate(zip(case.pages, extracted, strict=True), 1):
        listed.append(
            WaczPage(f"page-{number:03d}", place.uri, page.title, layout.RECORDS_WARC, place.date)
        )
    with (work / "web.wacz").open("wb") as stream:
        written = write_wacz(
            stream,
            warcs,
            listed,
            title=f"{case.number} {case.title}".strip(),
            created=case.made_at,
            software=case.software,
        )
    for capture in case.captures:
        for one in capture.warcs:
            found = written.files[ARCHIVE + layout.warc_name(capture, one)]
            _compare(found, one.file)
    return {
        f"{layout.WACZ}!{name}": found
        for name, found in written.files.items()
        if name.startswith(ARCHIVE)
    }


def _tag_files(
    case: CaseFile, payload: Mapping[str, FileFacts], about: VerifyFacts
) -> dict[str, bytes]:
    info = BagInfo(
        organization=case.office.name,
        contact=case.office.contact,
        description=case.title or case.number,
        day=f"{case.made_at.astimezone(BEIJING):%Y-%m-%d}",
        number=case.number,
        case=case.case,
        serial=case.serial,
        software=case.software,
    )
    tags = {
        bag.DECLARATION: bag.DECLARATION_TEXT,
        bag.INFO: bag.info_text(info, payload),
        layout.VERIFY_TEXT: verify_text(about),
        layout.VERIFIER: files(__package__).joinpath(layout.VERIFIER).read_bytes(),
        layout.SEAL_ANCHORS: b"".join(case.anchors.seals),
        layout.STAMP_ANCHORS: b"".join(case.anchors.stamps),
        layout.LEDGER_ANCHORS: b"".join(case.anchors.ledgers),
    }
    for name, algorithm in zip(bag.MANIFESTS, ("sha256", "sha512"), strict=True):
        tags[name] = bag.manifest(payload, algorithm)
    return tags


def _verify_facts(case: CaseFile) -> VerifyFacts:
    return VerifyFacts(
        number=case.number,
        case=case.case,
        office=case.office.name,
        software=case.software,
        automatic=all(one.manner == "automatic" for one in case.captures),
    )


def _checked(item: Item) -> FileFacts:
    """The facts of `item`, which must be those the case gives it."""
    content = item.content
    if isinstance(content, bytes):
        return _facts(content)
    try:
        with content.path.open("rb") as stream:
            found = facts_of(stream, with_sm3=True)
    except OSError as error:
        raise PackageFault(
            "changed",
            f"{content.path}：无法读取（{error.strerror}）",
            f"{content.path}: cannot be read ({error.strerror})",
            file=str(content.path),
        ) from error
    _compare(found, content)
    return found


def _compare(found: FileFacts, said: StoredFile) -> None:
    if (found.size, f"sha256:{found.sha256}") != (said.size, said.sha256):
        raise changed(str(said.path))
    if None not in (found.sm3, said.sm3) and f"sm3:{found.sm3}" != said.sm3:
        raise changed(str(said.path))


def _facts(data: bytes) -> FileFacts:
    return facts_of(io.BytesIO(data), with_sm3=True)


def _opened(source: bytes | Path) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")
