"""A sealed package, with the office, the authority and the ledger that sealed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence.package import bag
from evidence.package.casefile import Anchors, CaseFile
from evidence.package.check_seal import Trust
from evidence.package.package import Prepared, prepare, write_package
from evidence.package.sealing import subject_of
from evidence.seal.certificate import Holder, to_pem
from evidence.seal.entry import Subject
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_key import LedgerKey, make_ledger_key
from evidence.seal.proof import prove
from evidence.seal.seal import SealSubject, seal
from evidence.seal.seal_key import SealKey, make_seal_key
from evidence.seal.timestamp import new_nonce, timestamp_request
from tests.evidence.package.samples import sample_case
from tests.evidence.seal.tsa import Authority, authority

PASSPHRASE = "口令 correct horse"


@dataclass(frozen=True)
class Sealer:
    """Everything that is needed to seal a package."""

    key: SealKey
    tsa: Authority
    ledger: Ledger
    ledger_key: LedgerKey

    @property
    def anchors(self) -> Anchors:
        return Anchors(
            (to_pem(self.key.certificate),),
            (self.tsa.root.pem,),
            (self.ledger_key.public.to_pem(),),
        )

    @property
    def trust(self) -> Trust:
        return Trust(
            (self.key.certificate,), (self.tsa.root.certificate,), (self.ledger_key.public,)
        )

    def seal(self, sealed: bytes, subject: SealSubject, **given: bytes) -> dict[str, bytes]:
        """The files of a seal over `sealed`; `given` parts are put in the place of made ones."""
        signature = given.get("signature") or seal(sealed, self.key, subject, case_is_real=True)
        chain = [one for one in (self.tsa.signer, self.tsa.between) if one is not None]
        files = {
            "seal/package.p7s": signature,
            "seal/package.p7s.local.tsr": given.get("response") or self.stamp(signature),
            "seal/package.p7s.local.chain.pem": b"".join(one.pem for one in chain),
        }
        return files | {"seal/package.tlog-proof": self.enter(files, sealed)}

    def stamp(self, signature: bytes, **how: Any) -> bytes:
        """A time-stamp over `signature`."""
        return self.tsa.answer(timestamp_request(signature, new_nonce()), **how)

    def enter(self, files: Mapping[str, bytes], sealed: bytes) -> bytes:
        """The proof that the files of a seal were entered in the ledger."""
        subjects = [Subject.of_bytes(sealed, bag.SEALED)]
        subjects += [Subject.of_bytes(data, Path(path).name) for path, data in files.items()]
        return self.prove("package", subjects)

    def prove(self, kind: str, subjects: Sequence[Subject]) -> bytes:
        """The proof of an entry that is made for it."""
        entry = self.ledger.append(kind, subjects, {})
        return prove(self.ledger.folder, entry.index, self.ledger.sign_head()).to_bytes()


def make_sealer(folder: Path) -> Sealer:
    """A sealer with keys of its own. Its ledger must be closed."""
    ledger_key = make_ledger_key(folder / "ledger-key", PASSPHRASE)
    return Sealer(
        make_seal_key(folder / "seal-key", Holder("示例县市场监督管理局", "530999"), PASSPHRASE),
        authority(folder / "tsa"),
        Ledger.create(folder / "ledger", "wangjian/530999", ledger_key),
        ledger_key,
    )


@dataclass(frozen=True)
class Package:
    """A package as it was made, and what made it."""

    path: Path
    case: CaseFile
    prepared: Prepared
    seal: Mapping[str, bytes]
    sealer: Sealer

    @property
    def subject(self) -> SealSubject:
        return subject_of(self.case)


def entered_case(folder: Path, sealer: Sealer, **changes: Any) -> CaseFile:
    """The sample case, its captures entered in the ledger."""
    case = sample_case(folder, anchors=sealer.anchors, **changes)
    captures = []
    for one in case.captures:
        manifest = next(file for file in one.artefacts if file.role == "manifest")
        subject = Subject.of_file(manifest.file.path)
        captures.append(replace(one, ledger=sealer.prove("capture", [subject])))
    return replace(case, captures=tuple(captures))


def make_package(folder: Path, sealer: Sealer, **changes: Any) -> Package:
    """The sample case, sealed, stamped and entered, as a ZIP in `folder`."""
    case = entered_case(folder / "case", sealer, **changes)
    prepared = prepare(case, folder / "work")
    files = sealer.seal(prepared.sealed, subject_of(case))
    path = write_package(prepared, files, folder / "packages")
    return Package(path, case, prepared, files, sealer)
