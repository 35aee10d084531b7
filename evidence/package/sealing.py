"""Sealing a package: signature, time-stamps and the entry in the ledger, each made once.

    path = sign_package(prepared, subject, folder, key, case_is_real=True)
    await stamp(path, wire, tsas)                      evidence.seal.stamping, now or later
    enter_package(prepared, subject, path, ledger)
    write_package(prepared, seal_files(path), packages)

What was made is kept beside the signature and reused, so that a package made again
is the same. Without its stamp a package is pending: it says so in its name, and no
verifier calls it whole. Once the stamp is there, enter it and write it again.
"""

from datetime import datetime
from pathlib import Path

from evidence.archive.durable import make_folder
from evidence.errors import LedgerFault
from evidence.package import bag
from evidence.package.casefile import CaseFile
from evidence.package.package import Prepared
from evidence.package.seal_files import FOLDER, PROOF, SIGNATURE, is_seal_file
from evidence.seal.entry import Subject
from evidence.seal.kept_file import replace_whole
from evidence.seal.ledger import Ledger
from evidence.seal.proof import prove, verify_proof
from evidence.seal.seal import SealSubject, seal_once
from evidence.seal.seal_key import SealKey

ENTRY_KIND = "package"


def subject_of(case: CaseFile) -> SealSubject:
    """What the seal of the case's package belongs to: the case, and which package of it."""
    return SealSubject(case.case or case.number, case.serial)


def sign_package(
    prepared: Prepared,
    subject: SealSubject,
    folder: Path,
    key: SealKey,
    *,
    case_is_real: bool,
) -> Path:
    """Sign the package and keep the signature in `folder`; its path.

    A signature that is there already is reused. Raises SealFault where it is one of
    something else, KeyFault where the key may not sign.
    """
    path = folder / prepared.number / Path(SIGNATURE).name
    make_folder(path.parent)
    seal_once(path, prepared.sealed, key, subject, case_is_real=case_is_real)
    return path


def enter_package(
    prepared: Prepared,
    subject: SealSubject,
    signature: Path,
    ledger: Ledger,
    *,
    now: datetime | None = None,
) -> bytes:
    """The proof that signature and stamps, as they are now, were entered in the ledger.

    A proof kept earlier is reused as long as it is about these very files. Raises
    LedgerFault. Call `ledger.publish` after.
    """
    kept = signature.with_name(Path(PROOF).name)
    subjects = [Subject.of_bytes(prepared.sealed, bag.SEALED)]
    subjects += [
        Subject.of_bytes(data, Path(path).name)
        for path, data in sorted(seal_files(signature).items())
        if path != PROOF
    ]
    if kept.exists() and _is_about(kept.read_bytes(), subjects, ledger):
        return kept.read_bytes()
    facts = {"package": prepared.number, "case": subject.case, "serial": subject.serial}
    entry = ledger.append(ENTRY_KIND, subjects, facts, now=now)
    proof = prove(ledger.folder, entry.index, ledger.sign_head(now=now)).to_bytes()
    replace_whole(kept, proof)
    return proof


def seal_files(signature: Path) -> dict[str, bytes]:
    """What there is of the seal now, under the paths it has in a package. OSError passes."""
    found = {f"{FOLDER}{path.name}": path for path in signature.parent.iterdir()}
    return {name: path.read_bytes() for name, path in found.items() if is_seal_file(name)}


def _is_about(proof: bytes, subjects: list[Subject], ledger: Ledger) -> bool:
    try:
        entered = verify_proof(proof, ledger.trusted, origin=ledger.origin).entry.subjects
    except LedgerFault:
        return False
    return {(one.name, one.sha256) for one in entered} == {
        (one.name, one.sha256) for one in subjects
    }
