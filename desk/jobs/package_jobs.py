"""Jobs about packages 证据包: sealing, finishing with the stamp, verifying, a redacted copy."""

import asyncio
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desk.jobs.package_parts import told_by_part
from desk.jobs.state import folder
from desk.jobs.verifications import Verification, keep_verification
from desk.jobs.work import JobFault, Work
from leads.models import Capture, CasePackage, LeadCapture, Officer, PackageReview


def seal_package(work: Work) -> Mapping[str, Any]:
    """封签: every capture read back, then the export, with the passphrase given for it alone."""
    from leads.package_reviews import note_sealed, note_trouble

    review = PackageReview.objects.select_related("first", "second").get(
        pk=work.arguments["review"]
    )
    try:
        made = _sealed(work, review)
    except Exception as error:
        told = getattr(error, "diagnostics", None)
        note_trouble(review, told("zh") if told else str(error))
        raise
    note_sealed(review, made.row.number)
    work.tell("good", f"已封签：{made.row.number}")
    for message in (*made.verified.faults, *made.verified.notices):
        work.tell("pending", message.zh)
    for zh, _ in made.waiting:
        work.tell("pending", zh)
    if not made.stamped:
        work.tell("pending", "时间戳待补：由巡查再取；取得后写成正式包")
    return {"package": made.row.pk, "url": f"/packages/{made.row.pk}/"}


def _sealed(work: Work, review: PackageReview) -> Any:
    from crawler.case_facts import run_facts
    from leads.casework.export import export
    from leads.casework.order import Order
    from leads.holding import require_whole

    leads = list(review.leads.select_related("shop").order_by("id"))
    for lead in leads:
        require_whole(lead, work.home.archive, work.home)
        number = Capture.objects.filter(leads__lead=lead).count()
        work.tell("good", f"{lead}：采集件{number}件核验一致")
    runs = {run for lead in leads for run in lead.sightings.values_list("run_id", flat=True)}
    order = Order(
        case=review.case,
        leads=leads,
        officers=(review.first, review.second),
        runs=run_facts(work.home, sorted(runs), {lead.shop.site for lead in leads}),
        title=review.title,
        test=review.test,
        reviewed_by=review.approved_by,
    )
    work.tell("", "制作文书、封签、请求时间戳……")
    with work.alone("browser"):
        return export(work.home, order, work.secret)


def finish_packages(work: Work) -> Mapping[str, Any]:
    """Ask for the stamps that are pending, and write the packages whose stamps have come."""
    from leads.casework.pending import finish_stamped, pending_packages
    from leads.timestamping import stamp_all

    for zh, _ in (line for one in asyncio.run(stamp_all(work.home, work.office, at_once=True))
                  for line in one.lines()):  # fmt: skip
        work.tell("pending", zh)
    done = finish_stamped(work.home, work.secret)
    for one in done:
        work.tell("good" if one.verified.ok else "bad", f"{one.row.number}：已写成正式包")
        for fault in one.verified.faults:
            work.tell("bad", fault.zh)
    waiting = len(pending_packages())
    work.tell("pending" if waiting else "good", f"仍待时间戳{waiting}件")
    return {"finished": len(done), "waiting": waiting}


def redact_package(work: Work) -> Mapping[str, Any]:
    """脱敏副本: derived by a plan; the original stays as it is."""
    from leads.casework.redacting import redact

    people = list(Officer.objects.filter(pk__in=work.arguments["officers"]).order_by("id"))
    with tempfile.TemporaryDirectory() as place:
        plan = Path(place) / "plan.toml"
        plan.write_text(work.arguments["plan"], encoding="utf-8")
        made = redact(work.home, plan, people, work.secret)
    work.tell("good", f"已派生遮蔽件：{made.row.number}")
    for zh, _ in made.waiting:
        work.tell("pending", zh)
    return {"package": made.row.pk, "url": f"/packages/{made.row.pk}/"}


def verify_package(work: Work) -> Mapping[str, Any]:
    """Look at every byte of a package, with the keys that this office trusts."""
    from evidence.package.kind import PackageKind
    from evidence.seal.digests import digest_file
    from leads.trust import trust_of

    row = CasePackage.objects.get(pk=work.arguments["package"])
    path = Path(row.file)
    if not row.file or not path.is_file():
        gone = f"{row.number}：文件不在原处，请从备份恢复"
        _keep(work, row, (gone,))
        raise JobFault(gone)
    faults = []
    if digest_file(path).sha256 != row.digest:
        faults.append("文件的SHA-256与封签时登记的不同")
        work.tell("bad", faults[0])
    else:
        work.tell("good", f"文件：SHA-256与登记一致 {row.digest.removeprefix('sha256:')}")
    found = PackageKind(trust_of(work.home, work.office)).verify(path)
    for mark, line in told_by_part(found):
        work.tell(mark, line)
    faults += [one.zh for one in found.faults]
    pending = bool(found.faults) and all(one.code == "stamp-pending" for one in found.faults)
    pending = pending and len(faults) == len(found.faults)
    _keep(work, row, tuple(faults), pending=pending)
    return {"ok": not faults, "pending": pending}


def _keep(work: Work, row: CasePackage, faults: tuple[str, ...], *, pending: bool = False) -> None:
    now = datetime.now(UTC).isoformat()
    found = Verification(now, row.digest, faults, pending, work.job.id)
    keep_verification(work.home, "package", row.number, found)


def print_record(work: Work) -> Mapping[str, Any]:
    """A trial print of the records 文书 of a capture; nothing is kept as a record of the case."""
    from django.utils import timezone

    from crawler.case_facts import run_facts
    from evidence.capture.manifest import read_capture
    from evidence.package.records import facts
    from evidence.package.records.print_file import print_papers
    from leads.captures import folder_of
    from leads.casework.papers import Exporter, capture_papers
    from leads.units import load_units

    row = Capture.objects.get(pk=work.arguments["capture"])
    captured = read_capture(folder_of(work.home, row))
    links = list(LeadCapture.objects.filter(capture=row).select_related("capture", "lead"))
    runs = run_facts(work.home, [row.run_id] if row.run_id else [], ())
    people = tuple(
        facts.Officer(name=one["name"], certificate=one["certificate"])
        for one in work.arguments.get("officers", ())
    )
    exporter = Exporter(work.office, load_units(work.home), people, timezone.now())
    papers = capture_papers(captured, links, runs.get(row.run_id), (), exporter)
    with work.alone("browser"):
        prints = print_papers(papers)
    files = []
    for number, (paper, data) in enumerate(zip(papers, prints, strict=True), 1):
        name = f"{work.job.id}-{number}.pdf"
        (folder(work.home) / name).write_bytes(data)
        files.append({"name": name, "title": paper.title})
        work.tell("good", f"已打印预览：{paper.title}")
    return {"files": files}
