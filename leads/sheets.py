"""Workbooks that an officer opens without harm, whatever the words in them.

Every cell is a string: no formulas, no links, no numbers guessed from text, no
control characters, no cell longer than Excel takes. The same content gives the
same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import xlsxwriter

from leads.plain_text import visible

CELL_LIMIT = 32_767
"""UTF-16 units in a cell (ECMA-376 via Excel's limits)."""
ROW_LIMIT = 1_048_576
"""Rows of a sheet, the header among them."""
_CUT = "…（已截断）"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the header with the width of each column in characters, the rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str]] = field(default_factory=tuple)


def write_workbook(path: Path, sheets: Sequence[Sheet], *, title: str, created: datetime) -> None:
    """Write `sheets` to `path`. `created` (UTC) stands in the properties. OSError passes."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as workbook:
            workbook.set_properties(
                {"title": title, "author": "wangjian", "created": created.replace(tzinfo=None)}
            )
            # quotePrefix keeps a cell text even after somebody edits it.
            plain = {"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
            cell = workbook.add_format(plain)
            head = workbook.add_format({**plain, "bold": True, "bg_color": "#E8EEF4"})
            for sheet in sheets:
                _write_sheet(workbook, sheet, head, cell)
    except xlsxwriter.exceptions.FileCreateError as error:
        # What it wraps says why: a full disk is to be told as one.
        first = error.args[0] if error.args else None
        raise (first if isinstance(first, OSError) else OSError(*error.args)) from error


def _write_sheet(
    workbook: xlsxwriter.Workbook,
    sheet: Sheet,
    head: "xlsxwriter.format.Format",
    cell: "xlsxwriter.format.Format",
) -> None:
    page = workbook.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    for column, (name, width) in enumerate(sheet.columns):
        page.set_column(column, column, width)
        page.write_string(0, column, name, head)
    for number, row in enumerate(sheet.rows, 1):
        if number == ROW_LIMIT - 1:
            page.write_string(number, 0, f"行数超过 {ROW_LIMIT}，其余见 JSON Lines 文件", cell)
            break
        for column, text in enumerate(row):
            page.write_string(number, column, cell_text(text), cell)


def cell_text(text: str) -> str:
    """`text` as a cell takes it: hidden characters spelled out, lines kept, cut to the limit."""
    shown = visible(text[:CELL_LIMIT], lines=True)
    if len(text) <= CELL_LIMIT and _units(shown) <= CELL_LIMIT:
        return shown
    room = CELL_LIMIT - len(_CUT)
    while _units(shown) > room:
        shown = shown[: len(shown) - max(1, (_units(shown) - room) // 2)]
    return shown + _CUT


def _units(text: str) -> int:
    """UTF-16 units: a character beyond the first plane counts twice."""
    return len(text) + sum(1 for c in text if ord(c) > 0xFFFF)
