"""Beginning a job: its file first, then its process, which holds the job's lock.

A secret (the passphrase of the seal, personal codes were checked before) goes through a
pipe: neither its file, its arguments nor its environment ever hold it.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import desk
from desk.jobs.state import Job, hold, new_id, write_job
from leads.home import Home

if TYPE_CHECKING:
    from desk.web.models import Account

LOG = "desk-jobs.log"


def start(
    home: Home,
    kind: str,
    account: "Account",
    *,
    title: str,
    subject: str = "",
    url: str = "",
    arguments: Mapping[str, Any] | None = None,
    secret: str = "",
) -> Job:
    """Begin a job of `kind` for `account`, and go on. Raises OSError, ArchiveError."""
    job = Job(
        id=new_id(),
        kind=kind,
        title=title,
        subject=subject,
        url=url,
        account=account.pk,
        by=account.name,
        arguments=dict(arguments or {}),
        begun_at=datetime.now(UTC).isoformat(),
    )
    return _begun(home, job, secret)


def start_again(home: Home, job: Job, account: "Account") -> Job:
    """Begin a job anew that failed or was broken off. One that took a secret asks for it again."""
    fresh = replace(
        job,
        id=new_id(),
        account=account.pk,
        by=account.name,
        begun_at=datetime.now(UTC).isoformat(),
        state="running",
        ended_at="",
        lines=(),
        reason="",
        result={},
    )
    return _begun(home, fresh, "")


def _begun(home: Home, job: Job, secret: str) -> Job:
    lock = hold(home, job.id)
    try:
        write_job(home, job)
        process = _process(home, job, lock)
    finally:
        os.close(lock)
    assert process.stdin is not None
    with process.stdin as pipe:
        pipe.write(secret.encode())
    # Nobody waits for it; its end is taken note of so that no zombie stays.
    threading.Thread(target=process.wait, daemon=True).start()
    return job


def _process(home: Home, job: Job, lock: int) -> "subprocess.Popen[bytes]":
    home.log.mkdir(parents=True, exist_ok=True)
    with (home.log / LOG).open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "desk.jobs", job.id, str(lock)],
            cwd=Path(desk.__file__).parents[1],
            env=os.environ | {"WANGJIAN_HOME": str(home.path)},
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            pass_fds=(lock,),
            start_new_session=True,
        )
