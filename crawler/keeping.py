"""Keeping a group of entries 入库: visits, found targets, memo and leads, all or nothing.

One transaction a group. It holds the lease's row: a slice whose lease was taken
over can keep nothing, and one that is keeping cannot lose it half way.
"""

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from checks.finding import Inspection
from crawler.errors import Fenced, database_trouble, says_disk_full
from crawler.lease import Lease, still_ours
from crawler.models import PageRow, SiteRun, Slice, Step
from crawler.stored_text import stored_json, stored_text
from crawler.visit import Target, Visit
from crawler.writer import Entry
from leads.filing import Filed

logger = logging.getLogger(__name__)

_PAUSES = (0.2, 1.0, 3.0, 8.0)
"""Seconds before each new try when the database is locked or went away."""

FileLead = Callable[[Visit, datetime], Filed]
"""Files what a visit suggests; says which leads it touched, and whether its record verified."""


class Keeper:
    """Keeps what one slice found. `file_lead` runs inside the transaction; where the
    record does not verify, the page is kept with the flag "record-fault", and no lead.
    """

    def __init__(self, work: Slice, lease: Lease, file_lead: FileLead) -> None:
        self._slice = work
        self._lease = lease
        self._file_lead = file_lead

    def keep(self, entries: Sequence[Entry]) -> None:
        """Keep `entries` in one transaction.

        Raises Fenced when the lease went to another, DatabaseTrouble when the
        database did not take it after several tries.
        """
        for pause in (*_PAUSES, None):
            try:
                with transaction.atomic():
                    self._keep(entries)
                return
            except OperationalError as error:
                if pause is None or says_disk_full(error):
                    raise database_trouble(error) from error
                logger.warning("the database is not available, trying again: %s", error)
                connection.close()
                time.sleep(pause)

    def _keep(self, entries: Sequence[Entry]) -> None:
        if not still_ours(self._lease):
            raise Fenced(
                f"{self._lease.host} 已由另一个进程接手，本段抓取停止",
                f"{self._lease.host} was taken over by another worker; this slice stops",
            )
        visits = [(entry.visit, entry.at) for entry in entries if entry.visit is not None]
        self._know([target for entry in entries for target in entry.targets])
        self._done([visit for visit, _ in visits])
        for visit, at in visits:
            self._keep_visit(visit, at)
        memo = next((e.memo for e in reversed(entries) if e.memo is not None), None)
        if memo is not None:
            value = stored_json(json.loads(memo))
            SiteRun.objects.filter(id=self._slice.site_id).update(memo=value)

    def _know(self, targets: Sequence[Target]) -> None:
        Step.objects.bulk_create(
            [self._step(target) for target in targets], batch_size=500, ignore_conflicts=True
        )

    def _step(self, target: Target) -> Step:
        value = stored_json(target.to_json())
        return Step(site_id=self._slice.site_id, key=target.key, kind=target.kind, target=value)

    def _done(self, visits: Sequence[Visit]) -> None:
        # A target that was visited at once (robots.txt, a redirect) was never pending.
        self._know([visit.target for visit in visits])
        keys = [visit.target.key for visit in visits]
        Step.objects.filter(site_id=self._slice.site_id, key__in=keys).update(done=True)

    def _keep_visit(self, visit: Visit, at: datetime) -> None:
        row = _row(visit, at)
        row.site_id, row.slice_number = self._slice.site_id, self._slice.number
        known = PageRow.objects.filter(site_id=row.site_id, key=row.key).exists()
        if known:  # the first stands
            return
        filed = self._file_lead(visit, at)
        row.leads = [lead.pk for lead in filed.leads]
        for error in filed.errors:
            logger.error("no lead of %s: %s", row.url, error.diagnostics("en"))
            row.flags = [*row.flags, "record-fault"]
            row.detail = stored_text(f"record-fault {error.diagnostics('en')}", 500)
        row.save()


def _marks(visit: Visit) -> list[str]:
    """The marks of a page as it was read and checked."""
    of_checks = visit.inspection.flags if visit.inspection is not None else ()
    return list(dict.fromkeys([*visit.flags, *of_checks]))


def _row(visit: Visit, at: datetime) -> PageRow:
    record = visit.record
    return PageRow(
        key=visit.target.key,
        kind=visit.read_as or visit.target.kind,
        shop=stored_text(visit.shop, 300),
        url=stored_text(visit.target.url),
        final_url=stored_text(visit.final_url),
        term=stored_text(visit.target.term or ""),
        outcome=visit.outcome,
        status=min(max(visit.status, 0), 999),
        detail=stored_text(visit.detail, 500),
        title=stored_text(visit.title, 500),
        charset=stored_text(visit.charset, 40),
        flags=stored_json(_marks(visit)),
        hits=visit.hits,
        record=record.to_json() if record else None,
        file=record.file if record else "",
        offset=record.offset if record else None,
        inspection=_said(visit.inspection),
        seen_at=at,
    )


def _said(inspection: Inspection | None) -> dict[str, Any] | None:
    """The inspection as JSON, None where the checks had nothing to say."""
    if inspection is None:
        return None
    value: dict[str, Any] = stored_json(asdict(inspection))
    operator = any(v for k, v in value["operator"].items() if k != "operator_type")
    return value if value["findings"] or value["licence"] or operator else None
