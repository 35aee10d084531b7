"""Jobs on the desk: whose they are, and what of them an administrator sees."""

from datetime import UTC, datetime

import pytest

from desk.jobs.state import Job, folder, new_id, write_job
from desk.web.models import AccessLine, Account
from desk.web.roles import Role
from leads.home import Home


def printed(home: Home, account: Account) -> Job:
    """A job of `account` that printed the records of a capture."""
    job = Job(
        new_id(), "print-record", "笔录预览", "C-1", "/captures/1/", account.pk, account.name,
        {}, datetime.now(UTC).isoformat(), state="done",
        result={"files": [{"name": "x", "title": "现场笔录"}]},
    )  # fmt: skip
    write_job(home, job)
    (folder(home) / f"{job.id}-1.pdf").write_bytes(b"%PDF-")
    return job


def test_an_administrator_sees_that_a_job_was_done_and_not_what_it_printed(home, person, client_of):
    officer = person()
    job = printed(home, officer)
    own, administrator = client_of(officer), client_of(person(Role.ADMINISTRATOR))
    assert own.get(f"/jobs/{job.id}/file/1/").getvalue() == b"%PDF-"
    assert administrator.get(f"/jobs/{job.id}/").status_code == 200
    assert administrator.get(f"/jobs/{job.id}/file/1/").status_code == 404
    assert AccessLine.objects.filter(what="exported").count() == 1
    refused = AccessLine.objects.get(what="refused")
    assert refused.subject == f"作业 {job.id} 文件 1"


@pytest.mark.parametrize("path", ["", "file/1/"])
def test_the_job_of_a_colleague_does_not_exist(home, person, client_of, path):
    job = printed(home, person())
    assert client_of(person()).get(f"/jobs/{job.id}/{path}").status_code == 404
