"""Steps of a lead 线索 from suspicion to closing, each by named officers and written down.

    suspected 监测提示 ─ screen ─▶ screened ─ verify (two officers) ─▶ verified 线索
        ▲    └──────── dismiss ─▶ dismissed          registered, the clock starts
        └── restore ──┘                                   │ refer
                                        closed ◀─ close ─ answered ◀─ answer ─ referred

A step names the lead by number. Give `version` as the officer saw it: where
somebody decided in between, LeadChanged says who and when. Every other refusal
is an IllegalStep, an OfficerFault, a LeadUnknown or a UnitUnknown; then nothing
has changed. Once the database has a step it is entered in the ledger 存证日志;
`unentered` says what could not be, and will be later.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from leads import jurisdiction
from leads.acts import keep_act_of_answer
from leads.beijing import day_of
from leads.clock import require_clock
from leads.decisions import STEP_NAMES, Answer, DismissReason, Form
from leads.divisions import within
from leads.elsewhere import found_elsewhere
from leads.errors import IllegalStep
from leads.events import note_event
from leads.handing_over import hand_over
from leads.holding import require_whole
from leads.home import Home
from leads.lapsing import lapse
from leads.lead_numbers import next_lead_no
from leads.lead_rows import UNDECIDED
from leads.models import Lead, Officer, OutboxEntry, Referral
from leads.noting import Said
from leads.office import Office, load_office
from leads.officers import require_in_service
from leads.plain_text import storable
from leads.recusal import require_not_recused
from leads.referral_rows import keep_answered, keep_received, keep_sent, sent_detail
from leads.search import index_leads
from leads.signing_off import after_decision
from leads.step_rules import (
    MAY_BE_SENT,
    RUNNING,
    changed,
    choice_of,
    find_lead,
    illegal,
    last_referral,
    require,
    require_in_charge,
    require_may_hand_over,
    require_may_refer,
    require_not_withdrawn,
    require_two,
)
from leads.units import Units, load_units
from leads.working_days import Calendar, load_calendar

__all__ = ["Stages", "find_lead"]

Stage = Lead.Stage


@dataclass(frozen=True, slots=True)
class Stages:
    """The steps, for one office: its units, periods, calendar and archive."""

    office: Office
    units: Units
    calendar: Calendar
    archive: Path
    home: Home
    unentered: list[Said] = field(default_factory=list, compare=False)

    @classmethod
    def of(cls, home: Home) -> "Stages":
        """The steps for the office of `home`. Raises FileFault for a faulty file."""
        office, units = load_office(home), load_units(home)
        return cls(office, units, load_calendar(home), home.archive, home)

    # The hint.

    def screen(
        self,
        number: str,
        officer: Officer,
        *,
        reason: str = "",
        version: int | None = None,
        batch: str = "",
    ) -> Lead:
        """初筛: worth a look. `batch` is the number 批次号 of several steps taken at once."""
        with self.taking(number, {Stage.SUSPECTED}, "screened", [officer], version) as lead:
            before, lead.stage = lead.stage, Stage.SCREENED
            self.keep(lead, "screened", officer, reason, before=before, detail=_batch(batch))
        return lead

    def dismiss(
        self,
        number: str,
        officer: Officer,
        why: DismissReason | str,
        *,
        note: str = "",
        version: int | None = None,
        batch: str = "",
    ) -> Lead:
        """排除: not a lead, and why. `other` needs a note."""
        reason = choice_of(DismissReason, why, "排除理由", "reason")
        if reason is DismissReason.OTHER:
            require(note, "排除理由为“其他”时须写明", 'the reason "other" needs a note')
        with self.taking(number, UNDECIDED, "dismissed", [officer], version) as lead:
            before, lead.stage, lead.dismissed_as = lead.stage, Stage.DISMISSED, reason.value
            text = f"{reason.label}：{note}" if note else str(reason.label)
            detail = {"why": reason.value} | _batch(batch)
            self.keep(lead, "dismissed", officer, text, before=before, detail=detail)
        return lead

    def restore(
        self,
        number: str,
        officer: Officer,
        reason: str,
        *,
        version: int | None = None,
        batch: str = "",
    ) -> Lead:
        """撤回初筛或排除: a hint again. Nothing is erased; this is one more step."""
        require(reason, "撤回须写明理由", "say why it is restored")
        allowed = {Stage.SCREENED, Stage.DISMISSED}
        with self.taking(number, allowed, "restored", [officer], version) as lead:
            require_not_withdrawn(lead)
            before, lead.stage, lead.dismissed_as = lead.stage, Stage.SUSPECTED, ""
            self.keep(lead, "restored", officer, reason, before=before, detail=_batch(batch))
        return lead

    def assign(
        self,
        number: str,
        officer: Officer,
        *,
        unit: str | None = None,
        office: str | None = None,
        reason: str,
        version: int | None = None,
        batch: str = "",
    ) -> Lead:
        """指派: set unit or office by hand; the robot leaves them alone from then on."""
        require(reason, "指派须写明理由", "say why it is assigned")
        with self.taking(number, UNDECIDED, "assigned", [officer], version) as lead:
            require_may_hand_over(lead, officer)
            was = {"unit": lead.unit, "office": lead.office}
            lead.unit = jurisdiction.receiving_unit(unit or lead.unit, self.units)
            lead.office = jurisdiction.known_office(office) if office else lead.office
            lead.assigned, lead.route_status = True, "assigned"
            lead.route_why = storable(f"由{officer.name}指派：{reason}", 4000)
            self.keep(lead, "assigned", officer, reason, detail={"before": was} | _batch(batch))
        return lead

    def mark(
        self,
        number: str,
        officer: Officer,
        step: str,
        change: Callable[[Lead], dict[str, Any]],
        *,
        reason: str,
        version: int | None = None,
    ) -> Lead:
        """A step that leaves the stage as it is: `change` sets what it sets and tells it."""
        require(reason, f"{STEP_NAMES[step]}须写明理由", "say why")
        with self.taking(number, frozenset(Stage), step, [officer], version) as lead:
            self.keep(lead, step, officer, reason, detail=change(lead))
        return lead

    # The lead.

    def verify(
        self,
        number: str,
        officers: Sequence[Officer],
        *,
        reason: str,
        reasons: Sequence[str] = (),
        version: int | None = None,
    ) -> Lead:
        """初步核实 and registration: a number, a day, and the clock of 15 working days starts.

        Two different officers in service; `reasons` are their own, where they wrote two.
        What the lead rests on is read back; what does not verify stops the step (核验不一致).
        The lead is handed to its unit's outbox in the same transaction; one that belongs to
        another office than that of the officers goes to that office's unit, by referral.
        """
        require(reason, "登记须写明核实情况", "say what was verified")
        require_two(officers)
        with self.taking(number, {Stage.SCREENED}, "verified", officers, version) as lead:
            require_whole(lead, self.archive, self.home)
            today = day_of(timezone.now())
            deadline = self.calendar.after(today, self.office.periods.verify)
            lead.stage, lead.number = Stage.VERIFIED, next_lead_no(officers[0].office, today)
            lead.registered_on, lead.due = today, deadline.day
            lead.due_provisional = deadline.provisional
            own, other = reasons if len(reasons) == 2 else (reason, reason)
            self.keep(lead, "verified", officers[0], own, before=Stage.SCREENED)
            note_event(lead, "verified", before=Stage.SCREENED, officer=officers[1], reason=other)
            said = {
                "number": lead.number,
                "due": lead.due.isoformat(),
                "officers": [{"name": one.name, "number": one.number} for one in officers],
            }
            note_event(lead, "registered", before=Stage.SCREENED, officer=officers[0], detail=said)
            unit = self.units.unit(lead.unit)
            own = officers[0].office
            outside = found_elsewhere(lead, own) and not within(own, lead.office or own)
            if unit is not None and unit.receives_leads and not outside:
                hand_over(lead, OutboxEntry.Kind.VERIFIED, lead.unit, self.units)
        return lead

    def refer(
        self,
        number: str,
        officer: Officer,
        form: Form | str,
        *,
        unit: str | None = None,
        office: str | None = None,
        external: str = "",
        reason: str,
        document_no: str = "",
        approved_by: str = "",
        assisting: Sequence[str] = (),
        drafted: Referral | None = None,
        version: int | None = None,
    ) -> Lead:
        """提交、移送、交办、报请: to a unit of an office, or to an `external` body.

        Unit and office default to the lead's own; `jurisdiction` says which form may go where.
        `assisting` are units 协办; `drafted` is the row that waited to be signed.
        """
        chosen = choice_of(Form, form, "移送方式", "form")
        require(reason, "移送须写明管辖理由", "say why it goes there")
        with self.taking(number, MAY_BE_SENT, "referred", [officer], version) as lead:
            require_may_refer(lead, chosen, officer)
            require_whole(lead, self.archive, self.home)
            target = jurisdiction.target(
                lead, officer, chosen, units=self.units, unit=unit, office=office, external=external
            )
            assist = [jurisdiction.receiving_unit(one, self.units) for one in assisting]
            before, lead.stage = lead.stage, Stage.REFERRED
            lead.unit, lead.answer = target.unit, ""
            lead.office = target.office if not external else lead.office
            today = day_of(timezone.now())
            lead.answer_due = self.calendar.after(today, self.office.periods.answer).day
            detail = sent_detail(
                lead, chosen, target, external=external, document_no=document_no,
                approved_by=approved_by, assisting=assist,
            )  # fmt: skip
            keep_sent(lead, officer, detail, reason, drafted)
            self.keep(lead, "referred", officer, reason, before=before, detail=detail)
            if not external:
                for to in dict.fromkeys([target.unit, *assist]):
                    hand_over(lead, OutboxEntry.Kind.REFERRED, to, self.units)
        return lead

    def receive(self, number: str, officer: Officer, *, version: int | None = None) -> Lead:
        """签收: another office's own clock starts; within one office the clock goes on."""
        with self.taking(number, {Stage.REFERRED}, "received", [officer], version) as lead:
            if last_referral(lead).get("form") != Form.SUBMIT.value:
                period = self.office.periods.verify
                deadline = self.calendar.after(day_of(timezone.now()), period)
                lead.due, lead.due_provisional = deadline.day, deadline.provisional
                lead.extended = False
                lapse(lead)
            keep_received(lead, officer)
            self.keep(lead, "received", officer, "")
        return lead

    def answer(
        self,
        number: str,
        officer: Officer,
        answer: Answer | str,
        *,
        note: str = "",
        document_no: str = "",
        day: date | None = None,
        version: int | None = None,
    ) -> Lead:
        """反馈: what became of it. 不予立案 and 管辖异议 need their grounds in `note`.

        `day` is the day the answer bears (Beijing), today where none is given: what the
        answer did 立案 责令改正 行政指导 counts in that day's month.
        """
        said = choice_of(Answer, answer, "反馈", "answer")
        if said in {Answer.NO_CASE, Answer.OBJECTION}:
            require(note, f"{said.label}须写明依据", f"{said.value} needs its grounds")
        today = day_of(timezone.now())
        if day is not None and day > today:
            raise IllegalStep(f"反馈日期 {day} 还未到", f"the day {day} is still to come")
        with self.taking(number, {Stage.REFERRED}, "answered", [officer], version) as lead:
            lead.stage, lead.answer = Stage.ANSWERED, said.value
            detail = {"answer": said.value, "document_no": document_no, "day": f"{day or today}"}
            text = f"{said.label}：{note}" if note else str(said.label)
            self.keep(lead, "answered", officer, text, before=Stage.REFERRED, detail=detail)
            keep_answered(lead, officer, said, note)
            keep_act_of_answer(lead, said, officer, day or today, document_no)
        return lead

    def extend(
        self,
        number: str,
        officer: Officer,
        reason: str,
        *,
        approved_by: str,
        version: int | None = None,
    ) -> Lead:
        """延期: once, by the period of the rule, approved by a head 负责人."""
        require(reason, "延期须写明理由", "say why more time is needed")
        require(approved_by, "延期须经负责人批准", "a head has to approve the extension")
        with self.taking(number, RUNNING, "extended", [officer], version) as lead:
            if lead.extended or lead.due is None:
                raise IllegalStep(f"{lead} 已延期一次，不能再延", f"{lead} was extended before")
            deadline = self.calendar.after(lead.due, self.office.periods.extension)
            lead.due, lead.extended = deadline.day, True
            lead.due_provisional = lead.due_provisional or deadline.provisional
            detail = {"due": lead.due.isoformat(), "approved_by": approved_by}
            self.keep(lead, "extended", officer, reason, detail=detail)
        return lead

    def close(
        self,
        number: str,
        officer: Officer,
        reason: str,
        *,
        offline_check: str = "",
        version: int | None = None,
    ) -> Lead:
        """办结: the result, and what the offline check 线下核实 found."""
        require(reason, "办结须写明结果", "say how it ended")
        with self.taking(number, {Stage.ANSWERED}, "closed", [officer], version) as lead:
            if lead.answer == Answer.OBJECTION:
                raise IllegalStep(
                    f"{lead} 有管辖异议未决，请报请共同上级指定管辖",
                    f"{lead} has an open objection of jurisdiction: refer it to the superior",
                )
            require_in_charge(lead, officer)
            lead.stage = Stage.CLOSED
            detail = {"offline_check": offline_check}
            self.keep(lead, "closed", officer, reason, before=Stage.ANSWERED, detail=detail)
        return lead

    # What the steps share.

    @contextmanager
    def taking(
        self,
        number: str,
        allowed: Collection[Stage],
        step: str,
        officers: Sequence[Officer],
        version: int | None,
    ) -> Iterator[Lead]:
        """The lead, locked, if it may take the step; all of the step or nothing."""
        require_clock(self.home)
        for officer in officers:
            require_in_service(officer)
        with transaction.atomic():
            transaction.on_commit(self._sign_off, robust=True)
            lead = Lead.objects.select_for_update().get(pk=find_lead(number).pk)
            if version is not None and lead.version != version:
                raise changed(lead)
            if lead.stage not in allowed:
                raise illegal(lead, step, allowed)
            for officer in officers:
                require_not_recused(lead, officer)
            yield lead

    def _sign_off(self) -> None:
        """The step is in the database; enter it in the ledger, or note why that must wait."""
        self.unentered[:] = after_decision(self.home, self.office)

    def keep(
        self,
        lead: Lead,
        step: str,
        officer: Officer,
        reason: str,
        *,
        before: str | None = None,
        detail: dict[str, Any] | None = None,
    ) -> None:
        lead.version += 1
        lead.save()
        was = lead.stage if before is None else before
        lapse(lead, was)
        index_leads([lead])
        note_event(lead, step, before=was, officer=officer, reason=reason, detail=detail)


def _batch(number: str) -> dict[str, Any]:
    return {"batch": number} if number else {}
