"""送审: the order of the steps, and who may not take them."""

import pytest

from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.filing import Filing
from leads.ledger_entries import entries_of
from leads.ledger_keys import begin_ledger
from leads.models import Lead, LeadEvent, Officer, PackageReview
from leads.office import load_office
from leads.package_reviews import (
    approve,
    begin_sealing,
    give_back,
    make_review,
    note_sealed,
    note_trouble,
    send,
    state_of,
)
from leads.signing_off import (
    ENTRY_KIND,
    check_sign_offs,
    enter_sign_offs,
    waiting_sign_offs,
)
from tests.leads.pages_filed import finding


@pytest.fixture
def people(home) -> tuple[Officer, Officer]:
    one, two = (
        Officer.objects.create(name=name, number=number, unit="network", office="530502")
        for name, number in (("李某", "YN001"), ("王某", "YN002"))
    )
    return one, two


@pytest.fixture
def lead(home, shelf) -> Lead:
    [hint] = Filing().file_visit(shelf.visit(finding()))
    Lead.objects.filter(pk=hint.pk).update(stage=Lead.Stage.VERIFIED, number="530502-2026-0001")
    hint.refresh_from_db()
    return hint


@pytest.fixture
def review(people, lead) -> PackageReview:
    return make_review("530502", "示例案1号", [lead], people)


def test_a_package_goes_from_made_to_sealed(review, people):
    assert state_of(review) == "made"
    send(review, people[0], version=review.version)
    assert state_of(review) == "sent"
    approve(review, "法某", "", version=review.version)
    assert state_of(review) == "approved"
    begin_sealing(review, version=review.version)
    assert state_of(review) == "sealing"
    with pytest.raises(IllegalStep):
        begin_sealing(review, version=review.version)
    note_sealed(review, "WJ-1")
    review.refresh_from_db()
    assert state_of(review) == "sealed"


def test_nothing_is_sealed_that_was_not_approved(review, people):
    with pytest.raises(IllegalStep) as refused:
        begin_sealing(review, version=review.version)
    assert refused.value.zh == "尚未审核，不能封签。"
    send(review, people[0], version=review.version)
    with pytest.raises(IllegalStep):
        begin_sealing(review, version=review.version)
    give_back(review, "法某", "缺图", version=review.version)
    assert state_of(review) == "returned" and review.returned == "法某：缺图"
    with pytest.raises(IllegalStep):
        begin_sealing(review, version=review.version)


def test_what_failed_can_be_sealed_again(review, people):
    send(review, people[0], version=review.version)
    approve(review, "法某", "", version=review.version)
    begin_sealing(review, version=review.version)
    note_trouble(review, "口令不对")
    review.refresh_from_db()
    assert state_of(review) == "approved" and review.trouble == "口令不对"


def test_who_made_it_does_not_review_it(review, people):
    send(review, people[0], version=review.version)
    for officer in people:
        with pytest.raises(OfficerFault):
            approve(review, officer.name, "", version=review.version, officer=officer)
        with pytest.raises(OfficerFault):
            give_back(review, officer.name, "x", version=review.version, officer=officer)


def test_a_step_over_an_old_version_is_refused(review, people):
    old = review.version
    send(review, people[0], version=old)
    with pytest.raises(LeadChanged):
        approve(review, "法某", "", version=old)


def test_what_may_not_be_made(people, lead):
    for case, leads, officers in (
        (" ", [lead], people),
        ("案", [], people),
        ("案", [lead], (people[0], people[0])),
    ):
        with pytest.raises((IllegalStep, OfficerFault)):
            make_review("530502", case, leads, officers)
    Lead.objects.filter(pk=lead.pk).update(stage=Lead.Stage.SUSPECTED, number=None)
    lead.refresh_from_db()
    with pytest.raises(IllegalStep):
        make_review("530502", "案", [lead], people)
    assert not PackageReview.objects.exists()


def test_a_return_says_why(review, people):
    send(review, people[0], version=review.version)
    with pytest.raises(IllegalStep):
        give_back(review, "法某", "  ", version=review.version)


def test_who_comes_second_hears_that_somebody_was_first(review, people):
    send(review, people[0], version=review.version)
    old = review.version
    approve(review, "法某", "", version=old)
    for late in (
        lambda: send(review, people[0], version=old),
        lambda: approve(review, "另某", "", version=old),
        lambda: give_back(review, "另某", "缺图", version=old),
        lambda: begin_sealing(review, version=old),
    ):
        with pytest.raises(LeadChanged):
            late()
    assert (state_of(review), review.approved_by) == ("approved", "法某")


def test_the_history_and_the_ledger_name_who_reviewed(home, review, people, lead):
    """法规人员 have no certificate: what they decide is a decision all the same."""
    begin_ledger(home, load_office(home), "only for this test").close()
    send(review, people[0], version=review.version)
    give_back(review, "法某", "缺图", version=review.version)
    send(review, people[0], version=review.version)
    approve(review, "法乙", "可以封签", version=review.version)
    events = LeadEvent.objects.filter(lead=lead, step__startswith="package-").order_by("id")
    told = [(one.step, one.actor, one.detail["by"]) for one in events]
    assert told == [
        ("package-sent", "李某", "李某"),
        ("package-returned", "法某", "法某"),
        ("package-sent", "李某", "李某"),
        ("package-approved", "法乙", "法乙"),
    ]
    assert waiting_sign_offs() == 4
    enter_sign_offs(home, load_office(home))
    assert waiting_sign_offs() == 0 and check_sign_offs(home).ok
    people_named = [
        one["name"] for e in entries_of(home, ENTRY_KIND) for one in e.facts["officers"]
    ]
    assert {"法某", "法乙", "李某"} <= set(people_named)


def test_what_the_robot_does_waits_for_no_entry(home, lead):
    assert LeadEvent.objects.filter(lead=lead, actor=LeadEvent.ROBOT).exists()
    assert waiting_sign_offs() == 0
