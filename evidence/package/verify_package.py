#!/usr/bin/env python3
"""核验证据包 Verify a case package: python3 verify_package.py PACKAGE.zip|FOLDER [--root PEM] ...

Needs Python 3.9 or later and the openssl 3 program, nothing of the program that made
the package. Each fault is a line with its file. Exit 0: whole, signed, stamped and
entered in the ledger. 1: not so. 2: wrong usage. 3: the signature was not checked.

--root, --tsa-root, --ledger-key: PEM files from the office that made the package. Without
them those in anchors/ are used: they tell a seal put here later, but not whose it is.
"""

# fmt: off
from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import ssl
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PIECE, SMALL, HEAD = 1 << 20, 64 << 20, 1 << 16
NAME = (r"(?!(?:con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(?:[./]|$))"
        r"[a-z0-9](?:[a-z0-9_-]|\.(?![./]|$)){0,99}")
PATH = re.compile(rf"(?=.{{1,220}}$){NAME}(?:/{NAME}){{0,5}}", re.A | re.I)
PACKAGE = re.compile(r"WJ-[0-9]{6}-[0-9]{8}-[0-9]{4,9}", re.A)
SEAL, PROOF = "seal/package.p7s", "seal/package.tlog-proof"
STAMP = re.compile(r"(seal/package\.p7s\.[a-z0-9][a-z0-9-]{0,31})\.(tsr|chain\.pem)", re.A)
ANCHORS = ("anchors/seal.pem", "anchors/stamp.pem", "anchors/ledger.pem")
LISTS, TAGLISTS = ([f"{kind}manifest-sha{n}.txt" for n in (256, 512)] for kind in ("", "tag"))
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BAGIT, INFO, CASE, WEB = "bagit.txt", "bag-info.txt", "data/case.json", "data/web.wacz"
TAGS = {BAGIT, INFO, "VERIFY.txt", "verify_package.py", *ANCHORS, *LISTS}
INSIDE = ("indexes/index.cdx", "pages/pages.jsonl", "datapackage.json", "datapackage-digest.json")
SM3 = ["sm3"] * ("sm3" in hashlib.algorithms_available)
Files = dict[str, tuple["Part", "int | None"]]
Bad = Callable[..., None]

class Fault(Exception):
    """Something wrong: the file's name, and why."""

def need(well: Any, where: str, why: str) -> None:
    if not well:
        raise Fault(where, why)

class Part:
    """`length` bytes from `start` of a file, read as a file of its own."""
    def __init__(self, path: Path, start: int = 0, length: int | None = None) -> None:
        self.path, self.start, self.at = path, start, 0
        self.length = path.stat().st_size if length is None else length

    def read(self, most: int) -> bytes:
        with self.path.open("rb") as file:
            file.seek(self.start + self.at)
            data = file.read(max(0, min(most, self.length - self.at)))
        self.at += len(data)
        return data

    def part(self, start: int, length: int) -> Part:
        return Part(self.path, self.start + start, length)

    def small(self, where: str, most: int = SMALL) -> bytes:
        need(self.length <= most, where, f"文件过大 too large: {self.length}")
        return self.part(0, self.length).read(most)

    def digests(self, *names: str) -> tuple[int, dict[str, str]]:
        """CRC-32 and the named digests of all of it, labelled."""
        crc, hashes, whole = 0, {n: hashlib.new(n) for n in names}, self.part(0, self.length)
        while piece := whole.read(PIECE):
            crc = zlib.crc32(piece, crc)
            for one in hashes.values():
                one.update(piece)
        return crc, {name: f"{name}:{one.hexdigest()}" for name, one in hashes.items()}

def strict_json(data: bytes, where: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> Any:
        return dict(pairs) if len(dict(pairs)) == len(pairs) else int("a key stands twice")
    try:
        found = json.loads(data.decode(), object_pairs_hook=once, parse_constant=int)
        return found if isinstance(found, dict) else int("no object")
    except (ValueError, RecursionError) as error:
        raise Fault(where, f"JSON 不合规 no JSON of ours: {error}") from None

# The ZIP: one form, every byte demanded (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16).

def zip_heads(name: bytes, size: int, crc: int, offset: int) -> tuple[bytes, bytes]:
    """What must stand in the directory and before the data of a file."""
    common = struct.pack("<4H3I2H", 0, 0, 0, 0x21, crc, size, size, len(name), 0)
    last = struct.pack("<3H2I", 0, 0, 0, 0o100644 << 16, offset)
    return b"PK\1\2\x14\3\x14\0" + common + last + name, b"PK\3\4\x14\0" + common + name

def read_zip(whole: Part, where: str, top: str = "") -> dict[str, tuple[Part, int]]:
    """The files of a ZIP, each with its CRC-32. Raises Fault at the first oddity."""
    tail = whole.part(max(0, whole.length - 22), 22).read(22).rjust(22, b"\0")
    count, size, offset = struct.unpack_from("<HII", tail, 10)
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, count, count, size, offset, 0)
    need(tail == end and offset + size + 22 == whole.length and size <= SMALL, where,
        "ZIP 结尾不合规 the ZIP's end is not as we write it")
    directory, at, place, before = whole.part(offset, size).read(size) + bytes(46), 0, 0, ""
    files, lowered = dict[str, tuple[Part, int]](), set[str]()
    while at < size:
        crc, _, length, named = struct.unpack_from("<IIIH", directory, at + 16)
        raw = directory[at + 46 : at + 46 + named]
        name = raw.decode("ascii", "replace")
        need(PATH.fullmatch(name) and name.lower() not in lowered and name > before, top + name,
            "ZIP 中文件名不允许、重名或次序不合规 a name not allowed, twice or out of order")
        entry, head = zip_heads(raw, length, crc, place)
        need(directory.startswith(entry, at) and place + len(head) + length <= offset
            and whole.part(place, len(head)).read(len(head)) == head, top + name,
            "ZIP 目录项或文件头不合规 its headers in the ZIP are not as we write them")
        files[name] = whole.part(place + len(head), length), crc
        lowered.add(name.lower())
        at, place, before = at + len(entry), place + len(head) + length, name
    need(len(files) == count and place == offset, where,
        "ZIP 中有多余数据 the ZIP holds what belongs to no file")
    return files

# Archived records: WARC 1.1, each a gzip member of its own, every digest there and right.

TYPES = {"warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion"}
WITH_PAYLOAD, INDEXED = TYPES - {"warcinfo", "metadata"}, {"response", "resource", "revisit"}
LABEL = re.compile(r"sha256:[0-9a-f]{64}")
URI = re.compile(
    r"(?:(?!https?:)[a-z][a-z0-9+.-]*:|https?://(?=[^/?#:]|:[^/?#]*@))"
    r"(?:[\w.~!$&'()*+,;=:@/?#\[\]-]|%[0-9a-f]{2})+", re.A | re.I)
DATE = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,9})?Z", re.A)
BLANK = re.compile(  # a line that holds nothing but white space, of UTF-8 or of Latin-1
    rb"(?m)^(?:(?:[\x09\x0b-\x0d\x1c-\x20]|\xc2[\x85\xa0]|\xe1\x9a\x80"
    rb"|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)*"
    rb"|[\x09\x0b-\x0d\x1c-\x20\x85\xa0]*)\n")

def unpack(source: Part, where: str) -> Iterator[bytes]:
    """What the gzip member that begins here holds (RFC 1952): no name, no time, no extras."""
    inflate, packed = zlib.decompressobj(31), source.read(HEAD)
    need(packed.startswith(b"\x1f\x8b\x08\0\0\0\0\0"), where, "gzip 头不合规 no gzip of ours")
    while not inflate.eof:
        try:
            yield inflate.decompress(packed, PIECE)
        except zlib.error:
            raise Fault(where, "压缩数据已损坏 the compressed data is damaged") from None
        packed = inflate.unconsumed_tail or (b"" if inflate.eof else source.read(HEAD))
        need(packed or inflate.eof, where, "记录在中间断开 the file breaks off in a record")
    source.at -= len(inflate.unused_data)

def read_record(member: Iterator[bytes], where: str) -> tuple[dict[str, str], bytes, int]:
    """The fields of the record that is all of `member`; a MiB of its block; the payload's start."""
    data = b""
    def take(most: int) -> bytes:
        nonlocal data
        while len(data) < most and (piece := next(member, None)) is not None:
            data += piece
        taken, data = data[:most], data[most:]
        return taken
    head, end, rest = take(HEAD).partition(b"\r\n\r\n")
    data = rest + data
    need(end and not re.search(rb"\r(?!\n)|(?<!\r)\n", head), where,
        "记录头不合规 the head has no end, or a line without CRLF")
    fields = read_fields(head, where)
    kind, length = fields["WARC-Type"], int(fields["Content-Length"])
    beginning, start = take(min(length, PIECE)), 0
    if kind in ("request", "response") and re.match("https?:", fields["WARC-Target-URI"]):
        blank = BLANK.search(beginning)
        start = blank.end() if blank else len(beginning)
    found = start < len(beginning) or length == len(beginning) or not start
    block, payload = hashlib.sha256(beginning), hashlib.sha256(beginning[start:])
    length -= len(beginning)
    while length and (piece := take(min(length, PIECE))):
        block.update(piece)
        payload.update(piece if found else b"")
        length -= len(piece)
    need(not length and take(5) == b"\r\n\r\n", where, "长度不符 wrong length, or not one record")
    need(fields["WARC-Block-Digest"] == f"sha256:{block.hexdigest()}", where,
        "内容与 WARC-Block-Digest 不符 the block was altered")
    said = None if kind == "revisit" else fields.get("WARC-Payload-Digest")
    need(said in (None, f"sha256:{payload.hexdigest()}"), where,
        "正文与 WARC-Payload-Digest 不符 the payload was altered")
    return fields, beginning, start

def read_fields(head: bytes, where: str) -> dict[str, str]:
    """The named fields of a record (WARC 1.1, 4 to 6). Raises Fault where one is not legal."""
    (first, *lines), fields = head.split(b"\r\n"), dict[str, str]()
    for line in lines:
        name, colon, value = line.decode("utf-8", "surrogateescape").partition(":")
        hidden = any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in value)
        twice = name.lower() in map(str.lower, fields) and name != "WARC-Concurrent-To"
        token = re.fullmatch(r"[!#$%&'*+.^`|~\w-]+", name, re.A)
        need(token and colon and not hidden and not twice, where,
            f"字段不合规或重复 no legal field, or twice: {line[:60]!r}")
        fields.setdefault(name, value.strip(" \t"))
    kind, payload = fields.get("WARC-Type", ""), fields.get("WARC-Payload-Digest")
    uri, wanted = fields.get("WARC-Target-URI"), kind in WITH_PAYLOAD
    legal = {"WARC/1.1": first == b"WARC/1.1", "WARC-Type": kind in TYPES,
        "WARC-Record-ID": re.fullmatch("<[!-;=?-~]+:[!-;=?-~]+>", fields.get("WARC-Record-ID", "")),
        "Content-Length": re.fullmatch("0|[1-9][0-9]{0,8}", fields.get("Content-Length", "")),
        "WARC-Date": DATE.fullmatch(fields.get("WARC-Date", "")), "WARC-Target-URI": not wanted
        if uri is None else URI.fullmatch(uri), "WARC-Block-Digest": LABEL.fullmatch(fields.get(
        "WARC-Block-Digest", "")), "WARC-Payload-Digest": LABEL.fullmatch(payload or "") if wanted
        else payload is None}
    for name, well in legal.items():
        need(well, where, f"WARC 字段不合规 a field is missing or not legal: {name}")
    return fields

# The WACZ: its own list, and its index made anew from the records.

STATUS = re.compile(rb"[\r\n]*.{0,4}?HTTP/[0-9.]+ +([0-9]{3})(?![0-9])", re.I | re.S)
MEDIA = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z/-]+")
MEDIA_LINE = re.compile(rb"\ncontent-type:[ \t]*([^\r\n]*)", re.I)

def read_warc(part: Part, name: str, where: str, records: dict[Any, Any]) -> None:
    """Add to `records`, under file and offset: time, index line, id and digest of each record."""
    part, bodies, links = part.part(0, part.length), {}, set[Any]()
    while part.at < part.length:
        offset, here = part.at, f"{where}@{part.at}"
        fields, block, start = read_record(unpack(part, here), here)
        kind, length, more = fields["WARC-Type"], part.at - offset, part.at < part.length
        need(offset or kind == "warcinfo", here, "第一条记录不是 warcinfo no warcinfo comes first")
        if kind == "request" and block.startswith((b"POST ", b"PUT ")):
            bodies[fields.get("WARC-Concurrent-To")] = block.split()[0].decode()
        line, status = MEDIA_LINE.search(block, 0, start), STATUS.match(block)
        media = MEDIA.match({"resource": fields.get("Content-Type", ""),
            "revisit": "warc/revisit"}.get(kind, line[1].decode("latin-1") if line else ""))
        said = {"url": fields.get("WARC-Target-URI"), "mime": media and media[0], "status": status[
            1].decode() if status and kind == "response" else None, "digest": fields.get(
            "WARC-Payload-Digest"), "filename": name, "length": str(length), "offset": str(offset),
            "recordDigest": part.part(offset, length).digests("sha256")[1]["sha256"],
            "method": bodies.get(fields["WARC-Record-ID"]) if kind == "response" else None}
        moment = re.sub("[^0-9]", "", fields["WARC-Date"])[:14] if kind in INDEXED else None
        known = [fields["WARC-Record-ID"], fields["WARC-Block-Digest"], length]
        records[name, offset] = moment, {k: v for k, v in said.items() if v}, known
        links |= {fields.get("WARC-Refers-To"), more and fields.get("WARC-Concurrent-To")}
    links -= {None, False, *(one[2][0] for place, one in records.items() if place[0] == name)}
    need(not links, where, f"所指的记录不在文件中 names a record that is not here: {sorted(links)}")

def check_index(data: bytes, records: dict[Any, Any], bad: Bad) -> None:
    lines, where, place = data.splitlines(keepends=True), f"{WEB}!{INSIDE[0]}", None
    wanted = {place: record[:2] for place, record in records.items() if record[0]}
    try:
        for line in lines:
            _, moment, text = line.decode("ascii").split(" ", 2)
            said = strict_json(text.encode(), where)
            body, place = said.pop("requestBody", None), (said["filename"], int(said["offset"]))
            if (moment, said) != wanted.pop(place) or (body is None) == ("method" in said):
                raise ValueError(place)
        if wanted or lines != sorted(lines) or data[-1:] not in (b"", b"\n"):
            raise ValueError(min(wanted, default="order"))
    except (Fault, ValueError, KeyError, TypeError, AttributeError) as error:
        bad(where, f"与 WARC 不符 is not what the records give: {error}")

def check_wacz(wacz: Part, bad: Bad) -> tuple[dict[str, Any], dict[Any, Any]]:
    """The digests of its files, under paths in the package, and its records by file and offset."""
    files, sums, records = read_zip(wacz, WEB, f"{WEB}!"), dict[str, Any](), dict[Any, Any]()
    for name, (part, crc) in files.items():
        where, (real, sums[name]) = f"{WEB}!{name}", part.digests("sha256", *SM3)
        if real != crc:
            bad(where, "内容与 ZIP 校验值不符 altered: the checksum does not fit")
        elif re.fullmatch(r"archive/[^/]+\.warc\.gz", name):
            try:
                read_warc(part, name[8:], where, records)
            except Fault as fault:
                bad(*fault.args)
        elif name not in INSIDE:
            bad(where, "WACZ 中有不该有的文件 no such file belongs in the WACZ")
    for name in INSIDE:
        need(name in files, f"{WEB}!{name}", "WACZ 中缺少文件 the WACZ lacks it")
    index, pages, says, signed = (files[name][0].small(WEB) for name in INSIDE)
    _, at_pages, at_says, at_signed = (f"{WEB}!{name}" for name in INSIDE)
    listed = [{"name": n.rpartition("/")[2], "path": n, "hash": sums[n]["sha256"], "bytes": files[
        n][0].length} for n in sorted(sums) if n not in INSIDE[2:]]
    said, keys = strict_json(says, at_says), ("profile", "wacz_version", "resources")
    if [said.get(key) for key in keys] != ["data-package", "1.1.1", listed]:
        bad(at_says, "与 WACZ 内容不符 is not what the WACZ holds")
    hashed = {"path": INSIDE[2], "hash": sums[INSIDE[2]]["sha256"]}
    bad(at_signed, f"与 {INSIDE[2]} 不符 does not fit", strict_json(signed, at_signed) == hashed)
    check_index(index, records, bad)
    known = {(r[1].get("url"), r[0]) for r in records.values()}
    first, *more = [strict_json(line, at_pages) for line in pages.split(b"\n")[:-1]] or [{}]
    fit = pages[-1:] == b"\n" and first.get("format") == "json-pages-1.0" and all(
        (one.get("url"), re.sub("[^0-9]", "", one.get("ts", ""))) in known for one in more)
    bad(at_pages, "所列页面不在 WARC 中 lists a page that is not kept here", fit)
    return {f"{WEB}!{name}": one for name, one in sums.items()}, records

# The bag: every file listed, every listed file here, nothing else.

def read_package(path: Path) -> tuple[str, Files]:
    """The package's own name ("" for a folder), and its files with the CRC-32 a ZIP gives them."""
    files: Files = {}
    if not path.is_dir():
        inside = read_zip(Part(path), path.name)
        tops = {name.partition("/")[0] for name in inside}
        need(len(tops) == 1, path.name, f"包中不止一个目录 not one folder: {sorted(tops)}")
        return tops.pop(), {name.partition("/")[2]: found for name, found in inside.items()}
    for one in path.rglob("*"):
        name, plain = one.relative_to(path).as_posix(), not one.is_symlink()
        need(plain and (one.is_file() or (one.is_dir() and any(one.iterdir()))), name,
            "链接、特殊文件或空目录 a link, a special file or an empty folder")
        if one.is_file():
            files[name] = Part(one), None
    return "", files

def check_lists(files: Files, bad: Bad) -> dict[str, dict[str, str]]:
    """Compare all files with the manifests; their digests."""
    found = dict[str, dict[str, str]]()
    for name, (part, crc) in files.items():
        real, found[name] = part.digests("sha256", "sha512", *SM3)
        bad(name, "内容与 ZIP 校验值不符 altered: the checksum does not fit", crc in (None, real))
        known = name in TAGS or name in (*TAGLISTS, SEAL, PROOF) or STAMP.fullmatch(name)
        if not PATH.fullmatch(name) or not (known or name.startswith("data/")):
            bad(name, "不该有的文件 a file that has no place here")
    for name in sorted({*TAGS, *TAGLISTS, CASE}):
        need(name in files, name, "文件缺失 the file is missing")
    for name in (*LISTS, *TAGLISTS):
        inside = TAGS if name in TAGLISTS else {n for n in files if n.startswith("data/")}
        listed = {n: found[n][name[-10:-4]].partition(":")[2] for n in sorted(inside)}
        text = files[name][0].small(name)
        if text != "".join(f"{digest}  {n}\n" for n, digest in listed.items()).encode():
            lines = (line.partition("  ") for line in text.decode("latin-1").splitlines())
            said = {path: digest for digest, _, path in lines}
            wrong = [one for one in {*said, *listed} if said.get(one) != listed.get(one)]
            for one in sorted(wrong) or [name]:
                bad(one, f"与 {name} 不符 altered, missing or not listed: {name} says otherwise")
    return found

def check_case(name: str, files: Files, found: dict[str, Any], bad: Bad) -> dict[str, Any]:
    """The case document against the bag and the archived traffic."""
    case: dict[str, Any] = strict_json(files[CASE][0].small(CASE), CASE)
    try:
        payload, records = {n for n in files if n[:5] == "data/"} - {CASE}, dict[Any, Any]()
        if WEB in files:
            sums, records = check_wacz(files[WEB][0], bad)
            found.update(sums)
            payload |= {n for n in sums if n.endswith(".warc.gz")}
        number = case["package"]
        if (case["document"], case["version"]) != ("wangjian-case", 1) or name not in ("", number):
            bad(CASE, f"不是本包的案卷文件 no case document of {name}")
        need(case["form"] == "redacted" or WEB in files, WEB, "文件缺失 the file is missing")
        for one in sorted(payload ^ set(case["files"])):
            bad(one, "与案卷文件所列不符 the case document does not list it, or it is not here")
        for one in sorted(payload & set(case["files"])):
            said, real = case["files"][one], found[one]
            if {**said, **real} != {**real, **said} or "sha256" not in said:
                bad(one, "与案卷文件的校验值不符 not what the case document says of it")
        for page in case.get("pages", []):
            place = records.get((page["inside"].partition("/")[2], page["offset"]), [[]])[-1]
            if place != [page["record_id"], page["block_digest"], page["length"]]:
                bad(CASE, f"所列记录不在包中 a record it names is not here: {page['record_id']}")
        info, sizes = (files[INFO][0].small(INFO).decode().splitlines(), [part.length for n, (part,
            _) in files.items() if n[:5] == "data/"])
        for line in (f"External-Identifier: {number}", f"Wangjian-Serial: {case['serial']}",
                f"Payload-Oxum: {sum(sizes)}.{len(sizes)}"):
            bad(INFO, f"与内容不符 does not fit the content: {line}", info.count(line) == 1)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Fault(CASE, f"案卷文件不合规 no case document of ours: {error!r}") from None
    return case

# The seal: CMS over the tag manifest, RFC 3161 over the CMS, RFC 9162 for the ledger.

class Program:
    """The openssl program, on files of the package put in `folder`."""
    def __init__(self, files: Files, folder: str) -> None:
        self.files, self.folder = files, Path(folder)

    def put(self, name: str, data: bytes | None = None) -> str:
        need(data is not None or name in self.files, name, "文件缺失 the file is missing")
        path = self.folder / Path(name).name
        path.write_bytes(self.files[name][0].small(name, 4 << 20) if data is None else data)
        return str(path)

    def run(self, *arguments: str) -> tuple[bool, str]:
        done = subprocess.run(["openssl", *arguments], capture_output=True, timeout=120, env=dict(
            os.environ, LC_ALL="C"), check=False)
        return done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace").strip()

def check_seal(case: Any, openssl: Program, root: str, tsa_root: str, bad: Bad) -> list[str]:
    """Signature and time-stamps; for people, who signed and when it was stamped."""
    files, notes, times, seal = openssl.files, list[str](), list[int](), openssl.put(SEAL)
    for name in sorted(n for n in files if STAMP.fullmatch(n) and n.endswith(".tsr")):
        token, chain = openssl.put(name), openssl.put(name[:-4] + ".chain.pem")
        text = openssl.run("ts", "-reply", "-in", token, "-text")[1]
        time = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)? (\d+) GMT$", text, re.M)
        times.append(ssl.cert_time_to_seconds(f"{time[1]} {time[2]} GMT") if time else 0)
        well, said = openssl.run("ts", "-verify", "-data", seal, "-in", token, "-CAfile", tsa_root,
            "-untrusted", chain, "-attime", str(times[-1]))
        notes.append(f"时间戳 stamped: {' '.join(time.groups()) if time else ''} GMT")
        well = well and "Hash Algorithm: sha256" in text
        bad(name, f"时间戳无效 the time-stamp does not hold: {said[-150:]!r}", well)
    bad("seal/", "时间戳：待取得 the time-stamp is still pending", times)
    signer, at = str(openssl.folder / "signer.crt"), ["-attime", str(min(times))] if times else []
    well, said = openssl.run("cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", seal,
        "-content", openssl.put(TAGLISTS[1]), "-CAfile", root, "-purpose", "any", "-signer", signer,
        "-out", os.devnull, *at)
    bad(SEAL, f"签名无效 the signature does not hold: {said[-150:]!r}", well)
    subject = f"{case['case'] or case['package']}#{case['serial']}".encode()
    size = bytes([len(subject)] if len(subject) < 128 else [0x81, len(subject) & 255])
    hint = b"\x0c" + size + subject + bytes.fromhex("06092a864886f70d010701")
    data = Path(seal).read_bytes()
    well = hint in data and data[:4] == b"0\x82" + (len(data) - 4 & 0xFFFF).to_bytes(2, "big")
    bad(SEAL, "签名属于另一案件或另一次制作 the seal is of another case or serial", well)
    said = openssl.run("x509", "-in", signer, "-noout", "-text", "-fingerprint", "-sha256")[1]
    trial = case["title"][:4] == "【测试】" or re.search(r"Subject: .*\bTEST\b|FOR TESTS", said)
    mark = re.findall(r"^sha256 Fingerprint=[\w:]+$", said, re.I | re.M)
    return [f"{'试用，不得办案 TRIAL ONLY: ' * bool(trial)}完整 whole", *notes, *mark]

def b64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    return data if base64.b64encode(data).decode() == text else bytes(int("not written as we do"))

def check_proof(name: str, openssl: Program, keys: str, wanted: dict[str, str], bad: Bad) -> Any:
    """A proof (C2SP tlog-proof) that an entry names the digests `wanted`; its number and time."""
    try:
        text = openssl.files[name][0].small(name, 4 << 20).decode()
        (_, extra, index, *path), (origin, size, root, _, mark, *_) = (
            part.split("\n") for part in text.split("\n\n", 1))
        entry, number, last = b64(extra[6:]), int(index[6:]), int(size) - 1
        sign, head = b64(mark.split(" ")[2]), f"{origin}\n{last + 1}\n{root}\n"
        again = ["c2sp.org/tlog-proof@v1", f"extra {extra[6:]}", f"index {number}", *path]
        if "\n".join([*again, "", f"{head}\n— {origin} {mark.split(' ')[2]}\n"]) != text:
            raise ValueError("not written as we do")
        said, found, node = strict_json(entry, name), hashlib.sha256(b"\0" + entry).digest(), number
        for one in map(b64, path):  # RFC 9162, 2.1.3.2
            right = node & 1 or node == last
            found = hashlib.sha256(b"\1" + (one + found if right else found + one)).digest()
            while right and not node & 1 and node:
                node, last = node >> 1, last >> 1
            node, last = node >> 1, last >> 1
        signed, end = False, b"-----END PUBLIC KEY-----\n"
        for pem in Path(keys).read_bytes().split(end)[:-1]:
            raw = base64.b64decode(pem.partition(b"KEY-----\n")[2])[-32:]
            mine = hashlib.sha256(origin.encode() + b"\n\1" + raw).digest()[:4] == sign[:4]
            key, text, mark = map(openssl.put, "kts", (pem + end, head.encode(), sign[4:]))
            signed |= (mine and openssl.run("pkeyutl", "-verify", "-pubin", "-rawin", "-inkey", key,
                "-in", text, "-sigfile", mark)[0])
        if last or not (signed and said["index"] == number < int(size) and found == b64(root)):
            raise ValueError("not under this head, or the head is not signed")
        told = {one["sha256"]: "seal/" + one["name"] for one in said["subjects"]}
        wrong = {wanted[one] for one in set(wanted) - set(told)}
        wrong |= {told[one] for one in set(told) - set(wanted) if name == PROOF}
        for file in sorted(wrong):
            bad(file, f"存证日志登记的不是它 the ledger was told of another file: {name}")
        return number, said["time"]
    except (ValueError, KeyError, TypeError, IndexError) as error:
        bad(name, f"存证日志证明无效 the proof of entry in the ledger fails: {error!r}")

def main(arguments: list[str] | None = None) -> int:
    """Verify the package that the command line names; the exit code."""
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("package", type=Path)
    for name in ("--root", "--tsa-root", "--ledger-key"):
        parser.add_argument(name, type=Path)
    given, lines, notes = parser.parse_args(arguments), list[str](), list[str]()
    program = shutil.which("openssl")
    def bad(where: str, why: str, well: Any = False) -> None:
        text = "".join(c if c.isprintable() else "?" for c in f"{where}: {why}")
        lines.extend([] if well else [text])
    try:
        name, files = read_package(given.package)
        found = check_lists(files, bad)
        case = check_case(name, files, found, bad)
        number, other = case["package"], PACKAGE.search(given.package.resolve().name)
        need(PACKAGE.fullmatch(number) and (not other or other[0] == number), given.package.name,
            f"包号是 the package is {number}")
        need(SEAL in files, SEAL, "没有签名 there is no signature")
        need(PROOF in files, PROOF, "没有存证日志证明 there is no proof of entry in the ledger")
        with tempfile.TemporaryDirectory() as folder:
            bad(BAGIT, "不是 BagIt 1.0 no bag of 1.0", files[BAGIT][0].small(BAGIT) == DECLARED)
            openssl, own = Program(files, folder), (given.root, given.tsa_root, given.ledger_key)
            root, tsa_root, key = (str(own[i] or openssl.put(ANCHORS[i])) for i in range(3))
            sealed = [n for n in files if n[:5] == "seal/" and n != PROOF] + [TAGLISTS[1]]
            proofs = [(PROOF, {found[n]["sha256"]: n for n in sealed})]
            for one in (one for one in case.get("captures", []) if one["ledger"]):
                proofs.append((one["ledger"], {found[one["manifest"]]["sha256"]: one["manifest"]}))
            notes = check_seal(case, openssl, root, tsa_root, bad) if program else notes
            made = [check_proof(n, openssl, key, w, bad) for n, w in proofs if program]
            notes += [f"存证日志第 {b[0]} 条的时间早于前面的条目 dated before an earlier one"
                for b in made if b and any(a and a[0] < b[0] and a[1] > b[1] for a in made)]
    except Fault as fault:
        bad(*fault.args)
    except (OSError, ValueError, KeyError, TypeError, subprocess.SubprocessError) as error:
        bad(str(given.package), f"无法核验 cannot be verified: {error!r}")
    failed = bool(lines)
    lines += ["没有 openssl，签名未核验 no openssl program: signature not checked"] * (not program)
    lines += ["不通过 NOT WHOLE"] if failed else notes
    if not given.root and not failed:
        lines.append("根证书取自包内，须比对指纹 roots are the package's own: compare fingerprints")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if failed else 0 if program else 3

if __name__ == "__main__":
    sys.exit(main())
