"""Packages that were written without their time-stamp 时间戳待取得, finished when it has come."""

import asyncio
import shutil
from dataclasses import dataclass
from pathlib import Path

from evidence.package.reopening import reopen
from evidence.package.seal_files import SIGNATURE
from evidence.seal.seal import SealSubject
from leads.casework.export import finish, note_written
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.models import CasePackage
from leads.office import load_office
from leads.timestamping import stamp_signature


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of one pending package: its file, and who has not stamped it yet."""

    row: CasePackage
    path: Path
    waiting: tuple[tuple[str, str], ...]


def pending_packages() -> list[CasePackage]:
    """The packages that lie there without a time-stamp."""
    return list(CasePackage.objects.filter(stamped=False).exclude(file="").order_by("id"))


def unfinished_packages() -> list[CasePackage]:
    """Packages whose number was taken and whose file was never written: nothing was handed out."""
    return list(CasePackage.objects.filter(file="").order_by("id"))


def finish_pending(home: Home, passphrase: str, *, at_once: bool = False) -> list[Finished]:
    """Ask again for the stamps that are due, and write the packages whose stamp has come.

    The pending file goes once the finished one is on the disk: all of it is in there.
    Raises KeyFault, LedgerFault, PackageFault, ArchiveError.
    """
    office = load_office(home)
    done: list[Finished] = []
    for row in pending_packages():
        signature = home.seals / row.number / Path(SIGNATURE).name
        waiting = asyncio.run(stamp_signature(home, office, signature, at_once=at_once))
        path = Path(row.file)
        if not waiting:
            path = _finished(home, row, signature, passphrase)
        done.append(Finished(row, path, tuple(waiting)))
    return done


def _finished(home: Home, row: CasePackage, signature: Path, passphrase: str) -> Path:
    pending = Path(row.file)
    work = home.packages / f".work-{row.number}"
    try:
        prepared = reopen(pending, work)
        subject = SealSubject(row.case or row.number, row.serial)
        with opened_ledger(home, load_office(home), passphrase=passphrase) as ledger:
            assert ledger is not None
            path = finish(prepared, subject, signature, ledger, pending.parent)
            ledger.publish()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    note_written(row, path, stamped=True)
    if path != pending:
        pending.unlink(missing_ok=True)
    return path
