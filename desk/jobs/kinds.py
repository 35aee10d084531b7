"""What jobs there are, by the word in their file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desk.jobs import capture_jobs, package_jobs, system_jobs
from desk.jobs.work import Work


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job. `again` says whether it can be begun anew as it was: not where it took
    a secret, or rests on officers who confirmed to be there then."""

    does: Callable[[Work], Mapping[str, Any]]
    again: bool = True


KINDS: Mapping[str, Kind] = {
    "verify-capture": Kind(capture_jobs.verify_capture),
    "capture": Kind(capture_jobs.capture_page),
    "import": Kind(capture_jobs.import_recordings, again=False),
    "look-around": Kind(capture_jobs.look_around),
    "seal-package": Kind(package_jobs.seal_package, again=False),
    "finish-packages": Kind(package_jobs.finish_packages, again=False),
    "redact-package": Kind(package_jobs.redact_package, again=False),
    "verify-package": Kind(package_jobs.verify_package),
    "verify-ledger": Kind(system_jobs.verify_ledger),
    "sample-captures": Kind(system_jobs.sample_captures),
    "ask-stamps": Kind(system_jobs.ask_stamps),
    "check-system": Kind(system_jobs.check_system),
    "print-record": Kind(package_jobs.print_record),
}
