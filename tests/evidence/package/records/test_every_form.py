"""What holds for each record, full or bare: both files say the same, whole and plain."""

import re

import pytest

from evidence.package.records.forms.every_form import FORMS
from evidence.package.records.paper import Fields, Table
from tests.evidence.package.records.conftest import Drawn
from tests.evidence.package.records.papers import bare, full
from tests.evidence.package.records.pdf_text import pdf_pages
from tests.evidence.package.records.word_text import word_links, word_margins, word_text

KEYS = [form.key for form in FORMS]
NAMES = [f"{kind}/{key}" for kind in ("full", "bare") for key in KEYS]


def _plain(text: str) -> str:
    return "".join(text.split())


def test_every_record_of_the_plan_is_there_and_tried() -> None:
    assert {form.title for form in FORMS} == {
        "自动监测采集说明",
        "电子数据证据提取笔录",
        "电子数据提取固定清单",
        "证据提取单",
        "证据目录",
        "当事人核对确认页",
        "拒绝签名说明",
        "案件来源登记表",
        "案件线索移送函",
        "线索提交单",
        "协助调查函",
        "公证衔接单",
        "保管链记录",
        "系统验证记录",
        "告知事项核对单",
        "封面首页",
    }
    assert sorted(full()) == sorted(bare()) == sorted(KEYS)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_empty(name: str, drawn: dict[str, Drawn]) -> None:
    for part in drawn[name].paper.parts:
        for block in part.blocks:
            match block:
                case Fields(rows):
                    cells = [text for row in rows for cell in row for text in cell.lines]
                    assert all(row and len(row) in {1, 2} for row in rows)
                case Table(_, _, rows):
                    cells = [text for row in rows for text in (*row.cells, *row.under)]
                case _:
                    continue
            assert all(text.strip() for text in cells)


@pytest.mark.parametrize("name", NAMES)
def test_docx_and_pdf_say_all_that_the_paper_says(name: str, drawn: dict[str, Drawn]) -> None:
    one = drawn[name]
    word, pdf = word_text(one.docx), "".join(pdf_pages(one.pdf))
    for text in one.paper.texts():
        assert _plain(text) in word
        assert all(_plain(line) in pdf for line in text.split("\n"))
    assert "�" not in pdf


@pytest.mark.parametrize("name", NAMES)
def test_each_page_bears_its_number_and_the_records(name: str, drawn: dict[str, Drawn]) -> None:
    one = drawn[name]
    pages = pdf_pages(one.pdf)
    margins = word_margins(one.docx)
    for number, page in enumerate(pages, 1):
        assert f"第{number}页/共{len(pages)}页" in page
        assert _plain(one.paper.running) in page
        assert f"骑缝处{one.paper.number}" in page
        assert all(_plain(line) in page for line in one.paper.footer)
    assert _plain(one.paper.running) in margins
    assert "第1页/共1页" in margins
    assert all(_plain(line) in margins for line in one.paper.footer)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_either_file_leads_elsewhere(name: str, drawn: dict[str, Drawn]) -> None:
    one = drawn[name]
    assert word_links(one.docx) == []
    assert not re.findall(
        rb"/(Annots|Annot|URI|Launch|JavaScript|JS|AA|OpenAction|EmbeddedFile)\b", one.pdf
    )


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_a4_and_fonts_are_in_the_file(name: str, drawn: dict[str, Drawn]) -> None:
    pdf = drawn[name].pdf
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    sizes = {tuple(sorted(round(float(side)) for side in box)) for box in boxes}
    assert sizes == {(595, 842)}
    fonts = re.findall(rb"<</Type /Font\n.*?>>\n?endobj", pdf, re.S)
    assert fonts
    assert all(
        b"/Type3" in font or b"FontDescriptor" in font or b"/Type0" in font for font in fonts
    )


@pytest.mark.parametrize("key", KEYS)
def test_a_bare_record_ticks_no_box_and_shows_what_is_missing(
    key: str, drawn: dict[str, Drawn]
) -> None:
    said = "".join(drawn[f"bare/{key}"].paper.texts())
    assert "■" not in said
    assert "＿＿" in said or "未取得" in said
    assert "None" not in said


@pytest.mark.parametrize("name", [f"{kind}/cover-sheet" for kind in ("full", "bare")])
def test_the_cover_is_one_page(name: str, drawn: dict[str, Drawn]) -> None:
    assert len(pdf_pages(drawn[name].pdf)) == 1


@pytest.mark.parametrize(
    "key", [form.key for form in FORMS if form.numbered], ids=lambda key: str(key)
)
def test_the_number_of_the_document_is_left_blank(key: str, drawn: dict[str, Drawn]) -> None:
    assert "云岭市监网〔2026〕＿＿＿＿号" in drawn[f"full/{key}"].paper.texts()
    assert "＿＿＿＿〔2026〕＿＿＿＿号" in drawn[f"bare/{key}"].paper.texts()
