"""Opening a workbook that anyone may have made, and reading its cells as text.

Bounded in bytes, parts, rows and columns before a parser sees it; no document
type, no entity, no formula, no error value is read.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from keywords.errors import Fault, FileFault, shown
from keywords.toml_source import read_bytes

LIMIT_BYTES = 8 << 20
LIMIT_UNPACKED = 48 << 20
LIMIT_PARTS = 500
LIMIT_ROWS = 60_000
LIMIT_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: sheet name, row from 1, column from 1, and the column's header."""

    sheet: str
    row: int
    column: int
    header: str = ""

    def fault(
        self, path: Path, zh: str, en: str, expected_zh: str = "", expected_en: str = ""
    ) -> Fault:
        """A fault of this cell."""
        cell = f"{get_column_letter(self.column)}{self.row}"
        header = shown(self.header)
        return Fault(
            str(path),
            0,
            "",
            zh,
            en,
            expected_zh,
            expected_en,
            place_zh=f"工作表“{shown(self.sheet)}”第 {self.row} 行"
            + (f"“{header}”列" if header else "")
            + f"（{cell}）",
            place_en=f"sheet {shown(self.sheet)}, row {self.row}"
            + (f", column {header}" if header else "")
            + f" ({cell})",
        )


class WrongCell(ValueError):
    """A cell that holds no text: what is wrong and what was expected, in both languages."""

    def __init__(self, zh: str, en: str, expected_zh: str, expected_en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en
        self.expected_zh, self.expected_en = expected_zh, expected_en


Row = tuple[Any, ...]


def read_sheets(path: Path, names: tuple[str, ...]) -> tuple[dict[str, list[Row]], list[str]]:
    """The rows of the sheets `names`, and the names of all sheets. Raises FileFault.

    Cells are as openpyxl gives them. A sheet that is not there has no entry; one
    that passes the limits is a fault.
    """
    content = read_bytes(path, LIMIT_BYTES)
    _refuse_dangerous(content, path)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=False, keep_links=False
        )
    except Exception as error:  # whatever a broken part makes openpyxl raise
        raise _unreadable(path, error) from error
    try:
        there = list(book.sheetnames)
        return {name: list(_rows(book[name], path)) for name in names if name in there}, there
    except FileFault:
        raise
    except Exception as error:
        raise _unreadable(path, error) from error
    finally:
        book.close()


def cell_text(cell: Any) -> str:
    """The text of a cell, "" for an empty one. Raises WrongCell."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise WrongCell("这是公式", "this is a formula", "文字", "plain text")
    if cell.data_type == "e":
        raise WrongCell("这是错误值", "this is an error value", "文字", "plain text")
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date | time):
        raise WrongCell(
            "Excel 把它当成了日期或者时间",
            "Excel took it for a date or time",
            "先把单元格设为文本格式，再写（如 1:1）",
            "the cell formatted as text first (for 1:1)",
        )
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    raise WrongCell(
        f"Excel 把它当成了数值 {shown(value)}",
        f"Excel took it for the number {shown(value)}",
        "先把单元格设为文本格式，再写",
        "the cell formatted as text first",
    )


def cell_date(cell: Any) -> str:
    """The ISO date of a date cell or of a text such as 2026-01-31 or 2026/1/31; "" if empty."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = cell_text(cell)
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts):
        return f"{parts[0].zfill(4)}-{parts[1].zfill(2)}-{parts[2].zfill(2)}"
    return text


def _rows(sheet: Any, path: Path) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of its size is not to be trusted
    empty = 0
    for number, row in enumerate(sheet.iter_rows(max_row=LIMIT_ROWS + 1), start=1):
        if number > LIMIT_ROWS:
            raise FileFault.single(
                path,
                f"工作表“{shown(sheet.title)}”超过 {LIMIT_ROWS} 行",
                f"sheet {shown(sheet.title)} has more than {LIMIT_ROWS} rows",
            )
        if any(cell.value is not None for cell in row[LIMIT_COLUMNS:]):
            raise FileFault.single(
                path,
                f"工作表“{shown(sheet.title)}”超过 {LIMIT_COLUMNS} 列",
                f"sheet {shown(sheet.title)} has more than {LIMIT_COLUMNS} columns",
            )
        empty = 0 if any(cell.value is not None for cell in row) else empty + 1
        if empty > 1000:
            return
        yield row[:LIMIT_COLUMNS]


def _refuse_dangerous(content: bytes, path: Path) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > LIMIT_PARTS or unpacked > LIMIT_UNPACKED:
                raise FileFault.single(
                    path,
                    f"工作簿太大：{len(parts)} 个部件，解开 {unpacked} 字节",
                    f"the workbook is too large: {len(parts)} parts, {unpacked} bytes unpacked",
                )
            for part in parts:
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                with archive.open(part) as file:
                    text = file.read(LIMIT_UNPACKED)
                if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"<!" in text:
                    raise FileFault.single(
                        path,
                        f"部件 {shown(part.filename)} 含有不读的 XML（DOCTYPE、实体、其他编码）",
                        f"part {shown(part.filename)} holds XML that is not read "
                        "(document type, entity or another encoding)",
                    )
    except FileFault:
        raise
    except Exception as error:  # zipfile raises many kinds for a broken archive
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> FileFault:
    return FileFault.single(
        path,
        f"不是完整的 Excel 工作簿（.xlsx）{_why(error, 'zh')}",
        f"no whole Excel workbook (.xlsx){_why(error, 'en')}",
        expected_zh="含“词表”“依据”“规则”“词条”四张工作表的 .xlsx；CSV 和旧的 .xls 不收，"
        "改名也不行。模板：wangjian keywords template 文件.xlsx",
        expected_en="an .xlsx with the four sheets; no CSV, no .xls, renamed or not. "
        "A template: wangjian keywords template FILE.xlsx",
    )


def _why(error: Exception, language: str) -> str:
    """What the parser said, unless it is only that the file is of another kind."""
    if isinstance(error, zipfile.BadZipFile):
        return ""
    return f"（{shown(error, 120)}）" if language == "zh" else f" ({shown(error, 120)})"
