"""What is said of one decision about several leads: before it ⏎, and what became of it."""

from collections.abc import Sequence

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from desk.web.lead.forms import DISMISS, SCREEN
from desk.web.stepping import asked_again
from leads.batches import Batch, Chosen
from leads.decisions import DismissReason
from leads.models import LeadEvent


def ask_about(
    request: HttpRequest, form: BaseForm, chosen: Sequence[Chosen], do: str, *, back: str
) -> HttpResponse:
    """The page that asks once more ⏎ about all that was chosen."""
    return asked_again(
        request,
        _said_of(do, len(chosen), form),
        back=back,
        grave=do == DISMISS,
        chosen=chosen,
        remark=form.cleaned_data.get("note", ""),
    )


def _said_of(do: str, number: int, form: BaseForm) -> str:
    if do == DISMISS:
        reason = DismissReason(form.cleaned_data["reason"]).label
        return f"将{number}件以“{reason}”排除。可恢复，记录保留。"
    if do == SCREEN:
        return f"将{number}件定为值得核实，转入初步核实。可恢复，记录保留。"
    return f"将{number}件改派。可再次指派，记录保留。"


def tell_batch(request: HttpRequest, done: Batch, words: str) -> None:
    """Tell what became of a batch; what could not be done, lead by lead."""
    if done.done:
        messages.success(request, f"{len(done.done)}件{words}，批次{done.number}。")
    for lead, why in done.refused:
        messages.warning(request, f"{lead} 未处理：{why}")


def batch_address(done: Batch) -> str:
    """The page of a batch; "" where nothing was done."""
    if not done.done:
        return ""
    last = LeadEvent.objects.filter(lead=done.done[0]).order_by("-pk").first()
    near = last.pk if last is not None else 0
    return f"/hints/batches/{done.number}/?{urlencode({'near': near})}"
