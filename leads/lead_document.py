"""A lead as a document for another office: plain JSON, described by lead.schema.json."""

import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from leads.divisions import office_name
from leads.models import Lead, LeadEvent, LeadFinding, OperatorSign, OutboxEntry, SameAct
from leads.units import Units

VERSION = 1
MOST_FINDINGS = 300
"""Findings of each kind that a document lists; `findings_total` counts them all."""


@cache
def lead_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document."""
    schema: dict[str, Any] = json.loads(
        files("leads").joinpath("lead.schema.json").read_text("utf-8")
    )
    return schema


def lead_document(lead: Lead, kind: OutboxEntry.Kind | str, units: Units) -> dict[str, Any]:
    """The document of `lead`, handed over as `kind`."""
    accused = LeadFinding.objects.filter(lead=lead, excused=None).order_by("-strength", "id")
    excused = LeadFinding.objects.filter(lead=lead).exclude(excused=None).order_by("id")
    return {
        "document": "wangjian-lead",
        "version": VERSION,
        "kind": str(kind),
        "hint_no": lead.hint_no,
        "lead_no": lead.number,
        "stage": {"id": str(lead.stage), "name": Lead.Stage(lead.stage).label},
        "draft": lead.draft,
        "suspicion": f"疑似{units.area_title(lead.area)}：{lead.summary}",
        "area": {"id": lead.area, "name": units.area_title(lead.area)},
        "strength": lead.strength,
        "unit": {"id": lead.unit, "name": units.title(lead.unit)},
        "office": _office(lead),
        "external": lead.external,
        "shop": {
            "site": lead.shop.site,
            "key": lead.shop.key,
            "name": lead.shop.name,
            "url": lead.shop.url,
        },
        "operator": _operator(lead),
        "first_seen": _utc(lead.first_seen),
        "last_seen": _utc(lead.last_seen),
        "registered_on": lead.registered_on.isoformat() if lead.registered_on else None,
        "due": lead.due.isoformat() if lead.due else None,
        "due_provisional": lead.due_provisional,
        "answer_due": lead.answer_due.isoformat() if lead.answer_due else None,
        "verified_by": _verifiers(lead),
        "findings_total": accused.count(),
        "findings": [finding_document(row) for row in accused[:MOST_FINDINGS]],
        "contrary_total": excused.count(),
        "contrary": [finding_document(row) for row in excused[:MOST_FINDINGS]],
        "same_act": _same_act(lead, units),
        "earlier": lead.earlier.hint_no if lead.earlier else None,
    }


def _office(lead: Lead) -> dict[str, Any]:
    return {
        "code": lead.office,
        "name": office_name(lead.office) if lead.office else None,
        "status": lead.route_status,
        "why": lead.route_why,
    }


def _operator(lead: Lead) -> dict[str, Any]:
    operator = lead.shop.operator
    signs = OperatorSign.objects.filter(shop=lead.shop)
    return {
        "name": operator.name,
        "uscc": operator.uscc,
        "type": operator.operator_type,
        "licence_state": operator.licence_state,
        "signs": [{"kind": s.kind, "value": s.value} for s in signs.order_by("id")[:100]],
    }


def _verifiers(lead: Lead) -> list[dict[str, str]]:
    """The two officers whose verification registered the lead."""
    events = LeadEvent.objects.filter(lead=lead, step="verified").select_related("officer")
    return [
        {"name": e.officer.name, "number": e.officer.number, "at": _utc(e.at)}
        for e in events
        if e.officer is not None
    ]


def finding_document(row: LeadFinding) -> dict[str, Any]:
    """One finding as plain JSON."""
    plain = ("url", "page_title", "rule", "term", "list_id", "list_version", "list_digest")
    words = ("matched", "field", "start", "end", "snippet", "strength", "reason", "excuse")
    found = {name: getattr(row, name) for name in (*plain, *words, "excused", "basis", "times")}
    return found | {
        "draft": row.draft,
        "record": row.record,
        "last_record": row.last_record,
        "first_seen": _utc(row.first_seen),
        "last_seen": _utc(row.last_seen),
        "gone_at": _utc(row.gone_at) if row.gone_at else None,
        "gone_record": row.gone_record,
        "coverage": row.coverage,
    }


def _same_act(lead: Lead, units: Units) -> list[dict[str, str]]:
    links = [(link.assisting, "assisting") for link in _links(leading=lead)]
    links += [(link.leading, "leading") for link in _links(assisting=lead)]
    return [
        {
            "hint_no": other.hint_no,
            "area": other.area,
            "unit": other.unit,
            "unit_name": units.title(other.unit),
            "role": role,
        }
        for other, role in links
    ]


def _links(**which: Lead) -> list[SameAct]:
    return list(
        SameAct.objects.filter(**which).select_related("leading", "assisting").order_by("id")
    )


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
