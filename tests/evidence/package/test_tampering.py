"""A package changed by somebody who has no key: refused by both verifiers, the file named.

Files flipped, removed, added, swapped, renamed; the ZIP put together in every way
that a ZIP allows and ours does not. What the office itself might do wrong, and what
is done to the seal, stands in test_tampering_inside.py and test_tampering_seal.py.
"""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import (
    CASE,
    WEB,
    Files,
    Raw,
    files_of,
    must_name,
    packed,
    raw_entries,
    raw_zip,
    refused,
    relisted,
)

PICTURE = "data/captures/C-530000-20261124-0001/screenshot.png"
OTHER = "data/captures/C-530000-20261124-0002/screenshot.png"


@pytest.fixture(scope="module")
def files(package: Package) -> Files:
    return files_of(package)


def flipped(data: bytes) -> bytes:
    """`data` with one bit in its middle flipped, or a byte where there was none."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :] if data else b"x"


def test_a_flipped_bit_in_any_file_is_found_and_the_file_named(
    files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    assert len(files) > 36
    for path, data in files.items():
        # With the ZIP's checksum made to fit, and without.
        must_name(path, packed(files | {path: flipped(data)}), tmp_path, package, roots, capsys)
        raw = [
            Raw(one.name, one.data, stored=flipped(data)[: len(data)])
            if one.name.endswith(f"/{path}".encode()) and data
            else one
            for one in raw_entries(files)
        ]
        if data:
            must_name(path, raw_zip(raw), tmp_path, package, roots, capsys)


def test_a_removed_file_is_missed(
    files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    for path in files:
        left = {name: data for name, data in files.items() if name != path}
        # Of the certificates that go with a stamp the stamp is what no longer holds.
        named = path.replace(".chain.pem", "") if path.endswith("chain.pem") else path
        named = "seal/" if path.endswith(".tsr") else named
        must_name(named, packed(left), tmp_path, package, roots, capsys)


ADDED = {
    "data/captures/C-530000-20261124-0001/extra.png": b"x",
    "data/leads/lead-002.json": b"{}",
    "data/extra/deep/er/x.txt": b"",
    "extra.txt": b"hello",
    "fetch.txt": b"http://evil.example/ 1 data/x\n",
    "manifest-md5.txt": b"",
    "tagmanifest-md5.txt": b"",
    "anchors/more.pem": b"",
    "metadata/x.xml": b"<x/>",
    "seal/extra.p7s": b"x",
    "seal/package.p7s.bak": b"x",
    "seal/package.p7s.second.tsr": b"x",
    "seal/package.p7s.UPPER.tsr": b"x",
    "seal/inner/package.p7s": b"x",
}


@pytest.mark.parametrize("path", ADDED)
def test_an_added_file_is_refused(
    path: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    # Of a stamp that came alone the missing certificates may be what is named.
    named = path.removesuffix(".tsr")
    must_name(named, packed(files | {path: ADDED[path]}), tmp_path, package, roots, capsys)


def swapped(files: Files, one: str, other: str) -> Files:
    return files | {one: files[other], other: files[one]}


def renamed(files: Files, old: str, new: str) -> Files:
    return {new if path == old else path: data for path, data in files.items()}


SHUFFLED: dict[str, tuple[Callable[[Files], Files], str]] = {
    "two pictures swapped": (lambda f: swapped(f, PICTURE, OTHER), PICTURE),
    "the marked picture for the real one": (
        lambda f: f | {PICTURE: f[PICTURE.replace("screenshot", "marked")]},
        PICTURE,
    ),
    "records swapped": (
        lambda f: swapped(f, "data/records/R-01.pdf", "data/records/R-01.docx"),
        "data/records/R-01.pdf",
    ),
    "manifests swapped": (
        lambda f: swapped(f, "manifest-sha256.txt", "manifest-sha512.txt"),
        "manifest-sha256.txt",
    ),
    "tag manifests swapped": (
        lambda f: swapped(f, "tagmanifest-sha256.txt", "tagmanifest-sha512.txt"),
        "bagit.txt",
    ),
    "a picture renamed": (lambda f: renamed(f, PICTURE, PICTURE + ".old"), PICTURE),
    "a lead renamed": (
        lambda f: renamed(f, "data/leads/lead-001.json", "data/leads/lead-009.json"),
        "data/leads/lead-001.json",
    ),
    "the text emptied": (
        lambda f: f | {PICTURE.replace("screenshot.png", "page.txt"): b""},
        PICTURE.replace("screenshot.png", "page.txt"),
    ),
    "the verifier replaced": (
        lambda f: f | {"verify_package.py": b"print('whole')\n"},
        "verify_package.py",
    ),
    "VERIFY.txt shortened": (lambda f: f | {"VERIFY.txt": f["VERIFY.txt"][:100]}, "VERIFY.txt"),
    "bytes appended to the WACZ": (lambda f: f | {WEB: f[WEB] + b"\0"}, WEB),
    "the WACZ cut": (lambda f: f | {WEB: f[WEB][:-1]}, WEB),
    "the case document written in another way": (
        lambda f: f | {CASE: f[CASE].replace(b"\n", b"")},
        CASE,
    ),
}


@pytest.mark.parametrize("what", SHUFFLED)
def test_what_is_swapped_or_renamed_is_found(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    change, named = SHUFFLED[what]
    must_name(named, packed(change(files)), tmp_path, package, roots, capsys)


@pytest.mark.parametrize("path", [PICTURE, "data/case.json", "bag-info.txt", "VERIFY.txt", WEB])
def test_manifests_made_anew_do_not_fit_the_signature(
    path: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    forged = relisted(files | {path: flipped(files[path])})
    must_name("seal/package.p7s", packed(forged), tmp_path, package, roots, capsys)


LISTS: dict[str, Callable[[bytes], bytes]] = {
    "a line left out": lambda text: text.partition(b"\n")[2],
    "a line twice": lambda text: text + text.partition(b"\n")[0] + b"\n",
    "another order": lambda text: b"".join(reversed(text.splitlines(keepends=True))),
    "CR LF": lambda text: text.replace(b"\n", b"\r\n"),
    "upper case": lambda text: text[:64].upper() + text[64:],
    "binary marks": lambda text: text.replace(b"  ", b" *", 1),
    "one blank": lambda text: text.replace(b"  ", b" ", 1),
    "a dotted path": lambda text: text.replace(b"  ", b"  ./", 1),
    "a path outside": lambda text: text + b"0" * 64 + b"  ../../etc/passwd\n",
    "no last line end": lambda text: text[:-1],
    "a comment": lambda text: b"# list\n" + text,
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "nothing": lambda text: b"",
}


@pytest.mark.parametrize("what", LISTS)
def test_a_manifest_is_written_in_one_way(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    for name in ("manifest-sha256.txt", "tagmanifest-sha512.txt"):
        forged = files | {name: LISTS[what](files[name])}
        assert forged[name] != files[name]
        refused(packed(forged), tmp_path, package, roots, capsys)


def changed(entries: list[Raw], **central: Any) -> list[Raw]:
    """The first picture's entry says something else, in both its headers."""
    (at,) = [n for n, one in enumerate(entries) if one.name.endswith(PICTURE.encode())]
    entries[at] = Raw(entries[at].name, entries[at].data, dict(central), dict(central))
    return entries


def named(entries: list[Raw], name: str | bytes) -> list[Raw]:
    """One more file, of this name, where it belongs by its order."""
    raw = name if isinstance(name, bytes) else f"{NUMBER}/{name}".encode()
    return sorted([*entries, Raw(raw, b"x")], key=lambda one: one.name)


def deflated(entries: list[Raw]) -> list[Raw]:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    changed(entries, method=8)
    one = next(one for one in entries if one.name.endswith(PICTURE.encode()))
    one.stored = packer.compress(one.data) + packer.flush()
    for said in (one.local, one.central):
        said["packed"] = len(one.stored)
    return entries


Build = Callable[[list[Raw]], bytes]
FORMS: dict[str, tuple[Build, str]] = {
    "deflated": (lambda e: raw_zip(deflated(e)), PICTURE),
    "encrypted": (lambda e: raw_zip(changed(e, flags=1)), PICTURE),
    "sizes behind the data": (lambda e: raw_zip(changed(e, flags=8)), PICTURE),
    "marked as UTF-8": (lambda e: raw_zip(changed(e, flags=1 << 11)), PICTURE),
    "a date": (lambda e: raw_zip(changed(e, date=0x5B78)), PICTURE),
    "a time": (lambda e: raw_zip(changed(e, time=1)), PICTURE),
    "another version": (lambda e: raw_zip(changed(e, version=45)), PICTURE),
    "an extra field": (lambda e: raw_zip(changed(e, extra=b"\x99\x99\0\0")), PICTURE),
    "ZIP64 without need": (
        lambda e: raw_zip(changed(e, extra=b"\1\0\x10\0" + bytes(16))),
        PICTURE,
    ),
    "a wrong checksum": (lambda e: raw_zip(changed(e, crc=1)), PICTURE),
    "a wrong size": (lambda e: raw_zip(changed(e, size=1)), PICTURE),
    "a wrong packed size": (lambda e: raw_zip(changed(e, packed=1)), PICTURE),
    "a link": (lambda e: raw_zip(changed(e, attributes=0o120777 << 16)), PICTURE),
    "a device": (lambda e: raw_zip(changed(e, attributes=0o060644 << 16)), PICTURE),
    "executable": (lambda e: raw_zip(changed(e, attributes=0o100755 << 16)), PICTURE),
    "a DOS attribute": (lambda e: raw_zip(changed(e, attributes=(0o100644 << 16) | 2)), PICTURE),
    "made elsewhere": (lambda e: raw_zip(changed(e, made_by=20)), PICTURE),
    "a comment on a file": (lambda e: raw_zip(changed(e, comment=b"hello")), PICTURE),
    "an offset that lies": (lambda e: raw_zip(changed(e, offset=0)), ""),
    "a prefix": (lambda e: raw_zip(e, prefix=b"#!/bin/sh\n"), ""),
    "a prefix, offsets not counting it": (lambda e: b"junk" + raw_zip(e), ""),
    "a comment": (lambda e: raw_zip(e, comment=b"PK\5\6" + bytes(18)), ""),
    "junk behind": (lambda e: raw_zip(e) + b"\n", ""),
    "a second ZIP behind": (lambda e: raw_zip(e) + raw_zip(e[:1]), ""),
    "fewer counted": (lambda e: raw_zip(e, count=1), ""),
    "more counted": (lambda e: raw_zip(e, count=999), ""),
    "a directory elsewhere": (lambda e: raw_zip(e, offset=22), ""),
    "a gap": (
        lambda e: raw_zip([*e[:3], Raw(e[3].name, e[3].data, before=b"hidden"), *e[4:]]),
        "",
    ),
    "another order": (lambda e: raw_zip(e[::-1]), ""),
    "a file twice": (lambda e: raw_zip([e[0], *e]), ""),
    "upper and lower case": (lambda e: raw_zip(named(e, "data/CASE.json")), ""),
    "a path upwards": (lambda e: raw_zip(named(e, "../evil.txt")), "evil.txt"),
    "a path from the root": (lambda e: raw_zip(named(e, b"/etc/cron.d/evil")), "evil"),
    "a drive": (lambda e: raw_zip(named(e, b"C:\\evil.txt")), "evil.txt"),
    "a backslash": (lambda e: raw_zip(named(e, "data\\evil.txt")), "evil.txt"),
    "a folder": (lambda e: raw_zip(named(e, "data/evil/")), "evil"),
    "no name": (lambda e: raw_zip(named(e, b"")), ""),
    "a NUL": (lambda e: raw_zip(named(e, "data/evil\0.txt")), "evil"),
    "a line end": (lambda e: raw_zip(named(e, "data/evil\n.txt")), "evil"),
    "a percent sign": (lambda e: raw_zip(named(e, "data/evil%0A.txt")), "evil%0A.txt"),
    "a blank": (lambda e: raw_zip(named(e, "data/ev il.txt")), "ev il.txt"),
    "composed": (lambda e: raw_zip(named(e, "data/caf\u00e9.txt")), "caf"),
    "decomposed": (lambda e: raw_zip(named(e, "data/cafe\u0301.txt")), "caf"),
    "Chinese": (lambda e: raw_zip(named(e, "data/证据.txt")), "data/"),
    "right to left": (lambda e: raw_zip(named(e, "data/\u202egnp.exe")), "data/"),
    "hidden": (lambda e: raw_zip(named(e, "data/.evil")), ".evil"),
    "an option": (lambda e: raw_zip(named(e, "data/-rf")), "-rf"),
    "a home": (lambda e: raw_zip(named(e, "~/evil")), "evil"),
    "a DOS device": (lambda e: raw_zip(named(e, "data/con.txt")), "con.txt"),
    "a full stop at the end": (lambda e: raw_zip(named(e, "data/evil.")), "evil."),
    "too long": (lambda e: raw_zip(named(e, "data/" + "a" * 101)), "aaaa"),
    "too deep": (lambda e: raw_zip(named(e, "data/a/b/c/d/e")), "a/b/c/d/e"),
    "a second folder": (lambda e: raw_zip([*e, Raw(b"XX/evil.txt", b"x")]), ""),
    "no folder": (lambda e: raw_zip([*e, Raw(b"evil.txt", b"x")]), ""),
    "another number": (
        lambda e: raw_zip([Raw(one.name.replace(b"-0001/", b"-0009/", 1), one.data) for one in e]),
        CASE,
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_zip_in_any_other_form_is_refused(
    form: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    build, part = FORMS[form]
    must_name(part, build(raw_entries(files)), tmp_path, package, roots, capsys)


def test_the_hand_made_zip_is_the_package_where_nothing_lies(
    files: Files, package: Package
) -> None:
    """Or the tests above would show nothing."""
    assert raw_zip(raw_entries(files)) == package.path.read_bytes() == packed(files)
