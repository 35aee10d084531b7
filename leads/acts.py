"""Rows of what an office did 处置 (desk.md 8), each counted once, in the month of the act."""

import re
from datetime import date

from django.utils import timezone

from leads.beijing import day_of
from leads.decisions import Answer
from leads.errors import IllegalStep
from leads.models import Lead, Measure, Officer
from leads.plain_text import storable

Kind = Measure.Kind

OF_ANSWERS = {
    Answer.CASE_OPENED: Kind.CASE,
    Answer.ORDERED: Kind.ORDER,
    Answer.GUIDANCE: Kind.GUIDANCE,
}
"""Answers that are acts themselves. 并案 opens no case of its own and counts 0."""

_YUAN = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?")


def fen_of(yuan: str) -> int:
    """ "12,345.6" yuan as fen, 0 for nothing. Raises IllegalStep for what is no amount."""
    clean = yuan.strip().replace(",", "").replace("，", "").removeprefix("¥")
    if not clean:
        return 0
    found = _YUAN.fullmatch(clean)
    if found is None:
        raise IllegalStep(
            f"“{storable(yuan, 20)}”不是金额；以元计，至多两位小数，如 5000 或 5000.50",
            "not an amount of yuan: at most two decimals, such as 5000.50",
        )
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def kept_already(lead: Lead, kind: str, day: date, document_no: str) -> Measure | None:
    """The row that counts this act: the same document, or without one the same day."""
    rows = Measure.objects.filter(lead=lead, kind=kind, corrected_by=None)
    same = rows.filter(document_no=document_no) if document_no else rows.filter(day=day)
    return same.order_by("id").first()


def keep_act(
    lead: Lead,
    kind: str,
    officer: Officer,
    day: date,
    *,
    document_no: str = "",
    count: int = 1,
    fine_fen: int = 0,
    confiscated_fen: int = 0,
    receipt: bool = True,
    note: str = "",
    corrects: Measure | None = None,
) -> Measure:
    """One row of an act of the officer's office. Raises IllegalStep for a day to come."""
    if day > day_of(timezone.now()):
        raise IllegalStep(f"日期 {day} 还未到", f"the day {day} is still to come")
    return Measure.objects.create(
        lead=lead,
        kind=kind,
        day=day,
        document_no=storable(document_no, 120),
        count=count,
        fine_fen=fine_fen,
        confiscated_fen=confiscated_fen,
        receipt=receipt,
        office=officer.office,
        unit=officer.unit,
        officer=officer,
        note=storable(note, 2000),
        corrects=corrects,
        made_at=timezone.now(),
    )


def keep_act_of_answer(
    lead: Lead, answer: Answer, officer: Officer, day: date, document_no: str
) -> Measure | None:
    """The act that an answer tells of, unless it was entered before. None for other answers."""
    kind = OF_ANSWERS.get(answer)
    if kind is None or kept_already(lead, kind, day, document_no) is not None:
        return None
    return keep_act(lead, kind, officer, day, document_no=document_no, note="反馈")
