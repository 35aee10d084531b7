"""保管链记录: every action, every gap; hands sign only what hands did."""

from dataclasses import replace

import pytest

from evidence.package.records.form import fill
from evidence.package.records.forms.custody_log import FORM, CustodyLog, Gap
from evidence.package.records.paper import Table
from tests.evidence.package.records.papers import MINUTE, full
from tests.evidence.package.records.samples import SHA, START


@pytest.fixture
def facts() -> CustodyLog:
    """An action of the system, a gap, a handing over."""
    made = full()["custody-log"][1]
    assert isinstance(made, CustodyLog)
    return made


def _rows(facts: CustodyLog) -> list[tuple[str, ...]]:
    paper = fill(FORM, facts)
    (table,) = [b for part in paper.parts for b in part.blocks if isinstance(b, Table)]
    return [(*row.cells, *row.under) for row in table.rows]


def test_a_gap_is_named_with_its_ends(facts: CustodyLog) -> None:
    assert (
        "2026年11月24日09时05分07秒（北京时间）至2026年11月24日09时40分07秒（北京时间）无记录"
        in _rows(facts)[1]
    )
    assert isinstance(facts.actions[1], Gap)
    assert (facts.actions[1].start, facts.actions[1].end) == (START, MINUTE)


def test_the_system_signs_nothing_and_a_handing_over_is_open_for_names(facts: CustodyLog) -> None:
    system, _, handed = _rows(facts)
    assert "系统动作" in system
    assert f"SHA-256　{SHA}" in system
    assert "交出：＿＿＿＿＿＿＿＿\n接收：＿＿＿＿＿＿＿＿".replace("＿" * 8, "＿" * 5) in handed
    assert "系统动作" not in handed


def test_an_unknown_result_is_no_agreement(facts: CustodyLog) -> None:
    first = replace(facts.actions[0], again=None)  # type: ignore[type-var]
    (row,) = _rows(replace(facts, actions=(first,)))
    assert "一致" not in row
    assert "未取得（记录中没有此项）" in row
