"""Verifying 核验 with what this office trusts: its kinds of evidence, and its whole home.

Public keys and roots come from the home folder, or from files that somebody got from
the office itself; never from what is verified. What is not known is named, since a
seal that was checked against its own certificate alone says nothing of who made it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cryptography import x509

from evidence.package.check_seal import Trust
from evidence.package.kind import PackageKind
from evidence.seal.keys import withdrawals
from evidence.seal.ledger_folder import LedgerFolder
from evidence.seal.ledger_key import ledger_public_keys, read_public_key
from evidence.seal.ledger_kind import LedgerKind
from evidence.verified import Verified
from evidence.verify import KINDS, Kind
from leads.home import Home
from leads.ledger_book import second_places
from leads.office import Office
from leads.trust import certificates_in, stamp_roots, trust_of, tsas_of

Roots = Mapping[str, Sequence[x509.Certificate]]
Part = Literal["seal", "timestamp", "ledger"]


class SameForAll(Mapping[str, Sequence[x509.Certificate]]):
    """The same roots whatever the authority is called."""

    def __init__(self, roots: Sequence[x509.Certificate]) -> None:
        self._roots = roots

    def __getitem__(self, name: str) -> Sequence[x509.Certificate]:
        return self._roots

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@dataclass(frozen=True, slots=True)
class Known:
    """What is trusted, and where it comes from.

    `roots` are those of each time-stamp authority, for heads of the ledger; `places` the
    second places of the ledger in the folder `ledger`.
    """

    source: Literal["home", "given", "none"]
    trust: Trust = field(default_factory=Trust)
    roots: Roots | None = None
    ledger: Path | None = None
    places: tuple[Path, ...] = ()

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is checked against nothing from outside."""
        trust = self.trust
        parts: tuple[tuple[Part, object], ...] = (
            ("seal", trust.seals),
            ("timestamp", trust.stamps),
            ("ledger", trust.ledgers),
        )
        return tuple(part for part, known in parts if known is None)

    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of evidence, those that are signed held to what is trusted."""
        held: dict[str, Kind] = {
            PackageKind.name: PackageKind(self.trust),
            LedgerKind.name: _Ledgers(self),
        }
        return tuple(held.get(kind.name, kind) for kind in KINDS)


def known_at(home: Home, office: Office) -> Known:
    """What the home folder says; "none" where it says nothing. Raises KeyFault, FileFault."""
    trust, tsas = trust_of(home, office), tsas_of(home, office)
    nothing = trust.seals is None and trust.stamps is None and trust.ledgers is None
    return Known(
        "none" if nothing else "home",
        trust,
        stamp_roots(tsas) if tsas else None,
        home.ledger,
        tuple(second_places(home, office)),
    )


def known_from(
    home: Home,
    *,
    roots: Sequence[Path] = (),
    stamp_roots_in: Sequence[Path] = (),
    ledger_keys: Sequence[Path] = (),
) -> Known:
    """What the given files say, and nothing of the home but which keys it withdrew.

    Raises FileFault, KeyFault for a file that cannot be read.
    """
    stamps = tuple(one for path in stamp_roots_in for one in certificates_in(path))
    trust = Trust(
        seals=tuple(one for path in roots for one in certificates_in(path)) or None,
        stamps=stamps or None,
        ledgers=tuple(read_public_key(path) for path in ledger_keys) or None,
        withdrawn={one.fingerprint: one.since for one in withdrawals(home.seal_keys)},
    )
    return Known("given", trust, SameForAll(stamps) if stamps else None)


def kept_at(home: Home) -> list[Path]:
    """Where there is something to verify in the home: archive, captures, ledger, packages.

    A ledger whose key is here is named even where its file is gone.
    """
    found = [
        folder
        for folder in (home.archive, home.captures, home.packages)
        if any(path.is_file() for path in folder.rglob("*"))
    ]
    log = LedgerFolder(home.ledger).log
    if log.exists():
        found.append(home.ledger)
    elif ledger_public_keys(home.ledger_keys):
        found.append(log)
    return found


class _Ledgers:
    """Ledgers: the home's own is held to its second places too."""

    name = LedgerKind.name

    def __init__(self, known: Known) -> None:
        trusted = known.trust.ledgers
        self._home = known.ledger
        self._own = LedgerKind(trusted, second_places=known.places, roots=known.roots)
        self._other = LedgerKind(trusted, roots=known.roots)

    def knows(self, path: Path) -> bool:
        return self._other.knows(path)

    def verify(self, path: Path) -> Verified:
        folder = path if path.is_dir() else path.parent
        own = self._home is not None and folder.resolve() == self._home.resolve()
        return (self._own if own else self._other).verify(path)
