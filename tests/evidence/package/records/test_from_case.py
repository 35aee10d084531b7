"""证据目录 and 封面首页 out of a CaseFile."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evidence.package.casefile import CaseFile, Claim
from evidence.package.records import from_case
from evidence.package.records.facts import Head, Office
from evidence.package.records.form import fill
from evidence.package.records.forms import catalogue, cover_sheet
from evidence.package.records.print_file import print_papers
from tests.evidence.package.records.pdf_text import pdf_pages
from tests.evidence.package.samples import sample_case

HEAD = Head(
    office=Office(name="示例县市场监督管理局"),
    number="WJ-530000-20261124-0001",
    made_at=datetime(2026, 11, 24, 9, 40, tzinfo=UTC),
)


@pytest.fixture
def case(tmp_path: Path) -> CaseFile:
    """The sample case, and more claims than page one has room for, as long as they get."""
    made = sample_case(tmp_path)
    claim = made.claims[0]
    many = [
        Claim("\u202e" * 900 + f"第{number}项" + "长" * 900, claim.capture, claim.artefact)
        for number in range(12)
    ]
    longest = "改" * 3_000
    captures = tuple(
        replace(
            one,
            url_final="https://shop.example/" + "%E9%AB%98" * 400 + one.number,
            alterations=(*one.alterations, *(f"{n}{longest}" for n in range(9))),
            gaps=(*one.gaps, *(f"{n}{longest}" for n in range(9))),
        )
        for one in made.captures
    )
    return replace(made, claims=(*made.claims, *many), captures=captures)


def test_what_speaks_for_the_shop_stands_in_the_same_table(case: CaseFile) -> None:
    entries = from_case.catalogue(case, HEAD).entries
    assert [one.source for one in entries] == [
        "自动采集",
        "双人取证",
        "自动采集",
        "自动采集",
        "机关制作",
    ]
    assert [one.contrary for one in entries] == [True, False, False, True, False]
    assert not any("marked" in str(one.file) for one in entries)


def test_a_claim_that_quotes_the_page_becomes_the_fixed_sentence(tmp_path: Path) -> None:
    case = sample_case(tmp_path)
    paper = fill(catalogue.FORM, from_case.catalogue(case, HEAD))
    assert any(
        "2026年11月24日09时05分07秒（北京时间），网址https://shop.example/p/1#top的页面显示"
        "“高仿 一比一”。" in text
        for text in paper.texts()
    )
    digest = case.artefact(case.claims[0]).file.sha256.partition(":")[2]
    assert any(digest in text for text in paper.texts())


def test_kinds_and_page_numbers_are_left_to_officers(tmp_path: Path) -> None:
    case = sample_case(tmp_path)
    said = "\n".join(fill(catalogue.FORM, from_case.catalogue(case, HEAD)).texts())
    assert said.count("页码 ＿＿＿＿") == 5
    assert "案号：云市监案〔2026〕7号" in said


def test_the_cover_tells_who_when_how_and_what_is_not_proved(tmp_path: Path) -> None:
    case = sample_case(tmp_path)
    said = "\n".join(fill(cover_sheet.FORM, from_case.cover_sheet(case, HEAD, "某茶行")).texts())
    assert "部分自动采集、部分双人取证" in said
    assert "木一　执法证号 53000001001" in said
    assert "时钟偏差-12毫秒" in said
    assert "时钟偏差未测量（记录中没有测量结果）" in said
    assert "data/captures/C-530000-20261124-0002/screenshot.png" in said
    assert "未通过或被排除的检查1项" in said
    assert "不证明页面所述真实。" in said
    assert "见 seal/ 及 VERIFY.txt" in said


def test_the_cover_stays_one_page_whatever_the_case(case: CaseFile) -> None:
    paper = fill(cover_sheet.FORM, from_case.cover_sheet(case, HEAD, "店" * 5_000))
    (pdf,) = print_papers([paper])
    assert len(pdf_pages(pdf)) == 1
    assert "另有9项主张，见证据目录。" in "".join(paper.texts())
