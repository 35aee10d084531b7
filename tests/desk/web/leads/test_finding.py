"""线索 on SQLite: by which indexes the leads of an account are found, whatever is asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from desk.web.access import leads_of, packages_of, reviews_of
from desk.web.lead.beside import neighbours
from desk.web.leads.filters import LeadFilters
from desk.web.roles import Role
from leads.models import Approval, CasePackage, Lead, Operator, PackageReview, Referral, Shop
from leads.search import index_leads

ASKED = (
    {"stage": ""},
    {"campaign": "秋茶"},
    {"since": "1", "strength": "strong"},
    {"level": "1"},
)


def plan_of(account, asked):
    """How SQLite finds the leads that are counted for a page of the list."""
    rows = LeadFilters(account, asked).narrowed(leads_of(account)).order_by()
    return rows.values_list("sort_due", "level", "id").explain()


def shop(site, key):
    now = timezone.now()
    operator = Operator.objects.create(name=f"{key}商行", first_seen=now, last_seen=now)
    return Shop.objects.create(site=site, key=key, operator=operator, first_seen=now, last_seen=now)


def lead(number, of, **facts):
    now = timezone.now()
    told = {"area": "counterfeit", "unit": "trademark", "office": "530502", **facts}
    return Lead.objects.create(
        hint_no=f"T-{number}",
        shop=of,
        round=number,
        discovered_by="530500",
        first_seen=now - timedelta(days=number),
        last_seen=now,
        **told,
    )


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_leads_of_a_unit_are_read_from_an_index_of_units_in_a_territory(person, asked):
    plan = plan_of(person(Role.UNIT, unit="trademark"), asked)
    assert "USING COVERING INDEX leads_of_unit_there (unit=? AND office>? AND office<?" in plan


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_leads_of_a_prefecture_are_not_looked_up_one_by_one(person, asked):
    assert "USING COVERING INDEX leads_of_office (office>? AND office<?)" in plan_of(
        person(), asked
    )


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_a_county_found_for_others_is_found_apart_from_its_own(person, asked):
    plan = plan_of(person(office="530502"), asked)
    assert "USING COVERING INDEX leads_of_office (office=?" in plan
    assert "INDEX leads_found_by (discovered_by=? AND office>?)" in plan


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT, Role.REVIEWER])
def test_what_was_sent_on_is_read_from_indexes_alone(person, role):
    plan = plan_of(person(role, unit="trademark"), {"stage": ""})
    assert "USING COVERING INDEX leads_sent_on" in plan
    assert "USING COVERING INDEX leads_received" in plan


@pytest.mark.parametrize("office", ["530000", "530500", "530502"])
def test_a_head_s_search_finds_all_that_a_head_sees(person, office):
    at, now, officer = shop("mall.example", "s1"), timezone.now(), person().officer
    made = [lead(n, at, summary="高仿", office="530102") for n in range(1, 7)]
    _, seen_at, unplaced, sent, received, asked = made
    Lead.objects.filter(pk=seen_at.pk).update(office=office)
    Lead.objects.filter(pk=unplaced.pk).update(office=None, discovered_by=office)
    away = {"from_office": "530102", "to_office": "530102", "sent_at": now, "sent_by": officer}
    Referral.objects.create(**away | {"lead": sent, "from_office": office})
    Referral.objects.create(**away | {"lead": received, "to_office": office})
    about = {"kind": Approval.Kind.REFER, "asked_by": officer, "asked_at": now}
    Approval.objects.create(lead=asked, office=office, **about)
    index_leads(list(Lead.objects.all()))
    head = person(Role.REVIEWER, office=office)
    found = LeadFilters(head, {"q": "高仿"}).narrowed(leads_of(head))
    assert set(found) == set(leads_of(head)) == {seen_at, sent, received, asked}
    words = found.query.get_compiler("default").as_sql()[1]
    assert any(f"zzo{office}" in str(word) for word in words), "the index knows whose they are"


def test_a_long_text_is_searched_for_and_not_left_out(person):
    lead(1, shop("mall.example", "s1"), summary="高仿")
    index_leads(list(Lead.objects.all()))
    officer = person()
    for words, found in (("高仿" + " " * 300, 1), ("没有的文字" * 60, 0)):
        rows = LeadFilters(officer, {"q": words}).narrowed(Lead.objects.all())
        assert rows.count() == found


@pytest.mark.parametrize("few", [5_000, 1])
def test_a_platform_is_found_by_its_shops_or_among_what_is_seen(person, monkeypatch, few):
    monkeypatch.setattr("desk.web.leads.filters._FEW_SHOPS", few)
    on_it = [lead(n, shop("mall.example", f"s{n}")) for n in (1, 2)]
    lead(3, shop("other.example", "s3"))
    lead(4, shop("mall.example", "s4"), office="530102")
    found = LeadFilters(person(), {"site": " Mall.ex"}).narrowed(leads_of(person()))
    assert set(found) == set(on_it)


@pytest.mark.parametrize("near", [300, 1])
def test_the_leads_beside_one_are_the_account_s_own(person, monkeypatch, near):
    monkeypatch.setattr("desk.web.lead.beside._NEAR", near)
    at = shop("mall.example", "s1")
    offices = {1: "530502", 2: "530102", 3: "530502", 4: "530102", 5: "530102", 6: "530502"}
    made = {n: lead(n, at, office=office) for n, office in offices.items()}
    account = person(office="530502")
    # The oldest stands first.
    assert neighbours(account, made[3]) == (made[6].pk, made[1].pk)
    assert neighbours(account, made[6]) == (None, made[3].pk)
    assert neighbours(account, made[1]) == (made[3].pk, None)


def test_a_package_of_two_leads_is_one_package(person):
    at, now = shop("mall.example", "s1"), timezone.now()
    both = [lead(n, at, stage=Lead.Stage.REFERRED) for n in (1, 2)]
    elsewhere = lead(3, at, office="530102")
    legal, officer = person(Role.LEGAL), person()
    package = CasePackage.objects.create(number="包1", case="案1", made_at=now)
    package.leads.set([*both, elsewhere])
    CasePackage.objects.create(number="包2", case="案2", made_at=now).leads.set([elsewhere])
    CasePackage.objects.create(number="包3", case="案3", made_at=now)
    review = PackageReview.objects.create(
        case="案1",
        office="530500",
        first=officer.officer,
        second=officer.officer,
        made_at=now,
        sent_at=now,
    )
    review.leads.set(both)
    for account in (legal, officer, person(Role.UNIT, unit="trademark")):
        assert list(packages_of(account)) == [package]
        assert list(reviews_of(account)) == [review]
    # What is in a package is read with all of it, from one lead at home on.
    for seen in (leads_of(legal), leads_of(legal, each=True)):
        assert sorted(one.pk for one in seen) == [one.pk for one in (*both, elsewhere)]
    assert not leads_of(person(Role.LEGAL, office="530322"), each=True).exists()


def test_legal_does_not_read_a_review_before_it_is_sent(person):
    at, now = shop("mall.example", "s1"), timezone.now()
    legal, officer = person(Role.LEGAL), person().officer
    facts = {"case": "案1", "office": "530500", "first": officer, "second": officer}
    for number, state in enumerate(({}, {"sent_at": now}, {"returned": "补正"}), 1):
        review = PackageReview.objects.create(**facts, **state, made_at=now)
        review.leads.set([lead(number, at)])
    PackageReview.objects.create(**facts, sent_at=now, made_at=now)
    for each in (False, True):
        assert {one.round for one in leads_of(legal, each=each)} == {2, 3}


@pytest.mark.parametrize("office", ["530000", "530500", "530502"])
def test_a_search_of_legal_begins_with_the_packages(person, office):
    plan = plan_of(person(Role.LEGAL, office=office), {"stage": "", "q": "高仿"})
    assert plan.index("leads_casepackage") < plan.index("leads_lead_words")


@pytest.mark.parametrize("office", ["530000", "530500", "530502"])
def test_one_lead_of_legal_is_told_without_reading_all_packages(person, office):
    plan = leads_of(person(Role.LEGAL, office=office), each=True).filter(pk=1).explain()
    assert "LIST SUBQUERY" not in plan
    assert "SCAN" not in plan
