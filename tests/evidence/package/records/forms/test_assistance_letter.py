"""协助调查函: what is asked of a platform, and no more."""

from dataclasses import replace

import pytest

from evidence.package.records.form import fill
from evidence.package.records.forms.assistance_letter import FORM, MATERIALS, Assistance
from tests.evidence.package.records.papers import full


@pytest.fixture
def facts() -> Assistance:
    """A letter with two materials wanted."""
    made = full()["assistance-letter"][1]
    assert isinstance(made, Assistance)
    return made


def _said(facts: Assistance) -> str:
    return "\n".join(fill(FORM, facts).texts())


def test_it_asks_by_what_law_for_what_until_when(facts: Assistance) -> None:
    assert (
        "因调查涉嫌销售假冒注册商标的商品需要，请你单位依据《中华人民共和国电子商务法》第＿＿条，"
        "于2026年12月1日前提供下列材料，注明来源、导出时间和导出人，并附各文件SHA-256值。"
    ) in _said(facts)


def test_only_what_the_officer_wants_is_ticked(facts: Assistance) -> None:
    said = _said(facts)
    for material in MATERIALS:
        assert f"{'■' if material in facts.wanted else '□'}{material}" in said


def test_a_material_that_is_none_of_the_list_is_no_request(facts: Assistance) -> None:
    with pytest.raises(ValueError, match="none of"):
        fill(FORM, replace(facts, wanted=("全部用户数据",)))


def test_without_a_matter_no_suspicion_is_hinted_at(facts: Assistance) -> None:
    said = _said(replace(facts, matter=None, law=None, due=None))
    assert "因调查＿＿＿＿＿＿＿＿需要" in said
    assert "请求范围以办案必需为限。" in said
