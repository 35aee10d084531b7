"""What was ticked, and one decision about all of it: shared by groups and lists."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest

from desk.web.access import account_of, not_here
from desk.web.deciding import decided
from leads.batches import (
    MOST,
    Batch,
    Chosen,
    assign_all,
    dismiss_all,
    restore_all,
    screen_all,
)
from leads.models import Lead, Officer
from leads.stages import Stages


def chosen_in(request: HttpRequest, rows: "QuerySet[Lead]", ticks: Iterable[str]) -> list[Chosen]:
    """The ticked leads with the version that the officer saw, in the order of the ticks.

    A box names "id:version". One that is not among `rows` does not exist for the account:
    404, and nothing is decided. At most one more than a batch takes is read.
    """
    seen: dict[int, int] = {}
    for tick in list(ticks)[: MOST + 1]:
        pk, _, version = tick.partition(":")
        if pk.isascii() and pk.isdigit() and version.isascii() and version.isdigit():
            seen[int(pk[:18])] = int(version[:9])
    leads = rows.select_related("shop__operator").in_bulk(list(seen))
    if len(leads) != len(seen):
        missing = next(pk for pk in seen if pk not in leads)
        raise not_here(request, f"线索 {missing}")
    return [Chosen(leads[pk], version) for pk, version in seen.items()]


def take(request: HttpRequest, form: BaseForm, chosen: list[Chosen], do: str) -> Batch | None:
    """Take the step `do` for all that was chosen; None with the reason on the form."""
    officer = account_of(request).officer
    if officer is None:
        form.add_error(None, NO_CERTIFICATE)
        return None
    return decided(form, lambda steps: _step(steps, officer, form, chosen, do))


NO_CERTIFICATE = "您的账号没有登记执法证号，不能作决定。请联系系统管理员登记。"


def _step(steps: Stages, officer: Officer, form: BaseForm, chosen: list[Chosen], do: str) -> Batch:
    said = form.cleaned_data
    match do:
        case "screen":
            return screen_all(steps, officer, chosen, reason=said.get("note", ""))
        case "dismiss":
            return dismiss_all(steps, officer, chosen, said["reason"], note=said["note"])
        case "assign":
            return assign_all(
                steps,
                officer,
                chosen,
                unit=said["unit"] or None,
                office=said["office"] or None,
                reason=said["reason"],
            )
        case _:
            return restore_all(steps, officer, chosen, said["reason"])
