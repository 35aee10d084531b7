"""Accounts: made with a first password, stopped at once, certificates only where they decide."""

from django.test import Client

from desk.web.models import AccessLine, Account, Delegation
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
