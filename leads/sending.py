"""移送与反馈 beyond the single step: drafts that a head signs, objections, consultations.

What leaves the office (移送 交办 报请) waits for the signature of a head 审签; 提交 to a unit
of one's own office goes at once.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from leads import jurisdiction
from leads.acts import Kind, keep_act, kept_already
from leads.approvals import ask, decide, locked
from leads.decisions import Answer, Form
from leads.divisions import common_superior
from leads.elsewhere import found_elsewhere
from leads.errors import IllegalStep, OfficerFault
from leads.holding import require_whole
from leads.models import Approval, Lead, Measure, Officer, Referral
from leads.plain_text import storable
from leads.referral_rows import barred, open_referral
from leads.stages import Stages
from leads.step_rules import MAY_BE_SENT, choice_of, require, require_may_refer

Stage = Lead.Stage
POLICE = "公安机关"
"""The external body whose paper 涉嫌犯罪案件移送书 is not made here: only its 文号 and day."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What an officer fills in to send a lead: where, in which form, why, with which paper."""

    form: str
    unit: str = ""
    office: str = ""
    external: str = ""
    reason: str = ""
    document_no: str = ""
    document_day: date | None = None
    assisting: tuple[str, ...] = ()


def needs_signature(form: Form) -> bool:
    """Whether a head signs it: everything that leaves the office."""
    return form is not Form.SUBMIT


def send(
    stages: Stages, number: str, officer: Officer, what: Sending, *, version: int | None = None
) -> tuple[Lead, Referral]:
    """Send the lead at once (提交), or draft what a head has to sign first.

    Raises as `Stages.refer`; IllegalStep where a draft waits already.
    """
    form = choice_of(Form, what.form, "移送方式", "form")
    if what.external == POLICE:
        _require_paper(what)
    if not needs_signature(form):
        lead = _refer(stages, number, officer, form, what, version=version)
        return lead, Referral.objects.filter(lead=lead).latest("id")
    require(what.reason, "移送须写明管辖理由", "say why it goes there")
    with stages.taking(number, MAY_BE_SENT, "asked", [officer], version) as lead:
        if waiting_draft(lead) is not None:
            raise IllegalStep(f"{lead} 已有一件待审签的移送", f"a draft of {lead} waits already")
        require_may_refer(lead, form, officer)
        require_whole(lead, stages.archive, stages.home)
        target = jurisdiction.target(
            lead, officer, form, units=stages.units, unit=what.unit or None,
            office=what.office or None, external=what.external,
        )  # fmt: skip
        assisting = [jurisdiction.receiving_unit(one, stages.units) for one in what.assisting]
        row = Referral.objects.create(
            lead=lead,
            form=form.value,
            from_office=officer.office,
            from_unit=officer.unit,
            to_office=target.office,
            to_unit="" if what.external else target.unit,
            external=storable(what.external, 120),
            document_no=storable(what.document_no, 120),
            document_day=what.document_day,
            reason=storable(what.reason, 2000),
            assisting=barred(assisting),
            sent_by=officer,
        )
        ask(lead, Approval.Kind.REFER, officer, what.reason, row)
        detail = {"kind": "refer", "form": form.value, "office": target.office}
        stages.keep(
            lead, "asked", officer, what.reason, detail=detail | {"external": what.external}
        )
    return lead, row


def waiting_draft(lead: Lead) -> Referral | None:
    """The referral of the lead that waits for a head, None where none does."""
    rows = Referral.objects.filter(lead=lead, sent_at=None, refused_at=None)
    return rows.order_by("-id").first()


def sign(
    stages: Stages, approval: Approval, head: Officer, remark: str, *, version: int | None = None
) -> Lead:
    """审签同意: what was drafted is sent now, in the name of who drafted it."""
    with transaction.atomic():
        found = locked(approval, head)
        row = found.referral
        if row is None:
            raise IllegalStep("本件不是移送", "this is no referral")
        lead = decide(stages, found, head, granted=True, remark=remark, version=version)
        return _refer(
            stages,
            lead.hint_no,
            row.sent_by,
            Form(row.form),
            Sending(
                row.form, row.to_unit, row.to_office or "", row.external, row.reason,
                row.document_no, row.document_day, tuple(row.assisting_units),
            ),
            approved_by=head.name,
            drafted=row,
        )  # fmt: skip


def require_receiver(row: Referral, officer: Officer) -> None:
    """Raise OfficerFault unless the officer's unit is the one that received it.

    Of an external body the sender writes down receipt and answer.
    """
    if row.external:
        if officer.office != row.from_office:
            raise OfficerFault("外部机关的回执和反馈由移送机关登记", "the sender enters it")
        return
    if officer.office != row.to_office or officer.unit not in {row.to_unit, "network"}:
        raise OfficerFault(
            "只有接收机构的执法人员能签收和反馈", "only the receiving unit's officers may"
        )


def receive(stages: Stages, row: Referral, officer: Officer, *, version: int | None = None) -> Lead:
    """签收: the receipt; of 公安 also the 回执 that the monthly table asks for.

    Raises IllegalStep for a row that is not the one that waits: its receiver has no say
    any more where the lead was sent on.
    """
    require_receiver(row, officer)
    number = row.lead.hint_no
    with stages.taking(number, {Stage.REFERRED}, "received", [officer], version) as sent_on:
        _require_open(sent_on, row)
        lead = stages.receive(number, officer, version=version)
        if row.external == POLICE:
            sent = Measure.objects.filter(lead=lead, kind=Kind.POLICE, corrected_by=None).last()
            if sent is not None and not sent.receipt:
                keep_act(
                    lead, Kind.POLICE, officer, sent.day, document_no=sent.document_no,
                    note="收到回执", corrects=sent,
                )  # fmt: skip
    return lead


def reply(
    stages: Stages,
    row: Referral,
    officer: Officer,
    answer: str,
    *,
    note: str = "",
    document_no: str = "",
    day: date | None = None,
    version: int | None = None,
) -> Lead:
    """反馈 by the receiver, who received it first. Raises IllegalStep as `receive`."""
    require_receiver(row, officer)
    number = row.lead.hint_no
    with stages.taking(number, {Stage.REFERRED}, "answered", [officer], version) as lead:
        if _require_open(lead, row).received_at is None:
            raise IllegalStep("请先签收，再反馈", "receive it first")
        return stages.answer(
            number, officer, answer,
            note=note, document_no=document_no, day=day, version=version,
        )  # fmt: skip


def _require_open(lead: Lead, row: Referral) -> Referral:
    """`row` as it stands, locked, if it is the referral of the lead that waits for an answer."""
    now = open_referral(lead)
    if now is None or now.pk != row.pk:
        raise IllegalStep(
            "这一件移送已有反馈或未发出", "this referral was answered, or is not the one sent last"
        )
    return now


def consult(
    stages: Stages,
    row: Referral,
    officer: Officer,
    outcome: str,
    note: str,
    *,
    version: int | None = None,
) -> Lead:
    """协商管辖 after an objection of another office: its outcome, written down.

    "receiver": the receiver deals with it after all, and what it received is open again.
    "none": no agreement; what is left is 报请共同上级指定.
    """
    require(note, "协商须写明经过和结果", "say how it ended")
    if outcome not in {"receiver", "none"}:
        raise IllegalStep("请选协商结果", "say how it ended")
    if officer.office not in {row.from_office, row.to_office}:
        raise OfficerFault("只有移送和接收双方能协商", "only the two offices consult")
    with stages.taking(row.lead.hint_no, {Stage.ANSWERED}, "consulted", [officer], version) as lead:
        if lead.answer != Answer.OBJECTION:
            raise IllegalStep(f"{lead} 没有管辖异议", f"{lead} has no open objection")
        sent = Referral.objects.filter(lead=lead).exclude(sent_at=None).order_by("-id").first()
        if sent is None or sent.pk != row.pk:
            raise IllegalStep("这一件移送之后又有移送", "the lead was sent on since")
        before = lead.stage
        if outcome == "receiver":
            lead.stage, lead.answer = Stage.REFERRED, ""
            Referral.objects.create(
                lead=lead,
                form=row.form,
                from_office=row.from_office,
                from_unit=row.from_unit,
                to_office=row.to_office,
                to_unit=row.to_unit,
                external=row.external,
                document_no=row.document_no,
                document_day=row.document_day,
                reason=storable(f"协商：{note}", 2000),
                approved_by=row.approved_by,
                assisting=row.assisting,
                sent_at=timezone.now(),
                sent_by=row.sent_by,
                answer_due=lead.answer_due,
                received_at=row.received_at,
                received_by=row.received_by,
            )
        stages.keep(lead, "consulted", officer, note, before=before, detail={"outcome": outcome})
    return lead


def forms_open(lead: Lead, row: Referral | None, office: str = "") -> list[Form]:
    """The forms in which `office` may send the lead now. `row` is its last referral.

    After an objection of another office only the common superior is left
    (市场监督管理行政处罚程序规定第十四条); that designates 指定 by 交办, once it received 报请.
    """
    if lead.stage == Stage.REFERRED and row is not None:
        asked = row.form == Form.REQUEST.value and row.received_at is not None
        return [Form.ASSIGN] if asked and row.to_office == office else []
    if lead.stage == Stage.VERIFIED:
        outside = found_elsewhere(lead, office)
        return [Form.TRANSFER, Form.REQUEST] if outside else list(Form)
    if lead.stage != Stage.ANSWERED or lead.answer != Answer.OBJECTION:
        return []
    if row is not None and row.form != Form.SUBMIT.value:
        return [Form.REQUEST]
    return list(Form)


def superior_of(row: Referral) -> str:
    """The common superior of the two offices that dispute over the lead."""
    above = common_superior([row.from_office, row.to_office or row.from_office])
    if above in {row.from_office, row.to_office}:
        return common_superior(["530000", above])
    return above


def _refer(
    stages: Stages,
    number: str,
    officer: Officer,
    form: Form,
    what: Sending,
    *,
    approved_by: str = "",
    drafted: Referral | None = None,
    version: int | None = None,
) -> Lead:
    with transaction.atomic():
        lead = stages.refer(
            number, officer, form, unit=what.unit or None, office=what.office or None,
            external=what.external, reason=what.reason, document_no=what.document_no,
            approved_by=approved_by, assisting=what.assisting, drafted=drafted, version=version,
        )  # fmt: skip
        if what.external == POLICE and what.document_day is not None:
            day, paper = what.document_day, what.document_no
            if kept_already(lead, Kind.POLICE, day, paper) is None:
                keep_act(
                    lead, Kind.POLICE, officer, day, document_no=paper, receipt=False,
                    note="涉嫌犯罪案件移送书",
                )  # fmt: skip
    return lead


def _require_paper(what: Sending) -> None:
    require(what.document_no, "移送公安须填移送书文号", "give the number of the paper")
    if what.document_day is None:
        raise IllegalStep("移送公安须填移送书日期", "give the day of the paper")
