"""Lists in Excel: what is written comes back, and what is wrong is shown in its cell."""

import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from keywords.errors import FileFault
from keywords.keyword_list import KeywordList, load_list, shipped_lists
from keywords.term import Rule, Term
from keywords.workbook import read_workbook, write_workbook


@pytest.fixture
def book(tmp_path: Path, small_list: KeywordList) -> Path:
    path = tmp_path / "small.xlsx"
    write_workbook(small_list, path)
    return path


def change(path: Path, edit: Callable[[Any], None]) -> Path:
    workbook = openpyxl.load_workbook(path)
    edit(workbook)
    workbook.save(path)
    return path


def column(sheet: Any, header: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == header)


def put(sheet_name: str, row: int, header: str, value: object) -> Callable[[Any], None]:
    def edit(workbook: Any) -> None:
        sheet = workbook[sheet_name]
        sheet.cell(row, column(sheet, header)).value = value

    return edit


def refusal(path: Path) -> FileFault:
    with pytest.raises(FileFault) as caught:
        read_workbook(path)
    return caught.value


@pytest.mark.parametrize("path", shipped_lists(), ids=lambda path: path.stem)
def test_a_list_comes_back_with_the_same_digest(path: Path, tmp_path: Path) -> None:
    one = load_list(path)
    write_workbook(one, tmp_path / "list.xlsx")
    again = read_workbook(tmp_path / "list.xlsx")
    assert again.digest == one.digest
    assert again == one


def test_the_same_list_gives_the_same_bytes(
    book: Path, tmp_path: Path, small_list: KeywordList
) -> None:
    write_workbook(small_list, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == book.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again.xlsx", "small.xlsx"]


def test_words_that_look_like_formulas_links_and_escapes_stay_text(
    tmp_path: Path, small_list: KeywordList
) -> None:
    nasty = (
        '=HYPERLINK("http://example.invalid","A货")',
        "+cmd高仿",
        "-2+3高仿",
        "@SUM(1)高仿",
        "＝1+1高仿",
        "http://example.invalid/高仿",
        "_x000D_高仿",
        "<b>&高仿",
        "1:1高仿",
        "2026-01-31高仿",
    )
    terms = (
        *small_list.terms,
        *(Term(text=text, strength="weak", note=f"={text}\n第二行") for text in nasty),
    )
    one = small_list.model_copy(update={"terms": terms})
    path = tmp_path / "nasty.xlsx"
    write_workbook(one, path)
    assert read_workbook(path).digest == one.digest
    workbook = openpyxl.load_workbook(path)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "d"}
    assert not any(cell.hyperlink for cell in cells)
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower()]
    words = workbook["词条"]
    formula = next(cell for cell in words["A"] if str(cell.value).startswith("=HYPERLINK"))
    assert formula.quotePrefix
    assert words.cell(2, 1).number_format == "@"


def test_rules_and_switches_come_back(tmp_path: Path, small_list: KeywordList) -> None:
    rule = Rule(title="标题", sign="表现", excuse="情形", basis=("advertise",), needs=("同款",))
    term = Term(text="低价", strength="weak", rule="extra", rejects=False, exact=True)
    one = small_list.model_copy(
        update={"rules": {**small_list.rules, "extra": rule}, "terms": (*small_list.terms, term)}
    )
    write_workbook(one, tmp_path / "x.xlsx")
    assert read_workbook(tmp_path / "x.xlsx") == one


def test_what_officers_type_is_understood(book: Path, small_list: KeywordList) -> None:
    def edit(workbook: Any) -> None:
        words = workbook["词条"]
        for row in words.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = f"  {cell.value} ".replace("\n", "、")
        words.cell(2, column(words, "强弱")).value = "强特征"
        words.cell(2, column(words, "搜索")).value = True
        basis = workbook["依据"]
        basis.cell(2, column(basis, "起始日")).value = "2019/11/1"
        basis.cell(2, column(basis, "截止日")).value = date(2026, 12, 31)
        workbook["词表"]["B4"].value = 1
        words.insert_rows(3)
        workbook.create_sheet("我的笔记")["A1"] = "=1+1"

    assert read_workbook(change(book, edit)).digest == small_list.digest


def test_columns_may_stand_in_any_order(book: Path, small_list: KeywordList) -> None:
    def edit(workbook: Any) -> None:
        words = workbook["词条"]
        rows = [list(row) for row in words.iter_rows(values_only=True)]
        for number, row in enumerate(rows, start=1):
            for at, value in enumerate(reversed(row), start=1):
                words.cell(number, at).value = value
        for cell in words[1]:
            cell.value = str(cell.value).replace("(", "（").replace(")", "）").replace(":", "：")

    assert read_workbook(change(book, edit)).digest == small_list.digest


@pytest.mark.parametrize(
    ("edit", "sheet", "row", "words"),
    [
        (put("词条", 3, "强弱", "中"), "词条", 3, ["强弱"]),
        (put("词条", 2, "搜索", "也许"), "词条", 2, ["也许", "是 或 否"]),
        (put("词条", 3, "词", time(1, 1)), "词条", 3, ["日期或者时间", "文本格式"]),
        (put("词条", 3, "词", 0.5), "词条", 3, ["数值", "文本格式"]),
        (put("词条", 3, "词", "=1+1"), "词条", 3, ["公式"]),
        (put("词条", 3, "词", "髙仿"), "词条", 3, ["重复"]),
        (put("词条", 3, "词", "最"), "词条", 3, ["一个字"]),
        (put("词条", 3, "词", None), "词条", 3, ["缺少", "“词”"]),
        (put("词条", 4, "规则", "absolut"), "词条", 4, ["absolute"]),
        (put("词条", 2, "排除:词组", "仿皮\n高"), "词条", 2, ["“高”"]),
        (put("依据", 2, "截止日", date(2018, 1, 1)), "依据", 2, ["早于"]),
        (put("依据", 3, "起始日", "2027-02-30"), "依据", 3, ["日期"]),
        (put("依据", 3, "商品类别", "药物"), "依据", 3, ["没有商品类别“药物”", "药品、医疗器械"]),
        (put("依据", 4, "键", None), "依据", 4, ["缺少", "“键”"]),
        (put("规则", 2, "依据", "nothing"), "规则", 2, ["没有依据 nothing"]),
    ],
)
def test_a_fault_is_shown_in_its_cell(
    book: Path, edit: Callable[[Any], None], sheet: str, row: int, words: list[str]
) -> None:
    error = refusal(change(book, edit))
    place = f"工作表“{sheet}”第 {row} 行"
    lines = [line for line in error.diagnostics("zh").splitlines() if place in line]
    assert lines, error.diagnostics("zh")
    assert any(all(word in line for word in words) for line in lines), lines
    assert f"sheet {sheet}, row {row}" in error.diagnostics("en")


def test_a_mistyped_header_sheet_or_label_is_told_with_the_near_one(book: Path) -> None:
    def headers(workbook: Any) -> None:
        words = workbook["词条"]
        words.cell(1, column(words, "强弱")).value = "强若"
        workbook["词表"]["A3"].value = "领城"

    text = refusal(change(book, headers)).diagnostics("zh")
    assert "不认识“强若”，是否想写“强弱”？" in text
    assert "缺少列 强弱" in text
    assert "不认识“领城”，是否想写“领域”？" in text


def test_a_missing_sheet_is_told_with_what_is_there(book: Path) -> None:
    def edit(workbook: Any) -> None:
        workbook["词条"].title = "词条表"

    text = refusal(change(book, edit)).diagnostics("zh")
    assert "缺少工作表 词条" in text
    assert "词条表" in text


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"not a workbook", b"\xd0\xcf\x11\xe0" * 99]
)
def test_what_is_no_workbook_is_a_plain_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert ".xlsx" in refusal(path).diagnostics("en")


def rewrite(path: Path, part: str, edit: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = edit(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "edit",
    [
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1),
        lambda xml: xml.decode().encode("utf-16"),
    ],
    ids=["entity", "utf-16"],
)
def test_entities_and_other_encodings_are_not_read(
    book: Path, edit: Callable[[bytes], bytes]
) -> None:
    rewrite(book, "xl/worksheets/sheet1.xml", edit)
    assert "XML" in refusal(book).diagnostics("en")


def test_a_bomb_is_refused_before_it_is_unpacked(book: Path) -> None:
    rewrite(book, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (49 << 20))
    assert book.stat().st_size < 200_000
    assert "too large" in refusal(book).diagnostics("en")


def test_a_lying_dimension_and_a_far_cell_cost_nothing(book: Path, small_list: KeywordList) -> None:
    def far(workbook: Any) -> None:
        workbook["词条"].cell(1_048_576, 2).value = "远处"

    change(book, far)
    rewrite(
        book,
        "xl/worksheets/sheet4.xml",
        lambda xml: xml.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', 1),
    )
    assert read_workbook(book).digest == small_list.digest


def test_a_cell_that_is_too_full_is_told(tmp_path: Path, small_list: KeywordList) -> None:
    many = tuple(f"高仿{n:030d}" for n in range(1200))
    term = small_list.terms[0].model_copy(update={"excludes": many})
    one = small_list.model_copy(update={"terms": (term,)})
    with pytest.raises(FileFault, match="do not fit a cell"):
        write_workbook(one, tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []
