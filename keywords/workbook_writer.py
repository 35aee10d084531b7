"""Writing a keyword list as an Excel workbook."""

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from keywords.errors import FileFault
from keywords.goods import GOODS_NAMES
from keywords.keyword_list import KeywordList
from keywords.whole_file import replace_file
from keywords.workbook_cells import Place
from keywords.workbook_layout import (
    BASIS,
    BASIS_COLUMNS,
    HEAD,
    HEAD_ROWS,
    NO,
    RULE_COLUMNS,
    RULES,
    STRENGTHS,
    TERM_COLUMNS,
    TERMS,
    YES,
    Column,
)
from keywords.workbook_names import Names

_MOST_IN_A_CELL = 32_767


def write_workbook(
    written: KeywordList, path: Path, names: Mapping[str, Names] | None = None
) -> None:
    """Write `written` to `path`, whole or not at all. The same list gives the same bytes.

    `names`, by the key of the list, are written instead of ids and offered as choices.
    Raises FileFault where a phrase list does not fit into a cell.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": written.title, "created": datetime(2000, 1, 1, tzinfo=UTC)})
    sheets = _Sheets(book, path)
    sheets.head(written, names or {})
    content = written.model_dump()
    rules = [{"rule": name, **rule} for name, rule in content["rules"].items()]
    sheets.table(BASIS, BASIS_COLUMNS, content["basis"])
    sheets.table(RULES, RULE_COLUMNS, rules)
    sheets.table(TERMS, TERM_COLUMNS, content["terms"])
    book.close()
    replace_file(path, buffer.getvalue())


class _Sheets:
    def __init__(self, book: Any, path: Path) -> None:
        self.book, self.path = book, path
        # Text format: what an officer types (1:1) stays what was typed. Quote prefix: what
        # begins like a formula stays text when the cell is edited.
        wrap = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self.text = book.add_format(wrap)
        self.quoted = book.add_format({**wrap, "quote_prefix": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.bold = book.add_format({"bold": True, "bg_color": "#E7EEF7", "num_format": "@"})

    def head(self, written: KeywordList, names: Mapping[str, Names]) -> None:
        sheet = self.book.add_worksheet(HEAD)
        sheet.set_column(0, 0, 14, self.text)
        sheet.set_column(1, 1, 80, self.text)
        row = 0
        for label in HEAD_ROWS:
            value = getattr(written, label.key)
            values = value if label.key == "signs" else [value]
            for one in values:
                sheet.write_string(row, 0, label.header, self.bold)
                parts = one if isinstance(one, tuple) else (one,)
                if label.key in names:
                    known = names[label.key].shown
                    parts = tuple(known.get(part, part) for part in parts)
                    self.offer(sheet, row, list(known.values()))
                text = "\n".join(parts)
                self.put(sheet, row, 1, text, Place(HEAD, row + 1, 2, label.header))
                row += 1

    def offer(self, sheet: Any, row: int, names: list[str]) -> None:
        """The names as a comment of the cell: several may be written, which no choice allows."""
        sheet.write_comment(row, 1, "可填：" + "、".join(names), {"x_scale": 3, "y_scale": 2})

    def table(self, name: str, columns: tuple[Column, ...], rows: Iterable[dict[str, Any]]) -> None:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width, self.day if column.kind == "date" else self.text)
            sheet.write_string(0, at, column.header, self.bold)
            choices = {"strength": list(STRENGTHS.values()), "yes": [YES, NO]}.get(column.kind)
            if choices:
                sheet.data_validation(1, at, 9999, at, {"validate": "list", "source": choices})
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(columns):
                place = Place(name, number + 1, at + 1, column.header)
                self.value(sheet, column, row[column.key], place)

    def value(self, sheet: Any, column: Column, value: Any, place: Place) -> None:
        row, at = place.row - 1, place.column - 1
        if column.kind == "date":
            if isinstance(value, date):
                sheet.write_datetime(row, at, value, self.day)
        elif column.kind == "strength":
            self.put(sheet, row, at, STRENGTHS[value], place)
        elif column.kind == "yes":
            # Only what differs from an empty cell's meaning is written.
            usual = column.key == "rejects"
            if value != usual:
                self.put(sheet, row, at, YES if value else NO, place)
        elif column.kind == "goods":
            self.put(sheet, row, at, "\n".join(GOODS_NAMES[one] for one in value), place)
        elif column.kind == "phrases":
            self.put(sheet, row, at, "\n".join(value), place)
        elif value != ("term" if column.key == "rule" else ""):
            self.put(sheet, row, at, value, place)

    def put(self, sheet: Any, row: int, at: int, text: str, place: Place) -> None:
        if not text:
            return
        if len(text) > _MOST_IN_A_CELL:
            raise FileFault(
                [
                    place.fault(
                        self.path,
                        f"{len(text)} 个字放不进一个单元格（至多 {_MOST_IN_A_CELL}）",
                        f"{len(text)} characters do not fit a cell (at most {_MOST_IN_A_CELL})",
                    )
                ]
            )
        style = self.quoted if text[0] in "=+-@＝＋－＠\t" else self.text
        sheet.write_string(row, at, text, style)
