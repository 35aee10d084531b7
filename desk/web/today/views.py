"""今日: what waits, each line a number that opens its list (desk.md 1)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk.web.access import account_of
from desk.web.doors import door
from desk.web.roles import EVERYONE
from desk.web.today.lines import lines_of


@door("", "today", "今日", roles=EVERYONE, menu="今日", place=0)
def today(request: HttpRequest) -> HttpResponse:
    """The first screen."""
    account = account_of(request)
    context = {"title": "今日", "lines": lines_of(account)}
    return render(request, "today/today.html", context)
