"""通知: what an account was told, unread first seen."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.web.access import account_of
from desk.web.doors import door
from desk.web.models import Account, Notice
from desk.web.roles import EVERYONE

_SHOWN = 100


@door("notices/", "notices", "通知", roles=EVERYONE, methods=("GET", "POST"))
def notices(request: HttpRequest) -> HttpResponse:
    """The newest; one or all may be marked as read."""
    account = account_of(request)
    rows = _of(account)
    if request.method == "POST":
        which = request.POST.get("which", "")
        chosen = rows.filter(read_at=None)
        if which.isascii() and which.isdigit():
            chosen = chosen.filter(pk=int(which[:18]))
        chosen.update(read_at=timezone.now())
        return redirect("/notices/")
    context = {
        "title": "通知",
        "rows": list(rows.order_by("-id")[:_SHOWN]),
        "shown": _SHOWN,
    }
    return render(request, "notices/notices.html", context)


@door("notices/<int:pk>/", "notice", "通知", roles=EVERYONE, methods=("POST",))
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Read one and go where it leads; that page decides whether it may be seen."""
    row = _of(account_of(request)).filter(pk=pk).first()
    if row is None:
        return redirect("/notices/")
    Notice.objects.filter(pk=row.pk, read_at=None).update(read_at=timezone.now())
    return redirect(row.url if row.url.startswith("/") and row.url[1:2] != "/" else "/notices/")


def _of(account: Account) -> "QuerySet[Notice]":
    return Notice.objects.filter(account=account)
