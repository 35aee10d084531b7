"""`wangjian leads`: a lead's life from the terminal."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.cli.language import say
from desk.cli.terminal import table, tell, tell_raw, warn
from leads.home import Home

if TYPE_CHECKING:
    from leads.models import Lead, Officer
    from leads.stages import Stages

app = typer.Typer(
    no_args_is_help=True,
    help=say("线索：列出、查看、初筛、核实、排除、移送、反馈、发出、分送。", "Leads."),
)

Number = Annotated[
    str, typer.Argument(metavar="NUMBER", help=say("提示号或线索编号", "hint or lead number"))
]
OfficerOption = Annotated[
    str,
    typer.Option("--officer", help=say("执法证号或姓名", "certificate number or name")),
]
Reason = Annotated[str, typer.Option("--reason", help=say("理由", "why"))]
Version = Annotated[
    int | None,
    typer.Option("--version", help=say("所见的版本，他人已改则拒绝", "refuse if changed since")),
]


@contextmanager
def at_work() -> Iterator[tuple[Home, "Stages"]]:
    """The database open, the office's officers entered, the steps at hand."""
    from crawler.opening import open_database

    home = Home.from_env().make()
    open_database(home)
    from leads.database import database_errors
    from leads.officers import enrol_listed
    from leads.stages import Stages

    with database_errors():
        stages = Stages.of(home)
        enrol_listed(stages.office, stages.units)
        yield home, stages
        for zh, en in stages.unentered:
            warn(say(zh, en))


def who(words: str) -> "Officer":
    """The officer with this certificate number, or the only one of this name."""
    from leads.models import Officer
    from leads.officers import acting

    named = list(Officer.objects.filter(name=words.strip())[:2])
    return acting(named[0].number if len(named) == 1 else words)


def _told(lead: "Lead", zh: str, en: str) -> None:
    tell(say(f"{lead}：{zh}", f"{lead}: {en}"))


@app.command("list", help=say("列出监测提示和线索。", "List suspected and registered leads."))
def list_(
    area: Annotated[str | None, typer.Option(help=say("领域", "area"))] = None,
    unit: Annotated[str | None, typer.Option(help=say("机构", "unit"))] = None,
    office: Annotated[str | None, typer.Option(help=say("属地代码", "office code"))] = None,
    stage: Annotated[str | None, typer.Option(help="suspected, screened, …")] = None,
    site: Annotated[str | None, typer.Option(help=say("网站", "site"))] = None,
    run: Annotated[str | None, typer.Option(help=say("执行编号", "run"))] = None,
    limit: Annotated[int, typer.Option(min=0, help=say("最多几条；0 不限", "at most; 0 all"))] = 0,
    findings: Annotated[
        bool, typer.Option("--findings", help=say("连同发现", "with findings"))
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help=say("每行一个 JSON", "JSON lines"))] = False,
) -> None:
    """Newest first, strong ones before weak ones."""
    with at_work() as (_, stages):
        from leads.models import Lead

        rows = Lead.objects.select_related("shop").order_by("strength", "-last_seen", "id")
        wanted: dict[str, Any] = {"area": area, "office": office, "stage": stage}
        wanted["unit"] = stages.units.find(unit).id if unit else None
        rows = rows.filter(**{key: value for key, value in wanted.items() if value})
        if site:
            rows = rows.filter(shop__site__contains=site)
        if run:
            rows = rows.filter(sightings__run_id=run)
        total = rows.count()
        shown = rows[:limit] if limit else rows
        if json_:
            for lead in shown:
                tell_raw(json.dumps(_document(lead, findings=findings), ensure_ascii=False))
            return
        headers = say(
            "编号|领域|强度|机构|属地|阶段|网店|疑似事项",
            "number|area|strength|unit|office|stage|shop|suspicion",
        )
        table(headers.split("|"), (_row(lead, stages) for lead in shown))
        if limit and total > limit:
            tell(say(f"……共 {total} 条", f"… {total} in all"))


def _row(lead: "Lead", stages: "Stages") -> tuple[object, ...]:
    from leads.divisions import office_name

    strength = say("强", "strong") if lead.strength == "strong" else say("弱", "weak")
    draft = say("[草稿]", "[draft] ") if lead.draft else ""
    return (
        str(lead),
        stages.units.area_title(lead.area),
        strength,
        stages.units.title(lead.unit),
        office_name(lead.office) if lead.office else say("省外", "outside Yunnan"),
        lead.get_stage_display(),
        lead.shop.name or lead.shop.site,
        draft + lead.summary,
    )


def _document(lead: "Lead", *, findings: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "id": str(lead), "area": lead.area, "stage": lead.stage, "strength": lead.strength,
        "draft": lead.draft, "unit": lead.unit, "office": lead.office,
        "status": lead.route_status, "site": lead.shop.site, "shop": lead.shop.key,
        "shop_name": lead.shop.name, "summary": lead.summary, "version": lead.version,
        "first_seen": lead.first_seen.isoformat(), "last_seen": lead.last_seen.isoformat(),
        "captures": [
            {"number": one.capture.number, "again": one.again or None}
            for one in lead.captures.select_related("capture").order_by("id")
        ],
    }  # fmt: skip
    if findings:
        names: tuple[str, ...] = (
            "url",
            "page_title",
            "rule",
            "term",
            "matched",
            "field",
            "snippet",
            "strength",
        )
        names += ("makes_lead", "excused", "reason", "basis", "record")
        value["findings"] = [
            {name: getattr(row, name) for name in names} for row in lead.findings.order_by("id")
        ]
    return value


@app.command(help=say("查看一条线索的全部内容。", "Show all of one lead."))
def show(
    number: Number,
    all_: Annotated[
        bool, typer.Option("--all", help=say("连同未构成和已排除的", "what made no lead too"))
    ] = False,
    json_: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Suspicion, routing, findings with their records, contrary evidence, history."""
    with at_work() as (_, stages):
        from leads.lead_document import lead_document
        from leads.models import LeadEvent, LeadFinding
        from leads.stages import find_lead

        lead = find_lead(number)
        if json_:
            document = lead_document(lead, lead.stage, stages.units)
            tell_raw(json.dumps(document, ensure_ascii=False, indent=1))
            return
        document = lead_document(lead, lead.stage, stages.units)
        tell(f"{lead}  {lead.get_stage_display()}  {document['suspicion']}")
        tell(
            say("网店：", "shop: ") + f"{lead.shop.name or '-'}  {lead.shop.url or lead.shop.site}"
        )
        tell(say("机构：", "unit: ") + str(document["unit"]["name"]))
        tell(say("属地：", "office: ") + f"{document['office']['name']}  {lead.route_why}")
        if lead.due:
            tell(say("期限：", "due: ") + str(lead.due))
        rows = list(LeadFinding.objects.filter(lead=lead).order_by("-makes_lead", "url", "id"))
        _tell_findings([row for row in rows if all_ or row.makes_lead])
        left = sum(not row.makes_lead for row in rows)
        if left and not all_:
            tell(
                say(
                    f"另有 {left} 处单独不构成或已排除，一并留存（--all 查看）",
                    f"{left} more make no lead alone or were excused; kept too (--all)",
                )
            )
        from desk.cli.captures_told import tell_captures_of

        tell_captures_of(lead)
        for event in LeadEvent.objects.filter(lead=lead).order_by("id"):
            _tell_event(event)


def _tell_findings(rows: list[Any]) -> None:
    """Each page once, with what stands on it and the record that shows it."""
    page = ""
    for row in rows:
        if row.url != page:
            page = row.url
            tell(f"{row.page_title}  {row.url}")
            place = f"{row.record['file']} @{row.record['offset']} {row.record['block_digest']}"
            tell(say("  采集记录：", "  record: ") + place)
        mark = "●" if row.makes_lead else "○"
        tell(f"  {mark} {row.snippet or row.matched or row.rule}")
        tell(f"      {row.reason}")
        if not row.excused:
            tell(say("      可排除的情形：", "      would excuse: ") + row.excuse)
            tell(say("      依据：", "      basis: ") + row.basis)


def _tell_event(event: Any) -> None:
    from leads.beijing import shown_time
    from leads.decisions import STEP_NAMES

    by = event.officer.name if event.officer else say("程序", "robot")
    tell(f"{shown_time(event.at)} {STEP_NAMES.get(event.step, event.step)} {by} {event.reason}")


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
