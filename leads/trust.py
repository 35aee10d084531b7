"""Whose keys this office trusts 信任锚: its own, and those of its time-stamp authorities.

For verifying (`Trust`), for a package to bring along (`Anchors`), for asking an
authority (`Tsa`). All of it comes from the home folder: `keys/seal`, `keys/ledger`
and the files that `[[timestamp]]` in wangjian.toml names. What the home says nothing
of stays None in a Trust: nothing is made up, and the verifier says that it is missing.
"""

from collections.abc import Sequence
from pathlib import Path

from cryptography import x509

from evidence.package.casefile import Anchors
from evidence.package.check_seal import Trust
from evidence.seal.certificate import to_pem
from evidence.seal.keys import withdrawals
from evidence.seal.ledger_key import ledger_public_keys
from evidence.seal.timestamp import Tsa
from keywords.errors import FileFault
from leads.home import Home
from leads.office import Office, TimestampAuthority
from leads.seal_keys import seal_roots

_LARGEST = 1 << 20


def trust_of(home: Home, office: Office) -> Trust:
    """What seals, stamps and proofs are held to here, replaced and withdrawn keys among it.

    Raises KeyFault for a file of ours, FileFault for one that wangjian.toml names,
    that is missing or cannot be read.
    """
    seals, ledgers = seal_roots(home), ledger_public_keys(home.ledger_keys)
    stamps = [root for tsa in tsas_of(home, office) for root in tsa.roots]
    return Trust(
        seals=tuple(seals) or None,
        stamps=tuple(dict.fromkeys(stamps)) or None,
        ledgers=tuple(ledgers) or None,
        withdrawn={one.fingerprint: one.since for one in withdrawals(home.seal_keys)},
    )


def anchors_of(home: Home, office: Office) -> Anchors:
    """What a package made now leads to, in PEM: the root of the seal's present key, those of
    the authorities, and every key of the ledger (an older entry may be under an older one).

    They change when a key is changed; a package that was made keeps its own. Raises as
    trust_of does.
    """
    roots = [root for tsa in tsas_of(home, office) for root in tsa.roots]
    return Anchors(
        seals=tuple(to_pem(one) for one in seal_roots(home, present_only=True)),
        stamps=tuple(to_pem(one) for one in dict.fromkeys(roots)),
        ledgers=tuple(one.to_pem() for one in ledger_public_keys(home.ledger_keys)),
    )


def tsas_of(home: Home, office: Office) -> list[Tsa]:
    """The time-stamp authorities of `[[timestamp]]`, in their order. Raises FileFault."""
    return [_tsa(home, one) for one in office.timestamp]


def stamp_roots(tsas: Sequence[Tsa]) -> dict[str, tuple[x509.Certificate, ...]]:
    """The roots of each authority by its name, as the ledger's audit wants them."""
    return {tsa.name: tsa.roots for tsa in tsas}


def certificates_in(path: Path) -> tuple[x509.Certificate, ...]:
    """The certificates in the PEM file `path`, at least one. Raises FileFault."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST)
    except OSError as error:
        raise FileFault.single(
            path,
            f"证书文件无法读取（{error.strerror}）",
            f"the file of certificates cannot be read ({error.strerror})",
        ) from error
    try:
        return tuple(x509.load_pem_x509_certificates(content))
    except ValueError as error:
        raise FileFault.single(path, "不是 PEM 证书", "holds no certificate in PEM") from error


def _tsa(home: Home, authority: TimestampAuthority) -> Tsa:
    between = authority.chain_file
    return Tsa(
        name=authority.name,
        url=authority.url,
        roots=certificates_in(home.path / authority.roots_file),
        intermediates=certificates_in(home.path / between) if between else (),
        policy=authority.policy or None,
    )
