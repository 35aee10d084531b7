"""A CaseFile that could not become an honest package cannot be made at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import PackageFault
from evidence.package.casefile import AgreedList, Artefact, CaseFile, Claim, Document, StoredFile
from tests.evidence.package.samples import MADE_AT, OFFICERS, keyword_list, sample_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    return sample_case(tmp_path_factory.mktemp("case"))


BAD: dict[str, Callable[[CaseFile], Any]] = {
    "a number of another form": lambda c: replace(c, number="7"),
    "a time without zone": lambda c: replace(c, made_at=datetime(2026, 1, 1)),  # noqa: DTZ001
    "Beijing time": lambda c: replace(c, made_at=MADE_AT.astimezone(timezone(timedelta(hours=8)))),
    "a case number with a line end": lambda c: replace(c, case="1\n2"),
    "a case number without end": lambda c: replace(c, case="案" * 100),
    "serial 0": lambda c: replace(c, serial=0),
    "a capture twice": lambda c: replace(c, captures=c.captures * 2),
    "a record twice": lambda c: replace(c, documents=c.documents * 2),
    "a list twice": lambda c: replace(c, lists=c.lists * 2),
    "a claim of no capture": lambda c: replace(c, claims=(Claim("x", "C-9", "screenshot.png"),)),
    "a claim of no picture": lambda c: replace(
        c, claims=(Claim("x", c.captures[0].number, "absent.png"),)
    ),
    "a claim that rests on a marked picture": lambda c: replace(
        c, claims=(Claim("x", c.captures[0].number, "marked.png"),)
    ),
    "a capture named as the web pleases": lambda c: replace(c.captures[0], number="../../etc"),
    "an attended capture with one officer": lambda c: replace(c.captures[1], officers=OFFICERS[:1]),
    "an attended capture without a measured clock": lambda c: replace(c.captures[1], clock=None),
    "a capture with two files of one name": lambda c: replace(
        c.captures[0], artefacts=c.captures[0].artefacts * 2
    ),
    "two files that differ in case": lambda c: replace(
        c.captures[0],
        artefacts=(*c.captures[0].artefacts, replace(c.captures[0].artefacts[0], name="PAGE.TXT")),
    ),
    "a proof of entry without a manifest": lambda c: replace(
        c.captures[0], artefacts=c.captures[0].artefacts[:1], ledger=b"proof"
    ),
    "a list whose digest is another's": lambda c: replace(c.lists[0], canonical=b"other"),
    "a file name from the web": lambda c: replace(c.captures[0].artefacts[0], name="a/b.png"),
    "a digest that is none": lambda c: StoredFile(Path("x"), 1, "sha1:00"),
    "a record in two files of one kind": lambda c: Document(
        "R-02", "note", "x", MADE_AT, c.documents[0].files * 2
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_is_refused_in_both_languages(what: str, case: CaseFile) -> None:
    with pytest.raises(PackageFault) as caught:
        BAD[what](case)
    assert caught.value.code == "case-file"
    assert caught.value.diagnostics("zh") != caught.value.diagnostics("en")


def test_a_case_is_attended_where_every_capture_is(case: CaseFile) -> None:
    assert not case.attended
    assert replace(case, captures=case.captures[1:]).attended
    assert not replace(case, captures=(), claims=()).attended


def test_what_is_right_stays_as_it_is_given(case: CaseFile) -> None:
    assert case.artefact(case.claims[0]).role == "screenshot"
    assert isinstance(case.captures[0].warcs[0], Artefact)
    assert isinstance(keyword_list(), AgreedList)
    assert case.made_at.tzinfo is UTC
