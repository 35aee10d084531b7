"""电子数据提取固定清单: every file, every digest, and a foot that adds up."""

from dataclasses import replace

import pytest

from evidence.package.records.facts import Absent
from evidence.package.records.form import fill
from evidence.package.records.forms.fixing_list import FORM, FixingList
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.samples import SHA, SM3, capture


@pytest.fixture
def facts() -> FixingList:
    """The list of a whole capture."""
    made = full()["fixing-list"][1]
    assert isinstance(made, FixingList)
    return made


def _said(facts: FixingList) -> str:
    return "\n".join(fill(FORM, facts).texts())


def test_the_foot_adds_up_and_is_left_out_where_it_cannot(facts: FixingList) -> None:
    assert "共5件，2285253字节。" in _said(facts)
    first, *rest = facts.capture.artefacts
    unknown = replace(facts.capture, artefacts=(replace(first, size=None), *rest))
    assert "字节。" not in _said(replace(facts, capture=unknown)).replace("文件字节。", "")


def test_both_digests_stand_in_full_and_a_missing_one_says_why(facts: FixingList) -> None:
    said = _said(facts)
    assert said.count(f"SHA-256　{SHA}") == said.count(f"SM3　　　{SM3}") == 5
    first, *rest = facts.capture.artefacts
    none = replace(first, sm3=Absent("未取得", "本机不支持该算法"))
    without = replace(facts.capture, artefacts=(none, *rest))
    assert "SM3　　　未取得（本机不支持该算法）" in _said(replace(facts, capture=without))


def test_the_system_takes_automatic_captures_and_officers_only_export_them(
    facts: FixingList,
) -> None:
    said = _said(facts)
    assert "提取人\n系统：网鉴 0.1.0，运行账号 svc-capture" in said
    assert "导出人1\n（木一）" in said
    assert "执法人员1" not in said


def test_officers_take_attended_ones(facts: FixingList) -> None:
    said = _said(replace(facts, capture=capture("attended")))
    assert "提取人\n木一\n林二" in said
    assert "执法人员1\n（木一）" in said
    assert "导出人" not in said


def test_it_says_which_bytes_were_hashed(facts: FixingList) -> None:
    assert (
        "WARC记录块为收到的原始字节（含分块）；WARC文件为压缩后的字节；其余为文件字节。"
        in _said(facts)
    )
