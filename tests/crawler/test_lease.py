"""The lease on a site: one holder, take-over, fencing, giving way."""

import subprocess
import sys
from typing import Any

import pytest
from django.db import transaction

from crawler import lease as lease_module
from crawler.lease import release_lease, renew_lease, still_ours, take_lease, wish_lease
from crawler.models import Host
from crawler.process_identity import is_gone, this_process

ELSEWHERE = "other-machine boot:pid 4242 100"


@pytest.fixture(autouse=True)
def _home(home: Any) -> None:
    """Every test has a database."""


def expire(host: str) -> None:
    Host.objects.filter(name=host).update(held_until=0.0)


def test_a_site_has_one_holder() -> None:
    first = take_lease("shop:80", ELSEWHERE, 100)
    assert first is not None
    assert take_lease("shop:80", this_process(), 100) is None
    assert take_lease("other:80", this_process(), 100) is not None
    release_lease(first)
    assert take_lease("shop:80", this_process(), 100) is not None


def test_a_holder_elsewhere_that_stops_renewing_loses_the_site_and_can_keep_nothing() -> None:
    old = take_lease("shop:80", ELSEWHERE, 100)
    assert old is not None
    expire("shop:80")
    new = take_lease("shop:80", this_process(), 100)
    assert new is not None and new.fence > old.fence
    assert not renew_lease(old, 100).ours
    with transaction.atomic():
        assert not still_ours(old)
        assert still_ours(new)
    release_lease(old)  # the old one's goodbye does not touch the new one's lease
    assert renew_lease(new, 100).ours


def test_a_holder_of_this_machine_that_is_gone_is_followed_at_once() -> None:
    script = "from crawler.process_identity import this_process; print(this_process())"
    gone = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert is_gone(gone)
    assert not is_gone(this_process())
    assert take_lease("shop:80", gone, 100) is not None
    assert take_lease("shop:80", this_process(), 100) is not None


def test_the_more_urgent_gets_the_site_next() -> None:
    routine = take_lease("shop:80", ELSEWHERE, 100)
    assert routine is not None
    assert renew_lease(routine, 100).wanted is None
    assert not wish_lease("shop:80", 20)
    assert renew_lease(routine, 100).wanted == 20
    release_lease(routine)
    assert not wish_lease("shop:80", 100), "a routine crawl must not slip in before it"
    assert take_lease("shop:80", this_process(), 100) is None
    assert take_lease("shop:80", this_process(), 20) is not None


def test_a_wish_that_is_not_repeated_is_forgotten() -> None:
    held = take_lease("shop:80", ELSEWHERE, 100)
    assert held is not None
    assert not wish_lease("shop:80", 20)
    Host.objects.filter(name="shop:80").update(wanted_until=0.0)
    release_lease(held)
    assert take_lease("shop:80", this_process(), 100) is not None


def test_an_equal_is_not_given_way_to() -> None:
    held = take_lease("shop:80", ELSEWHERE, 50)
    assert held is not None
    assert not wish_lease("shop:80", 50)
    assert renew_lease(held, 50).wanted is None


def test_times_of_before_the_machine_was_started_bind_nobody() -> None:
    Host.objects.create(
        name="shop:80",
        era="an earlier start",
        holder=ELSEWHERE,
        held_until=1e12,
        next_turn=1e12,
        wanted=1,
        wanted_until=1e12,
    )
    assert take_lease("shop:80", this_process(), 100) is not None
    row = Host.objects.get(name="shop:80")
    assert row.next_turn == 0.0 and row.held_until < 1e11


def test_the_lease_outlasts_several_missed_renewals() -> None:
    assert lease_module.LEASE_SECONDS >= 4 * lease_module.RENEW_SECONDS
