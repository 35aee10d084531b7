"""The seal of a package: who signed, when it was stamped, whether it was entered in the ledger."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evidence.errors import LedgerFault, SealFault, TimestampFault
from evidence.package import bag, layout
from evidence.package.check_case import CaseFacts
from evidence.package.contents import Contents
from evidence.package.faults import fault
from evidence.package.file_facts import FileFacts
from evidence.package.seal_files import (
    FOLDER,
    PROOF,
    SIGNATURE,
    authorities,
    chain_path,
    stamp_path,
)
from evidence.seal.certificate import to_pem
from evidence.seal.entry import Entry
from evidence.seal.ledger_clock import TOLERATED
from evidence.seal.ledger_key import LedgerPublicKey
from evidence.seal.proof import verify_proof
from evidence.seal.seal import SealFacts, SealSubject, verify_seal
from evidence.seal.timestamp import Token, verify_timestamp
from evidence.verified import Message

_PUBLIC_KEY = re.compile(rb"-----BEGIN PUBLIC KEY-----\n[^-]+-----END PUBLIC KEY-----\n")


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose keys are trusted: certificates and ledger keys got from the office itself.

    `withdrawn` maps fingerprints of the seal's certificates to the time from which
    they are void. What is None is taken from the package: that tells a seal that was
    put there later from the first one, and not whose it is.
    """

    seals: tuple[x509.Certificate, ...] | None = None
    stamps: tuple[x509.Certificate, ...] | None = None
    ledgers: tuple[LedgerPublicKey, ...] | None = None
    withdrawn: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def outside(self) -> bool:
        """Whether nothing is trusted that the package itself brings."""
        return None not in (self.seals, self.stamps, self.ledgers)


@dataclass(slots=True)
class SealCheck:
    """What was found of a seal: what is wrong, and what the signature and the stamps say.

    `stopped`: there is no signature, so neither stamps nor proofs were looked at.
    """

    faults: list[Message] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    facts: SealFacts | None = None
    tokens: list[Token] = field(default_factory=list)
    stopped: bool = False


def check_seal(
    contents: Contents, case: CaseFacts, facts: Mapping[str, FileFacts], trust: Trust
) -> SealCheck:
    """Check the files of the seal, and the proofs of entry that captures bring."""
    check = SealCheck()
    signature, sealed = contents.read(SIGNATURE), contents.read(bag.SEALED)
    if signature is None or sealed is None:
        check.faults.append(fault("seal-missing", SIGNATURE))
        check.stopped = True
        return check
    own = _Anchors(contents)
    _check_stamps(check, contents, signature, own.stamps(trust))
    roots = own.seals(trust)
    _check_signature(check, signature, sealed, case, roots=roots, withdrawn=trust.withdrawn)
    ledgers = own.ledgers(trust)
    entries: list[Entry] = []
    check.faults += [*own.faults, *_check_entry(contents, facts, ledgers, entries)]
    for path, entered in case.proofs:
        named = {entered: facts.get(entered)}
        check.faults += _check_proof(contents, path, ledgers, named, entries=entries)
    check.notices += set_back(entries)
    return check


class _Anchors:
    """Certificates and keys that a package brings, read where they are needed."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self.faults: list[Message] = []

    def seals(self, trust: Trust) -> Sequence[x509.Certificate]:
        return self._certificates(trust.seals, layout.SEAL_ANCHORS)

    def stamps(self, trust: Trust) -> Sequence[x509.Certificate]:
        return self._certificates(trust.stamps, layout.STAMP_ANCHORS)

    def ledgers(self, trust: Trust) -> Sequence[LedgerPublicKey]:
        if trust.ledgers is not None:
            return trust.ledgers
        pem = self._contents.read(layout.LEDGER_ANCHORS) or b""
        found = [_ledger_key(block) for block in _PUBLIC_KEY.findall(pem)]
        keys = [key for key in found if key is not None]
        if b"".join(key.to_pem() for key in keys) != pem:
            self.faults.append(fault("chain", layout.LEDGER_ANCHORS, "Ed25519"))
        return keys

    def _certificates(
        self, trusted: Sequence[x509.Certificate] | None, path: str
    ) -> Sequence[x509.Certificate]:
        if trusted is not None:
            return trusted
        found = read_certificates(self._contents.read(path) or b"")
        if found is None:
            self.faults.append(fault("chain", path, "PEM"))
        return found or ()


def read_certificates(pem: bytes) -> list[x509.Certificate] | None:
    """The certificates in `pem`, None where there is anything else in it."""
    if not pem:
        return []
    try:
        found = x509.load_pem_x509_certificates(pem)
    except ValueError:
        return None
    return found if to_pem(*found) == pem else None


def _ledger_key(pem: bytes) -> LedgerPublicKey | None:
    try:
        key = serialization.load_pem_public_key(pem)
    except ValueError:
        return None
    return LedgerPublicKey(key.public_bytes_raw()) if isinstance(key, Ed25519PublicKey) else None


def _check_stamps(
    check: SealCheck, contents: Contents, signature: bytes, roots: Sequence[x509.Certificate]
) -> None:
    names = authorities(contents.files)
    for name in names:
        token, chain = stamp_path(name), chain_path(name)
        response, pem = contents.read(token), contents.read(chain)
        between = read_certificates(pem or b"")
        if response is None:
            check.faults.append(fault("missing", token))
        elif pem is None or between is None:
            check.faults.append(fault("chain", chain, "PEM"))
        else:
            try:
                made = verify_timestamp(signature, response, roots, intermediates=between, tsa=name)
                check.tokens.append(made)
            except TimestampFault as error:
                check.faults.append(Message(f"stamp-{error.code}", error.zh, error.en, token))
    if not names:
        check.faults.append(fault("stamp-pending", FOLDER))


def _check_signature(
    check: SealCheck,
    signature: bytes,
    sealed: bytes,
    case: CaseFacts,
    *,
    roots: Sequence[x509.Certificate],
    withdrawn: Mapping[str, datetime],
) -> None:
    stamped = min((token.time for token in check.tokens), default=None)
    try:
        check.facts = verify_seal(
            sealed,
            signature,
            roots,
            subject=SealSubject(case.case or case.number, case.serial),
            at=stamped,
            stamped=stamped is not None,
            withdrawn=withdrawn,
        )
    except SealFault as error:
        check.faults.append(Message(f"seal-{error.code}", error.zh, error.en, SIGNATURE))


def _check_entry(
    contents: Contents,
    facts: Mapping[str, FileFacts],
    ledgers: Sequence[LedgerPublicKey],
    entries: list[Entry],
) -> Iterator[Message]:
    """Whether the ledger was told of exactly this seal."""
    if PROOF not in contents.files:
        yield fault("ledger-missing", PROOF)
        return
    sealed = [p for p in contents.files if p.startswith(FOLDER) and p != PROOF]
    entered = {path: facts.get(path) for path in (*sealed, bag.SEALED)}
    yield from _check_proof(contents, PROOF, ledgers, entered, entries=entries, exactly=True)


def _check_proof(
    contents: Contents,
    path: str,
    ledgers: Sequence[LedgerPublicKey],
    entered: Mapping[str, FileFacts | None],
    *,
    entries: list[Entry],
    exactly: bool = False,
) -> Iterator[Message]:
    """Whether the proof at `path` holds, and its entry names the files `entered`; `entries` gets
    the entry."""
    data = contents.read(path)
    if data is None:
        yield fault("missing", path)
        return
    try:
        proved = verify_proof(data, ledgers)
    except LedgerFault as error:
        yield Message(f"ledger-{error.code}", error.zh, error.en, path)
        return
    entries.append(proved.entry)
    said = {one.sha256: one.name for one in proved.entry.subjects}
    real = {f"sha256:{one.sha256}": name for name, one in entered.items() if one is not None}
    wrong = {real[digest] for digest in real.keys() - said.keys()}
    if exactly:
        wrong |= {_path(said[digest]) for digest in said.keys() - real.keys()}
    for name in sorted(wrong):
        yield fault("ledger", name, path)


def set_back(entries: Sequence[Entry]) -> Iterator[Message]:
    """The entries that are dated before an earlier one, by more than a clock being set."""
    ordered = sorted(entries, key=lambda one: one.index)
    for before, one in pairwise(ordered):
        if before.time - one.time > TOLERATED:
            yield Message(
                "clock-backwards",
                f"存证日志第 {one.index} 条的时间早于第 {before.index} 条：系统时钟曾被调回",
                f"entry {one.index} of the ledger is dated before entry {before.index}: the clock "
                "was set back",
                str(one.index),
            )


def _path(name: str) -> str:
    """Where a file lies that the entry of a package calls `name`."""
    return name if name == bag.SEALED else f"{FOLDER}{name}"
