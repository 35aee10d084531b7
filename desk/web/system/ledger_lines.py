"""存证日志 in words: its newest entries, read from the end of the file.

Words of a decision come from the steps in the database that the entry names; whether they
are what was entered, verifying tells. A lead, capture or package that the account may not
see is not named.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.web.access import captures_of, leads_of, packages_of
from desk.web.models import Account
from desk.web.templatetags.desk_words import unit_title
from evidence.seal.entry import LARGEST_LINE, Entry, NoEntry
from evidence.seal.ledger_folder import LedgerFolder
from leads.decisions import STEP_NAMES
from leads.divisions import office_name
from leads.home import Home
from leads.models import EventEntry, Lead, LeadEvent
from leads.plain_text import visible

AT_ONCE = 50
_PIECE = 2 * LARGEST_LINE

KINDS: Mapping[str, str] = {
    "ledger": "开立日志",
    "head": "签署日志头",
    "timestamp": "日志头取得时间戳",
    "key": "更换日志密钥",
    "second-place": "启用第二存放处",
    "torn": "另存未写完的残尾",
    "clock": "说明时钟曾偏快",
    "sign-off": "签批",
    "agreement": "会签",
    "capture": "采集件",
    "package": "证据包",
    "access": "访问记录",
    "seal-key": "封签密钥",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it reads: its number, when, of what kind, in words."""

    index: int
    at: datetime
    kind: str
    words: str


def newest_entries(home: Home, end: int | None = None) -> tuple[list[Entry], int]:
    """Up to AT_ONCE entries before the offset `end` (of the file's end), the newest first, and
    the offset before which older ones lie, 0 for none. Lines that are no entries are left out:
    verifying names them. OSError passes.
    """
    with LedgerFolder(home.ledger).log.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        stop = size if end is None else max(0, min(end, size))
        start = max(0, stop - _PIECE)
        data = os.pread(file.fileno(), stop - start, start)
    lines: list[tuple[int, bytes]] = []
    at = start
    for line in data.split(b"\n"):
        lines.append((at, line))
        at += len(line) + 1
    if start:
        lines = lines[1:]  # the first may be the end of a line
    lines = [(offset, line) for offset, line in lines if line][-AT_ONCE:]
    found = []
    for _, line in reversed(lines):
        try:
            found.append(Entry.from_line(line))
        except NoEntry:
            continue
    return found, lines[0][0] if lines else 0


def lines_of(account: Account, entries: Sequence[Entry]) -> list[Line]:
    """The entries in words, for `account`."""
    indexes = [one.index for one in entries if one.kind == "sign-off"]
    rows = EventEntry.objects.filter(index__in=indexes).order_by("event_id")
    steps: dict[int, list[LeadEvent]] = {}
    for row in rows.select_related("event__lead", "event__officer"):
        assert row.index is not None
        steps.setdefault(row.index, []).append(row.event)
    leads = {step.lead_id for group in steps.values() for step in group}
    known = _Known(
        leads=set(leads_of(account, each=True).filter(pk__in=leads).values_list("pk", flat=True)),
        captures=_own(captures_of(account), entries, "capture", "number"),
        packages=_own(packages_of(account), entries, "package", "package"),
    )
    return [
        Line(
            one.index,
            one.time,
            KINDS.get(one.kind, one.kind),
            _words(one, steps.get(one.index, ()), known),
        )
        for one in entries
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    leads: set[int]
    captures: set[str]
    packages: set[str]


def _own(rows: Any, entries: Sequence[Entry], kind: str, fact: str) -> set[str]:
    named = [str(one.facts.get(fact)) for one in entries if one.kind == kind]
    return set(rows.filter(number__in=named).values_list("number", flat=True)) if named else set()


def _words(entry: Entry, steps: Sequence[LeadEvent], known: _Known) -> str:
    facts = entry.facts
    match entry.kind:
        case "sign-off":
            own = [step for step in steps if step.lead_id in known.leads]
            return "；".join(map(step_words, own)) if own else "一件线索的签批"
        case "capture":
            number = str(facts.get("number"))
            return f"登记采集件{number}" if number in known.captures else "登记一件采集件"
        case "package":
            number = str(facts.get("package"))
            return f"登记证据包{number}" if number in known.packages else "登记一个证据包"
        case "access":
            span = f"第{facts.get('first')}至{facts.get('last')}行"
            return f"登记访问记录{facts.get('lines')}行（{span}）"
        case "head":
            return f"日志头覆盖{facts.get('size', entry.index)}条"
        case "timestamp":
            return f"时间戳服务机构{visible(str(facts.get('tsa')), 40)}，覆盖{facts.get('size')}条"
        case "agreement":
            unit, name = str(facts.get("unit", "")), visible(str(facts.get("list", "")), 60)
            return f"{unit_title(unit)}会签{name}第{visible(str(facts.get('version')), 10)}版"
        case _:
            return "、".join(visible(one.name, 60) for one in entry.subjects[:3])


def step_words(step: LeadEvent) -> str:
    """王某（网监，保山市局）将T-…由监测提示改为已排除，理由：资质相符，批次B-031。"""
    officer = step.officer
    where = ""
    if officer is not None:
        office = office_name(officer.office).replace("市场监督管理局", "局")
        where = f"（{unit_title(officer.unit)}，{office}）"
    actor = "系统" if step.actor == LeadEvent.ROBOT else visible(step.actors, 60)
    before, after = _stage(step.stage_before), _stage(step.stage_after)
    name = STEP_NAMES.get(step.step, step.step)
    did = f"由{before}改为{after}" if before and after and before != after else f"作“{name}”"
    reason = f"，理由：{visible(step.reason, 120)}" if step.reason else ""
    batch = step.detail.get("batch") if isinstance(step.detail, dict) else None
    many = f"，批次{visible(str(batch), 20)}" if batch else ""
    return f"{actor}{where}将{step.lead}{did}{reason}{many}"


def _stage(value: str) -> str:
    return str(Lead.Stage(value).label) if value in Lead.Stage.values else value
