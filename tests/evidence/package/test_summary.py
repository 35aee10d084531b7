"""Page 1 in figures: who, when, where, which claim is which picture and file."""

from dataclasses import replace
from pathlib import Path

import pytest

from evidence.package.casefile import CaseFile
from evidence.package.summary import page_one
from tests.evidence.package.samples import sample_case
from tests.evidence.package.sealed import Package
from tests.evidence.package.workshop import files_of


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> CaseFile:
    return sample_case(tmp_path_factory.mktemp("case"))


def test_a_claim_names_the_picture_by_path_and_digest(package: Package) -> None:
    (claim,) = page_one(package.case)["claims"]
    files = files_of(package)
    lines = files["manifest-sha256.txt"].decode().splitlines()
    assert f"{claim['sha256'].removeprefix('sha256:')}  {claim['file']}" in lines
    assert claim["figure"] == 1
    assert claim["text"] == "页面显示“高仿 一比一”"


def test_it_says_who_was_there_when_and_where(case: CaseFile) -> None:
    said = page_one(case)
    assert said["manner"] == "mixed"
    assert [one["name"] for one in said["present"]] == ["木一", "林二"]
    assert said["from"] == "2026-11-24T01:05:07Z"
    assert [one["offset_ms"] for one in said["where"]] == [None, -12]
    assert said["contrary"] == {
        "captures": ["C-530000-20261124-0001"],
        "pages": 1,
        "findings": 1,
    }


def test_it_says_what_was_altered_what_is_missing_and_what_is_not_proved(case: CaseFile) -> None:
    said = page_one(case)
    assert said["alterations"] == ["滚动页面以载入图片"]
    assert said["gaps"] == ["未登录后的页面未采集", "一个视频未采集：超过大小上限"]
    assert len(said["not_proved"]) == 3
    assert "seal/" in said["seal"]


def test_without_officers_nobody_was_there(case: CaseFile) -> None:
    said = page_one(replace(case, captures=case.captures[:1], claims=()))
    assert (said["manner"], said["present"]) == ("automatic", [])
    empty = page_one(replace(case, captures=(), claims=()))
    assert (empty["manner"], empty["from"]) == ("automatic", None)


def test_it_needs_no_records_and_no_seal(case: CaseFile) -> None:
    assert page_one(replace(case, documents=())) == page_one(case)
    assert Path("/") not in [one.file.path for one in case.captures[0].artefacts]
