"""Every error ends a command with a code that cron can tell, and one line for a person."""

import errno
import sqlite3

import pytest
from django.db import OperationalError

from crawler import errors
from crawler.errors import CrawlerError, database_trouble, exit_code_of
from crawler.exit_codes import ExitCode
from evidence.errors import ArchiveError, BrowserUnavailable, RecordFault
from keywords.errors import FileFault, NotAgreed
from leads.errors import DatabaseFull, DatabaseLocked, HomeFault, OutboxFault


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileFault.single("a.toml", "坏", "bad"), ExitCode.BAD_FILE),
        (NotAgreed("未会签", "not agreed"), ExitCode.NOT_AGREED),
        (ArchiveError("满", "full", disk_full=True), ExitCode.DISK_LOW),
        (ArchiveError("坏", "bad"), ExitCode.ERROR),
        (BrowserUnavailable("无", "none"), ExitCode.BROWSER_UNAVAILABLE),
        (RecordFault("不符", "differs"), ExitCode.NOT_VERIFIED),
        (DatabaseLocked("锁", "locked"), ExitCode.DATABASE),
        (OperationalError("gone"), ExitCode.DATABASE),
        (OSError(errno.ENOSPC, "full"), ExitCode.DISK_LOW),
        (OSError(errno.EDQUOT, "quota"), ExitCode.DISK_LOW),
        (OSError(errno.EACCES, "no"), ExitCode.ERROR),
        (OperationalError("database or disk is full"), ExitCode.DISK_LOW),
        (sqlite3.OperationalError("database or disk is full"), ExitCode.DISK_LOW),
        (sqlite3.OperationalError("database is locked"), ExitCode.DATABASE),
        (OperationalError("could not extend file: No space left on device"), ExitCode.DISK_LOW),
        (DatabaseFull("满", "full"), ExitCode.DISK_LOW),
        (HomeFault("满", "full", disk_full=True), ExitCode.DISK_LOW),
        (OutboxFault("坏", "bad"), ExitCode.ERROR),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
        (RuntimeError("?"), ExitCode.ERROR),
    ],
)
def test_errors_of_all_rooms_have_their_code(error: BaseException, code: ExitCode) -> None:
    assert exit_code_of(error) is code


def test_each_error_of_this_room_says_its_code_and_speaks_both_languages() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, CrawlerError) and kind is not CrawlerError
    ]
    assert len(kinds) >= 10
    for kind in kinds:
        error = kind("中文", "English")
        assert exit_code_of(error) is kind.code is not ExitCode.DONE
        assert (error.diagnostics(), error.diagnostics("en")) == ("中文", "English")
        assert kind.__name__ in (errors.__doc__ or ""), "the tree names every error"


def test_the_full_disk_of_a_database_is_told_from_its_other_troubles() -> None:
    assert exit_code_of(database_trouble(Exception("database or disk is full"))) is (
        ExitCode.DISK_LOW
    )
    told = database_trouble(Exception("server closed\nthe connection"))
    assert exit_code_of(told) is ExitCode.DATABASE
    assert "\n" not in told.diagnostics("zh") and "server closed the connection" in told.en
