"""Who found a lead for another office may hand it over, and no more."""

import pytest

from leads.elsewhere import found_elsewhere, found_for_others, place_said
from leads.errors import IllegalStep, OfficerFault
from leads.extending import ask_extension, ask_withdrawal
from leads.home import Home
from leads.levelling import set_level
from leads.models import Lead, Officer, OutboxEntry
from leads.sending import Sending, forms_open, send
from leads.stages import Stages
from leads.step_rules import in_charge, may_hand_over
from tests.leads.pages_filed import Shelf
from tests.leads.people import officer, screened

Stage = Lead.Stage
HERE, THERE, ABOVE = "530502", "530102", "530100"


@pytest.fixture
def li(home: Home) -> Officer:
    return officer("李某", "YN001")


@pytest.fixture
def wang(home: Home) -> Officer:
    return officer("王某", "YN002")


@pytest.fixture
def lead(stages: Stages, shelf: Shelf, li: Officer) -> Lead:
    """Screened by its finder, at another county's office."""
    number = screened(stages, shelf, li)
    Lead.objects.filter(hint_no=number).update(office=THERE, route_status="routed")
    return Lead.objects.get(hint_no=number)


@pytest.mark.parametrize("office", [HERE, THERE, ABOVE, None])
@pytest.mark.parametrize("finder", [HERE, THERE])
@pytest.mark.parametrize("number", [None, f"{HERE}-20261124-0001", f"{THERE}-20261124-0001"])
@pytest.mark.parametrize("stage", [Stage.SUSPECTED, Stage.VERIFIED, Stage.REFERRED])
def test_rows_are_chosen_as_one_lead_is_judged(
    lead: Lead, office: str | None, finder: str, number: str | None, stage: str
) -> None:
    rows = Lead.objects.filter(pk=lead.pk)
    rows.update(office=office, discovered_by=finder, number=number, stage=stage)
    chosen = rows.filter(found_for_others(HERE)).exists()
    assert chosen is found_elsewhere(rows.get(), HERE)


@pytest.mark.parametrize(
    ("office", "status", "stage", "said"),
    [
        (THERE, "routed", Stage.SUSPECTED, "属外地"),
        (THERE, "assigned", Stage.VERIFIED, "属外地"),
        (THERE, "conflict", Stage.REFERRED, "属外地"),
        (None, "out_of_province", Stage.SUSPECTED, "属外地"),
        ("530500", "routed", Stage.SUSPECTED, "地域待定"),
        (ABOVE, "conflict", Stage.SUSPECTED, "地域待定"),
        ("530500", "designate", Stage.SCREENED, "地域待定"),
        (HERE, "operator_unknown", Stage.SUSPECTED, "地域待定"),
        (HERE, "routed", Stage.SUSPECTED, ""),
        (HERE, "operator_unknown", Stage.REFERRED, ""),
    ],
)
def test_where_a_lead_lies_for_an_office(
    office: str | None, status: str, stage: str, said: str
) -> None:
    lead = Lead(office=office, route_status=status, stage=stage, discovered_by=HERE)
    assert place_said(lead, HERE) == said


@pytest.mark.parametrize(
    ("changes", "by", "found"),
    [
        ({}, HERE, True),
        ({}, THERE, False),
        ({}, "530500", False),
        ({"office": HERE}, HERE, False),
        ({"office": None}, HERE, False),
        ({"discovered_by": "530521"}, HERE, False),
        ({"stage": Stage.DISMISSED}, HERE, True),
        ({"stage": Stage.VERIFIED, "number": "530502-2026-0001"}, HERE, True),
        ({"stage": Stage.VERIFIED, "number": "530102-2026-0001"}, HERE, False),
        ({"stage": Stage.REFERRED, "number": "530502-2026-0001"}, HERE, False),
        ({"office": "530500", "discovered_by": "530500"}, "530500", False),
        ({"discovered_by": "530500"}, "530500", False),
    ],
)
def test_what_an_office_has_to_hand_over(changes: dict[str, object], by: str, found: bool) -> None:
    facts = {"office": THERE, "stage": Stage.SUSPECTED, "discovered_by": HERE} | changes
    assert found_elsewhere(Lead(**facts), by) is found


def test_its_finder_is_not_in_charge_and_hands_it_over(lead: Lead, li: Officer) -> None:
    assert not in_charge(lead, li) and may_hand_over(lead, li)
    there = officer("赵某", "YN003", THERE)
    assert in_charge(lead, there) and may_hand_over(lead, there)
    for other in (
        officer("钱某", "YN004", "530521"),
        officer("孙某", "YN005", HERE, lead.unit),
        officer("周某", "YN006", "530500"),
    ):
        assert not may_hand_over(lead, other)


def test_its_finder_takes_no_step_that_is_the_other_office_s(
    stages: Stages, lead: Lead, li: Officer, wang: Officer
) -> None:
    number = lead.hint_no
    with pytest.raises(OfficerFault, match="belongs elsewhere"):
        set_level(stages, number, li, 1, reason="涉及老人")
    stages.verify(number, [li, wang], reason="核实")
    assert not OutboxEntry.objects.exists(), "its unit is that of the other office"
    with pytest.raises(OfficerFault, match="belongs elsewhere"):
        ask_extension(stages, number, li, "取证困难")
    lead.refresh_from_db()
    assert [one.value for one in forms_open(lead, None, HERE)] == ["transfer", "request"]
    for form, office in (("submit", HERE), ("transfer", HERE)):
        with pytest.raises(IllegalStep):
            send(stages, number, li, Sending(form, office=office, reason="本局管辖"))


def test_its_finder_sends_it_where_it_belongs_or_takes_its_registration_back(
    stages: Stages, lead: Lead, li: Officer, wang: Officer
) -> None:
    number = lead.hint_no
    stages.verify(number, [li, wang], reason="核实")
    ask_withdrawal(stages, number, li, "主体有误")
    _, row = send(stages, number, li, Sending("transfer", office=THERE, reason="实际经营地"))
    assert (row.from_office, row.to_office) == (HERE, THERE)


def test_its_finder_says_where_it_belongs(stages: Stages, lead: Lead, li: Officer) -> None:
    other = officer("钱某", "YN004", "530521")
    with pytest.raises(OfficerFault):
        stages.assign(lead.hint_no, other, office="530521", reason="登记地")
    moved = stages.assign(lead.hint_no, li, office="530103", reason="登记地")
    assert moved.office == "530103" and may_hand_over(moved, li)
    assert stages.assign(lead.hint_no, li, office=HERE, reason="登记地").office == HERE
