"""案件来源登记表: what monitoring found, who checked it first; nothing of who reported it."""

import dataclasses
from dataclasses import replace

import pytest

from evidence.package.records.form import fill
from evidence.package.records.forms.source_register import FORM, SourceRegister
from tests.evidence.package.records.papers import full


@pytest.fixture
def facts() -> SourceRegister:
    """A whole entry."""
    made = full()["source-register"][1]
    assert isinstance(made, SourceRegister)
    return made


def _said(facts: SourceRegister) -> str:
    return "\n".join(fill(FORM, facts).texts())


def test_the_content_is_a_suspicion_with_time_place_and_words(facts: SourceRegister) -> None:
    said = _said(facts)
    assert (
        "2026年11月24日09时05分07秒（北京时间）网络监测发现，自建网站店铺“彩云鞋行”"
        "页面显示“高仿运动鞋 顶级复刻”，疑似销售假冒注册商标的商品。"
    ) in said
    assert "2026年11月24日09时40分07秒（北京时间）木一、林二初步核实。" in said


def test_one_officer_alone_has_not_checked_it(facts: SourceRegister) -> None:
    assert "初步核实" not in _said(replace(facts, officers=facts.officers[:1]))


def test_only_the_source_an_officer_chose_is_ticked(facts: SourceRegister) -> None:
    assert "■监督检查　□投诉　□举报　□移送　□交办　□其他" in _said(facts)
    assert "■" not in _said(replace(facts, source=None))


def test_there_is_no_place_for_whoever_reported_it() -> None:
    fields = {one.name for one in dataclasses.fields(SourceRegister)}
    assert not {name for name in fields if "report" in name or "complain" in name}
