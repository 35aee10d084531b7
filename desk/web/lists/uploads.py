"""Files of keyword lists that officers send in: read, or refused with every fault by its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from desk.web import here
from keywords.errors import Fault, FileFault
from keywords.keyword_list import KeywordList
from keywords.list_changes import LABELS
from leads.list_files import read_list_bytes
from leads.plain_text import visible

LARGEST = 8 << 20


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
    return read_list_bytes(content, name, here.units())


def _key(key: str) -> str:
    """terms#3.strength（强弱）: the key as it stands in the file, and what it is called."""
    last = key.rsplit(".", 1)[-1].split("#", maxsplit=1)[0]
    label = LABELS.get(last, "")
    return f"{visible(key, 120)}（{label}）" if label else visible(key, 120)
