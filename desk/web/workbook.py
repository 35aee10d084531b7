"""Workbooks to take away: what a page shows, as plain text in cells."""

import html
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from desk.web import audit
from leads.beijing import day_of
from leads.plain_text import visible
from leads.sheets import Sheet, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook (ECMA-376)."""

_LONGEST = 2000


def plain(cell: object) -> str:
    """What a cell of a page says: markup without its tags and entities, all else as it is."""
    text = html.unescape(strip_tags(cell)) if isinstance(cell, SafeString) else str(cell)
    return visible(text, _LONGEST)


def workbook_bytes(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """The sheets as the bytes of a workbook. OSError passes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_workbook(path, sheets, title=title, created=timezone.now())
        return path.read_bytes()


def workbook_answer(
    request: HttpRequest,
    name: str,
    title: str,
    heads: Sequence[tuple[str, int]],
    cells: Sequence[Sequence[str]],
) -> HttpResponse:
    """Rows under `heads` (titles and widths) to take away; the taking away is noted."""
    data = workbook_bytes([Sheet(title[:30], heads, cells)], title=title)
    audit.note(request, audit.EXPORTED, name, f"{len(cells)}行 {request.GET.urlencode()}")
    return attached(data, XLSX, f"{name}-{day_of(timezone.now()):%Y%m%d}.xlsx")


def attached(data: bytes, media: str, name: str) -> HttpResponse:
    """An answer that a browser keeps as the file `name` (ASCII)."""
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
