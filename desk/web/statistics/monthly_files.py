"""月报 as a workbook and as a PDF, both from the same rows."""

from collections.abc import Sequence

from django.utils import timezone

from desk.web.workbook import workbook_bytes
from evidence.package.records.paper import Paper, Part, Table, TableRow, Text, Title
from evidence.package.records.print_file import print_papers
from leads.monthly import COLUMNS, Row, shown
from leads.sheets import Sheet

_TITLES = ("机关", *(f"{column.title}（{column.unit}）" for column in COLUMNS))


def _cells(rows: Sequence[Row]) -> list[list[str]]:
    return [[row.name, *(shown(column, row.values) for column in COLUMNS)] for row in rows]


def monthly_workbook(month: str, rows: Sequence[Row]) -> bytes:
    """The table and its counting rules."""
    rules = Sheet("口径", (("栏目", 24), ("口径", 60)), [[c.title, c.rule] for c in COLUMNS])
    sheet = Sheet(f"月报{month}", [(title, 16) for title in _TITLES], _cells(rows))
    return workbook_bytes([sheet, rules], title=f"月报 {month}")


def monthly_pdf(month: str, rows: Sequence[Row]) -> bytes:
    """The table for signing. Raises BrowserUnavailable."""
    year, number = month.split("-")
    now = timezone.now()
    widths = (10.0, *(10.0 for _ in COLUMNS))
    name = f"{year}年{int(number)}月网络市场监管月报"
    blocks = (
        Title("", name),
        Table(_TITLES, widths, tuple(TableRow(tuple(cells)) for cells in _cells(rows))),
        Text("填报人：＿＿＿＿    审核人：＿＿＿＿    日期：＿＿＿＿", "after"),
        Text("0 为没有，— 为未报；按行为日期所在的北京时间月份计。", "note"),
    )
    paper = Paper("monthly", name, month, now, name, (), (Part("wide", blocks),))
    return print_papers([paper])[0]
