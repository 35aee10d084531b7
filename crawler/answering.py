"""Between Scrapy's requests and responses and the walk's targets and answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from scrapy import Request
from scrapy.http import Response

from crawler.addresses import resolve
from crawler.answer import Answer
from crawler.shown import Shown
from crawler.site_plan import ResourceStore
from crawler.visit import Outcome, Target
from evidence.archive.record import RecordRef
from evidence.errors import FetchFailed, Refused
from evidence.network.exchange import Exchange

_ALL_BUT_CONTROLS = "".join(chr(n) for n in range(0x21, 0x7F))


def robots_target(place: str, url: str = "", hops: int = 0) -> Target:
    """The target for the robots.txt of an origin, or for the address it moved to."""
    return Target(
        "probe", url or f"{place}/robots.txt", priority=2000,
        extra={"what": "robots", "for": place, "hops": hops},
    )  # fmt: skip


def request_of(
    target: Target,
    body: str,
    user_agent: str,
    callback: Callable[..., Any],
    errback: Callable[..., Any],
) -> Request:
    """Scrapy's request for a target; the address goes on the wire as the target has it."""
    extra = target.extra
    headers: dict[str, str] = {"User-Agent": user_agent}
    if extra.get("json"):
        headers["Accept"] = "application/json, text/plain, */*"
    for name, value in extra.get("headers", ()):
        headers[str(name)] = str(value)
    if extra.get("referer"):
        headers["Referer"] = str(extra["referer"]).partition("#")[0]
    if target.method == "POST":
        usual = "application/x-www-form-urlencoded"
        headers["Content-Type"] = str(extra.get("content_type") or usual)
    return Request(
        target.url,
        callback,
        target.method,
        headers,
        body.encode("utf-8"),
        meta={
            "target": target,
            "wire_url": target.url,
            "handle_httpstatus_all": True,
            "dont_redirect": True,
            "dont_retry": True,
        },
        priority=target.priority,
        dont_filter=True,
        errback=errback,
    )


def answer_of(response: Response) -> Answer:
    """The answer in a response and in the exchange that was archived of it."""
    target: Target = response.meta["target"]
    exchange: Exchange | None = response.meta.get("exchange")
    flags = list(response.flags)
    if exchange is not None and exchange.tls_error:
        flags.append("tls-error")
    header = response.headers.get(b"Content-Type")
    return Answer(
        target,
        target.url,
        response.status,
        response.body,
        header.decode("latin-1") if header else None,
        exchange.record if exchange is not None else None,
        _location(response, target.url),
        response.headers.get(b"Retry-After"),
        flags,
    )


def _location(response: Response, url: str) -> str | None:
    """Where a redirect leads: its bytes outside ASCII are kept as they are."""
    header = response.headers.get(b"Location")
    if header is None:
        return None
    return resolve(url, quote(header, safe=_ALL_BUT_CONTROLS)) or None


def failure_of(error: BaseException) -> tuple[Outcome, str, RecordRef | None]:
    """Outcome, detail and record of a request that brought no response."""
    cause = error.__cause__ or error
    if isinstance(cause, Refused):
        return "refused", f"guard {cause.code}", None
    if isinstance(cause, FetchFailed):
        record = getattr(cause, "record", None)
        return "unreachable", f"network {cause.code}", record
    return "unreachable", f"network {type(error).__name__}", None


def shown_answer(target: Target, shown: Shown, archive: ResourceStore) -> Answer:
    """The answer of the browser; its markup is archived as a resource record."""
    body = shown.html.encode("utf-8", "replace")
    record: RecordRef | None = None
    if body:
        plain = target.extra.get("plain")
        record = archive.append_resource(
            shown.url,
            "text/html; charset=utf-8",
            body,
            when=shown.when,
            refers_to=RecordRef.from_json(plain) if plain else None,
            note=_note(target, shown, shown.when),
        )
    return Answer(
        target,
        shown.url or target.url,
        shown.status or (200 if body else 0),
        body,
        "text/html; charset=utf-8",
        record,
        flags=["rendered", *shown.flags],
        rendered=True,
        calls=shown.calls,
        clicks=shown.clicks,
        error=shown.error,
        boxes=shown.boxes,
    )


def _note(target: Target, shown: Shown, when: datetime) -> dict[str, str]:
    note = {
        "made-by": "rendered-dom",
        "asked": target.url[:2000],
        "shown": shown.url[:2000],
        "at": when.isoformat(),
    }
    if shown.flags:
        note["flags"] = " ".join(shown.flags)
    return note
