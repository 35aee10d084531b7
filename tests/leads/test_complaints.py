"""12315来件: clocks of complaints and reports, and who complained kept out of the matter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from leads.beijing import day_of
from leads.complaints import Arrived, Kind, Person, close, enter
from leads.errors import IllegalStep, LeadChanged
from leads.models import Complainant, Complaint, Officer
from leads.office import Periods
from leads.working_days import load_calendar

PERSON = Person("陈小红", "13800001111", "昆明市西山区某小区")


@pytest.fixture
def officer(home):
    return Officer.objects.create(name="王某", number="25-1", unit="network", office="530500")


def entered(officer, periods=Periods(), **changed):  # noqa: B008
    plain = {
        "kind": Kind.COMPLAINT,
        "matter": "网店称三七粉治疗高血压",
        "received_on": date(2026, 11, 24),
        "office": "530500",
        "person": PERSON,
    }
    return enter(Arrived(**plain | changed), officer, periods, load_calendar())


@pytest.fixture(autouse=True, params=[1, 15])
def after_the_receipt(monkeypatch, request):
    """The tests' days lie in the past; the hours in UTC are those of one day in Beijing."""
    fixed = datetime(2026, 11, 30, request.param, tzinfo=UTC)
    monkeypatch.setattr("leads.complaints.timezone.now", lambda: fixed)


def test_a_complaint_has_7_working_days_and_a_report_15(officer):
    # 2026-11-24 is a Tuesday; weekends fall on 28/29 and 5/6, 12/13 December.
    assert entered(officer).due == date(2026, 12, 3)
    assert entered(officer, kind=Kind.REPORT).due == date(2026, 12, 15)
    assert entered(officer, Periods(complaint=3)).due == date(2026, 11, 27)


def test_numbers_are_given_or_taken_and_none_twice(officer):
    assert entered(officer).number == "J-530500-2026-0001"
    assert entered(officer, number="1530500002026112412345").number.startswith("153")
    with pytest.raises(IllegalStep) as twice:
        entered(officer, number="1530500002026112412345")
    assert "已经录入" in twice.value.zh
    with pytest.raises(IllegalStep):
        entered(officer, received_on=day_of(timezone.now()) + timedelta(days=400))


@pytest.mark.parametrize(
    ("name", "text"),
    [("matter", "陈小红投诉网店"), ("respondent", "陈小红"), ("url", "https://a/?t=13800001111"),
     ("number", "陈小红-1"), ("matter", "住昆明市西山区某小区的人投诉")],
)  # fmt: skip
def test_what_is_read_by_many_may_not_name_who_complained(officer, name, text):
    with pytest.raises(IllegalStep) as told:
        entered(officer, **{name: text})
    assert "投诉举报人" in told.value.zh
    assert not Complaint.objects.exists() and not Complainant.objects.exists()


def test_the_result_may_not_either(officer):
    one = entered(officer)
    with pytest.raises(IllegalStep):
        close(one, officer, 1, "已电话告知陈小红")
    done = close(one, officer, 1, "已受理，转广告机构")
    assert done.closed_on == date(2026, 11, 30)
    with pytest.raises(LeadChanged):
        close(one, officer, 1, "再办")
    with pytest.raises(IllegalStep):
        close(done, officer, 2, "再办")


def test_an_anonymous_report_has_no_complainant(officer):
    entered(officer, kind=Kind.REPORT, person=Person())
    assert not Complainant.objects.exists()
