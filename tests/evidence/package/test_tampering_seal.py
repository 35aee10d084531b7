"""The seal stripped, stale, foreign, of another case: each is refused, and told apart."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID

from evidence.package import bag, verify_package
from evidence.package.kind import PackageKind
from evidence.seal.certificate import to_der
from evidence.seal.entry import Subject
from evidence.seal.seal import SealSubject, seal
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import Package, Sealer, make_sealer
from tests.evidence.package.workshop import (
    CASE,
    Files,
    files_of,
    must_name,
    packed,
    refused,
    relisted,
    resealed,
    restated,
    with_case,
)
from tests.evidence.seal.authorities import certify
from tests.evidence.seal.tokens import info_of, response_with

SIGNATURE = "seal/package.p7s"
STAMP = "seal/package.p7s.local.tsr"
CHAIN = "seal/package.p7s.local.chain.pem"
PROOF = "seal/package.tlog-proof"


@dataclass(frozen=True)
class Bench:
    """What a forger has: the package, its maker's services, and services of the forger's own."""

    files: Files
    package: Package
    ours: Sealer
    theirs: Sealer

    @property
    def sealed(self) -> bytes:
        return self.files[bag.SEALED]

    def reentered(self, **changed: bytes) -> Files:
        """The files with other files of the seal, entered in our ledger as they are now."""
        made = self.files | {path: changed.get(key, self.files[path]) for key, path in NAMES}
        seal_files = {path: made[path] for _, path in NAMES}
        return made | {PROOF: self.ours.enter(seal_files, self.sealed)}


NAMES = (("signature", SIGNATURE), ("stamp", STAMP), ("chain", CHAIN))


@pytest.fixture(scope="module")
def bench(
    package: Package, sealer: Sealer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    theirs = make_sealer(tmp_path_factory.mktemp("forger"))
    yield Bench(files_of(package), package, sealer, theirs)
    theirs.ledger.close()


def resigned(bench: Bench, signature: bytes) -> Files:
    """Another signature, with a good stamp over it, and entered."""
    return bench.reentered(signature=signature, stamp=bench.ours.stamp(signature))


def other_content(bench: Bench) -> bytes:
    return bytes(seal(b"other", bench.ours.key, bench.package.subject, case_is_real=True))


def of_subject(case: str, serial: int) -> Callable[[Bench], Files]:
    def make(bench: Bench) -> Files:
        made = seal(bench.sealed, bench.ours.key, SealSubject(case, serial), case_is_real=True)
        return resigned(bench, made)

    return make


def foreign_seal(bench: Bench) -> Files:
    made = seal(bench.sealed, bench.theirs.key, bench.package.subject, case_is_real=True)
    return resigned(bench, made)


def swapped_certificate(bench: Bench) -> Files:
    """The forger's certificate put where ours was; it has the same length or it would not parse."""
    ours, theirs = (to_der(one.key.certificate) for one in (bench.ours, bench.theirs))
    return resigned(bench, bench.files[SIGNATURE].replace(ours, theirs))


def second_signature(bench: Bench) -> Files:
    """A byte of the signature itself."""
    data = bench.files[SIGNATURE]
    return resigned(bench, data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])


def by_authority(**how: Any) -> Callable[[Bench], Files]:
    return lambda bench: bench.reentered(stamp=bench.ours.stamp(bench.files[SIGNATURE], **how))


def foreign_stamp(bench: Bench) -> Files:
    theirs = bench.theirs.tsa
    chain = b"".join(one.pem for one in (theirs.signer, theirs.between) if one is not None)
    return bench.reentered(stamp=bench.theirs.stamp(bench.files[SIGNATURE]), chain=chain)


def without_usage(bench: Bench) -> Files:
    """Stamped with a certificate of our authority that is none for time-stamping."""
    between = bench.ours.tsa.between
    for_web = certify("web", between, ca=False, eku=(ExtendedKeyUsageOID.SERVER_AUTH,))
    stamp = response_with(info_of(bench.files[STAMP]), for_web)
    return bench.reentered(stamp=stamp, chain=for_web.pem + (between.pem if between else b""))


def sha1_imprint(bench: Bench) -> Files:
    info = info_of(bench.files[STAMP])
    signer = bench.ours.tsa.signer
    oid = bytes.fromhex("0609608648016503040201")
    return bench.reentered(stamp=response_with(info.replace(oid, oid[:-1] + b"\x03"), signer))


def later(bench: Bench) -> Files:
    """The year in the stamp changed."""
    stamp = bench.files[STAMP]
    return bench.reentered(stamp=stamp.replace(b"\x18\x0f2026", b"\x18\x0f2027"))


def forged_whole(bench: Bench) -> Files:
    """Everything made anew with keys of the forger's own, anchors and ledger and all."""
    anchors = bench.theirs.anchors
    made = bench.files | {
        "anchors/seal.pem": anchors.seals[0],
        "anchors/stamp.pem": anchors.stamps[0],
        "anchors/ledger.pem": anchors.ledgers[0],
    }
    for number in ("0001", "0002"):
        capture = f"C-530000-20261124-{number}"
        manifest = made[f"data/captures/{capture}/capture.json"]
        subject = Subject.of_bytes(manifest, "capture.json")
        made[f"data/ledger/{capture}.tlog-proof"] = bench.theirs.prove("capture", [subject])
    return resealed(relisted(restated(made)), bench.theirs, bench.package.subject)


def renumbered(old: bytes, new: bytes) -> Callable[[Bench], Files]:
    def make(bench: Bench) -> Files:
        changed = re.sub(old, new, bench.files[PROOF], count=1)
        assert changed != bench.files[PROOF]
        return bench.files | {PROOF: changed}

    return make


def proof_lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[Bench], Files]:
    return lambda bench: bench.files | {PROOF: b"\n".join(change(bench.files[PROOF].split(b"\n")))}


def foreign_proof(bench: Bench) -> Files:
    seal_files = {path: bench.files[path] for _, path in NAMES}
    return bench.files | {PROOF: bench.theirs.enter(seal_files, bench.sealed)}


def earlier_proof(bench: Bench) -> Files:
    """The proof from before the stamp came."""
    seal_files = {SIGNATURE: bench.files[SIGNATURE]}
    return bench.files | {PROOF: bench.ours.enter(seal_files, bench.sealed)}


def other_proof(bench: Bench) -> Files:
    return bench.files | {PROOF: bench.ours.prove("package", [Subject.of_bytes(b"x", "x")])}


def capture_proof(bench: Bench) -> Files:
    """A capture's proof about another manifest, sealed by the office itself."""
    path = "data/ledger/C-530000-20261124-0001.tlog-proof"
    proof = bench.ours.prove("capture", [Subject.of_bytes(b"x", "capture.json")])
    return resealed_case(bench, {path: proof})


def foreign_capture_proof(bench: Bench) -> Files:
    path = "data/ledger/C-530000-20261124-0001.tlog-proof"
    manifest = bench.files["data/captures/C-530000-20261124-0001/capture.json"]
    proof = bench.theirs.prove("capture", [Subject.of_bytes(manifest, "capture.json")])
    return resealed_case(bench, {path: proof})


def resealed_case(bench: Bench, changed: Files) -> Files:
    made = relisted(restated(bench.files | changed))
    return resealed(made, bench.ours, bench.package.subject)


def dropped(*paths: str) -> Callable[[Bench], Files]:
    return lambda bench: {p: data for p, data in bench.files.items() if p not in paths}


def put(path: str, data: bytes) -> Callable[[Bench], Files]:
    return lambda bench: bench.files | {path: data}


SEALS: dict[str, tuple[Callable[[Bench], Files], str, str]] = {
    "the signature stripped": (dropped(SIGNATURE), "seal-missing", SIGNATURE),
    "all of the seal stripped": (
        dropped(SIGNATURE, STAMP, CHAIN, PROOF),
        "seal-missing",
        SIGNATURE,
    ),
    "an empty signature": (put(SIGNATURE, b""), "seal-stripped", SIGNATURE),
    "a signature that is none": (put(SIGNATURE, b"hello"), "seal-malformed", SIGNATURE),
    "a signature in PEM": (
        put(SIGNATURE, b"-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n"),
        "seal-malformed",
        SIGNATURE,
    ),
    "a stale signature": (lambda b: resigned(b, other_content(b)), "seal-stale", SIGNATURE),
    "a foreign signature": (foreign_seal, "seal-foreign", SIGNATURE),
    "a swapped certificate": (swapped_certificate, "seal-", SIGNATURE),
    "an altered signature": (second_signature, "seal-", SIGNATURE),
    "a signature of another case": (of_subject("另一案", 2), "seal-other-case", SIGNATURE),
    "a signature of an earlier state": (
        of_subject("云市监案〔2026〕7号", 1),
        "seal-stale",
        SIGNATURE,
    ),
    "something behind the signature": (
        lambda b: resigned(b, b.files[SIGNATURE] + b"\0"),
        "seal-",
        SIGNATURE,
    ),
    "the stamp stripped": (dropped(STAMP, CHAIN), "stamp-pending", "seal/"),
    "the stamp without its certificates": (dropped(CHAIN), "chain", CHAIN),
    "the certificates without the stamp": (dropped(STAMP), "missing", "seal/"),
    "an empty stamp": (put(STAMP, b""), "stamp-malformed", STAMP),
    "a stamp that is none": (put(STAMP, b"0\x03\x02\x01\x00"), "stamp-malformed", STAMP),
    "a stamp of something else": (
        lambda b: b.reentered(stamp=b.ours.stamp(b"other")),
        "stamp-imprint",
        STAMP,
    ),
    "a foreign stamp": (foreign_stamp, "stamp-foreign", STAMP),
    "a stamp of a certificate for something else": (without_usage, "stamp-usage", STAMP),
    "a stamp over another digest": (sha1_imprint, "stamp-imprint-algorithm", STAMP),
    "a later stamp": (later, "stamp-altered", STAMP),
    "a refusal for a stamp": (
        lambda b: b.reentered(stamp=bytes.fromhex("30053003020102")),
        "stamp-rejected",
        STAMP,
    ),
    "certificates that are none": (put(CHAIN, b"hello"), "chain", CHAIN),
    "a certificate too many": (
        lambda b: b.files | {CHAIN: b.files[CHAIN] + b.ours.tsa.root.pem},
        "ledger",
        CHAIN,
    ),
    "another stamp that was not entered": (
        lambda b: b.files | {STAMP: b.ours.stamp(b.files[SIGNATURE])},
        "ledger",
        STAMP,
    ),
    "a stamp made elsewhere with whole chain": (
        lambda b: b.files | {STAMP: b.ours.stamp(b.files[SIGNATURE], whole_chain=True)},
        "ledger",
        STAMP,
    ),
    "no proof": (dropped(PROOF), "ledger-missing", PROOF),
    "an empty proof": (put(PROOF, b""), "ledger-proof-malformed", PROOF),
    "a foreign proof": (foreign_proof, "ledger-head-broken", PROOF),
    "a proof of something else": (other_proof, "ledger", SIGNATURE),
    "a proof from before the stamp": (earlier_proof, "ledger", STAMP),
    "another entry in the proof": (
        proof_lines(lambda ls: [ls[0], b"extra e30=", *ls[2:]]),
        "ledger-proof",
        PROOF,
    ),
    "another number in the proof": (
        renumbered(rb"index (\d+)", rb"index 1\1"),
        "ledger-proof",
        PROOF,
    ),
    "a number written otherwise": (renumbered(rb"index ", rb"index 0"), "ledger-proof", PROOF),
    "a shorter way": (proof_lines(lambda ls: [*ls[:3], *ls[4:]]), "ledger-proof", PROOF),
    "a longer way": (proof_lines(lambda ls: [*ls[:4], *ls[3:]]), "ledger-proof", PROOF),
    "another form of proof": (renumbered(rb"@v1", rb"@v2"), "ledger-proof-malformed", PROOF),
    "a larger head": (renumbered(rb"\n(\d+)\n", rb"\n9\1\n"), "ledger-head-broken", PROOF),
    "the head of another ledger": (renumbered(b"530999", b"530998"), "ledger-head-broken", PROOF),
    "a head without signature": (
        proof_lines(lambda ls: [*ls[:-2], b""]),
        "ledger-head-broken",
        PROOF,
    ),
    "a head signed otherwise": (
        proof_lines(lambda ls: [*ls[:-2], ls[-2][:-3] + b"A==", b""]),
        "ledger-head-broken",
        PROOF,
    ),
    "two signatures": (
        proof_lines(lambda ls: [*ls[:-1], ls[-2], b""]),
        "ledger-head-broken",
        PROOF,
    ),
    "something behind the proof": (
        lambda b: b.files | {PROOF: b.files[PROOF] + b"x"},
        "ledger-head-broken",
        PROOF,
    ),
    "everything made anew with keys of one's own": (forged_whole, "seal-foreign", SIGNATURE),
    "a capture's proof about something else": (capture_proof, "ledger", "capture.json"),
    "a capture's foreign proof": (
        foreign_capture_proof,
        "ledger-head-broken",
        "C-530000-20261124-0001.tlog-proof",
    ),
}


@pytest.mark.parametrize("what", SEALS)
def test_a_seal_that_does_not_hold_is_told(
    what: str, bench: Bench, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    make, code, named = SEALS[what]
    data = packed(make(bench))
    must_name(named, data, tmp_path, bench.package, roots, capsys)
    found = PackageKind(bench.ours.trust).verify(tmp_path / f"{NUMBER}.zip")
    assert any(one.code.startswith(code) for one in found.faults), found.faults


def test_what_is_put_in_place_for_the_tests_is_sound(
    bench: Bench, tmp_path: Path, roots: list[str]
) -> None:
    """A good signature, stamp and proof made anew pass."""
    path = tmp_path / f"{NUMBER}.zip"
    path.write_bytes(packed(resigned(bench, bench.files[SIGNATURE])))
    assert PackageKind(bench.ours.trust).verify(path).faults == ()
    assert verify_package.main([str(path), *roots]) == 0


def test_a_seal_of_foreign_keys_is_told_even_without_keys_from_the_office(
    bench: Bench, tmp_path: Path
) -> None:
    """The anchors that the first seal signed do it; only a forgery of everything gets past."""
    path = tmp_path / f"{NUMBER}.zip"
    for make in (foreign_seal, foreign_stamp, foreign_proof):
        path.write_bytes(packed(make(bench)))
        assert not PackageKind().verify(path).ok
        assert verify_package.main([str(path)]) == 1
    path.write_bytes(packed(forged_whole(bench)))
    found = PackageKind().verify(path)
    assert found.ok
    assert [one.code for one in found.notices] == ["anchors-own"]


def test_another_case_under_this_name_is_refused(
    bench: Bench, tmp_path: Path, roots: list[str], capsys: Any
) -> None:
    """A package of the same case and state, sealed by the office, of another number."""

    def change(document: dict[str, Any]) -> None:
        document["package"] = "WJ-530000-20261124-0002"

    info = bench.files["bag-info.txt"].replace(b"1124-0001", b"1124-0002")
    forged = relisted(with_case(bench.files, change) | {"bag-info.txt": info})
    made = resealed(forged, bench.ours, bench.package.subject)
    data = packed(made, top="WJ-530000-20261124-0002")
    refused(data, tmp_path, bench.package, roots, capsys)
    good = tmp_path / "WJ-530000-20261124-0002.zip"
    good.write_bytes(data)
    assert PackageKind(bench.ours.trust).verify(good).ok
    assert verify_package.main([str(good), *roots]) == 0
    assert CASE in made
