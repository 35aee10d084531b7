"""Jobs about captures: verifying one, taking one, bringing recordings in, a look around."""

import asyncio
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from desk.jobs.state import Mark
from desk.jobs.uploads import folder_of_upload
from desk.jobs.verifications import Verification, keep_verification
from desk.jobs.work import JobFault, Work
from leads.home import Home
from leads.models import Capture, Lead
from leads.noting import Said

Tell = Callable[[Mark, str], None]

_TRAFFIC = frozenset({"warc", "warc-second", "traffic"})
"""Artefacts of which network records are, and which says what records there should be."""


def verify_capture(work: Work) -> Mapping[str, Any]:
    """Read a capture back: its list, every file, its network records, its entry in the ledger."""
    row = Capture.objects.get(pk=work.arguments["capture"])
    faults = capture_faults(work, row, work.tell, captures_entered(work.home))
    if faults:
        from desk.web.notices.telling import administrators, tell

        said = f"核验异常：采集件{row.number}核验不一致"
        tell(administrators(), f"capture-{row.pk}-{row.manifest_digest[-12:]}", said, "/system/")
    return {"ok": not faults, "faults": faults}


def captures_entered(home: Home) -> Mapping[int, frozenset[str]]:
    """The SHA-256 that each entry of a capture in the ledger names, by the entry's index.

    Raises LedgerFault; OSError passes.
    """
    from leads.captures import ENTRY_KIND
    from leads.ledger_entries import entries_of

    return {
        one.index: frozenset(subject.sha256 for subject in one.subjects)
        for one in entries_of(home, ENTRY_KIND)
    }


def capture_faults(
    work: Work, row: Capture, tell: Tell, entered: Mapping[int, frozenset[str]]
) -> list[str]:
    """What is wrong with the capture of `row`; it is told line by line, and kept. `entered` is
    what the ledger says (`captures_entered`)."""
    from evidence.capture.capture_kind import CaptureKind
    from evidence.capture.manifest import read_capture
    from evidence.errors import CaptureFault
    from evidence.seal.digests import sm3_available
    from leads.captures import folder_of

    folder = folder_of(work.home, row)
    found = CaptureKind().verify(folder) if folder.is_dir() else None
    faults: list[str] = []
    digest = ""
    if found is None:
        faults.append(f"采集件文件夹不在：{folder.name}")
    else:
        faults += [f"{one.where}：{one.zh}" if one.where else one.zh for one in found.faults]
        try:
            captured = read_capture(folder)
            digest = captured.digest
            wrong = {one.where.partition(":")[0] for one in found.faults}
            traffic = {one.name for one in captured.artefacts if one.role in _TRAFFIC}
            recorded = (one.code == "record-elsewhere" for one in found.faults)
            both = "SHA-256、SM3" if sm3_available() else "SHA-256（本机不支持SM3）"
            for one in captured.artefacts:
                if one.name not in wrong:
                    tell("good", f"{one.name}：{both}一致")
            if captured.of_role("warc") and not wrong & traffic and not any(recorded):
                tell("good", f"网络记录：{found.records}条读回一致")
        except CaptureFault:
            pass  # told among the faults
    if digest and digest != row.manifest_digest:
        faults.append("capture.json：摘要与登记时不同")
    elif digest:
        tell("good", "capture.json：摘要与登记时相同")
    faults += _entry_faults(row, digest, tell, entered)
    for fault in faults:
        tell("bad", fault)
    now = datetime.now(UTC).isoformat()
    found_now = Verification(now, digest, tuple(faults), job=work.job.id)
    keep_verification(work.home, "capture", row.number, found_now)
    if faults:
        tell("bad", f"核验不一致：不能登记或移送，请告知管理员，编号{row.number}")
    return faults


def _entry_faults(
    row: Capture, digest: str, tell: Tell, entered: Mapping[int, frozenset[str]]
) -> list[str]:
    if row.ledger_index is None:
        tell("pending", "存证日志：尚未登记，由巡查补登记")
        return []
    if row.ledger_index not in entered:
        return [f"存证日志：没有第{row.ledger_index}条采集件登记"]
    if digest not in entered[row.ledger_index]:
        return [f"存证日志：第{row.ledger_index}条登记的不是这份 capture.json"]
    tell("good", f"存证日志：第{row.ledger_index}条登记的就是本件")
    return []


def capture_page(work: Work) -> Mapping[str, Any]:
    """Capture one page by the machine, enter it, check it again."""
    from crawler.capture_entering import enter_capture
    from desk.capturing import how, new_number
    from evidence.capture.capture import capture

    given = work.arguments
    leads = list(Lead.objects.filter(pk=given["lead"])) if given.get("lead") else []
    with work.alone("browser"):
        work.tell("", f"打开 {given['url'][:300]}")
        settings, reach = how(work.home, work.office, ())
        folder = work.home.captures / new_number()
        taken = asyncio.run(capture(given["url"], folder, reach=reach, settings=settings))
    work.tell("good", f"已采集 {taken.number}（状态码 {taken.status}）")
    for flag in taken.flags:
        work.tell("pending", f"标记：{flag.zh}")
    for gap in taken.gaps:
        work.tell("pending", f"未取到：{gap.zh}")
    tied = enter_capture(work.home, work.office, taken, leads=leads)
    row = tied.capture
    for zh, _ in tied.unentered:
        work.tell("pending", zh)
    if row.ledger_index is not None:
        work.tell("good", f"已登记到存证日志第{row.ledger_index}条")
    for link in row.leads.select_related("lead"):
        again = link.get_again_display() or "未复检"
        work.tell("", f"归入{link.lead}：复检{again} {link.why}"[:300])
    return {"capture": row.pk, "url": f"/captures/{row.pk}/"}


def import_recordings(work: Work) -> Mapping[str, Any]:
    """Bring recordings of a phone in as a capture; the copies that were sent here go then."""
    from desk.capturing import how, new_number
    from evidence.capture.attendance import Attendance, Attendant
    from evidence.capture.imported import Origin
    from evidence.capture.imported import import_recordings as take_in
    from leads.captures import attach, keep_capture

    given = work.arguments
    place = folder_of_upload(work.home, given["upload"])
    files = sorted(path for path in place.glob("*/*") if path.is_file())
    if not files:
        raise JobFault("上传的文件已不在，请重新上传")
    officers = tuple(
        Attendant(one["name"], one["certificate"], datetime.fromisoformat(one["confirmed_at"]))
        for one in given["officers"]
    )
    settings, _ = how(work.home, work.office, ())
    taken = asyncio.run(
        take_in(
            files,
            work.home.captures / new_number(),
            attendance=Attendance(officers, given["place"], given["purpose"]),
            origin=Origin(given["device"], given["recorded_at"], given["what"], given["url"]),
            settings=settings,
        )
    )
    for one in taken.of_role("imported"):
        work.tell("good", f"{one.name}：{one.size}字节 {one.sha256}")
    unentered: list[Said] = []
    row = keep_capture(work.home, work.office, taken, unentered=unentered)
    for zh, _ in unentered:
        work.tell("pending", zh)
    for lead in Lead.objects.filter(pk=given.get("lead") or 0):
        attach(row, lead, None)
        work.tell("", f"归入{lead}")
    shutil.rmtree(place, ignore_errors=True)
    return {"capture": row.pk, "url": f"/captures/{row.pk}/"}


def look_around(work: Work) -> Mapping[str, Any]:
    """Measure the clock and look at this machine, as an attended capture does first."""
    from evidence.capture import environment
    from evidence.capture.clock import read_clock

    reading = asyncio.run(read_clock(work.office.network.time_servers))
    if reading.measured:
        work.tell("good", f"北京时间偏差：{clock_words(reading.to_json())}")
    else:
        work.tell("bad", f"北京时间偏差：未测得（{reading.zh}）")
    host = urlsplit(work.arguments.get("url", "")).hostname or ""
    hosts = environment.hosts_file([host] if host else [])
    proxies = environment.proxies()
    work.tell("bad" if proxies else "good", f"环境变量中的代理设置：{'、'.join(proxies) or '无'}")
    named = "、".join(hosts["of_this_page"])
    work.tell("bad" if named else "good", f"hosts 文件指定的所访问域名：{named or '无'}")
    servers = environment.resolver([work.office.network.resolver] if work.office.network.resolver
                                   else [])  # fmt: skip
    work.tell("", f"域名解析：{'、'.join(servers['servers']) or '系统'}")
    machine = environment.machine()
    work.tell("", f"设备：{machine['device']}，{machine['system']}，网鉴 {machine['version']}")
    return {"clock": reading.to_json(), "proxies": proxies, "hosts": hosts["of_this_page"]}


def clock_words(clock: Mapping[str, Any]) -> str:
    """How the clock stood, in words: +12.0毫秒（误差±3.1毫秒，来源 ntp.example）."""
    if clock.get("offset_ms") is None:
        return "未测得"
    error = clock.get("error_ms")
    bound = f"误差±{error:.1f}毫秒，" if isinstance(error, int | float) else ""
    return f"{clock['offset_ms']:+.1f}毫秒（{bound}来源 {clock['source']}）"
