"""暂停 继续 终止: the run's state says it, its workers notice at their next heartbeat."""

from collections.abc import Mapping

from crawler.exit_codes import ExitCode
from crawler.job_store import JobStore
from crawler.models import Run
from crawler.runs import give_up_run, hold_run, resume_run
from desk.web import here
from desk.web.lead.choosing import NO_CERTIFICATE
from desk.web.models import Account

DONE: Mapping[str, str] = {"hold": "已暂停", "resume": "已继续", "give_up": "已终止"}
_FROM = {
    "hold": {Run.State.RUNNING},
    "resume": {Run.State.INTERRUPTED},
    "give_up": {Run.State.RUNNING, Run.State.INTERRUPTED},
}


def may(account: Account, run: Run, do: str) -> str:
    """Why the account may not do this to the run now, "" where it may."""
    if account.officer is None:
        return NO_CERTIFICATE
    if do not in DONE:
        return "没有这个操作。"
    if run.state not in _FROM[do]:
        return f"本次运行{run.get_state_display()}，不能再{DONE[do].removeprefix('已')}。"
    return ""


def controlled(run: Run, do: str) -> None:
    """Do it. What is kept stays kept, whichever it is."""
    if do == "hold":
        hold_run(run.pk, ExitCode.HELD)
    elif do == "give_up":
        give_up_run(run.pk, here.home())
    else:
        store = JobStore(here.home())
        try:
            resume_run(run.pk, store)
        finally:
            store.close()
