"""Packages that the office's own key sealed, and that are wrong inside: refused all the same.

So the checks behind the manifests are shown to do something: the manifests and the
seal of these packages are in order, and only what they list is not.
"""

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.package import verify_package
from evidence.package.kind import PackageKind
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import (
    CASE,
    TAGS,
    WARC,
    WEB,
    Files,
    Raw,
    Web,
    files_of,
    listing,
    must_name,
    packed,
    raw_zip,
    relisted,
    resealed,
    restated,
    sealed_again,
    with_case,
)

PICTURE = "data/captures/C-530000-20261124-0001/screenshot.png"


@pytest.fixture(scope="module")
def files(package: Package) -> Files:
    return files_of(package)


def test_what_is_taken_apart_and_put_together_again_passes(
    files: Files, package: Package, tmp_path: Path, roots: list[str]
) -> None:
    """Or the tests below would show nothing."""
    web = Web.of(files[WEB]).described()
    again = restated(files | {WEB: web.to_bytes()})
    path = tmp_path / f"{NUMBER}.zip"
    path.write_bytes(sealed_again(again, package))
    assert PackageKind(package.sealer.trust).verify(path).faults == ()
    assert verify_package.main([str(path), *roots]) == 0


def lines_of(web: Web) -> list[bytes]:
    return web.files["indexes/index.cdx"].splitlines(keepends=True)


def reindexed(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Web], Web]:
    """Change the lines of the index, and describe the WACZ anew."""

    def edit(web: Web) -> Web:
        text = b"".join(change(lines_of(web)))
        assert text != web.files["indexes/index.cdx"]
        return Web(web.files | {"indexes/index.cdx": text}).described()

    return edit


def described(change: Callable[[dict[str, Any]], None]) -> Callable[[Web], Web]:
    """Change datapackage.json, and its digest."""

    def edit(web: Web) -> Web:
        said = json.loads(web.files["datapackage.json"])
        change(said)
        return web.saying(json.dumps(said).encode())

    return edit


def swap(old: bytes, new: bytes) -> Callable[[list[bytes]], list[bytes]]:
    """Replace something in the first line that has it."""

    def change(lines: list[bytes]) -> list[bytes]:
        at = next(n for n, one in enumerate(lines) if old in one)
        lines[at] = lines[at].replace(old, new, 1)
        return lines

    return change


def put(path: str, data: bytes) -> Callable[[Web], Web]:
    return lambda web: Web(web.files | {path: data}).described()


def drop(path: str) -> Callable[[Web], Web]:
    return lambda web: Web({k: v for k, v in web.files.items() if k != path}).described()


PAGES = "pages/pages.jsonl"
WEBS: dict[str, tuple[Callable[[Web], Web], str]] = {
    "an index line left out": (reindexed(lambda ls: ls[1:]), "index.cdx"),
    "an index line twice": (reindexed(lambda ls: [ls[0], *ls]), "index.cdx"),
    "an index in another order": (reindexed(lambda ls: ls[::-1]), "index.cdx"),
    "an empty index": (reindexed(lambda ls: []), "index.cdx"),
    "an index of something else": (reindexed(lambda ls: [b"x\n"]), "index.cdx"),
    "a wrong address in the index": (reindexed(swap(b'/a.png"', b'/b.png"')), "index.cdx"),
    "a wrong offset in the index": (reindexed(swap(b'"offset": "', b'"offset": "1')), "index.cdx"),
    "a wrong length in the index": (reindexed(swap(b'"length": "', b'"length": "1')), "index.cdx"),
    "a wrong file in the index": (reindexed(swap(b"-0002-00", b"-0001-00")), "index.cdx"),
    "a wrong digest in the index": (
        reindexed(swap(b'"digest": "sha256:', b'"digest": "sha256:0')),
        "index.cdx",
    ),
    "a wrong record digest in the index": (
        reindexed(swap(b'"recordDigest": "sha256:', b'"recordDigest": "sha256:0')),
        "index.cdx",
    ),
    "a wrong status in the index": (reindexed(swap(b'"200"', b'"404"')), "index.cdx"),
    "a wrong type in the index": (reindexed(swap(b"image/png", b"text/html")), "index.cdx"),
    "a wrong time in the index": (reindexed(swap(b" 20261124", b" 20251124")), "index.cdx"),
    "more in an index line": (reindexed(swap(b'{"url"', b'{"x": "y", "url"')), "index.cdx"),
    "a method in the index that was not used": (
        reindexed(swap(b'"method": "POST"', b'"method": "PUT"')),
        "index.cdx",
    ),
    "no pages": (drop(PAGES), PAGES),
    "no index": (drop("indexes/index.cdx"), "index.cdx"),
    "no WARC file": (drop(WARC), WEB),
    "a page that is not kept": (
        put(
            PAGES,
            b'{"format": "json-pages-1.0"}\n'
            b'{"url": "https://evil.example/", "ts": "2026-11-24T01:05:07Z"}\n',
        ),
        PAGES,
    ),
    "a page at another time": (
        put(
            PAGES,
            b'{"format": "json-pages-1.0"}\n'
            b'{"url": "https://shop.example/p/1", "ts": "2025-11-24T01:05:07Z"}\n',
        ),
        PAGES,
    ),
    "pages in no form": (put(PAGES, b"hello\n"), PAGES),
    "pages without a head": (put(PAGES, b"{}\n"), PAGES),
    "pages that are no objects": (put(PAGES, b'{"format": "json-pages-1.0"}\n[]\n'), PAGES),
    "a page without a line end": (put(PAGES, b'{"format": "json-pages-1.0"}'), PAGES),
    "a further file": (put("archive/readme.txt", b"x"), "readme.txt"),
    "a further index": (put("indexes/other.cdx", b""), "other.cdx"),
    "a file without an ending": (put("archive/evil", b"x"), "evil"),
    "a signature of its own": (put("datapackage.sig", b"x"), "datapackage.sig"),
    "another profile": (described(lambda d: d.update(profile="x")), "datapackage.json"),
    "another version": (described(lambda d: d.update(wacz_version="1.2.0")), "datapackage.json"),
    "no resources": (described(lambda d: d.pop("resources")), "datapackage.json"),
    "a resource left out": (described(lambda d: d["resources"].pop()), "datapackage.json"),
    "a resource outside": (
        described(lambda d: d["resources"][0].update(path="../x")),
        "datapackage.json",
    ),
    "a wrong size": (described(lambda d: d["resources"][0].update(bytes=1)), "datapackage.json"),
    "a wrong hash": (
        described(lambda d: d["resources"][0].update(hash="sha256:" + "0" * 64)),
        "datapackage.json",
    ),
    "a key twice in the description": (
        lambda web: web.saying(b'{"profile": "x", ' + web.files["datapackage.json"][1:]),
        "datapackage.json",
    ),
    "a description that is none": (lambda web: web.saying(b"hello"), "datapackage.json"),
    "a digest of something else": (
        lambda web: Web(
            web.files
            | {"datapackage-digest.json": b'{"path": "datapackage.json", "hash": "sha256:0"}'}
        ),
        "datapackage-digest.json",
    ),
    "a digest that is none": (
        lambda web: Web(web.files | {"datapackage-digest.json": b"\xff"}),
        "datapackage-digest.json",
    ),
}


@pytest.mark.parametrize("what", WEBS)
def test_a_wacz_says_of_itself_what_it_is(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    change, named = WEBS[what]
    web = change(Web.of(files[WEB]))
    forged = restated(files | {WEB: web.to_bytes()})
    must_name(named, sealed_again(forged, package), tmp_path, package, roots, capsys)


def test_a_wacz_is_a_zip_of_our_form(
    files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    entries = [Raw(name.encode(), data) for name, data in sorted(Web.of(files[WEB]).files.items())]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = entries[0]
    stored = packer.compress(first.data) + packer.flush()
    said = {"method": 8, "packed": len(stored)}
    for web in (
        raw_zip([Raw(first.name, first.data, said, said, stored=stored), *entries[1:]]),
        raw_zip(entries, comment=b"x"),
        raw_zip(entries, prefix=b"x"),
        raw_zip([*entries, Raw(b"../../evil.txt", b"x")]),
        raw_zip([entries[0], *entries]),
        b"not a ZIP",
        b"",
    ):
        forged = restated(files | {WEB: web})
        must_name(WEB, sealed_again(forged, package), tmp_path, package, roots, capsys)


def file_digest(path: str, **digests: str) -> Callable[[dict[str, Any]], None]:
    return lambda document: document["files"][path].update(digests)


CASES: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "another SHA-256": (file_digest(PICTURE, sha256="sha256:" + "0" * 64), PICTURE),
    "another SM3": (file_digest(PICTURE, sm3="sm3:" + "0" * 64), PICTURE),
    "no SHA-256": (lambda d: d["files"][PICTURE].pop("sha256"), PICTURE),
    "a file left out": (lambda d: d["files"].pop(PICTURE), PICTURE),
    "a file too many": (
        lambda d: d["files"].update({"data/x.txt": d["files"][PICTURE]}),
        "data/x.txt",
    ),
    "an archived file left out": (lambda d: d["files"].pop(f"{WEB}!{WARC}"), WARC),
    "another package": (lambda d: d.update(package="WJ-530000-20261124-0002"), CASE),
    "no package number": (lambda d: d.update(package="7"), ""),
    "another document": (lambda d: d.update(document="x"), CASE),
    "another version": (lambda d: d.update(version=2), CASE),
    "another case": (lambda d: d.update(case="另一案"), "seal/package.p7s"),
    "an older state": (lambda d: d.update(serial=1), "seal/package.p7s"),
    "a page elsewhere": (lambda d: d["pages"][0].update(offset=0), CASE),
    "a page of another record": (lambda d: d["pages"][0].update(record_id="<urn:x:y>"), CASE),
    "a page of another length": (lambda d: d["pages"][0].update(length=1), CASE),
    "files that are a list": (lambda d: d.update(files=[]), ""),
    "no files": (lambda d: d.pop("files"), CASE),
    "a ledger proof that is not here": (
        lambda d: d["captures"][0].update(ledger="data/ledger/none.tlog-proof"),
        "none.tlog-proof",
    ),
    "a ledger proof of the other capture": (
        lambda d: d["captures"][0].update(ledger=d["captures"][1]["ledger"]),
        "capture.json",
    ),
}


@pytest.mark.parametrize("what", CASES)
def test_the_case_document_says_what_is_here(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    change, named = CASES[what]
    forged = with_case(files, change)
    must_name(named, sealed_again(forged, package), tmp_path, package, roots, capsys)


DOCUMENTS = {
    "a key twice": lambda text: b'{"case": "x",' + text[1:],
    "NaN": lambda text: text.replace(b'"serial": 2', b'"serial": NaN'),
    "no UTF-8": lambda text: text + b"\xff",
    "cut": lambda text: text[:-3],
    "nothing": lambda text: b"",
    "no object": lambda text: b"[]",
    "nested without end": lambda text: b"[" * 100_000,
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
}


@pytest.mark.parametrize("what", DOCUMENTS)
def test_the_case_document_is_json_that_says_one_thing(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    forged = files | {CASE: DOCUMENTS[what](files[CASE])}
    must_name(CASE, sealed_again(forged, package), tmp_path, package, roots, capsys)


def replaced(path: str, old: bytes, new: bytes) -> Callable[[Files], Files]:
    def change(files: Files) -> Files:
        assert old in files[path]
        return files | {path: files[path].replace(old, new, 1)}

    return change


BAGS: dict[str, tuple[Callable[[Files], Files], str]] = {
    "BagIt 0.97": (replaced("bagit.txt", b"1.0", b"0.97"), "bagit.txt"),
    "another encoding": (replaced("bagit.txt", b"UTF-8", b"GBK"), "bagit.txt"),
    "another number": (replaced("bag-info.txt", b"1124-0001", b"1124-0002"), "bag-info.txt"),
    "another serial": (replaced("bag-info.txt", b"Serial: 2", b"Serial: 1"), "bag-info.txt"),
}


@pytest.mark.parametrize("what", BAGS)
def test_the_bag_says_of_itself_what_it_is(
    what: str, files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    change, named = BAGS[what]
    must_name(named, sealed_again(change(files), package), tmp_path, package, roots, capsys)


def test_a_payload_oxum_that_lies_is_found(
    files: Files, package: Package, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    made = relisted(files)
    info = re.sub(rb"Payload-Oxum: \d+", b"Payload-Oxum: 7", made["bag-info.txt"])
    forged = {path: data for path, data in made.items() if not path.startswith("tagmanifest")}
    forged["bag-info.txt"] = info
    for algorithm in ("sha256", "sha512"):
        tags = {path: forged[path] for path in TAGS}
        forged[f"tagmanifest-{algorithm}.txt"] = listing(tags, algorithm)
    data = packed(resealed(forged, package.sealer, package.subject))
    must_name("bag-info.txt", data, tmp_path, package, roots, capsys)
