"""提请: asked, accepted, declined, finished, each once and by somebody in service."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from leads.beijing import day_of
from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.models import Officer, Request
from leads.office import Periods
from leads.unit_requests import Asked, accept, ask, decline, finish
from leads.working_days import load_calendar


@pytest.fixture
def officer(home):
    return Officer.objects.create(name="王某", number="25-1", unit="network", office="530500")


def asked(officer, **changed):
    plain = {"kind": Request.Kind.CHECK, "title": "核查三七粉网店", "unit": "advertising",
             "office": "530500"}  # fmt: skip
    return ask(Asked(**plain | changed), officer, Periods(), load_calendar())


def test_a_request_gets_a_number_and_the_offices_period(officer):
    one, two = asked(officer), asked(officer)
    today = day_of(timezone.now())
    assert one.number == f"Q-530500-{today:%Y}-0001" and two.number.endswith("-0002")
    assert one.due == load_calendar().after(today, 10).day
    assert one.asked_by == "王某" and one.state == Request.State.OPEN
    later = today + timedelta(days=3)
    assert asked(officer, due=later).due == later


def test_it_goes_from_asked_to_done_with_its_result(officer):
    one = accept(asked(officer), officer, 1)
    with pytest.raises(IllegalStep):
        finish(one, officer, 2, " ")
    done = finish(one, officer, 2, "已监测26站")
    assert done.state == Request.State.DONE and done.ended_at and done.handled_by == officer
    with pytest.raises(IllegalStep):
        accept(done, officer, 3)


def test_declining_needs_its_reason(officer):
    one = asked(officer)
    with pytest.raises(IllegalStep):
        decline(one, officer, 1, "")
    assert decline(one, officer, 1, "不属网络交易").result == "不属网络交易"


def test_the_second_of_two_is_told_that_it_came_late(officer):
    one = asked(officer)
    accept(one, officer, 1)
    with pytest.raises(LeadChanged) as late:
        decline(one, officer, 1, "不办")
    assert "已由他人办理" in late.value.zh
    assert Request.objects.get().state == Request.State.ACCEPTED


def test_who_is_out_of_service_decides_nothing(officer):
    one = asked(officer)
    officer.valid_to = date(2020, 1, 1)
    officer.save()
    for step in (lambda: accept(one, officer, 1), lambda: asked(officer)):
        with pytest.raises(OfficerFault):
            step()
