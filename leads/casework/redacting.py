"""A redacted copy 遮蔽件 of a package, by a plan that an officer writes as TOML.

    package = "WJ-530100-20261124-0001"
    reason = "提供给当事人"
    keep = ["data/captures/c-1/page.pdf"]

    [[mask]]
    path = "data/captures/c-1/page-01.png"
    reason = "买家个人信息"
    regions = [{ x = 40, y = 600, width = 300, height = 80, category = "姓名" }]

The copy has its own number, says what it was made from, and is sealed like any package.
"""

import asyncio
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from evidence.errors import PackageFault
from evidence.package.casefile import Officer
from evidence.package.kind import PackageKind
from evidence.package.masking import Region
from evidence.package.redaction import Mask, Redaction, prepare_redacted
from evidence.package.sealing import sign_package, subject_of
from keywords.errors import shown
from keywords.toml_source import load_toml
from leads.casework.export import (
    Exported,
    check_key,
    check_ledger,
    finish,
    note_written,
    reserve,
)
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.models import CasePackage
from leads.models import Officer as OfficerRow
from leads.office import load_office
from leads.seal_keys import opened_seal_key
from leads.timestamping import stamp_signature
from leads.trust import anchors_of, trust_of

Text = Annotated[str, Field(min_length=1, max_length=200)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RegionPlan(_Table):
    """A rectangle in pixels of the picture, and whose data it covers."""

    x: Annotated[int, Field(ge=0)]
    y: Annotated[int, Field(ge=0)]
    width: Annotated[int, Field(gt=0)]
    height: Annotated[int, Field(gt=0)]
    category: Text


class MaskPlan(_Table):
    """A picture of the original, what is covered in it, and why."""

    path: Text
    reason: Text
    regions: Annotated[list[RegionPlan], Field(min_length=1)]


class RedactionPlan(_Table):
    """What to cover of which package; `keep` are files that go along as they are."""

    package: Text
    reason: str = ""
    keep: list[Text] = []
    mask: Annotated[list[MaskPlan], Field(min_length=1)]


def redact(
    home: Home,
    plan_file: Path,
    officers: Sequence[OfficerRow],
    passphrase: str,
    *,
    reviewers: Sequence[OfficerRow] = (),
) -> Exported:
    """Derive the copy that `plan_file` orders, from a package of this office that is whole.

    Raises FileFault for a broken plan, PackageFault "original" where there is no such
    package or it is not whole, and what sealing raises (leads.casework.export).
    """
    plan, office = load_toml(plan_file, RedactionPlan), load_office(home)
    original = _original(plan.package)
    check_ledger(home)
    key = opened_seal_key(home, passphrase)
    check_key(home, key, test=original.test)
    trust = trust_of(home, office)
    row = reserve(office, original.case, list(original.leads.all()), officers, test=original.test)
    order = Redaction(
        number=row.number,
        serial=row.serial,
        masks=tuple(_mask(one) for one in plan.mask),
        keep=tuple(plan.keep),
        made_by=tuple(Officer(one.name, one.number) for one in officers),
        reviewed_by=tuple(Officer(one.name, one.number) for one in reviewers),
        made_at=row.made_at,
        software=f"wangjian {version('wangjian')}",
    )
    work = home.packages / f".work-{row.number}"
    try:
        anchors = anchors_of(home, office)
        case, prepared = prepare_redacted(Path(original.file), order, anchors, trust)
        subject, real = subject_of(case), not original.test
        signature = sign_package(prepared, subject, home.seals, key, case_is_real=real)
        waiting = asyncio.run(stamp_signature(home, office, signature))
        with opened_ledger(home, office, passphrase=passphrase) as ledger:
            assert ledger is not None
            path = finish(prepared, subject, signature, ledger, home.packages)
            ledger.publish()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    stamped = not path.stem.endswith("-pending")
    note_written(row, path, stamped=stamped)
    return Exported(row, path, PackageKind(trust).verify(path), stamped, tuple(waiting))


def _original(number: str) -> CasePackage:
    row = CasePackage.objects.filter(number=number).exclude(file="").first()
    if row is None or not row.stamped:
        raise PackageFault(
            "original",
            f"本机没有已完成的证据包 {shown(number)}，不能派生遮蔽件",
            f"no finished package {shown(number)} is here to derive a redacted copy from",
            file=shown(number),
        )
    return row


def _mask(plan: MaskPlan) -> Mask:
    regions = tuple(Region(**region.model_dump()) for region in plan.regions)
    return Mask(plan.path, regions, plan.reason)
