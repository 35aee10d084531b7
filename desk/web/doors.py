"""Doors: every page of the desk, with its address, its title and who may open it.

A section is a package `desk/web/<section>/` with a `views.py`; its views are found by
being there. One declaration makes the route, the menu's entry, the refusal and the row of
the access matrix that the tests try.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache, wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path as route
from django.urls.resolvers import URLPattern
from django.utils.http import urlencode

from desk.web import audit
from desk.web.access import not_here
from desk.web.errors import said
from desk.web.models import Account
from desk.web.roles import Role

View = Callable[..., HttpResponseBase]

DOORS: dict[str, "Door"] = {}
"""All doors by name, once `all_doors` has found them."""


@dataclass(frozen=True, slots=True)
class Door:
    """One page. `roles` None: open to whoever comes (signing in, the first start)."""

    path: str
    name: str
    title: str
    view: View
    roles: frozenset[Role] | None
    methods: frozenset[str]
    menu: str = ""
    place: int = 99


def door(
    path: str,
    name: str,
    title: str,
    *,
    roles: Collection[Role] | None,
    methods: Collection[str] = ("GET",),
    menu: str = "",
    place: int = 99,
) -> Callable[[View], View]:
    """Declare a page at `path` (Django's path syntax, no leading slash).

    `menu` is its entry in the menu, at `place` from the left. Who is not signed in goes to
    the sign-in page; who has another role gets 404 and a line in the audit.
    """

    def declare(view: View) -> View:
        if name in DOORS:
            raise ValueError(f"two doors are called {name}")
        allowed = None if roles is None else frozenset(roles)
        reads = {"HEAD"} if "GET" in methods else set()
        guarded = _guarded(view, name, allowed, frozenset(methods) | reads)
        DOORS[name] = Door(path, name, title, guarded, allowed, frozenset(methods), menu, place)
        return guarded

    return declare


def _guarded(view: View, name: str, roles: frozenset[Role] | None, methods: frozenset[str]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *words: Any, **named: Any) -> HttpResponseBase:
        if name not in _BEFORE_ANYBODY and not Account.objects.exists():
            return redirect("first-start")
        if roles is not None:
            account = request.user
            if not isinstance(account, Account):
                return redirect(f"/login/?{urlencode({'next': request.get_full_path()})}")
            if account.must_change and name not in _WITH_OLD_PASSWORD:
                return redirect("account")
            if account.kind not in roles:
                raise not_here(request, name)
        if request.method not in methods:
            answer = said(request, 405)
            answer.headers["Allow"] = ", ".join(sorted(methods))
            return answer
        return view(request, *words, **named)

    return guarded


_BEFORE_ANYBODY = frozenset({"first-start", "csp-report"})
_WITH_OLD_PASSWORD = frozenset({"account", "sign-out"})


@cache
def all_doors() -> dict[str, Door]:
    """Every door, with the views of all sections loaded."""
    for views in sorted(Path(__file__).parent.glob("*/views.py")):
        import_module(f"desk.web.{views.parent.name}.views")
    return DOORS


def routes() -> list[URLPattern]:
    """Django's routes of all doors."""
    return [route(one.path, one.view, name=one.name) for one in all_doors().values()]


def menu_of(account: Account) -> list[Door]:
    """The entries of the menu for `account`, from left to right."""
    shown = [
        one
        for one in all_doors().values()
        if one.menu and (one.roles is None or account.kind in one.roles)
    ]
    return sorted(shown, key=lambda one: one.place)


def noted_read(request: HttpRequest, subject: object) -> None:
    """Write down that the account read `subject` (a lead, a capture, a package)."""
    audit.note(request, audit.READ, subject)
