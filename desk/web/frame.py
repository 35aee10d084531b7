"""What stands around every page: the menu, the person, the office."""

from typing import Any

from django.http import HttpRequest

from desk.web.doors import menu_of
from desk.web.models import Account, Notice
from leads.divisions import office_name


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the base template."""
    account = getattr(request, "user", None)
    if not isinstance(account, Account):
        return {}
    from desk.web import here

    path = request.path.strip("/").split("/")[0]
    return {
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
