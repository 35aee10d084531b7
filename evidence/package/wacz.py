"""WACZ 1.1.1: archived traffic with its index and pages, as ReplayWeb.page and pywb open it.

    archive/*.warc.gz       the WARC files, stored
    indexes/index.cdx       CDXJ, sorted by bytes
    pages/pages.jsonl       the pages to begin with
    datapackage.json        every file's path, size and SHA-256
    datapackage-digest.json the SHA-256 of datapackage.json

It is written in the one ZIP form of zip_form, so that the same WARC files, pages
and names give the same bytes. It is not signed itself: the package around it is.
"""

import io
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

from evidence.archive.fields import target_uri
from evidence.errors import PackageFault
from evidence.package.cdxj import Index
from evidence.package.file_facts import FileFacts, facts_of, pieces
from evidence.package.plain_json import write_json, write_json_lines
from evidence.package.survey import survey
from evidence.package.zip_form import ZipWriter
from evidence.seal.digests import sha256_label

VERSION = "1.1.1"
ARCHIVE = "archive/"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
DESCRIPTION = "datapackage.json"
DIGEST = "datapackage-digest.json"

PAGES_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}


@dataclass(frozen=True, slots=True)
class WaczFile:
    """A WARC file to go in: its name in archive/, and where its bytes are now."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class WaczPage:
    """A page to begin with, kept in the WARC file `warc`. `date` is its WARC-Date, if known.

    One that is not kept there under its address is not listed.
    """

    id: str
    url: str
    title: str
    warc: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class WaczContents:
    """What was written: the facts of each file, and how many records the WARC files hold."""

    files: dict[str, FileFacts]
    records: int


def write_wacz(
    target: IO[bytes],
    warcs: Sequence[WaczFile],
    pages_: Sequence[WaczPage],
    *,
    title: str,
    created: datetime,
    software: str,
) -> WaczContents:
    """Write a WACZ of `warcs` to `target`. `created` is UTC, to the second.

    Raises PackageFault "record" where a WARC file is not whole by the strict
    rules, "changed" where one changes meanwhile. OSError passes.
    """
    index, records = Index(), 0
    sources: dict[str, Callable[[], BinaryIO]] = {}
    for warc in warcs:
        records += _survey(warc, index)
        sources[ARCHIVE + warc.name] = _opener(warc.path)
    lines = [_page_line(page, index) for page in pages_]
    listed = [line for line in lines if line is not None]
    sources[INDEX] = _holder(b"".join(index.lines()))
    sources[PAGES] = _holder(write_json_lines([PAGES_HEADER, *listed]))
    facts = {name: _facts(source) for name, source in sorted(sources.items())}
    description = write_json(_description(facts, listed, title, created, software))
    sources[DESCRIPTION] = _holder(description)
    sources[DIGEST] = _holder(digest_file(description))
    for name in (DESCRIPTION, DIGEST):
        facts[name] = _facts(sources[name])
    writer = ZipWriter(target)
    for name, source in sorted(sources.items()):
        with source() as stream:
            writer.add(name, facts[name].size, facts[name].crc, pieces(stream))
    writer.finish()
    return WaczContents(facts, records)


def digest_file(description: bytes) -> bytes:
    """datapackage-digest.json for the datapackage.json `description`."""
    return write_json({"path": DESCRIPTION, "hash": sha256_label(description)})


def resources(facts: dict[str, FileFacts]) -> list[dict[str, Any]]:
    """What datapackage.json says of each file, in the order of their names."""
    return [
        {
            "name": name.rpartition("/")[2],
            "path": name,
            "hash": f"sha256:{found.sha256}",
            "bytes": found.size,
        }
        for name, found in sorted(facts.items())
    ]


def _description(
    facts: dict[str, FileFacts],
    listed: Sequence[dict[str, str]],
    title: str,
    created: datetime,
    software: str,
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "software": software,
        "title": title,
        "created": f"{created:%Y-%m-%dT%H:%M:%SZ}",
        "resources": resources(facts),
    }
    if listed:
        said |= {"mainPageUrl": listed[0]["url"], "mainPageDate": listed[0]["ts"]}
    return said


def _survey(warc: WaczFile, index: Index) -> int:
    with ExitStack() as stack:
        stream, again = (stack.enter_context(warc.path.open("rb")) for _ in range(2))
        found = survey(stream, again, warc.name, index)
    if found.faults:
        raise PackageFault(
            "record",
            f"存档文件不完整，未制作证据包：{found.faults[0].line(warc.path)}",
            "an archive file is not whole, so no package was made: "
            + found.faults[0].line(warc.path, "en"),
            file=str(warc.path),
        )
    return found.records


def _page_line(page: WaczPage, index: Index) -> dict[str, str] | None:
    """The line of a page; None where the index has no record of it (no answer came).

    A page that scripts built may be kept under an address with a fragment, as it was
    shown; what was fetched never is.
    """
    for address in dict.fromkeys((page.url, page.url.partition("#")[0])):
        url = target_uri(address)
        date = page.date or index.moment(page.warc, url)
        if date is not None and index.holds(url, moment := f"{date[:19]}Z"):
            return {"id": page.id, "url": url, "ts": moment, "title": page.title}
    return None


def _facts(source: Callable[[], BinaryIO]) -> FileFacts:
    with source() as stream:
        return facts_of(stream, with_sm3=True)


def _opener(path: Path) -> Callable[[], BinaryIO]:
    return lambda: path.open("rb")


def _holder(data: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(data)
