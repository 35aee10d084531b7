"""Files of keyword lists that people hand in: a workbook, or TOML; whatever else is named.

Areas and units must be known to the office: a list of another area finds what no unit answers
for. A workbook may name them in Chinese.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from keywords.errors import Fault, FileFault
from keywords.keyword_list import Basis, KeywordList, Rule, Term
from keywords.list_changes import LABELS
from keywords.toml_lines import KeyPath, key_lines
from keywords.toml_source import LIMIT_BYTES, parse_toml, read_bytes
from keywords.workbook import read_workbook, write_workbook
from keywords.workbook_cells import LIMIT_BYTES as LIMIT_WORKBOOK
from keywords.workbook_names import Names
from leads.units import Units

_ZIP = b"PK\x03\x04"
_TOML = re.compile(r"^\s*(?:[\w.\"'-]+\s*[=＝]|\[|#)")
ACCEPTED = (
    "含“词表”“依据”“规则”“词条”四张工作表的 .xlsx，或 .toml；CSV 和旧的 .xls 不收。"
    "模板：工作台“关键词表—导入”页下载，或 wangjian keywords template 文件.xlsx"
)
_ACCEPTED_EN = (
    "an .xlsx with the four sheets, or .toml; no CSV, no .xls. "
    "A template: wangjian keywords template FILE.xlsx"
)


def head_names(units: Units) -> dict[str, Names]:
    """What the head of a workbook may call areas and units, by the key of the list."""
    others = {name: u.id for u in units.units for name in (u.name, *u.aliases)}
    return {
        "area": Names({a.id: a.name for a in units.areas}, {}),
        "units": Names({u.id: u.title for u in units.units}, others),
    }


def read_list_file(path: Path, units: Units, name: str = "") -> KeywordList:
    """The list in a workbook or TOML file; which it is its bytes say. `name` is what faults call
    the file. Raises FileFault with every fault found."""
    return read_list_bytes(read_bytes(path, LIMIT_WORKBOOK), name or str(path), units)


def read_list_bytes(content: bytes, name: str, units: Units) -> KeywordList:
    """As read_list_file, of a file's bytes."""
    if content.startswith(_ZIP):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / Path(name).name[:120]
            path.write_bytes(content)
            try:
                one = read_workbook(path, head_names(units))
            except FileFault as error:  # where it lay for the moment is nobody's file
                named = [
                    replace(each, path=each.path.replace(str(path), name)) for each in error.faults
                ]
                raise FileFault(named) from error
    elif _is_no_list(content, name):
        raise FileFault.single(
            name,
            "不是关键词表文件",
            "no file of a keyword list",
            expected_zh=ACCEPTED,
            expected_en=_ACCEPTED_EN,
        )
    else:
        one = parse_toml(content, Path(name), KeywordList)
    require_known_names(one, name, units, content)
    return one


def require_known_names(one: KeywordList, name: str, units: Units, content: bytes = b"") -> None:
    """Raise FileFault, with the names there are, for an area or unit that the office has not.

    `content` is the file's, to tell the line; a workbook has none.
    """
    if units.area(one.area) is not None and all(map(units.unit, one.units)):
        return
    lines: Mapping[KeyPath, int] = {}
    if content and not content.startswith(_ZIP):
        lines = key_lines(content.decode("utf-8-sig").replace("\r\n", "\n"))
    known = head_names(units)
    faults: list[Fault] = []
    if units.area(one.area) is None:
        line = lines.get(("area",), 0)
        faults.append(_unknown(name, line, "area", f"没有领域“{one.area}”", known["area"]))
    for at, unit in enumerate(one.units):
        if units.unit(unit) is None:
            line = lines.get(("units", at)) or lines.get(("units",), 0)
            faults.append(_unknown(name, line, "units", f"没有机构“{unit}”", known["units"]))
    if faults:
        raise FileFault(faults)


def require_known_lists(paths: Sequence[Path], lists: Sequence[KeywordList], units: Units) -> None:
    """Raise FileFault for all `lists`, read from the TOML files `paths`, whose area or units the
    office has not."""
    faults: list[Fault] = []
    for path, one in zip(paths, lists, strict=True):
        try:
            require_known_names(one, str(path), units, read_bytes(path, LIMIT_BYTES))
        except FileFault as error:
            faults += error.faults
    if faults:
        raise FileFault(faults)


def write_template(path: Path, units: Units) -> None:
    """A workbook with an example in every sheet, to be written over. Raises FileFault."""
    write_workbook(
        KeywordList(
            id="example",
            title="示例：食品广告用语",
            area="advertising",
            version="1",
            units=("advertising",),
            signs=("普通食品宣传治疗疾病（示例，请改写）",),
            basis=(
                Basis(
                    key="medical",
                    law="中华人民共和国广告法（2021年修正）",
                    article="第十七条、第五十八条",
                    text="除医疗、药品、医疗器械广告外，不得涉及疾病治疗功能",
                    valid_from=date(2021, 4, 29),
                ),
            ),
            rules={"cure": Rule(title="宣传治病", basis=("medical",))},
            terms=(
                Term(
                    text="根治糖尿病",
                    strength="strong",
                    rule="cure",
                    search=True,
                    note="示例：单独出现即可成为线索",
                ),
                Term(text="降血糖", strength="weak", rule="cure", note="示例：单独出现不成为线索"),
            ),
        ),
        path,
        head_names(units),
    )


def _unknown(name: str, line: int, key: str, problem: str, known: Names) -> Fault:
    # A workbook has no lines: the place is the row of the sheet.
    place = "" if line else f"“{LABELS[key]}”"
    return Fault(name, line, key, problem, problem, known.ids, known.ids, place, place)


def _is_no_list(content: bytes, name: str) -> bool:
    """CSV, XLS, a text of another kind: what no mending of TOML would make a list of."""
    if Path(name).suffix.lower() in (".csv", ".xls", ".xlsx", ".et", ".txt", ".doc", ".docx"):
        return True
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return not name.lower().endswith(".toml")
    first = next((line for line in text.splitlines() if line.strip()), "")
    return not name.lower().endswith(".toml") and not _TOML.match(first)
