"""A report is filled in by one account, confirmed by another, frozen, corrected by a further."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connections, transaction

from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.home import Home
from leads.models import MonthlyReport
from leads.monthly_reporting import Reporter, confirm_report, fill_report, waiting_report

LI, WANG = Reporter("li01", "李某"), Reporter("wang02", "王某")
OFFICE, MONTH = "530502", "2026-10"


def test_a_report_is_frozen_once_another_account_confirmed_it(home: Home) -> None:
    with pytest.raises(IllegalStep, match="not ended"):
        fill_report(OFFICE, "2999-01", {"cases": 0}, LI)
    report = fill_report(OFFICE, MONTH, {"cases": 0}, LI)
    assert waiting_report(OFFICE, MONTH) == report and report.sent_at is None
    with pytest.raises(OfficerFault, match="somebody else"):
        confirm_report(report, Reporter("li01", "王某"), seen=report.filled_at, within=15)
    sent = confirm_report(report, WANG, seen=report.filled_at, within=10_000)
    assert (sent.kind, sent.filled_by, sent.reviewed_by) == ("报送", "李某", "王某")
    assert waiting_report(OFFICE, MONTH) is None
    with pytest.raises(LeadChanged, match="has sent"):
        confirm_report(report, Reporter("zhou03", "周某"), seen=report.filled_at, within=15)


def test_a_further_report_is_a_correction_with_its_reason(home: Home) -> None:
    report = fill_report(OFFICE, MONTH, {"cases": 0}, LI)
    confirm_report(report, WANG, seen=report.filled_at, within=15)
    with pytest.raises(IllegalStep, match="say why"):
        fill_report(OFFICE, MONTH, {"cases": 1}, LI)
    again = fill_report(OFFICE, MONTH, {"cases": 1}, LI, "漏报")
    assert again.turn == 2 and MonthlyReport.objects.get(turn=1).values == {"cases": 0}
    assert confirm_report(again, WANG, seen=again.filled_at, within=15).kind == "更正"


def test_the_reviewer_confirms_what_they_saw(home: Home) -> None:
    report = fill_report(OFFICE, MONTH, {"cases": 0}, LI)
    seen = report.filled_at
    fill_report(OFFICE, MONTH, {"cases": 5}, LI)
    assert MonthlyReport.objects.count() == 1
    with pytest.raises(LeadChanged, match="anew"):
        confirm_report(report, WANG, seen=seen, within=15)


def test_how_long_a_report_is_in_time_is_the_offices_to_say(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = fill_report(OFFICE, MONTH, {"cases": 0}, LI)
    on_the_20th = datetime(2026, 11, 20, 2, tzinfo=UTC)
    monkeypatch.setattr("leads.monthly_reporting.timezone.now", lambda: on_the_20th)
    assert confirm_report(report, WANG, seen=report.filled_at, within=15).kind == "补报"
    MonthlyReport.objects.update(sent_at=None)
    assert confirm_report(report, WANG, seen=report.filled_at, within=20).kind == "报送"


def test_two_who_fill_in_at_once_are_told(postgres_home: Home) -> None:
    """The other's row is not to be seen yet: without care the database refuses the second."""
    written, go_on = threading.Event(), threading.Event()

    def other() -> None:
        with transaction.atomic():
            fill_report(OFFICE, MONTH, {"cases": 1}, WANG)
            written.set()
            go_on.wait(20)
        connections.close_all()

    thread = threading.Thread(target=other)
    thread.start()
    assert written.wait(20)
    threading.Timer(0.5, go_on.set).start()
    with pytest.raises(LeadChanged, match="just filled in"):
        fill_report(OFFICE, MONTH, {"cases": 2}, LI)
    thread.join()
    assert MonthlyReport.objects.get().filled_by == "王某"
