"""Files of keyword lists that people hand in: Chinese names, unknown ones, and other kinds."""

from pathlib import Path

import openpyxl
import pytest

from keywords.errors import FileFault
from keywords.keyword_list import load_list, shipped_lists
from keywords.toml_list import list_text
from leads.list_files import read_list_file, require_known_lists, write_template
from leads.units import shipped_units

UNITS = shipped_units()


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "表.xlsx"
    write_template(path, UNITS)
    return path


def head(path: Path, **cells: str) -> Path:
    """The workbook with other values in its first sheet, by their labels."""
    book = openpyxl.load_workbook(path)
    for row in book["词表"].iter_rows():
        if row[0].value in cells:
            row[1].value = cells[row[0].value]
    book.save(path)
    return path


def refusal(path: Path) -> FileFault:
    with pytest.raises(FileFault) as caught:
        read_list_file(path, UNITS)
    return caught.value


def test_the_template_is_a_list_that_names_area_and_units_in_chinese(template: Path) -> None:
    sheet = openpyxl.load_workbook(template)["词表"]
    shown = {row[0].value: row[1].value for row in sheet.iter_rows()}
    assert (shown["领域"], shown["会签单位"]) == ("虚假违法广告", "广告监督管理机构")
    one = read_list_file(template, UNITS)
    assert (one.area, one.units) == ("advertising", ("advertising",))
    assert {term.strength for term in one.terms} == {"strong", "weak"}


@pytest.mark.parametrize(
    ("area", "units", "expected"),
    [
        ("虚假违法广告", "广告监督管理机构、网监", ("advertising", "network")),
        ("违法广告", "广告机构", ("advertising",)),
        ("advertising", "advertising\nlegal", ("advertising", "legal")),
    ],
)
def test_names_as_officers_write_them(
    template: Path, area: str, units: str, expected: tuple[str, ...]
) -> None:
    one = read_list_file(head(template, 领域=area, 会签单位=units), UNITS)
    assert (one.area, one.units) == ("advertising", expected)


def test_a_name_that_does_not_exist_is_told_once_in_its_cell_with_the_choices(
    template: Path,
) -> None:
    fault = refusal(head(template, 领域="advertisement", 会签单位="广告科"))
    area, unit = fault.faults
    assert "领域" in area.place_zh and "虚假违法广告、" in area.expected_zh
    assert "会签单位" in unit.place_zh and "广告监督管理机构、" in unit.expected_zh
    assert "^" not in fault.zh, "no pattern is shown to officers"
    assert "至少 1 项" not in fault.zh


def test_faults_of_a_workbook_name_the_file_that_was_handed_in(template: Path) -> None:
    fault = refusal(head(template, 领域="advertisement"))
    assert {one.path for one in fault.faults} == {str(template)}


def test_toml_with_unknown_names_is_refused_by_line(template: Path, tmp_path: Path) -> None:
    text = list_text(read_list_file(template, UNITS))
    path = tmp_path / "bad.toml"
    bad = text.replace('area = "advertising"', 'area = "advertisement"')
    path.write_text(bad.replace('["advertising"]', '["adds"]'), "utf-8")
    fault = refusal(path)
    assert [one.line > 0 for one in fault.faults] == [True, True]
    assert "没有领域“advertisement”" in fault.zh and "没有机构“adds”" in fault.zh
    with pytest.raises(FileFault):
        require_known_lists([path], [load_list(path)], UNITS)


def test_a_wrong_unit_in_toml_is_told_once(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    text = list_text(read_list_file(template, UNITS))
    path.write_text(text.replace('["advertising"]', '["广告"]'), "utf-8")
    assert len(refusal(path).faults) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("词.csv", "词,强弱\n根治糖尿病,强\n".encode("gbk")),
        ("词.csv", "词,强弱\n根治糖尿病,强\n".encode("utf-8-sig")),
        ("词.xlsx", "词,强弱\n根治糖尿病,强\n".encode("gbk")),
        ("词.xls", b"\xd0\xcf\x11\xe0" * 99),
        ("词", "词,强弱\n根治糖尿病,强\n".encode()),
    ],
)
def test_another_kind_of_file_is_told_what_is_taken(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (fault,) = refusal(path).faults
    assert ".xlsx" in fault.expected_zh and "模板" in fault.expected_zh
    assert "词条" in fault.expected_zh and "UTF-8" not in fault.line_of_text("zh")


def test_the_lists_of_the_program_name_what_there_is() -> None:
    paths = shipped_lists()
    require_known_lists(paths, list(map(load_list, paths)), UNITS)
