"""采集件 on the lead page: whether what the lead rests on is whole, and what to do if not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from desk.web import here
from desk.web.captures.state import BROKEN, UNVERIFIED, WHOLE, standing_of
from evidence.capture.manifest import Captured, read_capture
from evidence.errors import CaptureFault
from leads.captures import folder_of
from leads.digests import page_name
from leads.holding import trouble_of
from leads.models import Lead, LeadCapture, LeadFinding


@dataclass(frozen=True, slots=True)
class Holding:
    """`trouble` is "" where nothing is known to be wrong, else what stops 登记 and 移送.

    `unverified` counts captures that nobody has verified as they are now, `pending` those that
    are not entered in the ledger yet. `at` is when the state was found: of several captures the
    verification that lies farthest back, None where one is missing.
    """

    at: datetime | None
    trouble: str
    captures: int
    pending: int
    unverified: int = 0

    @property
    def words(self) -> str:
        """The state in a few words, those of the captures' own pages."""
        if self.trouble:
            return BROKEN
        if self.unverified:
            return f"{self.unverified}件{UNVERIFIED}（存档网页响应已读回一致）"
        return f"…{self.pending}件时间戳待补" if self.pending else WHOLE

    @property
    def css(self) -> str:
        """The colour that goes with the words."""
        if self.trouble:
            return "bad"
        if self.pending:
            return "pending"
        return "" if self.unverified else "good"


def holding_of(lead: Lead, ties: Sequence[LeadCapture]) -> Holding:
    """Read back what the lead rests on, as far as is quickly told: its records and the captures'
    manifests now, the captures' files by their last verification, as their own pages say."""
    home = here.home()
    trouble, now = trouble_of(lead, home.archive, home), timezone.now()
    pending = sum(1 for tie in ties if tie.capture.ledger_index is None)
    standings = [(tie.capture, standing_of(home, tie.capture)) for tie in ties]
    for capture, found in standings if not trouble else ():
        if found.broken:
            trouble = f"{lead} 的采集件核验不一致，编号{capture.number}：{found.why}"
            return Holding(found.at or now, trouble, len(ties), pending)
    verified = [found.at for _, found in standings if found.at is not None]
    unverified = len(standings) - len(verified)
    known = None if unverified else min(verified, default=now)
    return Holding(now if trouble else known, trouble, len(ties), pending, unverified)


def newest_capture(
    ties: Sequence[LeadCapture], main: LeadFinding | None = None
) -> tuple[LeadCapture, Captured] | None:
    """The latest capture that shows the `main` finding of the lead, with its manifest; else the
    latest of its page, then of any suspicion, then at all. None where none can be read.
    """
    for tie in sorted(ties, key=lambda tie: _farness(tie, main)):
        try:
            return tie, read_capture(folder_of(here.home(), tie.capture))
        except (CaptureFault, OSError):
            continue
    return None


def is_of_page(tie: LeadCapture, main: LeadFinding | None) -> bool:
    """Whether a capture is of the page on which the main finding stands."""
    if main is None or not main.field:  # the whole shop is meant
        return True
    return main.page in {page_name(url) for url in (tie.capture.url_asked, tie.capture.url_final)}


def _farness(tie: LeadCapture, main: LeadFinding | None) -> int:
    """How far a capture is from showing the main finding: 0 where it does."""
    if main is not None and any(found.get("finding") == main.pk for found in tie.found):
        return 0
    if tie.found and (main is None or is_of_page(tie, main)):
        return 1
    if main is not None and main.field and is_of_page(tie, main):
        return 2
    return 3 if tie.found else 4
