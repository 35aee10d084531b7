"""Facts out of a real capture of a page on loopback, and the records they fill."""

import asyncio
import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from evidence.capture.capture import CaptureSettings, capture
from evidence.capture.clock import ClockReading
from evidence.capture.limits import CaptureLimits
from evidence.capture.manifest import Captured, WayStep
from evidence.network.reach import Reach
from evidence.package.records.facts import Absent, CaptureFacts, Head, Office
from evidence.package.records.form import fill
from evidence.package.records.forms import automatic_note, fixing_list
from evidence.package.records.from_capture import capture_facts, clock_facts, hexadecimal
from tests.evidence.network.servers import Visit, serve

TITLE = "高仿运动鞋 \u202e"
PAGE = f"<!doctype html><meta charset=utf-8><title>{TITLE}</title><h1>高仿</h1>".encode()


async def _answer(visit: Visit) -> None:
    if visit.request.startswith(b"GET / "):
        await visit.send(b"HTTP/1.1 302 Found\r\nLocation: /goods\r\nContent-Length: 0\r\n\r\n")
    else:
        await visit.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
            + f"Content-Length: {len(PAGE)}\r\n\r\n".encode()
            + PAGE
        )


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Captured:
    """A page behind a redirection, captured by the machine alone."""

    async def take() -> Captured:
        async with serve(_answer) as server:
            return await capture(
                server.url("/"),
                tmp_path_factory.mktemp("captures") / "C-530000-20261124-0007",
                reach=Reach([server.address]),
                settings=CaptureSettings(limits=CaptureLimits(quiet_seconds=0.2)),
                way=[WayStep(datetime.now(UTC), server.url("/"), "打开首页")],
            )

    return asyncio.run(take())


@pytest.fixture(scope="module")
def facts(captured: Captured) -> CaptureFacts:
    """What the capture tells."""
    return capture_facts(captured)


def test_addresses_times_and_network_are_those_of_the_capture(
    facts: CaptureFacts, captured: Captured
) -> None:
    page = facts.page
    assert page.asked == captured.url_asked
    assert page.final == captured.url_final
    assert page.redirects == (captured.url_final,)
    assert page.ip == "127.0.0.1"
    assert page.port == captured.url_final.split(":")[2].split("/")[0]
    assert page.certificate_sha256 == Absent("不适用", "未使用加密连接")
    assert (facts.start, facts.end) == (captured.started_at, captured.ended_at)
    assert page.steps == (f"打开首页 {captured.url_asked}",)


def test_what_a_capture_cannot_know_is_left_open(facts: CaptureFacts) -> None:
    assert facts.page.blocked is None
    assert facts.hits is None
    assert facts.recheck is None
    assert facts.ledger_entry is None
    assert isinstance(facts.surroundings.egress_ip, Absent)
    assert facts.clock.offset == Absent("未测量", "未配置时间源")


def test_every_file_is_listed_with_digests_of_its_bytes(
    facts: CaptureFacts, captured: Captured
) -> None:
    assert {one.file for one in facts.artefacts} == {
        path.name for path in captured.folder.iterdir()
    } - {"capture.json"}
    for one in facts.artefacts:
        data = (captured.folder / one.file).read_bytes()
        assert one.sha256 == hashlib.sha256(data).hexdigest()
        assert one.sm3 == hashlib.new("sm3", data).hexdigest()
        assert one.size == len(data)
    manifest = (captured.folder / "capture.json").read_bytes()
    assert facts.list_sha256 == hashlib.sha256(manifest).hexdigest()


def test_the_automatic_note_states_no_more_than_the_capture_shows(facts: CaptureFacts) -> None:
    head = Head(office=Office(name="某局"), number=facts.number, made_at=datetime.now(UTC))
    note = automatic_note.AutomaticNote(head=head, capture=facts)
    said = "\n".join(fill(automatic_note.FORM, note).texts())
    assert "采集时无执法人员在场操作" in said
    assert "高仿运动鞋 ⟨U+202E⟩" in said or "高仿运动鞋" in said
    assert "\u202e" not in said
    assert "未绕过验证码或访问限制" not in said, "the log does not say that nothing stood there"
    clear = replace(facts, page=replace(facts.page, blocked=False))
    said = "\n".join(fill(automatic_note.FORM, replace(note, capture=clear)).texts())
    assert "采集对象为公开页面，未登录，未绕过验证码或访问限制。" in said


def test_the_list_shows_each_digest_in_full(facts: CaptureFacts) -> None:
    head = Head(office=Office(name="某局"), number=facts.number, made_at=datetime.now(UTC))
    paper = fill(fixing_list.FORM, fixing_list.FixingList(head=head, capture=facts))
    said = "\n".join(paper.texts())
    for one in facts.artefacts:
        assert f"SHA-256　{one.sha256}" in said
        assert f"SM3　　　{one.sm3}" in said
    assert f"共{len(facts.artefacts)}件，{facts.size}字节。" in said


def test_a_measured_clock_is_taken_over_with_its_error() -> None:
    at = datetime(2026, 11, 24, tzinfo=UTC)
    clock = clock_facts(ClockReading("ntp.example", at, offset_ms=-3.25, error_ms=8.0))
    assert (clock.offset, clock.error, clock.measured_at) == (-3.25, 8.0, at)
    assert clock.corrected is False


@pytest.mark.parametrize(
    ("label", "digits"),
    [("sha256:00ff", "00ff"), (None, Absent("未取得", "本机不支持该算法"))],
)
def test_digests_lose_their_label_only(label: str | None, digits: object) -> None:
    assert hexadecimal(label) == digits
