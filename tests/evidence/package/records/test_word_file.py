"""DOCX files: the same bytes for the same paper, pictures untouched, nothing foreign left."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from evidence.package.records.form import fill
from evidence.package.records.forms.picture_sheet import FORM
from evidence.package.records.paper import Slice
from evidence.package.records.word_file import word_file
from tests.evidence.package.records.conftest import Drawn
from tests.evidence.package.records.papers import full, picture


def _entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as entries:
        assert entries.testzip() is None
        return {name: entries.read(name) for name in entries.namelist()}


@pytest.mark.parametrize("key", sorted(full()))
def test_the_same_paper_gives_the_same_bytes(key: str, drawn: dict[str, Drawn]) -> None:
    form, facts = full()[key]
    assert word_file(fill(form, facts)) == drawn[f"full/{key}"].docx


def test_another_process_makes_the_same_bytes(drawn: dict[str, Drawn]) -> None:
    work = (
        "import hashlib\n"
        "from evidence.package.records.word_file import word_file\n"
        "from tests.evidence.package.records.papers import paper\n"
        "print(hashlib.sha256(word_file(paper('picture-sheet'))).hexdigest())\n"
    )
    made = subprocess.run(
        [sys.executable, "-c", work],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[4],
        env=os.environ | {"PYTHONHASHSEED": "77", "TZ": "America/New_York"},
    )
    ours = hashlib.sha256(drawn["full/picture-sheet"].docx).hexdigest()
    assert made.stdout.strip() == ours


def test_entries_bear_no_time_and_the_properties_the_records(drawn: dict[str, Drawn]) -> None:
    one = drawn["full/automatic-note"]
    with zipfile.ZipFile(io.BytesIO(one.docx)) as entries:
        assert {info.date_time for info in entries.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert entries.namelist()[0] == "[Content_Types].xml"
    properties = docx.Document(io.BytesIO(one.docx)).core_properties
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == one.paper.made_at.replace(tzinfo=None)
    assert properties.title == "自动监测采集说明 C-530000-20261124-0187"
    assert properties.author == "网鉴 wangjian"


def test_nothing_of_the_template_is_left(drawn: dict[str, Drawn]) -> None:
    entries = _entries(drawn["full/automatic-note"].docx)
    assert not [name for name in entries if "thumbnail" in name or "customXml" in name]
    assert b"python-docx" not in b"".join(entries.values())
    assert b"Macintosh" not in b"".join(entries.values())


def test_empty_paragraphs_are_low_so_that_no_page_is_lost(drawn: dict[str, Drawn]) -> None:
    xml = _entries(drawn["full/picture-sheet"].docx)["word/document.xml"]
    empty = re.findall(rb"<w:p><w:pPr>((?:(?!</w:pPr>).)*)</w:pPr></w:p>", xml, re.S)
    assert empty
    assert all(b'<w:sz w:val="6"/>' in one for one in empty)


def test_chinese_fonts_are_named_and_none_is_shipped(drawn: dict[str, Drawn]) -> None:
    entries = _entries(drawn["full/referral-letter"].docx)
    fonts = set(re.findall(rb'w:eastAsia="([^"]+)"', entries["word/document.xml"]))
    assert fonts == {"仿宋".encode(), "宋体".encode(), "黑体".encode()}
    assert not [name for name in entries if "fonts/" in name]


def test_a_long_picture_lies_in_the_file_once_as_it_is_and_is_shown_in_slices() -> None:
    facts = picture(1280, 4300)
    paper = fill(FORM, facts)
    entries = _entries(word_file(paper))
    media = [name for name in entries if name.startswith("word/media/")]
    assert len(media) == 1
    assert entries[media[0]] == facts.picture.data
    crops = re.findall(rb'<a:srcRect t="(\d+)" b="(\d+)"/>', entries["word/document.xml"])
    slices = [one for part in paper.parts for one in part.blocks if isinstance(one, Slice)]
    assert len(crops) == len(slices) == 3
    for (top, bottom), one in zip(crops, slices, strict=True):
        assert int(top) == pytest.approx(100_000 * one.top / 4300, abs=1)
        assert int(bottom) == pytest.approx(100_000 * (4300 - one.bottom) / 4300, abs=1)


def test_sheets_are_turned_part_by_part(drawn: dict[str, Drawn]) -> None:
    paper = fill(FORM, picture(1366, 3000))
    sections = docx.Document(io.BytesIO(word_file(paper))).sections
    sizes = [
        (round(section.page_width.mm), round(section.page_height.mm))
        for section in sections
        if section.page_width is not None and section.page_height is not None
    ]
    assert sizes == [(210, 297), (297, 210)]
    letter = docx.Document(io.BytesIO(drawn["full/referral-letter"].docx)).sections[0]
    margins = (letter.top_margin, letter.left_margin, letter.right_margin, letter.bottom_margin)
    assert [round(one.mm) for one in margins if one is not None] == [37, 28, 26, 35]


def test_heads_of_tables_are_repeated_and_rows_kept_whole(drawn: dict[str, Drawn]) -> None:
    xml = _entries(drawn["full/fixing-list"].docx)["word/document.xml"]
    assert xml.count(b"<w:tblHeader/>") == 2
    assert xml.count(b"<w:cantSplit/>") == xml.count(b"<w:tr>")
