"""What `wangjian doctor` says of the system clock: beside what is kept, and beside others' clocks.

The clock is wrong where it is behind what was entered or captured last. That it is ahead only
others can tell: the time server where one is configured, the authority that time-stamps, and
the `Date` that sites wrote into their answers when they were crawled last.
"""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from desk.cli.language import say
from desk.cli.reading import Reading, State
from evidence.seal.entry import CLOCK, STAMPED
from evidence.seal.ledger_clock import is_behind
from leads.beijing import shown_time
from leads.clock import ANSWER, last_entered
from leads.home import Home
from leads.ledger_entries import entries_of
from leads.office import load_office

_OUT = timedelta(seconds=5)
_BY_HEADER = timedelta(seconds=30)
"""What a `Date` to the second and a slow answer may make of a clock that is right."""
_LATE = timedelta(hours=1)
"""How long after it was made a stamp may be entered."""
_SURE = timedelta(days=1)
"""A single site that is out by this is believed: no server's clock is."""

Sign = tuple[str, str]
"""What speaks against the clock, in Chinese and in English."""


def clock(home: Home) -> Iterator[Reading]:
    """The system clock, and every sign that it is or was wrong.

    What only tells how the clock stood earlier is a note once somebody answered for it, or
    once a time server says that it is right now.
    """
    now, what = datetime.now(UTC), say("系统时钟", "system clock")
    set_it = say("请校准时钟（timedatectl）", "set the clock right (timedatectl)")
    answer = say(
        f"{set_it}；若现在的时钟是准的，请运行 {ANSWER}",
        f"{set_it}; if it is right now: wangjian keys clock --officer NUMBER --reason WHY",
    )
    right, measured = measured_now(home)
    signs: list[tuple[State, Sign, str]] = [("bad", one, set_it) for one in measured]
    signs += [("bad", one, answer) for one in _behind_ledger(home, now)]
    known: State = "note" if right or _answered(home) else "bad"
    signs += [(known, one, set_it) for one in _behind_rows(now)]
    past: State = "note" if right else "bad"
    signs += [(past, one, set_it) for one in _of_stamps(home)]
    signs += [(past if sure else "note", one, set_it) for sure, one in _of_sites(home, now)]
    for state, (zh, en), advice in signs:
        yield Reading(state, what, say(f"{zh}；{advice}", f"{en}; {advice}"))
    if not signs:
        yield Reading("ok", what, say(f"北京时间 {shown_time(now)}", f"{shown_time(now)}, Beijing"))


def measured_now(home: Home) -> tuple[bool, list[Sign]]:
    """Whether a time server says that the clock is right, and what servers and authorities that
    time-stamp say against it."""
    right, signs = _of_server(home)
    return right, [*signs, *_of_authorities(home)]


def _behind_ledger(home: Home, now: datetime) -> Iterator[Sign]:
    latest = last_entered(home)
    if latest is not None and is_behind(latest, now):
        yield _before(now, "存证日志最后一条", "the last entry of the ledger", latest)


def _behind_rows(now: datetime) -> Iterator[Sign]:
    """What the database holds that is dated after the present."""
    from django.db.models import Max

    from crawler.models import Run
    from leads.models import LeadEvent

    newest = LeadEvent.objects.order_by("-pk").values_list("at", flat=True).first()
    started = Run.objects.aggregate(last=Max("started_at"))["last"]
    for zh, en, moment in (
        ("数据库最后一次操作", "the last step in the database", newest),
        ("最后一次任务执行", "the last run", started),
    ):
        if moment is not None and moment - now > _OUT:
            yield _before(now, zh, en, moment)


def _before(now: datetime, zh: str, en: str, moment: datetime) -> Sign:
    return (
        f"本机 {shown_time(now)} 早于{zh}（{shown_time(moment)}）",
        f"{shown_time(now)} is before {en} ({shown_time(moment)})",
    )


def _answered(home: Home) -> bool:
    """Whether somebody answered for a clock that had been fast."""
    return any(True for _ in entries_of(home, CLOCK))


def _of_server(home: Home) -> tuple[bool, list[Sign]]:
    from crawler.site_clocks import gap_words
    from evidence.capture.clock import read_clock

    servers = load_office(home).network.time_servers
    reading = asyncio.run(read_clock(servers)) if servers else None
    if reading is None or reading.offset_ms is None:
        return False, []
    out = timedelta(milliseconds=reading.offset_ms)
    if abs(out) <= _OUT:
        return True, []
    zh, en = gap_words(out)
    return False, [
        (f"比时间服务器 {reading.source} {zh}", f"{en} the time server {reading.source}")
    ]


def _of_authorities(home: Home) -> Iterator[Sign]:
    """The `Date` with which each time-stamp authority answers now; no stamp is asked for."""
    from crawler.site_clocks import gap_words
    from leads.trust import tsas_of

    for tsa in tsas_of(home, load_office(home)):
        theirs = asyncio.run(_asked(home, tsa.url))
        if theirs is None:
            continue  # whether it can be reached is told where stamps are waited for
        out = datetime.now(UTC) - theirs
        if abs(out) > _BY_HEADER:
            zh, en = gap_words(out)
            yield f"比时间戳机构 {tsa.name} {zh}", f"{en} the authority {tsa.name}"


async def _asked(home: Home, url: str) -> datetime | None:
    from crawler.http_date import http_date
    from evidence.errors import EvidenceError
    from evidence.network.exchange import WireRequest
    from evidence.network.limits import Limits
    from leads.timestamping import stamping_wire

    limits = Limits(body=1 << 16, connect_seconds=3.0, idle_seconds=3.0, total_seconds=5.0)
    try:
        async with stamping_wire(home, load_office(home)) as wire:
            exchange = await wire.fetch(WireRequest(url), limits=limits)
    except (EvidenceError, OSError):
        return None
    return http_date(exchange.header("Date"))


def _of_stamps(home: Home) -> Iterator[Sign]:
    """The time that the authority wrote last beside that of the entry about it."""
    from crawler.site_clocks import gap_words

    last = None
    for entry in entries_of(home, STAMPED):
        last = entry
    if last is None:
        return
    try:
        out = last.time - datetime.fromisoformat(str(last.facts.get("time")))
    except (ValueError, TypeError):
        return
    if not -_BY_HEADER < out < _LATE:
        (zh, en), told = gap_words(out), shown_time(last.time)
        yield (
            f"{told} 登记时间戳时，本机时钟比时间戳机构{zh}",
            f"when a stamp was entered at {told}, the clock was {en} the authority",
        )


def _of_sites(home: Home, now: datetime) -> Iterator[tuple[bool, Sign]]:
    """What sites crawled last wrote as `Date`, beside when it was received; whether it is sure."""
    from crawler.site_clocks import FAR, gap_words, of_newest

    apart = of_newest(home)
    if apart is None:
        return
    if apart.far:
        (zh, en), told = gap_words(apart.out), shown_time(apart.at)
        yield (
            apart.hosts > 1 or abs(apart.out) > _SURE,
            (
                f"{told} 采集时，本机时钟比{apart.hosts}个网站的时间{zh}",
                f"when {apart.hosts} sites were crawled at {told}, the clock was {en} theirs",
            ),
        )
    elif apart.theirs - now > FAR:
        yield (
            True,
            (
                f"本机 {shown_time(now)} 早于网站最后一次应答（{shown_time(apart.theirs)}）",
                f"{shown_time(now)} is before the last answer of a site "
                f"({shown_time(apart.theirs)})",
            ),
        )
