"""A seal is made once and kept: pending until its stamp comes, then entered anew."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.errors import KeyFault, SealFault
from evidence.package.kind import PackageKind
from evidence.package.package import Prepared, prepare, write_package
from evidence.package.seal_files import PROOF, is_seal_file
from evidence.package.sealing import enter_package, seal_files, sign_package, subject_of
from evidence.seal.certificate import Holder
from evidence.seal.proof import verify_proof
from evidence.seal.seal_key import make_seal_key
from evidence.seal.stamping import stamp
from evidence.seal.timestamp import Tsa
from tests.evidence.network.servers import run, wire
from tests.evidence.package.samples import NUMBER
from tests.evidence.package.sealed import PASSPHRASE, Sealer, entered_case
from tests.evidence.seal.tsa import serving


@pytest.fixture
def prepared(sealer: Sealer, tmp_path: Path) -> tuple[Prepared, object]:
    case = entered_case(tmp_path / "case", sealer)
    return prepare(case, tmp_path / "work"), subject_of(case)


def test_from_the_key_to_a_whole_package(
    sealer: Sealer, prepared: tuple[Prepared, object], tmp_path: Path
) -> None:
    made, subject = prepared
    path = sign_package(made, subject, tmp_path / "seals", sealer.key, case_is_real=True)
    enter_package(made, subject, path, sealer.ledger)
    pending = write_package(made, seal_files(path), tmp_path / "out")
    assert pending.name == f"{NUMBER}-pending.zip"
    codes = {one.code for one in PackageKind(sealer.trust).verify(pending).faults}
    assert codes == {"stamp-pending"}

    async def work() -> None:
        async with serving(sealer.tsa.answer) as server, wire(server) as (client, _):
            tsa = Tsa("local", server.url(), (sealer.tsa.root.certificate,))
            (state,) = await stamp(path, client, [tsa])
            assert state.status == "stamped"

    run(work())
    enter_package(made, subject, path, sealer.ledger)
    whole = write_package(made, seal_files(path), tmp_path / "out")
    assert whole.name == f"{NUMBER}.zip"
    assert PackageKind(sealer.trust).verify(whole).faults == ()


def test_made_again_nothing_new_is_signed_or_entered(
    sealer: Sealer, prepared: tuple[Prepared, object], tmp_path: Path
) -> None:
    made, subject = prepared
    path = sign_package(made, subject, tmp_path / "seals", sealer.key, case_is_real=True)
    first, entries = enter_package(made, subject, path, sealer.ledger), sealer.ledger.size
    before = seal_files(path)
    again = sign_package(made, subject, tmp_path / "seals", sealer.key, case_is_real=True)
    assert enter_package(made, subject, again, sealer.ledger) == first
    assert seal_files(again) == before
    assert sealer.ledger.size == entries


def test_a_proof_that_is_damaged_or_about_other_files_is_made_anew(
    sealer: Sealer, prepared: tuple[Prepared, object], tmp_path: Path
) -> None:
    made, subject = prepared
    path = sign_package(made, subject, tmp_path / "seals", sealer.key, case_is_real=True)
    first = enter_package(made, subject, path, sealer.ledger)
    kept = path.with_name(Path(PROOF).name)
    kept.write_bytes(first[:-9])
    second = enter_package(made, subject, path, sealer.ledger)
    assert kept.read_bytes() == second != first
    entry = verify_proof(second, sealer.ledger.trusted).entry
    assert entry.kind == "package"
    assert entry.facts["package"] == NUMBER
    assert {one.name for one in entry.subjects} == {"package.p7s", "tagmanifest-sha512.txt"}


def test_a_changed_case_is_not_covered_by_the_old_signature(sealer: Sealer, tmp_path: Path) -> None:
    case = entered_case(tmp_path / "case", sealer)
    subject, seals = subject_of(case), tmp_path / "seals"
    sign_package(prepare(case, tmp_path / "w"), subject, seals, sealer.key, case_is_real=True)
    other = prepare(replace(case, gaps=("另一缺口",)), tmp_path / "w2")
    with pytest.raises(SealFault) as caught:
        sign_package(other, subject, seals, sealer.key, case_is_real=True)
    assert caught.value.code == "stale"


def test_a_test_key_seals_no_real_case_and_is_told_where_it_sealed_another(
    sealer: Sealer, tmp_path: Path
) -> None:
    key = make_seal_key(tmp_path / "key", Holder("示例县局"), PASSPHRASE, test=True)
    case = entered_case(tmp_path / "case", sealer)
    made, subject = prepare(case, tmp_path / "w"), subject_of(case)
    with pytest.raises(KeyFault) as caught:
        sign_package(made, subject, tmp_path / "seals", key, case_is_real=True)
    assert caught.value.code == "test-key"
    path = sign_package(made, subject, tmp_path / "seals", key, case_is_real=False)
    enter_package(made, subject, path, sealer.ledger)
    out = write_package(made, seal_files(path), tmp_path / "out")
    trust = replace(sealer.trust, seals=(key.certificate,))
    found = PackageKind(trust).verify(out)
    assert "test-key" in {one.code for one in found.notices}


def test_what_else_lies_beside_the_signature_does_not_go_along(
    sealer: Sealer, prepared: tuple[Prepared, object], tmp_path: Path
) -> None:
    made, subject = prepared
    path = sign_package(made, subject, tmp_path / "seals", sealer.key, case_is_real=True)
    for name in ("package.p7s.stamps.json", ".package.p7s.1234.new", "notes.txt"):
        (path.parent / name).write_bytes(b"x")
    assert list(seal_files(path)) == ["seal/package.p7s"]
    assert not is_seal_file("seal/package.p7s.stamps.json")
