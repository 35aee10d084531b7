"""Jobs of 系统验证与运行: the ledger, a sample of captures, the time-stamps, the known page."""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Any

from desk.jobs.capture_jobs import capture_faults, captures_entered
from desk.jobs.work import JobFault, Work
from leads.models import Capture

SAMPLE = 20
"""Captures that are read back at once."""


def verify_ledger(work: Work) -> Mapping[str, Any]:
    """Read the ledger through, and hold decisions and access lines to what was entered."""
    from desk.web.access_audit import check_access_lines
    from leads.ledger_book import ledger_begun
    from leads.signing_off import check_sign_offs
    from leads.verifying import known_at

    if not ledger_begun(work.home):
        raise JobFault("还没有存证日志；请先运行 wangjian keys make --ledger")
    known = known_at(work.home, work.office)
    kind = next(one for one in known.kinds() if one.name == "ledger")
    log = kind.verify(work.home.ledger)
    work.tell_verified(f"存证日志（{log.records}条）", log)
    decisions = check_sign_offs(work.home)
    work.tell_verified(f"签批登记（{decisions.records}组）", decisions)
    access = check_access_lines(work.home)
    work.tell_verified(f"访问记录登记（{access.records}组）", access)
    faults = [*log.faults, *decisions.faults, *access.faults]
    placed = [int(one.where) for one in faults if one.where.isdigit()]
    first = min(placed) if placed else None
    return {"ok": not faults, "faults": len(faults), "first_bad": first, "entries": log.records}


def sample_captures(work: Work) -> Mapping[str, Any]:
    """Read back captures that chance chooses."""
    known = list(Capture.objects.values_list("pk", flat=True))
    if not known:
        work.tell("", "还没有采集件")
        return {"ok": True, "looked": 0, "bad": []}
    chosen = secrets.SystemRandom().sample(known, min(SAMPLE, len(known)))
    bad, entered = [], captures_entered(work.home)
    for row in Capture.objects.filter(pk__in=chosen).order_by("-id"):
        if faults := capture_faults(work, row, lambda _mark, _text: None, entered):
            bad.append(row.number)
            work.tell("bad", f"{row.number}：{faults[0]}")
        else:
            work.tell("good", f"{row.number}：一致")
    return {"ok": not bad, "looked": len(chosen), "bad": bad}


def ask_stamps(work: Work) -> Mapping[str, Any]:
    """Ask the authorities for every time-stamp that a package waits for."""
    from leads.timestamping import stamp_all

    asked = asyncio.run(stamp_all(work.home, work.office, at_once=True))
    if not asked:
        work.tell("good", "没有待取时间戳的证据包")
    for one in asked:
        if one.complete:
            work.tell("good", f"{one.number}：时间戳已取得，请写成正式包")
        for zh, _ in one.lines():
            work.tell("pending", zh)
    return {"waiting": sum(not one.complete for one in asked)}


def check_system(work: Work) -> Mapping[str, Any]:
    """Try capture and verification against a known page, and make the record of it."""
    from leads.casework.verification import verify_system

    with work.alone("browser"):
        found = verify_system(work.home, work.office)
    for what in found.failed:
        work.tell("bad", f"不符：{what}")
    for document in found.documents:
        work.tell("good", f"已制作 {document.title} {document.number}")
    if found.ok:
        work.tell("good", "已知答案和改动检出全部相符")
    return {"ok": found.ok}
