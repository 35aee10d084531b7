"""The network unit finds what a run saw, in one file to look through."""

import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from leads.filing import Filing
from leads.home import Home
from leads.models import Lead
from leads.screening import file_stem, write_screening
from tests.leads.pages_filed import Shelf, finding, later


def test_the_file_of_a_run(home: Home, shelf: Shelf) -> None:
    weak = finding(strength="weak", matched="同款", snippet="同款")
    Filing().file_visit(shelf.visit(weak, shop_key="weak", path="/w"))
    Filing().file_visit(shelf.visit(finding(), shop_key="strong", path="/s"))
    Filing().file_visit(shelf.visit(finding(), shop_key="other", path="/o", run_id="run-2"))
    bad = shelf.visit(finding(), shop_key="bad", path="/bad")
    Filing().file_visits([replace(bad, record=replace(bad.record, offset=bad.record.offset + 7))])
    screened = write_screening("run-1", home)
    assert (screened.leads, screened.errors) == (2, 1)
    documents = [json.loads(line) for line in screened.lines.read_text("utf-8").splitlines()]
    assert [d["shop"]["key"] for d in documents] == ["strong", "weak"], "worst first"
    book = load_workbook(screened.workbook)
    assert book.sheetnames == ["线索", "发现", "说明", "核验异常"]
    assert book["核验异常"].cell(2, 2).value == bad.url
    assert "监测提示" in [cell.value for cell in book["线索"][2]]


def test_leads_seen_again_are_in_the_later_run_too(home: Home, shelf: Shelf) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    Lead.objects.filter(pk=lead.pk).update(stage="dismissed")
    Filing().file_visit(shelf.visit(finding(), run_id="run-2", seen_at=later(7)))
    assert write_screening("run-2", home).leads == 1


def test_writing_it_again_gives_the_same_files(home: Home, shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    first = write_screening("run-1", home)
    before = first.lines.read_bytes(), first.workbook.read_bytes()
    again = write_screening("run-1", home)
    assert (again.lines.read_bytes(), again.workbook.read_bytes()) == before
    assert len(list(home.screening.glob("run-1.*"))) == 2


def test_a_run_without_leads_has_its_files_too(home: Home) -> None:
    screened = write_screening("run-9", home)
    assert screened.lines.read_bytes() == b""
    assert load_workbook(screened.workbook)["线索"].max_row == 1


@pytest.mark.parametrize(
    "run", ["../../etc/x", "运行一", "a/b", "", "-rf", "CON.", "x" * 300, "\0"]
)
def test_run_ids_cannot_leave_the_folder(run: str, home: Home) -> None:
    stem = file_stem(run)
    assert stem.replace("-", "").replace("_", "").isalnum()
    assert stem.isascii()
    assert len(stem) <= 80
    assert write_screening(run, home).lines.parent == home.screening


def test_different_runs_have_different_files() -> None:
    assert len({file_stem(run) for run in ("运行一", "运行二", "a/b", "a-b", "a b")}) == 5
    assert file_stem("20261124-daily-01") == "20261124-daily-01"
