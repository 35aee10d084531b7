"""What stands around every page: the menu, the person, the office."""

from typing import Any

from django.http import HttpRequest

from desk.web.doors import all_doors, menu_of
from desk.web.models import Account, Notice
from leads.divisions import office_name


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the base template."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {"instead": _instead(request)}
    from desk.web import here

    path = request.path.strip("/").split("/")[0]
    return {
        "instead": _instead(request),
        "account": account,
        "menu": [
            {
                "title": door.menu,
                "url": "/" + door.path,
                "here": door.path.strip("/").split("/")[0] == path,
            }
            for door in menu_of(account)
        ],
        "unit_title": here.units().title(account.unit),
        "unread": Notice.objects.filter(account=account, read_at=None).count(),
        "office_title": office_name(account.office),
    }


def _instead(request: HttpRequest) -> str:
    """What a browser that goes Back opens instead of the answer to a form; "" for other pages.

    No page of the desk is kept by the browser (security.py), and it cannot ask again for the
    answer to a form that was sent: it opens the page that the form stands on.
    """
    if request.method != "POST":
        return ""
    match = request.resolver_match
    here = all_doors().get(match.url_name or "") if match else None
    return request.get_full_path() if here and "GET" in here.methods else "/"
