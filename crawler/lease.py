"""The lease on a site 站点占用: at most one slice at a time asks a host:port.

A slice holds the lease of its site's host and renews it while it lives. One that
was killed stops renewing, and after LEASE_SECONDS (on its own machine at once)
another may take over: the fence grows, and whatever the old one might still try
to keep is refused by it.
Several campaigns, queues, workers and machines may want the same host; the lease
is the one place where they meet.
"""

from dataclasses import dataclass

from django.db import transaction

from crawler.models import Host
from crawler.process_identity import is_gone
from crawler.shared_clock import Moment, shared_now

LEASE_SECONDS = 15.0
RENEW_SECONDS = 3.0
WANT_SECONDS = 6.0
"""How long a wish for a lease counts unless it is said again."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A host that is ours until another takes it over, which `fence` will tell."""

    host: str
    holder: str
    fence: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """`ours` is false once the lease was lost; `wanted` the priority of one more
    urgent than its holder, who waits for it."""

    ours: bool
    wanted: int | None


def wish_lease(host: str, priority: int) -> bool:
    """Whether the lease of `host` can be had now by someone of this priority.

    If not, the wish is noted, so that a less urgent holder gives way; say it
    again within WANT_SECONDS to keep the place.
    """
    with transaction.atomic():
        row, now = _locked(host), shared_now()
        return _to_be_had(row, now, priority)


def take_lease(host: str, holder: str, priority: int) -> Lease | None:
    """Take the lease of `host`; None, and a wish noted, where it cannot be had.

    `holder` is the identity of the process that will hold it.
    """
    with transaction.atomic():
        row, now = _locked(host), shared_now()
        if not _to_be_had(row, now, priority):
            return None
        enter_era(row, now)
        row.wanted = None
        row.holder, row.held_until = holder, now.seconds + LEASE_SECONDS
        row.fence += 1
        row.save()
        return Lease(host, holder, row.fence)


def renew_lease(lease: Lease, priority: int) -> Renewal:
    """Hold the lease for another LEASE_SECONDS, unless it was lost."""
    with transaction.atomic():
        row = _locked(lease.host)
        if row.fence != lease.fence or row.holder != lease.holder:
            return Renewal(False, None)
        now = shared_now()
        wanted = _wanted(row, now)
        enter_era(row, now)
        row.held_until = now.seconds + LEASE_SECONDS
        row.save()
    return Renewal(True, wanted if wanted is not None and wanted < priority else None)


def release_lease(lease: Lease) -> None:
    """Give the lease back. A lease that was lost is not touched."""
    Host.objects.filter(name=lease.host, fence=lease.fence, holder=lease.holder).update(
        holder="", held_until=0.0
    )


def still_ours(lease: Lease) -> bool:
    """Whether nobody took the lease over. Inside a transaction the answer holds
    until its end: who would take over waits for it."""
    row = Host.objects.select_for_update().filter(name=lease.host).first()
    return row is not None and row.fence == lease.fence and row.holder == lease.holder


def _locked(host: str) -> Host:
    Host.objects.get_or_create(name=host)
    return Host.objects.select_for_update().get(name=host)


def _to_be_had(row: Host, now: Moment, priority: int) -> bool:
    held = row.holder and now.until(row.held_until, row.era) > 0 and not is_gone(row.holder)
    wanted = _wanted(row, now)
    if not held and (wanted is None or wanted >= priority):
        return True
    if wanted is None or priority <= wanted:
        enter_era(row, now)
        row.wanted, row.wanted_until = priority, now.seconds + WANT_SECONDS
        row.save()
    return False


def _wanted(row: Host, now: Moment) -> int | None:
    return row.wanted if now.until(row.wanted_until, row.era) > 0 else None


def enter_era(row: Host, now: Moment) -> None:
    """Forget the row's times if they are of an earlier start of the machine."""
    if row.era != now.era:
        row.era, row.next_turn, row.held_until = now.era, 0.0, 0.0
        row.wanted = None
