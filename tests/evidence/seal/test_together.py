"""Seal, stamp and ledger together, checked as a court's expert checks them: with public tools."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC

from evidence.errors import SealFault
from evidence.seal.certificate import Holder, authority, issue, request, to_pem
from evidence.seal.entry import Subject
from evidence.seal.ledger_key import LedgerKey
from evidence.seal.proof import prove, verify_proof
from evidence.seal.seal import SealSubject, seal_once, verify_seal
from evidence.seal.seal_key import SealKey
from evidence.seal.stamping import chain_path, stamp, token_path
from evidence.seal.timestamp import Token, Tsa
from tests.evidence.network.servers import run, wire
from tests.evidence.seal.ledgers import filled
from tests.evidence.seal.tsa import Authority, serving
from tests.evidence.seal.tsa import authority as time_authority

MANIFEST = b"0123456789abcdef  data/capture.wacz\n" * 20
SUBJECT = SealSubject("示例〔2026〕12号", 1)

# Steps 2 and 3 of VERIFY.txt, word for word but for the names in braces.
COMMANDS = r"""
set -e
openssl cms -verify -binary -inform DER -in seal/{S}.p7s -content tagmanifest-sha512.txt \
  -CAfile {ROOT} -purpose any -signer {TMP}/s.pem -out /dev/null {SEAL_TIME}
openssl x509 -in {TMP}/s.pem -noout -fingerprint -sha256
E=$(date -u -d "$(openssl ts -reply -in seal/{S}.tsr -text 2>/dev/null \
  | sed -n 's/^Time stamp: //p')" +%s)
openssl ts -verify -data seal/{S}.p7s -in seal/{S}.tsr -CAfile {TSAROOT} \
  -untrusted seal/{TSACHAIN} -attime $E
"""


@dataclass
class Made:
    """A sealed folder, and what its maker knows."""

    folder: Path
    token: Token
    root: Path
    time_root: Path

    def check(self, seal_time: str = "") -> subprocess.CompletedProcess[str]:
        """What the commands of VERIFY.txt say of it."""
        names = {
            "S": "package",
            "ROOT": str(self.root),
            "TMP": str(self.folder.parent),
            "TSAROOT": str(self.time_root),
            "TSACHAIN": "package.p7s.local.chain.pem",
            "SEAL_TIME": seal_time,
        }
        script = COMMANDS
        for name, value in names.items():
            script = script.replace("{" + name + "}", value)
        return subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )


def made(folder: Path, key: SealKey, root: bytes, local: Authority) -> Made:
    bag = folder / "bag"
    (bag / "seal").mkdir(parents=True)
    (bag / "tagmanifest-sha512.txt").write_bytes(MANIFEST)
    path = bag / "seal" / "package.p7s"
    seal_once(path, MANIFEST, key, SUBJECT, case_is_real=True)

    async def work() -> Token:
        async with serving(local.answer) as server, wire(server) as (client, _):
            tsa = Tsa("local", server.url(), local.trusted().roots)
            (state,) = await stamp(path, client, [tsa])
            assert state.token is not None
            return state.token

    token = run(work())
    token_path(path, "local").rename(bag / "seal" / "package.tsr")
    assert chain_path(path, "local").exists()
    (folder / "root.pem").write_bytes(root)
    (folder / "time-root.pem").write_bytes(local.root.pem)
    return Made(bag, token, folder / "root.pem", folder / "time-root.pem")


@pytest.fixture
def local(tmp_path: Path) -> Authority:
    return time_authority(tmp_path / "tsa")


@pytest.mark.parametrize("kind", ["self-signed", "issued"])
def test_the_commands_of_verify_txt_say_what_they_must(
    tmp_path: Path, real_key: SealKey, holder: Holder, local: Authority, kind: str
) -> None:
    key, root = real_key, to_pem(real_key.certificate)
    if kind == "issued":
        root_key = ECC.generate(curve="P-256")
        office = authority(root_key, holder, test=False, years=10)
        issued = issue(office, root_key, request(key._key, holder, test=False), years=3)
        key, root = SealKey(issued, (), key._key), to_pem(office)
    package = made(tmp_path, key, root, local)
    done = package.check()
    assert done.returncode == 0, done.stderr
    assert "CMS Verification successful" in done.stderr
    assert f"sha256 Fingerprint={key.fingerprint}" in done.stdout
    assert "Verification: OK" in done.stdout
    for name in ("tagmanifest-sha512.txt", "seal/package.p7s", "seal/package.tsr"):
        path = package.folder / name
        good = path.read_bytes()
        path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
        assert package.check().returncode != 0, name
        path.write_bytes(good)
    assert package.check().returncode == 0


def test_an_expired_certificate_is_judged_at_the_time_of_the_stamp(
    tmp_path: Path, real_key: SealKey, holder: Holder, local: Authority
) -> None:
    root_key = ECC.generate(curve="P-256")
    past = datetime.now(UTC) - timedelta(days=365, minutes=4, seconds=58)
    office = authority(root_key, holder, test=False, years=10)
    asked = request(real_key._key, holder, test=False)
    issued = issue(office, root_key, asked, years=1, now=past + timedelta(minutes=5))
    key = SealKey(issued, (), real_key._key)
    package = made(tmp_path, key, to_pem(office), local)
    made_seal = (package.folder / "seal" / "package.p7s").read_bytes()
    late = issued.not_valid_after_utc + timedelta(seconds=1)
    with pytest.raises(SealFault) as caught:
        verify_seal(MANIFEST, made_seal, [office], at=late)
    assert caught.value.code == "expired"
    facts = verify_seal(MANIFEST, made_seal, [office], at=package.token.time, stamped=True)
    assert facts.trusted
    assert package.check(f"-attime {int(late.timestamp())}").returncode != 0
    assert package.check(f"-attime {int(package.token.time.timestamp())}").returncode == 0


def test_a_leaked_key_voids_what_it_signs_later_and_not_what_was_stamped_before(
    tmp_path: Path, real_key: SealKey, local: Authority
) -> None:
    package = made(tmp_path, real_key, to_pem(real_key.certificate), local)
    made_seal = (package.folder / "seal" / "package.p7s").read_bytes()
    roots, time = [real_key.certificate], package.token.time
    leaked = {real_key.fingerprint: time + timedelta(seconds=1)}
    assert verify_seal(MANIFEST, made_seal, roots, at=time, stamped=True, withdrawn=leaked)
    before = {real_key.fingerprint: time - timedelta(seconds=1)}
    for at, stamped, withdrawn in ((time, True, before), (time, False, leaked)):
        with pytest.raises(SealFault) as caught:
            verify_seal(MANIFEST, made_seal, roots, at=at, stamped=stamped, withdrawn=withdrawn)
        assert caught.value.code == "withdrawn"


def test_the_ledger_binds_every_file_of_the_seal(
    tmp_path: Path, quick_path: Path, real_key: SealKey, ledger_key: LedgerKey, local: Authority
) -> None:
    """What no signature covers in a seal or a token, the entry about them does."""
    package = made(tmp_path, real_key, to_pem(real_key.certificate), local)
    paths = [package.folder / "tagmanifest-sha512.txt", *(package.folder / "seal").iterdir()]
    with filled(quick_path / "ledger", ledger_key, 3) as ledger:
        subjects = [Subject.of_file(path) for path in paths]
        entry = ledger.append("package", subjects, {"case": SUBJECT.case, "serial": 1})
        proof = prove(ledger.folder, entry.index, ledger.sign_head())
    proved = verify_proof(proof.to_bytes(), [ledger_key.public])
    proved.check_subjects(Subject.of_file(path) for path in paths)
    assert len(paths) == 4
    for path in paths:
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with pytest.raises(Exception, match=path.name):
            proved.check_subjects(Subject.of_file(one) for one in paths)
        path.write_bytes(data)
