"""The cells of a register extract 登记信息摘录: CSV and XLSX, row by row, within limits.

An extract of a province has millions of rows: nothing is read whole. CSV is taken in
UTF-8 or GB18030, parted by comma, tab or semicolon, as Excel and the register's
own export write it.
"""

import csv
import io
import itertools
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from keywords.errors import FileFault

LIMIT_BYTES = 1 << 30
LIMIT_UNPACKED = 6 << 30
LIMIT_ROWS = 5_000_000
LIMIT_CELL = 4_000

Row = tuple[int, list[str]]


def rows_of(path: Path) -> Iterator[Row]:
    """(number, cells) of every row that holds anything. Raises FileFault."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise FileFault.single(
            path, f"不能读取（{error.strerror}）", f"cannot be read ({error.strerror})"
        ) from error
    if size > LIMIT_BYTES:
        raise FileFault.single(
            path, "文件超过 1 GB，请分成几个", "larger than 1 GB: please part it into several"
        )
    rows = _workbook_rows(path) if head.startswith(b"PK") else _csv_rows(path, head)
    yield from itertools.islice(rows, LIMIT_ROWS)


def _csv_rows(path: Path, head: bytes) -> Iterator[Row]:
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileFault.single(
            path,
            "不是 CSV 或 XLSX 文件",
            "neither a CSV nor an XLSX file",
            expected_zh="CSV（UTF-8 或 GB18030）或者 XLSX",
            expected_en="CSV (UTF-8 or GB18030) or XLSX",
        )
    with path.open(encoding=_encoding(path, head), errors="replace", newline="") as file:
        first = file.readline()
        file.seek(0)
        mark = max("\t;,", key=first.count)
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=mark)
        try:
            for cells in reader:
                if any(cells):
                    yield reader.line_num, [_tidy(cell) for cell in cells]
        except csv.Error as error:
            raise FileFault.single(
                path, f"CSV 格式有误：{error}", f"malformed CSV: {error}", line=reader.line_num
            ) from error


def _encoding(path: Path, head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    with path.open("rb") as file:
        sample = file.read(1 << 20)
    try:
        # A character cut at the sample's end is no fault.
        io.TextIOWrapper(io.BytesIO(sample[: sample.rfind(b"\n") + 1 or None]), "utf-8").read()
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _workbook_rows(path: Path) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > LIMIT_UNPACKED:
            raise FileFault.single(
                path, "解开后超过 6 GB，拒绝读取", "unpacks to more than 6 GB: refused"
            )
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            sheet: Any = book.worksheets[0]
            for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                texts = [_cell(value) for value in cells[:200]]
                if any(texts):
                    yield number, texts
        finally:
            book.close()
    except FileFault:
        raise
    except Exception as error:  # whatever a broken part makes openpyxl raise
        raise FileFault.single(
            path, f"不能作为 XLSX 读取（{error}）", f"cannot be read as XLSX ({error})"
        ) from error


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))  # 注册号 that Excel took for a number
    return _tidy(str(value))


def _tidy(text: str) -> str:
    return text[:LIMIT_CELL].strip(" \t\u3000\xa0'’\ufeff")
