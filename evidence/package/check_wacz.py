"""A WACZ read strictly: its form, its own list of files, its records, its index, its pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from evidence.package import wacz
from evidence.package.cdxj import Index
from evidence.package.contents import MOST_READ, Held
from evidence.package.faults import fault
from evidence.package.file_facts import FileFacts, facts_of
from evidence.package.plain_json import read_json
from evidence.package.survey import survey
from evidence.package.window import window
from evidence.package.zip_reader import list_zip
from evidence.verified import Message

_WARC = re.compile(r"archive/[^/]+\.warc\.gz", re.ASCII)
_OTHERS = (wacz.INDEX, wacz.PAGES, wacz.DESCRIPTION, wacz.DIGEST)


@dataclass(slots=True)
class WaczCheck:
    """What was found of a WACZ. Paths in messages begin with its own name and "!"."""

    faults: list[Message] = field(default_factory=list)
    facts: dict[str, FileFacts] = field(default_factory=dict)
    index: Index = field(default_factory=Index)
    records: int = 0


def check_wacz(stream: BinaryIO, name: str) -> WaczCheck:
    """Read the WACZ in `stream`, a file, called `name`. OSError passes."""
    check = WaczCheck()
    listing = list_zip(stream, name)
    if listing.faults:
        check.faults += [_inside(one, name) for one in listing.faults]
        return check
    files = {
        entry.name: Held(
            entry.size, partial(window, stream, entry.data_offset, entry.size), entry.crc
        )
        for entry in listing.entries
    }
    for path, held in files.items():
        with held.open() as inner:
            check.facts[path] = facts_of(inner, with_sm3=True)
        if check.facts[path].crc != held.crc:
            check.faults.append(fault("zip-crc", f"{name}!{path}"))
        elif _WARC.fullmatch(path):
            _check_warc(check, held, path, name)
        elif path not in _OTHERS:
            check.faults.append(fault("wacz-not-allowed", f"{name}!{path}"))
    missing = [path for path in _OTHERS if path not in files]
    check.faults += [fault("wacz-missing", f"{name}!{path}") for path in missing]
    if not missing:
        texts = {path: _read(files[path]) for path in _OTHERS}
        check.faults += _check_description(check, texts, name)
        check.faults += _check_index(check, texts[wacz.INDEX], name)
        check.faults += _check_pages(check, texts[wacz.PAGES], name)
    return check


def _inside(message: Message, name: str) -> Message:
    where = message.where if message.where == name else f"{name}!{message.where}"
    return Message(message.code, message.zh, message.en, where)


def _read(held: Held) -> bytes:
    with held.open() as stream:
        return stream.read(MOST_READ)


def _check_warc(check: WaczCheck, held: Held, path: str, name: str) -> None:
    with held.open() as stream, held.open() as again:
        found = survey(stream, again, path.removeprefix(wacz.ARCHIVE), check.index)
    check.records += found.records
    for one in found.faults:
        where = f"{name}!{path}@{one.offset}"
        check.faults.append(Message(one.code, one.message_zh, one.message_en, where))


def _check_description(check: WaczCheck, texts: dict[str, bytes], name: str) -> Iterator[Message]:
    listed = {path: facts for path, facts in check.facts.items() if path not in _OTHERS[2:]}
    wanted = {
        "profile": "data-package",
        "wacz_version": wacz.VERSION,
        "resources": wacz.resources(listed),
    }
    said = _json(texts[wacz.DESCRIPTION])
    for key, value in wanted.items():
        if not isinstance(said, dict) or said.get(key) != value:
            yield fault("wacz-description", f"{name}!{wacz.DESCRIPTION}", key)
    if _json(texts[wacz.DIGEST]) != _json(wacz.digest_file(texts[wacz.DESCRIPTION])):
        yield fault("wacz-digest", f"{name}!{wacz.DIGEST}")


def _check_index(check: WaczCheck, shipped: bytes, name: str) -> Iterator[Message]:
    made = check.index.lines()
    found = shipped.splitlines(keepends=True)
    for number, (one, other) in enumerate(zip(found, made, strict=False), 1):
        if one != other:
            yield fault("wacz-index", f"{name}!{wacz.INDEX}", number)
            return
    if len(found) != len(made):
        yield fault("wacz-index", f"{name}!{wacz.INDEX}", min(len(found), len(made)) + 1)


def _check_pages(check: WaczCheck, shipped: bytes, name: str) -> Iterator[Message]:
    where = f"{name}!{wacz.PAGES}"
    for number, line in enumerate(shipped.split(b"\n")[:-1]):
        page = _json(line)
        if number == 0:
            well = isinstance(page, dict) and page.get("format") == wacz.PAGES_HEADER["format"]
        else:
            well = isinstance(page, dict) and check.index.holds(page.get("url"), page.get("ts"))
        if not well:
            yield fault("wacz-pages", where, number + 1)
    if not shipped.endswith(b"\n"):
        yield fault("wacz-pages", where, "LF")


def _json(data: bytes) -> Any:
    try:
        return read_json(data)
    except ValueError:
        return None
