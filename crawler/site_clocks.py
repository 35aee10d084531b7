"""The system clock beside the `Date` that sites wrote into their answers (RFC 9110, 6.6.1).

A clock that is ahead cannot be told from what the office keeps: only others know. No single
site is believed to the minute, and a cache may hand out an old answer; what all answers say
together, an `Age` allowed for, is worth an officer's look.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nlargest
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from crawler.http_date import http_date
from evidence.archive.message import HttpParts, http_parts
from evidence.archive.reader import iter_records
from evidence.errors import EvidenceError
from leads.home import Home

FAR = timedelta(minutes=2)
"""Servers of shops are not set to the second."""
_FILES, _OF_FILE = 12, 8
"""How many archives are looked into, and how many answers of each."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its site, when we received it, and when the site says that was."""

    host: str
    ours: datetime
    theirs: datetime


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the clock was from those of `hosts` sites, the last of which answered at `at` by
    our clock and at `theirs` by its own. Positive: ours was ahead."""

    out: timedelta
    hosts: int
    at: datetime
    theirs: datetime

    @property
    def far(self) -> bool:
        """Whether it is more than servers differ by anyway."""
        return abs(self.out) > FAR


def of_run(home: Home, run_id: str) -> Apart | None:
    """What the sites of a run say, None where no answer bears a time."""
    return _apart(_answers(home.archive.rglob(f"{run_id}-*.warc.gz")))


def of_newest(home: Home) -> Apart | None:
    """What the sites crawled last say, None where no answer bears a time."""
    return _apart(_answers(home.archive.rglob("*.warc.gz")))


def _apart(answers: Sequence[Answered]) -> Apart | None:
    if not answers:
        return None
    gaps = [(one.ours - one.theirs).total_seconds() for one in answers]
    # Old answers of caches make us seem ahead, and nothing but the clocks makes us seem behind:
    # the freshest answer tells how much of "ahead" is true.
    middle = median(gaps)
    out = timedelta(seconds=max(0.0, min(gaps)) if middle > 0 else middle)
    last = max(answers, key=lambda one: one.ours)
    return Apart(out, len({one.host for one in answers}), last.ours, last.theirs)


def _answers(paths: Iterable[Path]) -> list[Answered]:
    found: list[Answered] = []
    for _, path in nlargest(_FILES, ((_made(path), path) for path in paths)):
        try:
            found += _of_file(path)
        except (EvidenceError, OSError):
            continue  # verifying names it
    return found


def _of_file(path: Path) -> list[Answered]:
    found: list[Answered] = []
    for record in iter_records(path):
        if record.type != "response" or record.date is None:
            continue
        theirs = _time(http_parts(record, decoded_limit=0))
        if theirs is not None:
            found.append(Answered(urlsplit(record.uri or "").netloc, record.date, theirs))
        if len(found) >= _OF_FILE:
            break
    return found


def _made(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _time(answer: HttpParts) -> datetime | None:
    """When the answer was handed out: its `Date` and the `Age` that a cache added."""
    date = http_date(answer.header("Date"))
    if date is None:
        return None
    age = (answer.header("Age") or b"").strip()
    return date + timedelta(seconds=int(age)) if age.isdigit() and len(age) < 9 else date


def gap_words(out: timedelta) -> tuple[str, str]:
    """How far off, in words: ("快 3 天", "3 days ahead of")."""
    seconds = abs(out.total_seconds())
    units = ((86_400, "天", "days"), (3_600, "小时", "hours"), (60, "分钟", "min"), (1, "秒", "s"))
    size, zh, en = next((one for one in units if seconds >= one[0]), units[-1])
    number = f"{seconds / size:.0f}"
    if out > timedelta(0):
        return f"快 {number} {zh}", f"{number} {en} ahead of"
    return f"慢 {number} {zh}", f"{number} {en} behind"
