"""The desk's own hourly upkeep: access lines enter the ledger, notices are made, old jobs go.

Each worker of the server has it; what they do together is done once, under the ledger's
lock. Nothing here stops the desk: what cannot be done now is logged and done the next hour.
"""

import logging
import threading
from typing import TYPE_CHECKING, Any

from leads.home import Home

if TYPE_CHECKING:
    from leads.noting import Said

FIRST, EVERY = 120.0, 3600.0
"""Seconds until the first round, and between rounds."""

_LOG = logging.getLogger(__name__)


def enter_and_tell(home: Home) -> "list[Said]":
    """Enter in the ledger who looked at what, make the notices that time brings, and let the
    database count what it holds, as the patrol and the desk both do; what went wrong."""
    from django.utils import timezone

    from desk.web.audit import enter_access_lines
    from desk.web.notices.making import make_notices
    from leads.index_figures import count_anew
    from leads.noting import noting
    from leads.office import load_office

    said: list[Said] = []
    with noting(said, "访问记录尚未登记到存证日志", "who looked at what is not entered yet"):
        enter_access_lines(home, load_office(home))
    with noting(said, "通知未生成", "no notices were made"):
        make_notices(timezone.now())
    with noting(said, "数据库索引未重新统计", "what the indexes hold was not counted"):
        count_anew()
    return said


def keep_up(home: Home) -> list[str]:
    """One round; a line for each thing that could not be done."""
    from django.db import connections

    from desk.jobs.state import sweep
    from desk.jobs.uploads import sweep_uploads
    from leads.noting import noting

    try:
        said = enter_and_tell(home)
        with noting(said, "作业记录未清理", "files of old jobs were not removed"):
            sweep(home)
            sweep_uploads(home)
    finally:
        connections.close_all()
    return [en for _, en in said]


def begin(worker: Any) -> None:
    """Called by gunicorn in each worker once it is ready."""
    threading.Thread(target=_go_on, args=(Home.from_env(), worker), daemon=True).start()


def _go_on(home: Home, worker: Any) -> None:
    pause = threading.Event()
    pause.wait(FIRST)
    while getattr(worker, "alive", True):
        try:
            for line in keep_up(home):
                _LOG.warning("%s", line)
        except Exception:  # the next round may find it mended
            _LOG.exception("upkeep")
        pause.wait(EVERY)
