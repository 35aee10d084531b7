"""Facts that would be more than words are only words, in every field of every record."""

import dataclasses
import io
import re
import typing
import unicodedata
import zipfile
from typing import Any, Literal

import pytest
from lxml import etree

from evidence.package.records.form import fill
from evidence.package.records.forms.every_form import FORMS
from evidence.package.records.paper import Paper
from evidence.package.records.print_file import print_papers
from evidence.package.records.word_file import word_file
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.pdf_text import pdf_pages
from tests.evidence.package.records.word_text import word_links

HOSTILE = (
    "</td></table><script>document.title='x'</script><img src=http://evil.test/a.png>"
    "<style>*{display:none}</style><a href='javascript:1'>x</a>"
    "{0.__class__}${7*7}{{config}}%s =HYPERLINK(\"http://evil.test\") +cmd|' /C calc'!A0"
    "\x00\x07\x1b[31m\u202egnp.exe\u2066\u200b\ufeff\ud83d\ufdd0\ue000 ]]>&amp;&#x0;"
    " https://evil.test/?a=1 שלום 😀🅰\\22 } @page{size:1mm} \u0301\u0301\u0301\u0301"
)
HUGE = "巨" * 300_000 + "http://evil.test/" + "a" * 1_700_000
# Values that are chosen from a list, are ours, or tell two officers apart.
KEPT = {"number", "wanted", "articles", "certificate"}


def _poisoned(value: Any, poison: str) -> Any:
    """The facts with every string from outside replaced."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        hints = typing.get_type_hints(type(value))
        changed = {
            field.name: _poisoned(getattr(value, field.name), poison)
            for field in dataclasses.fields(value)
            if field.name not in KEPT
            and Literal not in _origins(hints[field.name])
            and field.name != "picture"
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(_poisoned(one, poison) for one in value)
    return poison if isinstance(value, str) else value


def _origins(hint: Any) -> set[Any]:
    found = {typing.get_origin(hint)}
    for argument in typing.get_args(hint):
        found |= _origins(argument)
    return found


def _papers(poison: str) -> list[Paper]:
    return [fill(form, _poisoned(facts, poison)) for form, facts in full().values()]


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    """Every record, poisoned."""
    return _papers(HOSTILE)


def test_nothing_that_steers_is_left_in_any_text(papers: list[Paper]) -> None:
    for paper in papers:
        for text in [*paper.texts(), paper.running, *paper.footer]:
            bare = text.replace("\u2068", "").replace("\u2069", "").replace("\n", "")
            assert not {unicodedata.category(one) for one in bare} & {"Cc", "Cf", "Cs", "Co", "Cn"}
        assert "⟨U+202E⟩gnp.exe" in "".join(paper.texts())
        assert "{0.__class__}${7*7}{{config}}" in "".join(paper.texts())


def test_word_files_hold_it_as_text_only(papers: list[Paper]) -> None:
    for paper in papers:
        data = word_file(paper)
        assert word_links(data) == []
        with zipfile.ZipFile(io.BytesIO(data)) as entries:
            for name in entries.namelist():
                if name.endswith(".xml"):
                    tree = etree.fromstring(entries.read(name))
                    assert not [
                        one for one in tree.iter() if etree.QName(one).localname == "script"
                    ]


def test_prints_hold_it_as_text_only(papers: list[Paper]) -> None:
    for paper, pdf in zip(papers, print_papers(papers), strict=True):
        said = "".join(pdf_pages(pdf))
        assert "<script>document.title='x'</script>" in said
        assert "{0.__class__}${7*7}{{config}}" in said
        assert not re.findall(rb"/(Annots|URI|JavaScript|Launch)\b", pdf)
        assert set(re.findall(rb"/MediaBox \[0 0 (\d+)", pdf)) <= {b"594", b"595", b"841", b"842"}
        assert paper.number in said


def test_huge_facts_stay_within_bounds() -> None:
    for paper in _papers(HUGE):
        size = sum(len(text) for text in paper.texts())
        assert size < 400_000, paper.key
        assert "全文共" in "".join(paper.texts())


def test_a_flood_of_findings_is_counted_not_printed() -> None:
    form, facts = full()["automatic-note"]
    capture = facts.capture
    flooded = dataclasses.replace(
        capture, hits=capture.hits * 5_000, not_taken=("缺",) * 9_000, effects=("改",) * 9_000
    )
    paper = fill(form, dataclasses.replace(facts, capture=flooded))
    said = "".join(paper.texts())
    assert "共10000项，此处列前200项" in said
    assert said.count("共9000项，此处列前200项") == 2


def test_every_form_was_tried() -> None:
    assert {form.key for form in FORMS} == set(full())
