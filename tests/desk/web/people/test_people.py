"""Accounts: made with a first password, stopped at once, certificates only where they decide."""

from django.test import Client

from desk.web.models import AccessLine, Account, Delegation
from desk.web.notices.telling import tell
from desk.web.roles import Role
from leads.models import Officer


def form(**changes: str) -> dict[str, str]:
    plain = {
        "username": "liming",
        "name": "李某",
        "role": "officer",
        "unit": "network",
        "office": "530502",
        "number": "25-0077",
        "valid_to": "2030-01-01",
    }
    return plain | changes


def test_an_account_is_made_with_a_password_shown_once(home, person, client_of):
    client = client_of(person(Role.ADMINISTRATOR))
    answer = client.post("/people/new/", form())
    text = answer.content.decode()
    account = Account.objects.get(username="liming")
    assert answer.status_code == 200 and account.must_change
    password = text.split('<p class="code">')[1].split("<")[0]
    assert account.check_password(password)
    assert account.officer == Officer.objects.get(number="25-0077")
    assert AccessLine.objects.filter(what="changed", subject="账号 liming").exists()
    assert password not in client.get("/people/").content.decode()


def test_faults_name_the_field(home, person, client_of):
    client = client_of(person(Role.ADMINISTRATOR))
    for changes, words in (
        ({"username": "李"}, "登录名只能用字母"),
        ({"role": "unit"}, "须选业务机构"),
        ({"role": "statistician"}, "不登记执法证号"),
        ({"office": "530100"}, "选择"),  # another prefecture's territory
    ):
        answer = client.post("/people/new/", form(**changes))
        assert answer.status_code == 422 and words in answer.content.decode(), changes
    assert not Account.objects.filter(username="liming").exists()


def test_stopping_ends_the_session_and_a_reset_asks_for_a_new_password(home, person, client_of):
    administrator, officer = person(Role.ADMINISTRATOR), person()
    theirs: Client = client_of(officer)
    assert theirs.get("/").status_code == 200
    client = client_of(administrator)
    client.post(f"/people/{officer.pk}/", {"do": "stop"})
    assert theirs.get("/").status_code == 302
    client.post(f"/people/{officer.pk}/", {"do": "start"})
    client.post(f"/people/{officer.pk}/", {"do": "password"})
    officer.refresh_from_db()
    assert officer.is_active and officer.must_change
    client.post(f"/people/{administrator.pk}/", {"do": "stop"})
    administrator.refresh_from_db()
    assert administrator.is_active, "nobody locks themselves out"


def test_who_acts_for_whom_is_of_the_same_kind(home, person, client_of):
    client = client_of(person(Role.ADMINISTRATOR))
    one, two = person(office="530502"), person(office="530502")
    other = person(Role.UNIT, unit="trademark", office="530502")
    days = {"starts": "2099-01-01", "ends": "2099-01-05"}
    answer = client.post("/people/delegate/", {"giver": one.pk, "taker": other.pk, **days})
    assert answer.status_code == 422 and "同角色" in answer.content.decode()
    assert (
        client.post("/people/delegate/", {"giver": one.pk, "taker": two.pk, **days}).status_code
        == 302
    )
    assert Delegation.objects.get().taker == two


def test_a_certificate_of_another_office_another_person_or_out_of_service_is_not_taken(
    home, person, client_of
):
    client = client_of(person(Role.ADMINISTRATOR))
    elsewhere = {"unit": "network", "office": "530100", "name": "李某"}
    Officer.objects.create(number="26-0001", **elsewhere)
    Officer.objects.create(number="26-0002", **elsewhere | {"office": "530502"}, active=False)
    Officer.objects.create(number="26-0003", **elsewhere | {"office": "530502", "name": "王某"})
    before = list(Officer.objects.order_by("id").values())
    for number, words in (
        ("26-0001", "登记在其他机关"),
        ("26-0002", "已停用"),
        ("26-0003", "另一姓名"),
    ):
        answer = client.post("/people/new/", form(number=number))
        assert answer.status_code == 422 and words in answer.content.decode(), number
    assert list(Officer.objects.order_by("id").values()) == before
    assert not Account.objects.filter(username="liming").exists()
    # One of the territory that nobody signs in with yet is what an account is made for.
    Officer.objects.create(number="26-0004", **elsewhere | {"office": "530502"})
    assert client.post("/people/new/", form(number="26-0004")).status_code == 200
    assert Account.objects.get(username="liming").officer == Officer.objects.get(number="26-0004")


def test_a_change_keeps_what_is_out_of_service_so_and_says_old_and_new(home, person, client_of):
    client, officer = client_of(person(Role.ADMINISTRATOR)), person(name="李某", office="530502")
    Officer.objects.filter(pk=officer.officer.pk).update(active=False)
    said = form(
        do="save", username=officer.username, number=officer.officer.number, office="530500"
    )
    assert client.post(f"/people/{officer.pk}/", said).status_code == 302
    officer.officer.refresh_from_db()
    assert not officer.officer.active and officer.officer.office == "530500"
    note = AccessLine.objects.get(what="changed", subject=f"账号 {officer.username}").note
    assert note == "更改：属地 530502→530500；有效期至 无→2030-01-01"


def test_delegations_of_other_territories_are_neither_shown_nor_made(home, person, client_of):
    client = client_of(person(Role.ADMINISTRATOR))
    one, two = person(office="530100", name="昆某"), person(office="530100", name="明某")
    days = {"starts": "2026-01-01", "ends": "2099-01-05"}
    Delegation.objects.create(giver=one, taker=two, made_by="某", **days)
    assert "昆某" not in client.get("/people/").content.decode()
    assert "昆某" not in client.get("/people/delegate/").content.decode()
    said = {"giver": one.pk, "taker": two.pk, "starts": "2099-01-01", "ends": "2099-01-05"}
    assert client.post("/people/delegate/", said).status_code == 422
    assert Delegation.objects.count() == 1


def test_who_acts_for_a_colleague_is_told_so_and_what_the_colleague_is_told(
    home, person, client_of
):
    one, two = person(office="530502", name="去某"), person(office="530502", name="代某")
    days = {"starts": "2026-01-01", "ends": "2099-01-05"}
    assert "代理" not in client_of(two).get("/").content.decode()
    Delegation.objects.create(giver=one, taker=two, made_by="某", **days)
    tell([one], "k", "去某的事", "/leads/1/")
    page = client_of(two).get("/").content.decode()
    assert "去某（至" in page and "的通知也发给您" in page
    assert "去某的事" in client_of(two).get("/notices/").content.decode()
    assert "代理" not in client_of(one).get("/").content.decode()
