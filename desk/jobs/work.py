"""What a job is handed: its home, its arguments, its secret, and a way to tell what it does."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from desk.jobs.state import Job, Mark, folder, write_job
from evidence.verified import Verified
from leads.home import Home
from leads.office import Office


class JobFault(Exception):
    """The job cannot be done; the text says why and what to do, in Chinese."""


@dataclass(slots=True)
class Work:
    """A job at work. `secret` is what was given for this job alone, "" where nothing was."""

    home: Home
    office: Office
    job: Job
    secret: str = field(default="", repr=False)

    @property
    def arguments(self) -> dict[str, Any]:
        """The job's arguments."""
        return dict(self.job.arguments)

    def tell(self, mark: Mark, text: str) -> None:
        """Add a line to what the job's page shows, at once."""
        self.job = replace(self.job, lines=(*self.job.lines, (mark, text[:600])))
        write_job(self.home, self.job)

    def tell_verified(self, what: str, found: Verified) -> None:
        """The lines of a verification: each fault, each notice, and what became of it."""
        for one in found.faults:
            place = f"{one.where}：" if one.where else ""
            self.tell("bad", f"{what} {place}{one.zh}（{one.code}）")
        for one in found.notices:
            self.tell("pending", f"{what}：{one.zh}")
        if found.ok:
            self.tell("good", f"{what}：一致")

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Wait until no other job of this home is at `name`: two browsers at once are too many."""
        folder(self.home).mkdir(parents=True, exist_ok=True)
        with (folder(self.home) / f"{name}.turn").open("ab") as turn:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                self.tell("pending", "另一件作业正在进行，排队等候")
                fcntl.flock(turn, fcntl.LOCK_EX)
            yield
