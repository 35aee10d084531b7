"""采集件 on the lead page: whether what the lead rests on is whole, and what to do if not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from desk.web import here
from evidence.capture.manifest import Captured, read_capture
from evidence.errors import CaptureFault
from leads.captures import folder_of
from leads.holding import trouble_of
from leads.models import Lead, LeadCapture


@dataclass(frozen=True, slots=True)
class Holding:
    """`trouble` is "" where all verified at `at`; else what stops 登记 and 移送.

    `pending` counts captures that are not entered in the ledger yet.
    """

    at: datetime
    trouble: str
    captures: int
    pending: int

    @property
    def words(self) -> str:
        """The state in a few words."""
        if self.trouble:
            return "✕核验不一致"
        return f"…{self.pending}件时间戳待补" if self.pending else "✓已核验一致"

    @property
    def css(self) -> str:
        """The colour that goes with the words."""
        if self.trouble:
            return "bad"
        return "pending" if self.pending else "good"


def holding_of(lead: Lead, ties: Sequence[LeadCapture]) -> Holding:
    """Read back what the lead rests on, as far as is quickly told."""
    home = here.home()
    trouble = trouble_of(lead, home.archive, home)
    pending = sum(1 for tie in ties if tie.capture.ledger_index is None)
    return Holding(timezone.now(), trouble, len(ties), pending)


def newest_capture(ties: Sequence[LeadCapture]) -> tuple[LeadCapture, Captured] | None:
    """The latest capture that shows the suspicion, with its manifest; the latest at all where
    none does. None where none can be read.
    """
    shown = [tie for tie in ties if tie.found]
    for tie in [*shown, *(tie for tie in ties if not tie.found)]:
        try:
            return tie, read_capture(folder_of(here.home(), tie.capture))
        except (CaptureFault, OSError):
            continue
    return None
