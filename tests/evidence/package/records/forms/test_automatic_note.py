"""自动监测采集说明: of automatic captures only, signed by nobody."""

from dataclasses import replace

import pytest

from evidence.errors import FormRefused
from evidence.package.records.facts import PageSeen
from evidence.package.records.form import fill
from evidence.package.records.forms.automatic_note import FORM, AutomaticNote
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.samples import capture


@pytest.fixture
def facts() -> AutomaticNote:
    """A whole note."""
    made = full()["automatic-note"][1]
    assert isinstance(made, AutomaticNote)
    return made


def _said(facts: AutomaticNote) -> str:
    return "\n".join(fill(FORM, facts).texts())


def test_an_attended_capture_is_refused(facts: AutomaticNote) -> None:
    with pytest.raises(FormRefused) as refused:
        fill(FORM, replace(facts, capture=capture("attended")))
    assert refused.value.code == "attended-capture"
    assert "电子数据证据提取笔录" in refused.value.diagnostics("zh")


def test_it_says_that_nobody_was_there_and_is_no_record_of_officers(facts: AutomaticNote) -> None:
    said = _said(facts)
    assert "采集时无执法人员在场操作。本说明不是笔录。" in said
    assert "所载内容仅提示疑似情形，未经执法人员核实，不是对任何主体行为性质的认定。" in said


def test_without_an_end_it_does_not_claim_one(facts: AutomaticNote) -> None:
    said = _said(replace(facts, capture=replace(facts.capture, end=None)))
    assert "采集时无执法人员在场操作" not in said
    assert "结束时间\n未取得（记录中没有此项）" in said


@pytest.mark.parametrize(
    "page",
    [
        PageSeen(access="public", blocked=None),
        PageSeen(access="public", blocked=True),
        PageSeen(access="account", blocked=False),
        PageSeen(access=None, blocked=False),
    ],
)
def test_public_and_unhindered_is_said_only_if_the_log_shows_it(
    facts: AutomaticNote, page: PageSeen
) -> None:
    said = _said(replace(facts, capture=replace(facts.capture, page=page)))
    assert "未绕过验证码或访问限制" not in said


def test_lines_for_officers_are_open_for_a_later_check(facts: AutomaticNote) -> None:
    said = _said(facts)
    assert "执法人员1\n＿" in said
    assert "木一" not in said
