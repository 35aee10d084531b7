"""Taking a step from a form: what the office's rules refuse is said on the form, nothing lost.

    form = RefuseForm(request.POST)
    lead = decided(form, lambda steps: steps.dismiss(...)) if form.is_valid() else None
    if lead is None:
        return render(request, ..., status=status_of(form))

A lead that somebody decided on meanwhile (LeadChanged) answers with 409; what was typed
stays in the form.
"""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from desk.web import here
from evidence.errors import EvidenceError
from keywords.errors import KeywordsError
from leads.clock import require_clock
from leads.database import database_errors
from leads.errors import LeadChanged, LeadsError
from leads.stages import Stages

T = TypeVar("T")

CONFLICT = "conflict"


def decided(form: BaseForm, step: Callable[[Stages], T]) -> T | None:
    """What `step` returned, or None with the reason among the form's errors."""
    try:
        with database_errors():
            steps = here.stages()
            require_clock(steps.home)
            return step(steps)
    except LeadChanged as error:
        form.add_error(None, _said(error.zh, CONFLICT))
    except LeadsError as error:
        form.add_error(None, _said(error.zh, "refused"))
    except (EvidenceError, KeywordsError) as error:
        form.add_error(None, _said(error.diagnostics("zh"), "refused"))
    return None


def _said(text: str, code: str) -> ValidationError:
    return ValidationError("%(text)s", code=code, params={"text": text})


def status_of(form: BaseForm) -> int:
    """200 for a form not sent yet, 409 for one overtaken by somebody, 422 for a faulty one."""
    if not form.is_bound:
        return 200
    if form.has_error("__all__", CONFLICT):
        return 409
    return 422 if form.errors else 200
