"""Workbooks hold strings only, whatever the words."""

import hashlib
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from leads.sheets import CELL_LIMIT, Sheet, cell_text, write_workbook

HOSTILE = [
    '=HYPERLINK("http://198.51.100.1/","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1+1)",
    "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "=1+1", "http://198.51.100.1/x", "mailto:a@b.test",
    "file:///etc/passwd", "\\\\evil.test\\share", "internal:Sheet1!A1", "external:c:\\x.xlsx",
    "{=SUM(1)}", "12345678901234567890", "1e5", "2026-11-24", "TRUE", "#REF!", "'quoted",
    "_x0041_", "_x000D_", "<b>&amp;</b>]]>", "a\x00b\x1b[31mc\x07\x7f\x85", "\u202eevil\u2066",
    "\ud800", "\ufffe\uffff", "多\n行", "😀" * 20_000, "长" * 40_000, "\x01" * 40_000, "",
]  # fmt: skip
WHEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def written(path: Path, rows: list[list[str]]) -> Path:
    write_workbook(path, [Sheet("表", (("甲", 10), ("乙", 20)), rows)], title="表", created=WHEN)
    return path


def test_every_hostile_word_is_a_plain_string(tmp_path: Path) -> None:
    path = written(tmp_path / "x.xlsx", [[word, "x"] for word in HOSTILE])
    page = load_workbook(path)["表"]
    assert [page.cell(1, 1).value, page.cell(1, 2).value] == ["甲", "乙"]
    for number, word in enumerate(HOSTILE, 2):
        cell = page.cell(number, 1)
        assert cell.data_type in {"s", "inlineStr", "n"}
        assert cell.data_type != "n" or word == ""
        assert cell.hyperlink is None
        if word:
            assert isinstance(cell.value, str)
            assert cell.quotePrefix, "stays text when somebody edits it"
    assert page.cell(2, 1).value == HOSTILE[0]
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    everything = "".join(parts.values())
    assert "<f>" not in everything
    assert "<hyperlink" not in everything
    assert "TargetMode" not in everything
    assert not [name for name in parts if "externalLink" in name or "connections" in name]


def test_words_come_back_as_they_were(tmp_path: Path) -> None:
    words = ["_x0041_", "_x000D_ 高仿", "<b>&amp;</b>", "多\n行", "＝1", "😀"]
    page = load_workbook(written(tmp_path / "x.xlsx", [[w, ""] for w in words]))["表"]
    kept = [str(page.cell(n, 1).value) for n in range(2, 2 + len(words))]
    # Excel undoes this escape on reading (ECMA-376, 22.4.2.4); openpyxl leaves it to us.
    assert [unescape(word) for word in kept] == words


@pytest.mark.parametrize("word", HOSTILE)
def test_cells_fit(word: str) -> None:
    text = cell_text(word)
    assert len(text.encode("utf-16-le", "strict")) // 2 <= CELL_LIMIT
    assert not any(c in text for c in "\x00\x1b\u202e\ufffe\uffff\x01\r")


def test_long_text_says_that_it_was_cut() -> None:
    assert cell_text("长" * 40_000).endswith("（已截断）")
    assert cell_text("长" * CELL_LIMIT) == "长" * CELL_LIMIT


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    rows = [[word, word] for word in HOSTILE]
    one, two = written(tmp_path / "1.xlsx", rows), written(tmp_path / "2.xlsx", rows)
    assert hashlib.sha256(one.read_bytes()).digest() == hashlib.sha256(two.read_bytes()).digest()


def test_a_folder_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        written(tmp_path / "no" / "x.xlsx", [])
