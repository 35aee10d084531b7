"""What 系统验证与运行 shows: clock, stamps, jobs, disk, keys, calendar, reviews of the version."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.utils import timezone

from desk.jobs import verifications
from desk.jobs.capture_jobs import clock_words
from desk.jobs.state import Job, newest_of, read_job, recent_jobs
from desk.jobs.verifications import Verification
from desk.web import here
from desk.web.models import SystemReview
from evidence.errors import EvidenceError, KeyFault
from evidence.package.seal_files import SIGNATURE
from evidence.seal.keys import show_keys
from evidence.seal.stamping import stamp_states
from keywords.errors import KeywordsError
from leads.beijing import day_of
from leads.casework.pending import pending_packages, unfinished_packages
from leads.models import FilingError
from leads.trust import tsas_of

LOW = 8 << 30
"""Bytes free below which administrators are warned: in time, before crawls and captures stop
(`DISK_FLOOR` of the crawler)."""
SOON = timedelta(days=60)
REVIEWERS = ("法制", "技术")
_KINDS: tuple[tuple[verifications.Of, str], ...] = (("capture", "采集件"), ("package", "证据包"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what, in words, in which colour; `job` where one says more."""

    title: str
    words: str
    css: str = ""
    job: Job | None = None


def last_job(kind: str, title: str) -> Fact:
    """What the newest job of a kind came to."""
    job = newest_of(here.home(), kind)
    if job is None:
        return Fact(title, "还没有做过", "pending")
    if job.state != "done":
        return Fact(title, f"{job.words}{'：' + job.reason if job.reason else ''}", job.css, job)
    if kind == "verify-ledger":
        first = job.result.get("first_bad")
        if not job.result.get("ok"):
            where = f"，首个异常第{first}条" if first is not None else ""
            return Fact(title, f"✕异常{job.result.get('faults')}处{where}", "bad", job)
        return Fact(title, f"✓一致，共{job.result.get('entries')}条", "good", job)
    if kind == "sample-captures":
        bad = job.result.get("bad") or []
        words = f"✕{len(bad)}件不一致：{'、'.join(bad[:5])}" if bad else "✓一致"
        return Fact(
            title, f"{words}，抽验{job.result.get('looked')}件", "bad" if bad else "good", job
        )
    if kind == "look-around":
        clock = job.result.get("clock") or {}
        measured = clock.get("offset_ms") is not None
        why = (clock.get("why_not") or {}).get("zh", "")
        words = clock_words(clock) if measured else f"未测得（{why}）"
        return Fact(title, words, "good" if measured else "bad", job)
    ok = job.result.get("ok", True)
    return Fact(title, "✓相符" if ok else "✕有不符", "good" if ok else "bad", job)


def stamps() -> list[tuple[str, list[str]]]:
    """时间戳队列: packages that wait, each with how it stands with its authorities."""
    home, found = here.home(), []
    rows = pending_packages()
    for row in rows[:20]:
        try:
            states = stamp_states(
                home.seals / row.number / Path(SIGNATURE).name, tsas_of(home, here.office())
            )
            lines = [one.line("zh") for one in states] or ["没有配置时间戳服务机构"]
        except (EvidenceError, KeywordsError) as error:
            lines = [error.diagnostics("zh")]
        except OSError as error:
            lines = [f"签名文件无法读取（{error.strerror}）"]
        found.append((row.number, lines))
    found += [
        (row.number, ["导出曾中断，没有写成文件，请重新制作"]) for row in unfinished_packages()
    ]
    return found


def failed_jobs() -> list[Job]:
    """失败作业 of the last weeks that nobody has done again since, the newest first."""
    found, done = [], set[tuple[str, str, str]]()
    for job in recent_jobs(here.home(), 300):
        key = (job.kind, job.subject, job.title)
        if job.state in {"failed", "broken"} and key not in done:
            found.append(job)
        done.add(key)
    return found[:50]


def bad_ones() -> list[tuple[str, Verification, str]]:
    """核验不一致: captures and packages whose last verification says that something is wrong,
    each with the address of the job that tells it line by line, "" where that is gone."""
    home = here.home()
    found = [
        (f"{title}{number}", one, f"/jobs/{one.job}/" if read_job(home, one.job) else "")
        for of, title in _KINDS
        for number, one in verifications.bad_ones(home, of)
    ]
    return sorted(found, key=lambda line: line[1].at, reverse=True)[:20]


def filing_errors() -> list[FilingError]:
    """核验异常: pages of crawls whose records did not read back."""
    return list(FilingError.objects.order_by("-id")[:20])


def disk() -> Fact:
    """磁盘 of the home folder."""
    found = shutil.disk_usage(here.home().path)
    words = f"剩余{found.free / (1 << 30):.1f} GiB，共{found.total / (1 << 30):.1f} GiB"
    if found.free < LOW or found.free * 10 < found.total:
        return Fact("磁盘", f"▲{words}；请清理或扩容，空间不足时采集会停止", "bad")
    return Fact("磁盘", words, "good")


def key_facts() -> Iterator[Fact]:
    """密钥到期."""
    home, now = here.home(), datetime.now(UTC)
    try:
        found = [one for one in show_keys(home.seal_keys, home.ledger_keys) if one.present]
    except KeyFault as error:
        yield Fact("密钥", error.zh, "bad")
        return
    if not any(one.use == "seal" for one in found):
        yield Fact("封签密钥", "没有；请运行 wangjian keys make --seal", "pending")
    if not any(one.use == "ledger" for one in found):
        yield Fact("存证日志密钥", "没有；请运行 wangjian keys make --ledger", "pending")
    for one in found:
        title = {"seal": "封签密钥", "ledger": "存证日志密钥"}[one.use]
        if one.valid_to is None:
            yield Fact(title, f"在用，不设到期；公钥 {one.identity[:16]}…", "good")
            continue
        until = f"有效至{day_of(one.valid_to)}{'（测试密钥）' if one.test else ''}"
        if one.valid_to <= now:
            yield Fact(title, f"■已到期，{until}；请运行 wangjian keys rotate --seal", "bad")
        elif one.valid_to - now < SOON:
            yield Fact(title, f"▲即将到期，{until}", "pending")
        else:
            yield Fact(title, until, "good")


def calendar() -> Fact:
    """工作日历: a year that is not announced makes deadlines 暂算 (scenario 20)."""
    this = day_of(timezone.now()).year
    missing = [year for year in (this, this + 1) if not here.calendar().announced(year)]
    if not missing:
        return Fact("工作日历", f"✓已有{this}年、{this + 1}年", "good")
    years = "、".join(f"{year}年" for year in missing)
    words = f"▲缺{years}工作日历，跨入该年的期限为暂算；公布后请写入主目录的 holidays.toml"
    return Fact("工作日历", words, "pending")


def this_version() -> str:
    """The program's version, as reviews name it."""
    return version("wangjian")


def reviews() -> list[tuple[str, SystemReview | None]]:
    """本版本审核 by 法制 and 技术: the newest of each, None where it was not made."""
    rows = SystemReview.objects.filter(version=this_version()).order_by("-id")
    return [(kind, rows.filter(kind=kind).first()) for kind in REVIEWERS]
