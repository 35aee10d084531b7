"""处置: entering what an office did about a lead, correcting it, 行政指导 of several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from leads.acts import Kind, keep_act, kept_already
from leads.batches import Chosen
from leads.errors import IllegalStep
from leads.models import Lead, Measure, Officer
from leads.stages import Stages
from leads.step_rules import REGISTERED, require, require_in_charge

MOST_AT_ONCE = 50
MONEY = frozenset({Kind.FINE})


@dataclass(frozen=True, slots=True)
class Act:
    """What is entered: money in fen, `count` of what the kind counts."""

    kind: str
    day: date
    document_no: str = ""
    count: int = 1
    fine_fen: int = 0
    confiscated_fen: int = 0
    receipt: bool = True
    note: str = ""


def enter_measure(
    stages: Stages,
    number: str,
    officer: Officer,
    act: Act,
    *,
    corrects: Measure | None = None,
    version: int | None = None,
) -> Measure:
    """Enter an act, or a further row that `corrects` one entered wrongly, with why in `note`.

    Raises IllegalStep for an act that is counted already, a fine without money, a lead that
    is not registered; OfficerFault for who is not in charge. An office corrects what it
    entered itself wherever the lead is by now.
    """
    if act.kind in MONEY and not (act.fine_fen or act.confiscated_fen) and corrects is None:
        raise IllegalStep("罚没款须填罚款或没收金额", "a fine needs an amount")
    if corrects is not None:
        require(act.note, "更正须写明理由", "say why it is corrected")
    with stages.taking(number, REGISTERED, "acted", [officer], version) as lead:
        if corrects is not None:
            _require_correctable(lead, corrects, officer)
        else:
            require_in_charge(lead, officer)
            known = kept_already(lead, act.kind, act.day, act.document_no)
            if known is not None:
                raise IllegalStep(
                    f"已登记过：{known.get_kind_display()} {known.day} {known.document_no}；"
                    "有误请用更正",
                    "this act is entered already: correct it instead",
                )
        row = keep_act(
            lead, act.kind, officer, act.day, document_no=act.document_no, count=act.count,
            fine_fen=act.fine_fen, confiscated_fen=act.confiscated_fen, receipt=act.receipt,
            note=act.note, corrects=corrects,
        )  # fmt: skip
        detail = {
            "measure": row.pk,
            "kind": act.kind,
            "day": act.day.isoformat(),
            "document_no": act.document_no,
            "count": act.count,
            "fine_fen": act.fine_fen,
            "confiscated_fen": act.confiscated_fen,
            "corrects": corrects.pk if corrects else None,
        }
        stages.keep(lead, "acted", officer, act.note, detail=detail)
    return row


def guide(
    stages: Stages,
    chosen: Sequence[Chosen],
    officer: Officer,
    day: date,
    note: str,
    *,
    document_no: str = "",
) -> list[Measure]:
    """行政指导 of several leads at once, each counted and each as the officer saw it; all of
    it or nothing. Raises LeadChanged, IllegalStep, OfficerFault.
    """
    require(note, "行政指导须写明内容", "say what was told")
    if not chosen:
        raise IllegalStep("没有选中线索", "no leads were chosen")
    if len(chosen) > MOST_AT_ONCE:
        raise IllegalStep(f"一次至多{MOST_AT_ONCE}件", f"at most {MOST_AT_ONCE} at once")
    made = []
    with transaction.atomic():
        for one in chosen:
            number, version = one.lead.hint_no, one.version
            with stages.taking(number, REGISTERED, "guided", [officer], version) as lead:
                require_in_charge(lead, officer)
                row = keep_act(
                    lead, Kind.GUIDANCE, officer, day, document_no=document_no, note=note
                )
                detail = {"day": day.isoformat(), "document_no": document_no, "of": len(chosen)}
                stages.keep(lead, "guided", officer, note, detail=detail)
                made.append(row)
    return made


def _require_correctable(lead: Lead, row: Measure, officer: Officer) -> None:
    if row.lead_id != lead.pk or row.office != officer.office:
        raise IllegalStep("只能更正本机关登记的处置", "only one's own office corrects it")
    if Measure.objects.filter(corrects=row).exists():
        raise IllegalStep("这一条已更正过，请更正新的一条", "it was corrected: correct the new one")
