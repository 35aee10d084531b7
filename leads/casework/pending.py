"""Packages that were written without their time-stamp 时间戳待取得, finished when it has come."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence.package.kind import PackageKind
from evidence.package.reopening import reopen
from evidence.package.seal_files import SIGNATURE
from evidence.seal.seal import SealSubject
from evidence.seal.stamping import stamp_states
from evidence.verified import Verified
from leads.casework.export import finish, note_written
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.models import CasePackage
from leads.office import Office, load_office
from leads.trust import trust_of, tsas_of


@dataclass(frozen=True, slots=True)
class Finished:
    """A package that was written anew with its stamps, and what verifying it says."""

    row: CasePackage
    path: Path
    verified: Verified


def pending_packages() -> list[CasePackage]:
    """The packages that lie there without a time-stamp."""
    return list(CasePackage.objects.filter(stamped=False).exclude(file="").order_by("id"))


def unfinished_packages() -> list[CasePackage]:
    """Packages whose number was taken and whose file was never written: nothing was handed out."""
    return list(CasePackage.objects.filter(file="").order_by("id"))


def finish_stamped(home: Home, passphrase: str, *, now: datetime | None = None) -> list[Finished]:
    """Write the pending packages that every authority has stamped by now.

    The pending file goes once the finished one is on the disk: all of it is in there.
    Raises KeyFault, LedgerFault, FileFault, PackageFault, ArchiveError.
    """
    office = load_office(home)
    trust, done = trust_of(home, office), list[Finished]()
    for row in pending_packages():
        signature = home.seals / row.number / Path(SIGNATURE).name
        if _stamped(home, office, signature):
            path = _written(home, office, row, signature, passphrase, now=now)
            done.append(Finished(row, path, PackageKind(trust).verify(path)))
    return done


def _stamped(home: Home, office: Office, signature: Path) -> bool:
    states = stamp_states(signature, tsas_of(home, office))
    return bool(states) and all(one.status == "stamped" for one in states)


def _written(
    home: Home,
    office: Office,
    row: CasePackage,
    signature: Path,
    passphrase: str,
    *,
    now: datetime | None,
) -> Path:
    pending = Path(row.file)
    work = home.packages / f".work-{row.number}"
    try:
        prepared = reopen(pending, work)
        subject = SealSubject(row.case or row.number, row.serial)
        with opened_ledger(home, office, passphrase=passphrase) as ledger:
            assert ledger is not None
            path = finish(prepared, subject, signature, ledger, pending.parent, now=now)
            ledger.publish()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    note_written(row, path, stamped=True)
    if path != pending:
        pending.unlink(missing_ok=True)
    return path
