"""电子数据证据提取笔录: of attended captures only, and true to what the session recorded."""

from dataclasses import replace

import pytest

from evidence.errors import FormRefused
from evidence.package.records.facts import Absent, CaptureFacts, Clock, Officer, PageSeen, Recording
from evidence.package.records.form import fill
from evidence.package.records.forms.extraction_record import FORM, Extraction
from tests.evidence.package.records.papers import full
from tests.evidence.package.records.samples import FIRST, SECOND, START


@pytest.fixture
def facts() -> Extraction:
    """A whole session."""
    made = full()["extraction-record"][1]
    assert isinstance(made, Extraction)
    return made


def _said(facts: Extraction) -> str:
    return "\n".join(fill(FORM, facts).texts())


def _with(facts: Extraction, **changes: object) -> Extraction:
    capture: CaptureFacts = replace(facts.capture, **changes)  # type: ignore[arg-type]
    return replace(facts, capture=capture)


def test_an_automatic_capture_never_fills_it(facts: Extraction) -> None:
    with pytest.raises(FormRefused) as refused:
        fill(FORM, _with(facts, kind="automatic"))
    assert refused.value.code == "automatic-capture"
    assert "自动监测采集说明" in refused.value.diagnostics("zh")
    assert "C-530000-20261124-0187" in refused.value.diagnostics("en")


@pytest.mark.parametrize(
    "clock",
    [
        Clock(),
        Clock(offset=Absent("未测量", "时间源无应答"), measured_at=START),
        Clock(offset=3.0, measured_at=None),
    ],
)
def test_an_unmeasured_clock_is_refused(facts: Extraction, clock: Clock) -> None:
    with pytest.raises(FormRefused) as refused:
        fill(FORM, _with(facts, clock=clock))
    assert refused.value.code == "clock-not-measured"


@pytest.mark.parametrize(
    "officers",
    [
        (),
        (FIRST,),
        (FIRST, FIRST),
        (FIRST, replace(SECOND, confirmed_at=None)),
        (FIRST, SECOND, Officer(name="三", confirmed_at=START)),
    ],
)
def test_two_officers_must_each_have_confirmed(
    facts: Extraction, officers: tuple[Officer, ...]
) -> None:
    with pytest.raises(FormRefused) as refused:
        fill(FORM, replace(facts, officers=officers))
    assert refused.value.code == "two-officers"


def test_the_fixed_sentences_tell_who_where_and_how(facts: Extraction) -> None:
    said = _said(facts)
    assert (
        "2026年11月24日09时05分07秒（北京时间），执法人员木一、林二在云岭市市场监督管理局取证室"
        "使用取证工作站 QZ-01，以“未登录”方式访问http://shop.example.com/"
    ) in said
    assert "系统时间与国家授时中心 ntp.ntsc.ac.cn比对，偏差+12.4毫秒" in said
    assert "所记时间未修正。" in said
    assert "提取过程录屏，文件screen.webm，连续。" in said


def test_a_broken_recording_is_told_and_none_is_not_claimed(facts: Extraction) -> None:
    broken = replace(Recording(file="screen.webm"), breaks=2)
    assert "文件screen.webm，中断2次，见第五项。" in _said(_with(facts, recording=broken))
    gone = _said(_with(facts, recording=Absent("未取得", "录屏程序未启动")))
    assert "提取过程录屏" not in gone
    assert "未取得（录屏程序未启动）" in gone


def test_acts_of_hand_and_system_stand_in_columns_of_their_own(facts: Extraction) -> None:
    said = _said(facts)
    assert "输入网址并回车\n—\n页面打开" in said
    assert "—\n整页截图\n失败：渲染进程超时；重试一次成功" in said


def test_a_missing_place_is_left_to_be_written(facts: Extraction) -> None:
    assert "在" + "＿" * 12 + "使用" in _said(replace(facts, place=None))


def test_an_account_is_named_its_password_never_asked_for(facts: Extraction) -> None:
    page = PageSeen(
        access="account", account="office-01", account_source="机关注册", asked="http://a.test/"
    )
    said = _said(_with(facts, page=page))
    assert "使用账号 office-01（来源：机关注册），口令已遮蔽" in said


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        (None, ["□远程服务器由＿＿＿＿＿＿＿＿控制，现场无法取得", "□其他：＿"]),
        ("remote", ["■远程服务器由页面所示网站经营者控制，现场无法取得", "□其他：＿"]),
        ("other", ["□远程服务器由＿＿＿＿＿＿＿＿控制，现场无法取得", "■其他：载体已灭失"]),
    ],
)
def test_the_reason_without_the_original_is_the_officers_choice(
    facts: Extraction, reason: str | None, lines: list[str]
) -> None:
    said = _said(replace(facts, no_original=reason, other_reason="载体已灭失"))  # type: ignore[arg-type]
    for line in lines:
        assert line in said


def test_what_was_taken_after_the_decision_says_so(facts: Extraction) -> None:
    assert "处理决定作出之后" not in _said(facts)
    assert "本件于处理决定作出之后采集。" in _said(_with(facts, after_decision=True))
