"""The process of one job: `python -m desk.jobs ID LOCK`, its secret on the standard input."""

import logging
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from desk.jobs.state import Job, read_job, write_job
from leads.home import Home

_LONGEST_SECRET = 4096


def main(arguments: list[str]) -> int:
    """Do the job and say what became of it; 0 where it was done."""
    from crawler.opening import open_database

    ident, lock = arguments[0], int(arguments[1])
    os.set_inheritable(lock, False)
    secret = sys.stdin.buffer.read(_LONGEST_SECRET).decode("utf-8", "replace")
    home = Home.from_env()
    job = read_job(home, ident)
    if job is None or job.over:
        return 2
    open_database(home, settings_module="desk.settings", update=False)
    return _done(home, job, secret)


def _done(home: Home, job: Job, secret: str) -> int:
    from desk.jobs.kinds import KINDS
    from desk.jobs.work import JobFault, Work
    from evidence.errors import EvidenceError
    from keywords.errors import KeywordsError
    from leads.database import database_errors
    from leads.errors import LeadsError
    from leads.office import load_office

    work: Work | None = None
    try:
        work = Work(home, load_office(home), job, secret)
        does: Callable[[Work], Mapping[str, Any]] = KINDS[job.kind].does
        with database_errors():
            result = does(work)
        ended = replace(work.job, state="done", result=result)
    except (LeadsError, EvidenceError, KeywordsError) as error:
        ended = _failed(work.job if work else job, error.diagnostics("zh"))
    except JobFault as error:
        ended = _failed(work.job if work else job, str(error))
    except Exception as error:
        logging.getLogger(__name__).exception("job %s", job.id)
        said = f"程序出错：{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        ended = _failed(work.job if work else job, said)
    write_job(home, replace(ended, ended_at=datetime.now(UTC).isoformat()))
    return 0 if ended.state == "done" else 1


def _failed(job: Job, reason: str) -> Job:
    return replace(job, state="failed", reason=reason[:2000])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
