"""Rows of referrals 移送, kept in the transaction of the step that causes them."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from leads.decisions import Answer, Form
from leads.divisions import office_name
from leads.errors import IllegalStep
from leads.jurisdiction import Target
from leads.models import Lead, Officer, Referral
from leads.plain_text import storable


def open_referral(lead: Lead) -> Referral | None:
    """The referral that was sent last and has no answer yet, locked."""
    sent = Referral.objects.select_for_update().filter(lead=lead, answered_at=None)
    return sent.exclude(sent_at=None).order_by("-id").first()


def barred(units: Sequence[str]) -> str:
    """Ids of units as `Referral.assisting` keeps them: |trademark|advertising|."""
    return "|" + "|".join(units) + "|" if units else ""


def sent_detail(
    lead: Lead,
    form: Form,
    target: Target,
    *,
    external: str,
    document_no: str,
    approved_by: str,
    assisting: Sequence[str],
) -> dict[str, Any]:
    """What the history tells of a referral, and its row is made of."""
    detail: dict[str, Any] = {
        "form": form.value,
        "unit": target.unit,
        "office": target.office,
        "external": external,
        "document_no": document_no,
        "approved_by": approved_by,
        "answer_due": lead.answer_due.isoformat() if lead.answer_due else None,
    }
    return detail | ({"assisting": list(assisting)} if assisting else {})


def keep_sent(
    lead: Lead, officer: Officer, detail: dict[str, Any], reason: str, drafted: Referral | None
) -> Referral:
    """The row of a referral that is sent now: that of its draft, or a new one."""
    asked = open_referral(lead)
    if asked is not None:  # 报请: that the superior designates is its answer
        asked.answered_at, asked.answered_by = timezone.now(), officer
        asked.answer_note = f"指定{office_name(detail['office'])}管辖"
        asked.save(update_fields=["answered_at", "answered_by", "answer_note"])
    row = drafted or Referral(lead=lead, form=detail["form"], from_office=officer.office)
    row.from_unit, row.sent_by = officer.unit, officer
    row.external = storable(detail["external"], 120)
    row.to_office = None if row.external else detail["office"]
    row.to_unit = "" if row.external else detail["unit"]
    row.document_no = storable(detail["document_no"], 120)
    row.reason, row.approved_by = storable(reason, 2000), storable(detail["approved_by"], 60)
    row.assisting = barred(detail.get("assisting", ()))
    row.sent_at, row.answer_due = timezone.now(), lead.answer_due
    row.save()
    return row


def keep_received(lead: Lead, officer: Officer) -> None:
    """签收: the receipt 回执 with its time. Raises IllegalStep where there is one already."""
    row = open_referral(lead)
    if row is None:  # referred by hand in the database, or before rows were kept
        return
    if row.received_at is not None:
        raise IllegalStep(f"{lead} 已签收，不必再签", f"{lead} was received already")
    row.received_at, row.received_by = timezone.now(), officer
    row.save(update_fields=["received_at", "received_by"])


def keep_answered(lead: Lead, officer: Officer, answer: Answer, note: str) -> None:
    """反馈, on the row of the referral that it answers."""
    row = open_referral(lead)
    if row is None:
        return
    row.answer, row.answer_note = answer.value, storable(note, 2000)
    row.answered_at, row.answered_by = timezone.now(), officer
    row.save(update_fields=["answer", "answer_note", "answered_at", "answered_by"])
