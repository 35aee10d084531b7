"""The outbox 分送: pairs of files that each unit receives, JSON Lines and a workbook.

    outbox/<unit>/20261124-0003.jsonl    one document a line (lead.schema.json)
    outbox/<unit>/20261124-0003.xlsx     the same for officers

What is to be handed over was entered with the step that caused it. `emit` puts
the entries into emissions, writes their files, and only then calls them
written: interrupted at any moment, the next `emit` finishes the same files.
Files once written are never touched again.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from leads.beijing import day_of
from leads.durable_files import one_process, write_bytes, write_whole
from leads.home import Home
from leads.lead_document import lead_document
from leads.lead_sheets import Document, lead_sheets
from leads.models import Emission, Lead, NumberSeries, OutboxEntry
from leads.sheets import write_workbook
from leads.units import Units, load_units

_EMISSION_LOCK = 0x656D6974
"""The key of PostgreSQL's advisory lock while files are written ("emit")."""


@dataclass(frozen=True, slots=True)
class Emitted:
    """A pair of files written for a unit, and how many leads they hold."""

    unit: str
    lines: Path
    workbook: Path
    leads: int


def emit(home: Home, *, unit: str | None = None, drafts: bool = False) -> list[Emitted]:
    """Write everything that waits for the units, or for one `unit`; the files written.

    Drafts wait unless `drafts` asks for them; then they go into files of their
    own, named and marked as drafts. Several processes may call this at once.
    Raises OutboxFault where a file cannot be written, UnitUnknown, FileFault.
    """
    units = load_units(home)
    chosen = units.find(unit).id if unit is not None else None
    with _one_at_a_time(home):
        _assign(chosen, drafts, units)
        waiting = Emission.objects.filter(written_at=None).order_by("id")
        if chosen is not None:
            waiting = waiting.filter(unit=chosen)
        return [_write(home, emission) for emission in waiting]


def waiting_drafts() -> int:
    """How many drafts wait for lists to be agreed, or for somebody to ask for them."""
    return OutboxEntry.objects.filter(emission=None, draft=True).count()


def json_lines(documents: Iterable[Document]) -> bytes:
    """`documents` as JSON Lines in UTF-8.

    U+2028 and its kin are escaped, so that no reader takes them for line ends.
    """
    lines = (json.dumps(d, ensure_ascii=False, sort_keys=True) for d in documents)
    text = "".join(line + "\n" for line in lines)
    for code in (0x7F, 0x85, 0x2028, 0x2029):
        text = text.replace(chr(code), f"\\u{code:04x}")
    return text.encode("utf-8")


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(one_process(home.outbox))
        if connection.vendor == "postgresql":  # offices on other machines, too
            cursor = stack.enter_context(connection.cursor())
            cursor.execute("SELECT pg_advisory_lock(%s)", [_EMISSION_LOCK])
            stack.callback(cursor.execute, "SELECT pg_advisory_unlock(%s)", [_EMISSION_LOCK])
        yield


def _assign(unit: str | None, drafts: bool, units: Units) -> None:
    """Put waiting entries into emissions, one for each unit and kind of draft."""
    with transaction.atomic():
        waiting = OutboxEntry.objects.select_for_update(of=("self",)).filter(emission=None)
        if unit is not None:
            waiting = waiting.filter(unit=unit)
        if not drafts:
            waiting = waiting.filter(draft=False)
        groups: dict[tuple[str, bool], list[OutboxEntry]] = {}
        for entry in waiting.select_related("lead__shop__operator").order_by("id"):
            if _still_wanted(entry):
                groups.setdefault((entry.unit, entry.draft), []).append(entry)
        for (to, draft), entries in sorted(groups.items()):
            emission = _new_emission(to, draft)
            for entry in entries:
                entry.emission = emission
                if entry.payload is None:
                    entry.payload = lead_document(entry.lead, entry.kind, units)
                entry.save(update_fields=["emission", "payload"])


def _still_wanted(entry: OutboxEntry) -> bool:
    """A suspicion that was dismissed or sent elsewhere before it left stays here."""
    if entry.kind != OutboxEntry.Kind.SUSPECTED:
        return True
    return entry.lead.stage != Lead.Stage.DISMISSED and entry.lead.unit == entry.unit


def _new_emission(unit: str, draft: bool) -> Emission:
    now = timezone.now()
    series = f"{day_of(now):%Y%m%d}"
    number = NumberSeries.next(f"outbox-{series}")
    name = f"{series}-{number:04d}" + ("-draft" if draft else "")
    return Emission.objects.create(unit=unit, name=name, created_at=now)


def _write(home: Home, emission: Emission) -> Emitted:
    """Write the files of an emission, then note that they are there."""
    entries = OutboxEntry.objects.filter(emission=emission).order_by("id")
    documents: list[Document] = [e.payload for e in entries if e.payload is not None]
    folder = home.outbox / emission.unit
    lines, workbook = folder / f"{emission.name}.jsonl", folder / f"{emission.name}.xlsx"
    write_bytes(lines, json_lines(documents))
    title = f"线索分送 {emission.name}"
    write_whole(
        workbook,
        lambda path: write_workbook(
            path, lead_sheets(documents), title=title, created=emission.created_at
        ),
    )
    Emission.objects.filter(pk=emission.pk).update(written_at=timezone.now())
    return Emitted(emission.unit, lines, workbook, len(documents))
