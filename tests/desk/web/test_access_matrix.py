"""Every door and every role: let in or refused, as desk.md 1 says who does what.

The table is written by hand: a door that lets somebody else in, or a new one, fails here until
somebody has said so in both places.
"""

import re

import pytest

from desk.web.doors import all_doors
from desk.web.models import AccessLine
from desk.web.roles import Role

_LETTERS = dict(zip("OURLSA", Role, strict=True))
"""网监执法人员, 业务机构, 负责人, 法规, 统计员, 系统管理员, in the order of desk.md 1."""

_ANYBODY = "sign-in first-start csp-report"
_WHO = {
    # Oneself, what waits, help. Jobs are one's own; administrators see that others' were done.
    "OURLSA": "today account sign-out notices notice saved-filters help help-chapter "
    "job job-again job-file",
    "OURLA": "jobs",
    # Reading leads, captures, packages and lists: 法规 what was sent to it.
    "OURL": "leads lead lead-picture captures capture capture-picture capture-verify replay "
    "packages package package-verify package-download package-review "
    "lists list list-compare list-file",
    # Deciding, and what heads sign or look through.
    "OUR": "hints hint-group batch lead-bulk guidance verify verifying extend withdraw "
    "referrals referral referral-letter operators operator "
    "attended-list attended attended-new attended-import",
    # Dealing with leads; making and sealing packages; tasks; lists.
    "OU": "assign close measures offline refer package-new package-seal package-redact "
    "packages-finish campaign campaign-new runs run tasks requests request complaints complaint "
    "list-sign list-upload list-template",
    "O": "capture-new complaint-new complainant",
    "U": "request-new",
    "R": "approvals",
    # Numbers only.
    "OURS": "statistics",
    "ORS": "monthly monthly-number",
    # The system: no leads, no decisions.
    "ORLA": "ledger ledger-verify",
    "LA": "system-review",
    "A": "system system-run access-log people person person-new delegate",
}
BY_HAND = {
    name: frozenset(_LETTERS[one] for one in letters)
    for letters, names in _WHO.items()
    for name in names.split()
} | dict.fromkeys(_ANYBODY.split())
"""Who may open each door, None for anybody."""

_UNKNOWN = {"int": "987654321", "str": "no-such", "slug": "no-such", "uuid": "0" * 32}


def address(path: str) -> str:
    """A door's address with made-up arguments."""
    filled = re.sub(
        r"<(?:(\w+):)?\w+>", lambda found: _UNKNOWN.get(found[1] or "str", "no-such"), path
    )
    return "/" + filled


DOORS = sorted(all_doors().values(), key=lambda one: one.name)


def test_doors_are_open_to_whom_the_table_says():
    assert {door.name: door.roles for door in DOORS} == BY_HAND


@pytest.mark.parametrize("role", list(Role))
def test_every_door_lets_in_its_roles_and_refuses_the_others(home, person, client_of, role):
    account = person(role)
    client = client_of(account)
    client.raise_request_exception = True
    for door in DOORS:
        roles = BY_HAND[door.name]
        if roles is None or door.name == "sign-out":
            continue
        AccessLine.objects.all().delete()
        url = address(door.path)
        answer = client.get(url) if "GET" in door.methods else client.post(url)
        refused = list(AccessLine.objects.filter(what="refused").values_list("subject", flat=True))
        where = f"{role.value} {url}"
        if role not in roles:
            assert answer.status_code == 404, where
            assert refused == [door.name], f"{where}: the refusal is not written down"
            continue
        assert door.name not in refused, f"{where}: refused at the door"
        if "<" in door.path:
            # Let in at the door; the thing itself does not exist for this account.
            assert answer.status_code in {200, 302, 400, 404, 405, 422}, where
        else:
            assert refused == [], where
            assert answer.status_code in {200, 302, 400, 409, 422}, f"{where} {answer.status_code}"


def test_who_is_not_signed_in_gets_nowhere(home, person, client_of):
    client = client_of(person())
    client.logout()
    for door in DOORS:
        if door.roles is not None:
            url = address(door.path)
            for answer in (client.get(url), client.post(url)):
                assert answer.status_code == 302 and answer["Location"].startswith("/login/")
