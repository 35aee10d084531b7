"""What is known of a job of the desk: one JSON file each, replaced whole with every change.

While the job's process lives it holds a lock on the file beside it, so that one that was
killed is told from one that is at work.
"""

import fcntl
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from evidence.seal.kept_file import replace_whole
from leads.beijing import number_time
from leads.home import Home

State = Literal["running", "done", "failed", "broken"]
Mark = Literal["good", "bad", "pending", ""]

KEPT_FOR = timedelta(days=90)
"""So long the file of an ended job is kept."""

_NAME = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8,11}")
_MOST_LINES = 400

STATES: Mapping[State, str] = {
    "running": "进行中",
    "done": "已完成",
    "failed": "失败",
    "broken": "已中断",
}


@dataclass(frozen=True, slots=True)
class Job:
    """A job 作业. Times are ISO 8601 in UTC. `subject` names what it is about, `url` the page
    of that. `lines` are marks and texts of what was done, in their order; `reason` says why it
    failed; `result` is what the page of its kind wants to know. `account` began it.

    No secret is ever in here.
    """

    id: str
    kind: str
    title: str
    subject: str
    url: str
    account: int
    by: str
    arguments: Mapping[str, Any]
    begun_at: str
    state: State = "running"
    ended_at: str = ""
    lines: Sequence[tuple[Mark, str]] = ()
    reason: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)

    @property
    def begun(self) -> datetime:
        """When it was begun."""
        return datetime.fromisoformat(self.begun_at)

    @property
    def ended(self) -> datetime | None:
        """When it ended."""
        return datetime.fromisoformat(self.ended_at) if self.ended_at else None

    @property
    def words(self) -> str:
        """The state in Chinese."""
        return STATES[self.state]

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state != "running"

    @property
    def css(self) -> str:
        """The colour that goes with the state."""
        return {"done": "good", "running": "pending"}.get(self.state, "bad")


def folder(home: Home) -> Path:
    """Where the files of jobs lie."""
    return home.runs / "desk-jobs"


def new_id() -> str:
    """An id by which jobs are sorted in the order of their beginning: the second (Beijing), the
    microsecond in five hexadecimal digits, and six random ones."""
    now = datetime.now(UTC)
    return f"{number_time(now)}-{now.microsecond:05x}{secrets.token_hex(3)}"


def write_job(home: Home, job: Job) -> None:
    """Keep `job` as it is now. Raises OSError, ArchiveError."""
    place = folder(home)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = replace(job, lines=tuple(job.lines)[-_MOST_LINES:])
    data = json.dumps(asdict(kept), ensure_ascii=False).encode()
    replace_whole(place / f"{job.id}.json", data)


def read_job(home: Home, ident: str) -> Job | None:
    """The job `ident`, None where there is none; one whose process is gone is "broken"."""
    if not _NAME.fullmatch(ident):
        return None
    path = folder(home) / f"{ident}.json"
    try:
        job = _as_it_is(path)
        if job.state == "running" and not _is_held(path.with_suffix(".lock")):
            return _after_its_end(path, job)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return job


def _as_it_is(path: Path) -> Job:
    now = path.stat()
    return _parsed(path, now.st_mtime_ns, now.st_ino)


@lru_cache(maxsize=1000)
def _parsed(path: Path, _changed: int, _inode: int) -> Job:
    """The file as it was then; lists of jobs read many that never change again. Each change
    is a new file: within one tick of the clock only its number tells."""
    value = json.loads(path.read_bytes())
    return Job(**value | {"lines": [(mark, text) for mark, text in value["lines"]]})


def _after_its_end(path: Path, job: Job) -> Job:
    # It may have ended between the two looks.
    again = _as_it_is(path)
    if again.state != "running":
        return again
    said = "作业进程已不在（程序或机器曾停止），未作完；可以重试"
    return replace(job, state="broken", reason=said)


def recent_jobs(home: Home, most: int = 50) -> Iterator[Job]:
    """Jobs, the newest first."""
    names = sorted((path.stem for path in folder(home).glob("*.json")), reverse=True)
    for name in names[:most]:
        job = read_job(home, name)
        if job is not None:
            yield job


def newest_of(home: Home, kind: str, subject: str = "", most: int = 300) -> Job | None:
    """The newest job of a kind (and subject), None where there is none among the last ones."""
    for job in recent_jobs(home, most):
        if job.kind == kind and (not subject or job.subject == subject):
            return job
    return None


def sweep(home: Home, now: datetime | None = None) -> int:
    """Remove the files of jobs that ended long ago; how many jobs."""
    before = (now or datetime.now(UTC)) - KEPT_FOR
    gone = 0
    for path in folder(home).glob("*.json"):
        if not _NAME.fullmatch(path.stem) or path.stem >= number_time(before):
            continue
        job = read_job(home, path.stem)
        if job is None or job.over:
            for one in path.parent.glob(f"{path.stem}*"):
                one.unlink(missing_ok=True)
            gone += 1
    return gone


def hold(home: Home, ident: str) -> int:
    """A descriptor that holds the job's lock; whoever inherits it holds it on."""
    path = folder(home) / f"{ident}.lock"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
