"""The network unit's screening 初筛 files of a run: what was found, to be looked through.

screening/<run>.jsonl    one document a line (lead.schema.json)
screening/<run>.xlsx     the same for officers, with the pages that did not verify
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from leads.beijing import shown_time
from leads.digests import short_digest
from leads.durable_files import one_process, write_bytes, write_whole
from leads.home import Home
from leads.lead_document import lead_document
from leads.lead_sheets import lead_sheets
from leads.models import FilingError, Lead
from leads.outbox import json_lines
from leads.sheets import Sheet, write_workbook
from leads.units import Units, load_units

_ERROR_COLUMNS = (("时间（北京时间）", 20), ("网址", 60), ("问题", 80), ("采集件文件", 40))


@dataclass(frozen=True, slots=True)
class Screened:
    """The files of a run: leads in them, and pages that could not be filed."""

    lines: Path
    workbook: Path
    leads: int
    errors: int


def write_screening(run_id: str, home: Home) -> Screened:
    """Write the screening files of a run; writing them again replaces them whole.

    Every lead that the run saw is in them, undecided ones first, strong before
    weak. Raises OutboxFault where a file cannot be written, FileFault.
    """
    units = load_units(home)
    leads = sorted(_leads_of(run_id), key=lambda lead: _rank(lead, units))
    documents = [lead_document(lead, "suspected", units) for lead in leads]
    errors = list(FilingError.objects.filter(run_id=run_id).order_by("id"))
    rows = [[shown_time(e.at), e.url, e.problem, str(e.record.get("file", ""))] for e in errors]
    sheets = [*lead_sheets(documents), Sheet("核验异常", _ERROR_COLUMNS, rows)]
    stem = file_stem(run_id)
    lines, workbook = home.screening / f"{stem}.jsonl", home.screening / f"{stem}.xlsx"
    title = f"监测提示初筛表 {run_id}"
    created = max((lead.updated_at for lead in leads), default=timezone.now())
    with one_process(home.screening):
        write_bytes(lines, json_lines(documents))
        write_whole(
            workbook, lambda path: write_workbook(path, sheets, title=title, created=created)
        )
    return Screened(lines, workbook, len(leads), len(errors))


def file_stem(run_id: str) -> str:
    """A file name for a run: its id where that is plain, else plain characters and a digest."""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", run_id):
        return run_id
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", run_id).strip("-")[:40]
    return f"{plain or 'run'}-{short_digest(run_id)[:12]}"


def _leads_of(run_id: str) -> list[Lead]:
    seen = Lead.objects.filter(sightings__run_id=run_id)
    return list(seen.select_related("shop__operator", "earlier"))


def _rank(lead: Lead, units: Units) -> tuple[int, bool, int, str]:
    stages = [Lead.Stage.SUSPECTED, Lead.Stage.SCREENED]
    decided = stages.index(Lead.Stage(lead.stage)) if lead.stage in stages else len(stages)
    return (decided, lead.strength != "strong", units.precedence(lead.area), lead.hint_no)
