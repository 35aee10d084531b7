"""Every door and every role: let in or refused, generated from the doors themselves."""

import re

import pytest

from desk.web.doors import all_doors
from desk.web.models import AccessLine
from desk.web.roles import Role

_UNKNOWN = {"int": "987654321", "str": "no-such", "slug": "no-such", "uuid": "0" * 32}


def address(path: str) -> str:
    """A door's address with made-up arguments."""
    filled = re.sub(
        r"<(?:(\w+):)?\w+>", lambda found: _UNKNOWN.get(found[1] or "str", "no-such"), path
    )
    return "/" + filled


DOORS = sorted(all_doors().values(), key=lambda one: one.name)


@pytest.mark.parametrize("role", list(Role))
def test_every_door_lets_in_its_roles_and_refuses_the_others(home, person, client_of, role):
    account = person(role)
    client = client_of(account)
    client.raise_request_exception = True
    for door in DOORS:
        if door.roles is None or door.name == "sign-out":
            continue
        before = AccessLine.objects.filter(what="refused").count()
        url = address(door.path)
        answer = client.get(url) if "GET" in door.methods else client.post(url)
        refused = AccessLine.objects.filter(what="refused").count() - before
        where = f"{role.value} {url}"
        if role not in door.roles:
            assert answer.status_code == 404, where
            assert refused == 1, f"{where}: the refusal is not written down"
        elif "<" in door.path:
            # Let in at the door; the thing itself does not exist for this account.
            assert answer.status_code in {200, 302, 400, 404, 405, 422}, where
        else:
            assert answer.status_code in {200, 302, 400, 409, 422}, f"{where} {answer.status_code}"


def test_who_is_not_signed_in_gets_nowhere(home, person, client_of):
    client = client_of(person())
    client.logout()
    for door in DOORS:
        if door.roles is not None:
            url = address(door.path)
            for answer in (client.get(url), client.post(url)):
                assert answer.status_code == 302 and answer["Location"].startswith("/login/")
