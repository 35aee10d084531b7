"""Files of keyword lists that officers send in: read, or refused with every fault by its place."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from desk.web import here
from keywords.errors import Fault, FileFault
from keywords.keyword_list import KeywordList
from keywords.list_changes import LABELS
from keywords.toml_lines import key_lines
from keywords.toml_source import parse_toml
from keywords.workbook import read_workbook
from leads.plain_text import visible

LARGEST = 8 << 20
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault as the page shows it: where, which column or key, what, and what belongs there."""

    place: str
    key: str
    problem: str
    expected: str


def fault_rows(faults: Sequence[Fault]) -> list[FaultRow]:
    """The faults of a file, in its order."""
    return [
        FaultRow(
            place=visible(one.place_zh, 200) or (f"第{one.line}行" if one.line else "全文件"),
            key=_key(one.key),
            problem=visible(one.problem_zh, 300),
            expected=visible(one.expected_zh, 300),
        )
        for one in faults
    ]


def read_list(file: "UploadedFile[Any]") -> KeywordList:
    """The list in a TOML file or a workbook; which it is its bytes say, not its name.

    Raises FileFault with every fault found; units and areas must be known to the office.
    """
    name = Path(str(file.name or "清单")).name[:120]
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileFault.single(name, "文件超过8 MB", "larger than 8 MB", expected_zh="拆成几张表")
    if content.startswith(_ZIP):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.xlsx"
            path.write_bytes(content)
            one = read_workbook(path)
        faults = _unknown_names(one, name, {}, "工作表“词表”“{}”行")
    else:
        one = parse_toml(content, Path(name), KeywordList)
        lines = key_lines(content.decode("utf-8-sig").replace("\r\n", "\n"))
        faults = _unknown_names(one, name, lines, "")
    if faults:
        raise FileFault(faults)
    return one


def _unknown_names(
    one: KeywordList, name: str, lines: dict[tuple[str | int, ...], int], sheet: str
) -> list[Fault]:
    units = here.units()
    found = []
    for at, unit in enumerate(one.units):
        if units.unit(unit) is None:
            known = "、".join(f"{u.id}（{u.title}）" for u in units.units)
            line = lines.get(("units", at)) or lines.get(("units",), 0)
            found.append(_fault((name, line, sheet), "units", f"没有机构“{unit}”", known))
    if units.area(one.area) is None:
        known = "、".join(f"{a.id}（{a.name}）" for a in units.areas)
        line = lines.get(("area",), 0)
        found.append(_fault((name, line, sheet), "area", f"没有领域“{one.area}”", known))
    return found


def _fault(place: tuple[str, int, str], key: str, problem: str, expected: str) -> Fault:
    name, line, sheet = place
    cell = sheet.format(LABELS[key]) if sheet else ""
    return Fault(name, line, key, problem, problem, expected, expected, cell, cell)


def _key(key: str) -> str:
    """terms#3.strength（强弱）: the key as it stands in the file, and what it is called."""
    last = key.rsplit(".", 1)[-1].split("#", maxsplit=1)[0]
    label = LABELS.get(last, "")
    return f"{visible(key, 120)}（{label}）" if label else visible(key, 120)
