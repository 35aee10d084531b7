"""What 新建专项 starts with where it is opened from a request or a complaint."""

from typing import Any

from django.http import HttpRequest

from desk.web.models import Account
from desk.web.tasks.sight import complaints_of, requests_of
from desk.web.templatetags.desk_words import unit_title

_SPECIAL = "专项行动"


def prefilled(request: HttpRequest, account: Account) -> dict[str, Any]:
    """Initial values of the form; whose complaint it was is never among them."""
    known: dict[str, Any] = {
        "kind": _SPECIAL,
        "officers": account.officer.name if account.officer else "",
    }
    if (pk := _number(request, "request")) is not None:
        asked = requests_of(account).filter(pk=pk).first()
        if asked is not None:
            known |= {
                "kind": asked.get_kind_display(),
                "title": asked.title,
                "source": f"{unit_title(asked.unit)}提请（{asked.number}）",
                "unit": asked.unit,
                "sites": asked.url,
            }
    elif (pk := _number(request, "complaint")) is not None:
        complaint = complaints_of(account).filter(pk=pk).first()
        if complaint is not None:
            known |= {
                "title": f"来件{complaint.number}核查",
                "source": f"12315来件 {complaint.number}",
                "sites": complaint.url,
            }
    return known


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
