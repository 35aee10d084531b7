"""A name that no font can draw stops the print; a page's own odd character is written out."""

import unicodedata
from dataclasses import replace

import pytest

from evidence.errors import BrowserUnavailable, FormRefused
from evidence.package.records import glyphs
from evidence.package.records.facts import Officer
from evidence.package.records.form import fill
from evidence.package.records.forms import automatic_note, notices_checklist
from evidence.package.records.glyphs import drawable
from evidence.package.records.print_file import print_papers
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.pdf_text import pdf_pages


def _undrawn(first: int, last: int) -> str:
    """A character of this range that no font of this machine has."""
    return next(
        chr(code)
        for code in range(last, first, -1)
        if unicodedata.category(chr(code)) == "Lo" and not glyphs._has_glyph(code)
    )


# Of the ideographs of extension B, and of an old script.
RARE = _undrawn(0x20000, 0x2A6DF)
ODD = _undrawn(0x12000, 0x1254F)


def test_everything_the_samples_say_can_be_drawn() -> None:
    for form, facts in full().values():
        assert drawable(fill(form, facts)) == {}


def test_a_rare_character_of_a_name_stops_the_print_and_is_named() -> None:
    _, facts = full()["notices-checklist"]
    officers = (Officer(name=f"王{RARE}"), facts.officers[1])
    paper = fill(notices_checklist.FORM, replace(facts, officers=officers))
    with pytest.raises(FormRefused) as refused:
        print_papers([paper])
    assert refused.value.code == "missing-glyph"
    assert f"{RARE}(U+{ord(RARE):04X})" in refused.value.diagnostics("zh")
    assert f"U+{ord(RARE):04X}" in refused.value.diagnostics("en")


def test_a_page_cannot_stop_the_print_with_one() -> None:
    _, facts = full()["automatic-note"]
    title = f"高仿{RARE}鞋{ODD}"
    capture = replace(facts.capture, page=replace(facts.capture.page, page=title))
    paper = fill(automatic_note.FORM, replace(facts, capture=capture))
    (pdf,) = print_papers([paper])
    assert f"高仿⟨U+{ord(RARE):04X}⟩鞋" in "".join(pdf_pages(pdf)).replace("\u2068", "")
    assert any(title in text for text in paper.texts()), "the DOCX keeps the character itself"


def test_without_fontconfig_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    glyphs._coverage.cache_clear()
    monkeypatch.setenv("PATH", "/nonexistent")
    form, facts = full()["notices-checklist"]
    with pytest.raises(BrowserUnavailable) as gone:
        drawable(fill(form, facts))
    assert "fontconfig" in gone.value.diagnostics("zh")
    glyphs._coverage.cache_clear()
