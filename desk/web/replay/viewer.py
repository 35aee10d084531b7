"""隔离回放: the handler that answers on the viewer's own name, before anything of the desk.

It stands first among the middleware. It knows no session, reads no cookie and sets none; a
signed ticket in the path names one capture and one account. Archived bytes go out under a
policy that runs no script, sends no form and loads nothing from elsewhere (evidence.md D1).
"""

import logging
from collections.abc import Callable
from functools import lru_cache

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from desk.web.replay.archived import Archived, NotReplayed, archived
from desk.web.replay.hosts import split_host
from desk.web.replay.kinds import CSS, OTHER, VECTOR, kind_of
from desk.web.replay.rewriting import Rewritten, rewrite_css, rewrite_page
from desk.web.replay.tickets import Ticket, read_ticket

PREFIX = "/.replay/"
POLICY = (
    "sandbox; default-src 'none'; img-src 'self' data:; style-src 'self' data:; "
    "font-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors {desk}"
)
_FRAMED = frozenset({"iframe", "image", "style", "font", ""})
"""Values of Sec-Fetch-Dest of what a frame and its page ask for."""
_LONGEST_PATH = 3_000

Next = Callable[[HttpRequest], HttpResponseBase]
_LOG = logging.getLogger(__name__)


class IsolatedViewer:
    """Answers for the viewer's name and its paths; everything else goes on to the desk."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            host = request.get_host()
        except DisallowedHost:
            return self.get_response(request)
        if request.path_info.startswith(PREFIX):
            return answer(request, host)
        if split_host(host)[0] == _own_name():
            return refused("没有此页，请回到采集件页重新打开。\n", 404)
        return self.get_response(request)


def _own_name() -> str:
    """The name that is the viewer's alone, "" where none is set."""
    from desk.settings import REPLAY_HOST

    return REPLAY_HOST


def answer(request: HttpRequest, host: str) -> HttpResponse:
    """What the viewer answers; nothing that was asked for stands in it."""
    if request.method != "GET" or len(request.path_info) > _LONGEST_PATH:
        return refused("这个网址不能这样打开，请回到采集件页重新打开。\n", 405)
    if request.headers.get("Sec-Fetch-Dest", "") not in _FRAMED:
        return refused("只能在工作台的隔离回放页中查看。\n", 403)
    text, _, what = request.path_info.removeprefix(PREFIX).partition("/")
    ticket = read_ticket(text)
    if ticket is None:
        return refused("回放已过期，请回到采集件页重新打开。\n", 403)
    if host.lower() != ticket.viewer.lower():
        return refused("404 Not Found\n", 404)
    try:
        answered = _answered(ticket, text, what)
    except NotReplayed as error:
        answered = refused(f"{error}\n", 409)
    return _guarded(answered, ticket.desk)


def _answered(ticket: Ticket, text: str, what: str) -> HttpResponse:
    found = _archive_of(ticket)
    root = f"{PREFIX}{text}/"
    view, _, rest = what.partition("/")
    match view, rest:
        case (("page" | "dom"), ""):
            page = page_of(found, view)
            html = _in_place(page.html, root)
            return HttpResponse(html, content_type="text/html; charset=utf-8")
        case (("page" | "dom"), number) if number.isascii() and number.isdigit():
            sheets = page_of(found, view).sheets
            if int(number[:9]) >= len(sheets):
                return refused("未存档\n", 404)
            css = _in_place(sheets[int(number)], root)
            return HttpResponse(css, content_type="text/css; charset=utf-8")
        case "r", number if number.isascii() and number.isdigit():
            return _resource(found, int(number[:9]), root)
    return refused("404 Not Found\n", 404)


def _archive_of(ticket: Ticket) -> Archived:
    from desk.web.access import captures_of
    from desk.web.models import Account
    from leads.captures import folder_of
    from leads.home import Home

    account = Account.objects.filter(pk=ticket.account, is_active=True).first()
    row = None if account is None else captures_of(account).filter(pk=ticket.capture).first()
    if row is None:
        raise NotReplayed("没有此件，或您已无权查看")
    return archived(folder_of(Home.from_env(), row), row.manifest_digest)


_ROOT = "/.replay-root/"
"""Stands for the ticket's path in what is kept between requests."""


def page_of(found: Archived, view: str) -> Rewritten:
    """The document as it came ("page") or as the browser had it ("dom"), made inert."""
    return _page(found.folder, found.digest, view)


@lru_cache(maxsize=8)
def _page(folder: object, digest: str, view: str) -> Rewritten:
    from pathlib import Path

    from pages.decode import decode

    assert isinstance(folder, Path)
    found = archived(folder, digest)
    if view == "dom":
        body, said = found.dom(), "text/html; charset=utf-8"
    else:
        parts = found.read(found.main)
        body, said = parts.body, parts.content_type or ""
        if kind_of(body, said)[0] not in {OTHER, CSS}:
            raise NotReplayed("本件的主文档不是网页，请看图片")
    if body is None:
        raise NotReplayed("没有渲染后的源码")
    numbers = {url: number for number, url in enumerate(found.refs)}

    def place(url: str) -> str | None:
        number = numbers.get(url.partition("#")[0])
        return None if number is None else f"{_ROOT}r/{number}"

    return rewrite_page(
        decode(body, said).text, found.url, place, lambda number: f"{_ROOT}{view}/{number}"
    )


def _resource(found: Archived, number: int, root: str) -> HttpResponse:
    urls = list(found.refs)
    answered = found.answer(urls[number]) if number < len(urls) else None
    if answered is None:
        return refused("未存档\n", 404)
    base, parts = answered
    kind, media = kind_of(parts.body, parts.content_type or "")
    if kind == CSS:
        from pages.decode import decode

        numbers = {url: n for n, url in enumerate(urls)}
        text = decode(parts.body, parts.content_type).text

        def place(url: str) -> str | None:
            n = numbers.get(url.partition("#")[0])
            return None if n is None else f"{root}r/{n}"

        return HttpResponse(rewrite_css(text, base, place), content_type=media)
    response = HttpResponse(parts.body, content_type=media)
    if kind in {VECTOR, OTHER}:
        response["Content-Disposition"] = f'attachment; filename="record-{number}.bin"'
    return response


def _in_place(text: str, root: str) -> str:
    return text.replace(_ROOT, root)


def refused(text: str, status: int) -> HttpResponse:
    """A refusal in plain text; it holds no word of the request."""
    response = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
    return _guarded(response, "'none'")


def _guarded(response: HttpResponse, desk: str) -> HttpResponse:
    headers = {
        "Content-Security-Policy": POLICY.format(desk=desk),
        "X-Content-Type-Options": "nosniff",
        # The framed page has an origin of its own, so its pictures come from "another" one.
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "X-DNS-Prefetch-Control": "off",
        "Origin-Agent-Cluster": "?1",
    }
    for name, value in headers.items():
        response.headers[name] = value
    return response
