"""The system clock beside the ledger: no step is dated before what was entered last."""

from datetime import UTC, datetime, timedelta

import pytest

from evidence.seal.ledger_folder import LedgerFolder
from leads.captures import keep_capture
from leads.clock import last_entered, require_clock
from leads.errors import ClockWrong
from leads.filing import Filing
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.ledger_keys import begin_ledger
from leads.models import Capture, LeadEvent
from leads.noting import Said
from leads.office import Office
from leads.signing_off import after_decision, waiting_sign_offs
from leads.stages import Stages
from leads.upkeep import enter_what_waits
from tests.evidence.capture.made import made
from tests.leads.pages_filed import Shelf, finding
from tests.leads.people import officer


@pytest.fixture
def ahead(home: Home) -> datetime:
    """A ledger whose last entry was made by a clock that was three days fast."""
    later = datetime.now(UTC) + timedelta(days=3)
    with begin_ledger(home, Office(), "only for this test") as ledger:
        ledger.append("capture", now=later)
    return later


def test_without_a_ledger_or_with_one_in_order_nothing_is_refused(home: Home) -> None:
    require_clock(home)
    assert last_entered(home) is None
    begin_ledger(home, Office(), "only for this test").close()
    require_clock(home)


def test_the_end_of_the_file_tells(home: Home, ahead: datetime) -> None:
    assert last_entered(home) == ahead
    LedgerFolder(home.ledger).log.open("ab").write(b'{"torn')
    assert last_entered(home) == ahead


def test_no_step_is_taken_until_somebody_answers_for_the_clock(
    home: Home, ahead: datetime, stages: Stages, shelf: Shelf
) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    who, before = officer("李某", "YN001"), LeadEvent.objects.count()
    with pytest.raises(ClockWrong) as refused:
        stages.screen(lead.hint_no, who)
    assert "timedatectl" in refused.value.zh
    assert "keys clock" in refused.value.zh
    assert LeadEvent.objects.count() == before
    with opened_ledger(home, Office()) as ledger:
        assert ledger is not None
        ledger.enter_clock("时钟曾快三天", {"name": "李某", "number": "YN001"})
    stages.screen(lead.hint_no, who)
    assert stages.unentered == []


def test_a_capture_that_cannot_be_entered_is_kept_and_entered_later(
    home: Home, ahead: datetime
) -> None:
    taken = made(home.captures / "c-1")
    unentered: list[Said] = []
    row = keep_capture(home, Office(), taken, unentered=unentered)
    assert row.ledger_index is None and Capture.objects.count() == 1
    ((zh, _),) = unentered
    assert "已保存" in zh and "timedatectl" in zh
    assert any(row.number in line for line, _ in enter_what_waits(home, Office()))
    with opened_ledger(home, Office()) as ledger:
        assert ledger is not None
        ledger.enter_clock("时钟曾快三天", {"name": "李某", "number": "YN001"})
    assert enter_what_waits(home, Office()) == []
    row.refresh_from_db()
    assert row.ledger_index == ledger.size, "the one after the answer"


def test_a_decision_taken_just_before_the_clock_jumped_waits_and_is_entered(
    home: Home, stages: Stages, shelf: Shelf
) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    stages.screen(lead.hint_no, officer("李某", "YN001"))
    with begin_ledger(home, Office(), "only for this test") as ledger:
        ledger.append("capture", now=datetime.now(UTC) + timedelta(days=3))
    assert any("timedatectl" in zh for zh in (said[0] for said in after_decision(home, Office())))
    assert waiting_sign_offs() == 1
    with opened_ledger(home, Office()) as ledger:
        assert ledger is not None
        ledger.enter_clock("时钟曾快三天", {"name": "李某", "number": "YN001"})
    assert after_decision(home, Office()) == []
    assert waiting_sign_offs() == 0
