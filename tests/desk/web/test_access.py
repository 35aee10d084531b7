"""What an account may see: its own, what was sent to it, what it has to sign."""

from desk.web.access import lead_named, leads_of
from desk.web.roles import Role
from leads.approvals import Kind, refuse, waiting_of
from leads.extending import ask_extension
from leads.models import Lead
from leads.stages import Stages
from leads.two_officers import put_to_head
from tests.desk.web.stepping import opined, registered, screened


def test_the_head_of_the_office_that_asks_sees_what_there_is_to_sign(home, person, client_of, made):
    """Officers of a prefecture act on a lead of a county and ask the head of their own office."""
    lead = made.lead()
    assert lead.office == "530502"
    li, wang = person(name="李某"), person(name="王某")
    head = person(Role.REVIEWER, name="周某")
    elsewhere = person(Role.REVIEWER, name="吴某", office="530100")
    screened(lead, li)
    opined(lead, li)
    opined(lead, wang, "dismiss")
    page = f"/leads/{lead.pk}/verify/"
    assert client_of(head).get(page).status_code == 404, "nothing was asked yet"
    put_to_head(Stages.of(home), lead.hint_no, wang.officer, "对语境理解不同")
    assert client_of(head).get(page).status_code == 200
    assert client_of(elsewhere).get(page).status_code == 404


def test_what_was_signed_stays_readable(home, person, client_of, made):
    lead, stages = made.lead(), Stages.of(home)
    li, wang, head = person(name="李某"), person(name="王某"), person(Role.REVIEWER, name="周某")
    registered(lead, li, wang)
    assert not leads_of(head).exists()
    ask_extension(stages, lead.hint_no, li.officer, "取证困难")
    waiting = waiting_of(lead, Kind.EXTEND)
    assert waiting is not None
    refuse(stages, waiting, head.officer, "时间够用")
    assert client_of(head).get(f"/leads/{lead.pk}/").status_code == 200


def test_a_number_names_a_lead_within_the_territory_only(person, made):
    lead = made.lead()
    Lead.objects.filter(pk=lead.pk).update(number="530502-2026-0001")
    for number in (lead.hint_no, " 530502-2026-0001 "):
        assert lead_named(person(), number) == lead
        assert lead_named(person(office="530100"), number) is None
    assert lead_named(person(), " ") is None
