"""Exporting a case package 证据包, from a number to a ZIP that verifies.

What was begun is never lost: the number is taken first, records and the signature are
made once and kept, and the ZIP gets its name when it is whole. Without the time-stamp
it is called pending; `pending` finishes it when the stamp has come.
"""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from evidence.errors import KeyFault
from evidence.package.kind import PackageKind
from evidence.package.package import Prepared, prepare, write_package
from evidence.package.sealing import enter_package, seal_files, sign_package, subject_of
from evidence.seal.digests import digest_file
from evidence.seal.ledger import Ledger
from evidence.seal.seal import SealSubject
from evidence.seal.seal_key import SealKey
from evidence.verified import Verified
from leads.beijing import day_of
from leads.captures import enter_again
from leads.casework.freezing import NOT_REVIEWED, Freezing
from leads.casework.material import links_of, not_entered
from leads.casework.order import Order
from leads.clock import require_clock
from leads.errors import IllegalStep
from leads.events import note_event
from leads.home import Home
from leads.ledger_book import ledger_begun, opened_ledger
from leads.models import CasePackage, Lead, NumberSeries, Officer
from leads.office import Office, load_office
from leads.seal_keys import opened_seal_key
from leads.timestamping import stamp_signature
from leads.trust import trust_of
from leads.units import load_units

_DECIDED = frozenset(
    {Lead.Stage.VERIFIED, Lead.Stage.REFERRED, Lead.Stage.ANSWERED, Lead.Stage.CLOSED}
)
_NOBODY = "（未写导出人）"


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was written, what verifying it says, and what still waits."""

    row: CasePackage
    path: Path
    verified: Verified
    stamped: bool
    waiting: tuple[tuple[str, str], ...] = ()


def export(home: Home, order: Order, passphrase: str, *, folder: Path | None = None) -> Exported:
    """Export the leads of `order` as one package into `folder` (the home's packages/).

    Raises IllegalStep where a lead is not registered or only a draft, KeyFault where
    keys are missing, locked or may not sign, and what reading captures, making
    records, the ledger and the disk raise. Nothing kept before is changed then.
    """
    office, units = load_office(home), load_units(home)
    check_exportable(order.leads)
    check_ledger(home)
    key = opened_seal_key(home, passphrase)
    links = links_of(order.leads)
    for late in not_entered(home, links):
        enter_again(home, office, late)
    with opened_ledger(home, office, passphrase=passphrase) as ledger:
        assert ledger is not None
        check_key(home, key, test=order.test)
        row = reserve(office, order.case, order.leads, order.officers, test=order.test)
        work = home.packages / f".work-{row.number}"
        try:
            case = Freezing(home, order, row, office, units).case(ledger)
            prepared = prepare(case, work)
            subject = subject_of(case)
            real = not order.test
            signature = sign_package(prepared, subject, home.seals, key, case_is_real=real)
            waiting = asyncio.run(stamp_signature(home, office, signature))
            path = finish(prepared, subject, signature, ledger, folder or home.packages)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        ledger.publish()
    stamped = not path.stem.endswith("-pending")
    note_written(row, path, stamped=stamped)
    with transaction.atomic():
        for lead in order.leads:
            note_event(
                lead,
                "exported",
                before=lead.stage,
                officer=order.officers[0] if order.officers else None,
                by=_NOBODY,
                reason="" if order.reviewed_by else NOT_REVIEWED,
                detail={
                    "package": row.number,
                    "case": row.case,
                    "sha256": row.digest,
                    "reviewed_by": order.reviewed_by or None,
                },
            )
    return Exported(
        row, path, PackageKind(trust_of(home, office)).verify(path), stamped, tuple(waiting)
    )


def finish(
    prepared: Prepared,
    subject: SealSubject,
    signature: Path,
    ledger: Ledger,
    folder: Path,
    *,
    now: datetime | None = None,
) -> Path:
    """Enter the seal, as it is now, in the ledger, and write the ZIP; its path."""
    enter_package(prepared, subject, signature, ledger, now=now)
    return write_package(prepared, seal_files(signature), folder)


def note_written(row: CasePackage, path: Path, *, stamped: bool) -> None:
    """Note in the row of a package where it lies, with which digest."""
    row.file, row.digest, row.stamped = str(path.absolute()), digest_file(path).sha256, stamped
    row.save(update_fields=["file", "digest", "stamped"])


def check_exportable(leads: Sequence[Lead]) -> None:
    """Raise IllegalStep unless every lead is registered and rests on agreed lists."""
    for lead in leads:
        if lead.number is None or lead.stage not in _DECIDED:
            raise IllegalStep(
                f"{lead} 尚未经两名执法人员核实登记，不能导出证据包；"
                f"请先 wangjian leads verify {lead}",
                f"{lead} is not registered yet; verify it with two officers first: "
                f"wangjian leads verify {lead}",
            )
        if lead.draft:
            raise IllegalStep(
                f"{lead} 出自未会签的清单（草稿），不能导出证据包",
                f"{lead} comes of a list that is not agreed (draft) and is not exported",
            )


def check_key(home: Home, key: SealKey, *, test: bool) -> None:
    """Raise KeyFault where a test key would seal a real case."""
    if key.test and not test:
        raise KeyFault(
            "test",
            f"{home.seal_keys}：测试密钥不能签署真实案件；试用请加 --test，"
            "正式办案请用 wangjian keys rotate --seal 生成正式密钥",
            f"{home.seal_keys}: a test key seals no real case; use --test to try things out, "
            "or make a real key with wangjian keys rotate --seal",
        )


def check_ledger(home: Home) -> None:
    """Raise KeyFault where the office has begun no ledger: packages are entered in it; ClockWrong
    where nothing can be entered for the system clock."""
    if not ledger_begun(home):
        raise KeyFault(
            "missing",
            f"{home.ledger}：还没有存证日志；请先 wangjian keys make --ledger",
            f"{home.ledger}: no ledger yet; first: wangjian keys make --ledger",
        )
    require_clock(home)


def reserve(
    office: Office, case: str, leads: Sequence[Lead], made_by: Sequence[Officer], *, test: bool
) -> CasePackage:
    """Take a number for a package of `case`; from here on it is known, finished or not."""
    now = timezone.now()
    with transaction.atomic():
        last = CasePackage.objects.filter(case=case).aggregate(last=Max("serial"))["last"]
        series = f"WJ-{office.code}-{day_of(now):%Y%m%d}"
        row = CasePackage.objects.create(
            number=f"{series}-{NumberSeries.next(series):04d}",
            case=case,
            serial=(last or 0) + 1,
            made_at=now,
            made_by="、".join(one.name for one in made_by),
            test=test,
        )
        row.leads.set(leads)
    return row
