"""`wangjian leads`: a lead's life from the terminal."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from desk.cli import lead_shown
from desk.cli.language import say
from desk.cli.lead_work import Number, OfficerOption, Reason, Version, at_work, who
from desk.cli.terminal import tell, tell_raw
from leads.home import Home

if TYPE_CHECKING:
    from leads.models import Lead

app = typer.Typer(
    no_args_is_help=True,
    help=say("线索：列出、查看、初筛、核实、排除、移送、反馈、发出、分送。", "Leads."),
)

app.command("list", help=lead_shown.LIST_HELP)(lead_shown.list_)
app.command("show", help=lead_shown.SHOW_HELP)(lead_shown.show)


def _told(lead: "Lead", zh: str, en: str) -> None:
    tell(say(f"{lead}：{zh}", f"{lead}: {en}"))


@app.command(help=say("初筛：值得核实（一名执法人员）。", "Screen: worth a look (one officer)."))
def screen(
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER…")],
    officer: OfficerOption,
    reason: Reason = "",
    version: Version = None,
) -> None:
    """Mark suspected leads as worth a look."""
    with at_work() as (_, stages):
        for number in numbers:
            lead = stages.screen(number, who(officer), reason=reason, version=version)
            _told(lead, "已初筛", "screened")


@app.command(help=say("初步核实并登记（两名执法人员）。", "Verify and register (two officers)."))
def verify(
    number: Number,
    officers: Annotated[
        list[str], typer.Option("--officer", help=say("两名执法人员各写一次", "twice, once each"))
    ],
    reason: Reason = "",
    version: Version = None,
) -> None:
    """Two different officers; the records are read back, the legal clock starts."""
    with at_work() as (_, stages):
        both = [who(words) for words in officers]
        done = reason
        if not done and sys.stdin.isatty():
            done = typer.prompt(say("核实情况", "what was verified"), err=True)
        lead = stages.verify(number, both, reason=done, version=version)
        _told(
            lead,
            f"已登记，主办 {stages.units.title(lead.unit)}，期限 {lead.due}",
            f"registered for {lead.unit}, due {lead.due}",
        )


@app.command(help=say("排除一条提示，写明理由。", "Dismiss a hint, and why."))
def dismiss(
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER…")],
    officer: OfficerOption,
    why: Annotated[
        str,
        typer.Option(
            "--why",
            help="context qualified exempt guideline not_operator misread duplicate other",
        ),
    ],
    note: Annotated[str, typer.Option("--note", help=say("说明", "note"))] = "",
    version: Version = None,
) -> None:
    """One officer; kept, and shown when the same page returns."""
    with at_work() as (_, stages):
        for number in numbers:
            lead = stages.dismiss(number, who(officer), why, note=note, version=version)
            _told(lead, "已排除", "dismissed")


@app.command(help=say("撤回初筛或排除。", "Make a screened or dismissed one a hint again."))
def restore(
    number: Number, officer: OfficerOption, reason: Reason, version: Version = None
) -> None:
    """Nothing is erased; this is one more step."""
    with at_work() as (_, stages):
        _told(stages.restore(number, who(officer), reason, version=version), "已撤回", "restored")


@app.command(help=say("指派机构或属地。", "Set unit or office by hand."))
def assign(
    number: Number,
    officer: OfficerOption,
    reason: Reason,
    unit: Annotated[str | None, typer.Option("--unit")] = None,
    office: Annotated[str | None, typer.Option("--office")] = None,
    version: Version = None,
) -> None:
    """The robot leaves unit and office alone from then on."""
    with at_work() as (_, stages):
        lead = stages.assign(
            number, who(officer), unit=unit, office=office, reason=reason, version=version
        )
        _told(
            lead,
            f"已指派 {stages.units.title(lead.unit)} {lead.office}",
            f"{lead.unit} {lead.office}",
        )


@app.command(help=say("提交、移送、交办或报请。", "Refer to a unit, office or external body."))
def refer(
    number: Number,
    officer: OfficerOption,
    reason: Reason,
    form: Annotated[str, typer.Option("--form", help="submit transfer assign request")] = "submit",
    unit: Annotated[str | None, typer.Option("--unit")] = None,
    office: Annotated[str | None, typer.Option("--office")] = None,
    external: Annotated[
        str, typer.Option("--external", help=say("外部机关", "external body"))
    ] = "",
    document_no: Annotated[str, typer.Option("--document", help=say("文号", "document no."))] = "",
    approved_by: Annotated[str, typer.Option("--approved-by", help=say("批准人", "head"))] = "",
    version: Version = None,
) -> None:
    """Unit and office default to the lead's own."""
    with at_work() as (_, stages):
        lead = stages.refer(
            number, who(officer), form, unit=unit, office=office, external=external,
            reason=reason, document_no=document_no, approved_by=approved_by, version=version,
        )  # fmt: skip
        _told(
            lead,
            f"已移送，应于 {lead.answer_due} 前反馈",
            f"referred, answer due {lead.answer_due}",
        )


@app.command(help=say("签收移送。", "Take a referral in."))
def receive(number: Number, officer: OfficerOption, version: Version = None) -> None:
    """Another office's own clock starts."""
    with at_work() as (_, stages):
        _told(stages.receive(number, who(officer), version=version), "已签收", "received")


@app.command(help=say("登记反馈。", "Enter the unit's answer."))
def answer(
    number: Number,
    officer: OfficerOption,
    answer: Annotated[
        str,
        typer.Option(
            "--answer",
            help="case_opened no_case ordered guidance merged transferred not_traced "
            "self_corrected objection",
        ),
    ],
    note: Annotated[str, typer.Option("--note", help=say("依据或说明", "grounds"))] = "",
    document_no: Annotated[str, typer.Option("--document", help=say("文号", "document no."))] = "",
    version: Version = None,
) -> None:
    """What became of it; counted against the terms that caused the lead."""
    with at_work() as (_, stages):
        lead = stages.answer(
            number, who(officer), answer, note=note, document_no=document_no, version=version
        )
        _told(lead, "已登记反馈", "answered")


@app.command(help=say("延期一次。", "Extend the period once."))
def extend(
    number: Number,
    officer: OfficerOption,
    reason: Reason,
    approved_by: Annotated[str, typer.Option("--approved-by", help=say("批准人", "head"))],
    version: Version = None,
) -> None:
    """Approved by a head 负责人."""
    with at_work() as (_, stages):
        lead = stages.extend(number, who(officer), reason, approved_by=approved_by, version=version)
        _told(lead, f"延期至 {lead.due}", f"extended to {lead.due}")


@app.command(help=say("办结。", "Close."))
def close(
    number: Number,
    officer: OfficerOption,
    reason: Reason,
    offline_check: Annotated[
        str, typer.Option("--offline-check", help=say("线下核实", "offline check"))
    ] = "",
    version: Version = None,
) -> None:
    """The result, and what the offline check found."""
    with at_work() as (_, stages):
        lead = stages.close(
            number, who(officer), reason, offline_check=offline_check, version=version
        )
        _told(lead, "已办结", "closed")


@app.command(
    help=say("把待发的线索写入各机构的发件箱。", "Write what waits to the units' outboxes.")
)
def emit(
    drafts: Annotated[bool, typer.Option("--drafts", help=say("连同草稿", "drafts too"))] = False,
) -> None:
    """One JSON Lines file and one workbook a unit and emission; written once."""
    with at_work() as (home, stages):
        from leads.outbox import emit as write_out

        written = write_out(home, drafts=drafts)
        for emission in written:
            unit = stages.units.title(emission.unit)
            tell(say(f"{unit}：{emission.leads} 条", f"{emission.unit}: {emission.leads}"))
            for path in (emission.lines, emission.workbook):
                tell(f"    {path}")
        if not written:
            tell(say("没有待发的线索。", "nothing to emit."))


@app.command(help=say("从标准输入读经营者，逐行给出机构和属地。", "Route operators from stdin."))
def route(json_: Annotated[bool, typer.Option("--json")] = True) -> None:
    """One JSON object a line in, one line out with the same id; needs no database."""
    from leads.territory import route_lines
    from leads.units import load_units

    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in route_lines(sys.stdin, load_units(Home.from_env())):
        tell_raw(line)
