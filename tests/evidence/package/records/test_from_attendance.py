"""What an attended capture and an import tell, and the extraction record they fill."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence.capture.attendance import Account, Attendance, Attendant
from evidence.capture.clock import ClockReading
from evidence.capture.flags import Flag
from evidence.capture.journal import Step
from evidence.capture.manifest import Captured, read_capture
from evidence.capture.store import MANIFEST, Store
from evidence.package.records.facts import Absent, Head, Office
from evidence.package.records.form import fill
from evidence.package.records.forms import extraction_record, fixing_list
from evidence.package.records.from_attendance import officers_of
from evidence.package.records.from_capture import capture_facts
from tests.evidence.capture.made import made
from tests.evidence.capture.test_imported import MP4, taken

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
TWO = (Attendant("张某", "530100-001", AT), Attendant("李某", "530100-002", AT))
HERE = Attendance(TWO, "某市某路1号", "核查", Account("office-01", "平台分配"), after_decision=True)
CLOCK = ClockReading("ntp.example:123", AT, 12.5, 2.0, 2, 4)
VIEW = {
    "capture": "C-1-v1",
    "manifest": "sha256:" + "a" * 64,
    "profile": {"name": "phone"},
    "first": {"url": "http://shop.example/p/1"},
    "same": {"status": True, "url": False, "title": None},
    "only_first_count": 3,
    "only_second_count": 1,
}
KNOWN = {
    "capture": "C-1-known",
    "manifest": "sha256:" + "b" * 64,
    "items": [{"zh": "网页标题", "ok": True}, {"zh": "可见文字", "ok": True}],
}


def attended(folder: Path, **changes: object) -> Captured:
    """An attended capture with a film and a second view, as its files tell of it."""
    base = made(folder, finish=False)
    (folder / "begun.json").unlink()
    extra = Store.__new__(Store)
    extra.folder, extra.artefacts = folder, []
    extra.write("recording-01.avi", "recording", "video/x-msvideo", b"RIFF")
    extra.write_json("recording.json", "recording-index", {"seconds": 61.25, "breaks": 1})
    extra.write_json("vantage.json", "vantage", {"views": [VIEW]})
    steps = (
        Step(AT, "login-begun", "开始登录账号 office-01", "began", "", "张某", True),
        Step(AT + timedelta(seconds=9), "take", "采集当前页", "took", "", "张某", True),
        Step(AT + timedelta(seconds=9), "picture", "截取整页图片", "took the picture"),
    )
    captured = replace(
        base,
        manner="attended",
        attendance=HERE,
        clock=CLOCK,
        steps=steps,
        artefacts=(*base.artefacts, *extra.artefacts),
        environment=dict(base.environment) | {"known_answer": KNOWN},
        **changes,  # type: ignore[arg-type]
    )
    (folder / MANIFEST).write_text(json.dumps(captured.to_json()))
    return read_capture(folder)


def said(captured: Captured) -> str:
    """All words of the extraction record that `captured` fills."""
    attendance = captured.attendance
    assert attendance is not None
    record = extraction_record.Extraction(
        head=Head(office=Office(name="某局"), number=captured.number, made_at=AT),
        capture=capture_facts(captured),
        officers=officers_of(captured),
        purpose=attendance.purpose,
        place=attendance.place,
    )
    return "\n".join(fill(extraction_record.FORM, record).texts())


def test_an_attended_capture_fills_its_record_from_what_happened(tmp_path: Path) -> None:
    words = said(attended(tmp_path / "C-1"))
    for part in (
        "使用账号 office-01（来源：平台分配），口令已遮蔽",
        "执法人员张某、李某在某市某路1号使用",
        "2项全部相符（采集件C-1-known）",
        "提取过程录屏，文件recording-01.avi，中断1次，见第五项",
        "时长 61秒",
        "手机视角状态码相同，最终网址不同，标题未比对；仅首次可见文字 3 行",
        "本件于处理决定作出之后采集",
        "+12.5毫秒",
        "登录期间不记录",
        "进入步骤",
        "开始登录账号 office-01",
        "b" * 64,
    ):
        assert part in words, part
    assert "第二视角\n未取得" not in words


def test_whether_somebody_logged_in_is_what_happened_and_not_what_was_planned(
    tmp_path: Path,
) -> None:
    captured = attended(tmp_path / "C-1")
    public = capture_facts(replace(captured, steps=captured.steps[1:])).page
    assert (public.access, public.account) == ("public", None)
    undeclared = replace(captured, steps=captured.steps[1:], flags=(Flag("login-undeclared"),))
    page = capture_facts(undeclared).page
    assert (page.access, page.account) == ("account", None)
    assert "使用账号 ＿＿＿＿" in said(undeclared)


def test_what_was_not_recorded_is_said_to_be_missing(tmp_path: Path) -> None:
    captured = attended(tmp_path / "C-1")
    few = [one for one in captured.artefacts if not one.role.startswith(("recording", "vantage"))]
    told = capture_facts(replace(captured, artefacts=tuple(few)))
    assert told.recording == Absent("未取得", "没有录屏文件")
    assert told.second_view == Absent("未取得", "未取第二视角")


def test_a_recording_that_was_brought_in_fills_it_too(tmp_path: Path) -> None:
    source = tmp_path / "video"
    source.write_bytes(MP4)
    words = said(taken([source], tmp_path / "C-2"))
    for part in (
        "将录制设备：某牌手机 X1；导入设备：",
        "的文件导入本系统，按第五项步骤提取电子数据",
        "录制时间：2026年11月24日上午",
        "导入之前的录制过程由执法人员说明，本系统没有记录",
        "导入文件 1/1",
    ):
        assert part in words, part
    assert "浏览器打开网页" not in words


@pytest.mark.parametrize("manner", ["attended", "imported"])
def test_the_list_of_files_names_them_all(tmp_path: Path, manner: str) -> None:
    source = tmp_path / "video"
    source.write_bytes(MP4)
    captured = (
        attended(tmp_path / "C-1") if manner == "attended" else taken([source], tmp_path / "C-1")
    )
    head = Head(office=Office(name="某局"), number=captured.number, made_at=AT)
    told = fixing_list.FixingList(
        head=head, capture=capture_facts(captured), officers=officers_of(captured)
    )
    words = "\n".join(fill(fixing_list.FORM, told).texts())
    assert all(one.name in words for one in captured.artefacts)
    assert ("导入文件" if manner == "imported" else "录屏") in words
