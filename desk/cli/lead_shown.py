"""`wangjian leads list` and `show`: what there is, for people and for programs."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from desk.cli.language import say
from desk.cli.lead_work import Number, at_work
from desk.cli.terminal import table, tell, tell_raw

if TYPE_CHECKING:
    from leads.models import Lead
    from leads.stages import Stages

LIST_HELP = say("列出监测提示和线索。", "List suspected and registered leads.")
SHOW_HELP = say("查看一条线索的全部内容。", "Show all of one lead.")


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
    from leads.models import LeadCapture

    ties = LeadCapture.objects.filter(lead=lead)
    value: dict[str, Any] = {
        "id": str(lead), "area": lead.area, "stage": lead.stage, "strength": lead.strength,
        "draft": lead.draft, "unit": lead.unit, "office": lead.office,
        "status": lead.route_status, "site": lead.shop.site, "shop": lead.shop.key,
        "shop_name": lead.shop.name, "summary": lead.summary, "version": lead.version,
        "first_seen": lead.first_seen.isoformat(), "last_seen": lead.last_seen.isoformat(),
        "captures": [
            {"number": one.capture.number, "again": one.again or None}
            for one in ties.select_related("capture").order_by("id")
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

    by = event.actors if event.officer else say("程序", "robot")
    tell(f"{shown_time(event.at)} {STEP_NAMES.get(event.step, event.step)} {by} {event.reason}")
