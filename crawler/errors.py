"""What can go wrong while crawling, as one tree.

    CrawlerError
    ├── CampaignFault       a campaign given by flags is not as it must be (exit 2)
    ├── RunUnknown          no such run (exit 2)
    ├── Interrupted         stopped by a person or the system; can be resumed (exit 3)
    ├── LockHeld            another patrol is under way (exit 4)
    ├── DiskLow             too little room to go on safely (exit 5)
    ├── BrowserMissing      a site needs a browser and there is none (exit 6)
    ├── TimeLimit           the run's time is up (exit 7)
    ├── BlockedBySites      sites answered with blocks, captchas or logins (exit 8)
    ├── DeadSite            a site cannot be reached (exit 12)
    ├── DatabaseTrouble     the database does not take what must be kept (exit 13)
    └── Fenced              the site's lease went to another worker (internal)

    keywords: FileFault (exit 11), NotAgreed (exit 9)
    evidence: ArchiveError, BrowserUnavailable (6, where there is no screen 14), RecordFault (10)
    leads: DatabaseFault (exit 13)
    others: the databases' own errors 13, whatever else 1
    whatever says that the disk is full: 5

Every error carries one line for a person in Chinese and English: what
happened, where, and what to do. `exit_code_of` gives the code of any of them.
"""

import sqlite3

from django.db import DatabaseError
from sqlalchemy.exc import SQLAlchemyError

from crawler.exit_codes import ExitCode
from evidence.archive.durable import no_room_left
from evidence.errors import BrowserUnavailable, DisplayUnavailable, RecordFault
from keywords.errors import FileFault, NotAgreed
from leads.database import disk_full
from leads.errors import DatabaseFault, DatabaseFull


class CrawlerError(Exception):
    """Base of the room's errors. `code` is how a command ends because of it."""

    code = ExitCode.ERROR

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def diagnostics(self, language: str = "zh") -> str:
        """One line for a person, in `language` ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


class CampaignFault(CrawlerError):
    """A campaign given by flags is not as it must be."""

    code = ExitCode.USAGE


class RunUnknown(CrawlerError):
    """There is no such run."""

    code = ExitCode.USAGE


class Interrupted(CrawlerError):
    """A person or the system stopped the work. What is kept is kept; it can be resumed."""

    code = ExitCode.INTERRUPTED


class LockHeld(CrawlerError):
    """Another patrol is under way; this one does nothing."""

    code = ExitCode.LOCK_HELD


class DiskLow(CrawlerError):
    """Too little room on the disk to go on without harm to what is kept."""

    code = ExitCode.DISK_LOW


class BrowserMissing(CrawlerError):
    """A site's pages need a browser, and there is none."""

    code = ExitCode.BROWSER_UNAVAILABLE


class TimeLimit(CrawlerError):
    """The time that the run was given is up."""

    code = ExitCode.TIME_LIMIT


class BlockedBySites(CrawlerError):
    """Sites answered with blocks, captchas or logins; nothing is done against it."""

    code = ExitCode.BLOCKED


class DeadSite(CrawlerError):
    """A site cannot be reached."""

    code = ExitCode.UNREACHABLE


class DatabaseTrouble(CrawlerError):
    """The database does not take what must be kept."""

    code = ExitCode.DATABASE


class Fenced(CrawlerError):
    """The site's lease went to another worker: this slice may keep nothing more."""

    code = ExitCode.INTERRUPTED


def exit_code_of(error: BaseException) -> ExitCode:
    """How a command ends that `error` ended."""
    if isinstance(error, CrawlerError):
        return error.code
    if isinstance(error, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    if says_disk_full(error):
        return ExitCode.DISK_LOW
    return next((code for kind, code in _CODE_OF if isinstance(error, kind)), ExitCode.ERROR)


def says_disk_full(error: BaseException) -> bool:
    """Whether nothing but room on the disk is missing, whichever room or library says so."""
    if isinstance(error, DiskLow | DatabaseFull) or getattr(error, "disk_full", False):
        return True
    if isinstance(error, OSError):
        return no_room_left(error)
    return isinstance(error, DATABASE_ERRORS) and disk_full(error)


DATABASE_ERRORS = (DatabaseError, SQLAlchemyError, sqlite3.Error)
"""What the databases' own libraries raise."""

_CODE_OF: tuple[tuple[type[Exception], ExitCode], ...] = (
    (FileFault, ExitCode.BAD_FILE),
    (NotAgreed, ExitCode.NOT_AGREED),
    (DisplayUnavailable, ExitCode.NO_DISPLAY),
    (BrowserUnavailable, ExitCode.BROWSER_UNAVAILABLE),
    (RecordFault, ExitCode.NOT_VERIFIED),
    (DatabaseFault, ExitCode.DATABASE),
    *((kind, ExitCode.DATABASE) for kind in DATABASE_ERRORS),
)


def database_trouble(error: BaseException) -> CrawlerError:
    """`error` of the database as one line for a person; DiskLow where the disk is full."""
    # SQLAlchemy adds the statement and an address of its own pages to what the driver said.
    text = " ".join(str(getattr(error, "orig", None) or error).split())[:200]
    if disk_full(error):
        return DiskLow(
            f"磁盘已满，数据库写不进去（{text}）；腾出空间后可继续本次任务，已入档的采集件不受影响",
            f"the disk is full, the database cannot be written ({text}); make room and resume "
            "the run; records already archived are safe",
        )
    return DatabaseTrouble(
        f"数据库出错：{text}；已入档的采集件不受影响，修好后可继续本次任务",
        f"the database failed: {text}; records already archived are safe, "
        "the run can be resumed once it is mended",
    )
