"""Officers come from the office's file, and are known by their certificate."""

from datetime import date

import pytest

from leads import officers
from leads.errors import OfficerFault, UnitUnknown
from leads.home import Home
from leads.models import Officer
from leads.office import Office, OfficerEntry
from leads.units import shipped_units


@pytest.mark.usefixtures("home")
def test_listed_officers_are_entered_once() -> None:
    office = Office(
        code="530502",
        officers=[
            OfficerEntry(name="李某", number="YN1"),
            OfficerEntry(name="王某", number="YN2", unit="广告", valid_to=date(2099, 1, 1)),
        ],
    )
    officers.enrol_listed(office, shipped_units())
    officers.enrol_listed(office, shipped_units())
    assert Officer.objects.count() == 2
    wang = officers.acting(" YN2 ")
    assert (wang.unit, wang.office, wang.name) == ("advertising", "530502", "王某")


def test_one_bad_entry_enters_nobody(home: Home) -> None:
    office = Office(
        officers=[
            OfficerEntry(name="李某", number="YN1"),
            OfficerEntry(name="王某", number="YN2", unit="没有的机构"),
        ]
    )
    with pytest.raises(UnitUnknown):
        officers.enrol_listed(office, shipped_units())
    assert not Officer.objects.exists()


@pytest.mark.usefixtures("home")
def test_a_retired_officer_stays_retired() -> None:
    office = Office(officers=[OfficerEntry(name="李某", number="YN1")])
    officers.enrol_listed(office, shipped_units())
    officers.retire("YN1")
    officers.enrol_listed(office, shipped_units())
    with pytest.raises(OfficerFault):
        officers.acting("YN1")
    with pytest.raises(OfficerFault):
        officers.enrol(" ", "YN3", unit="network", office="530502", units=shipped_units())
