"""One capture of a page that does much, looked at from every side."""

import asyncio
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from evidence.archive.message import http_parts
from evidence.archive.reader import StrictRecord, read_record
from evidence.capture.manifest import read_capture
from evidence.errors import BrowserUnavailable, CaptureFault, Refused
from tests.evidence.capture.shop import Shown, capture_shop
from tests.evidence.capture.site import codes, faults, records, site, take
from tests.evidence.network.servers import run


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    return capture_shop(tmp_path_factory.mktemp("captures"))


@pytest.fixture(scope="module")
def kept(shown: Shown) -> list[StrictRecord]:
    return records(shown.captured)


def told(shown: Shown, name: str) -> dict[str, object]:
    value = json.loads((shown.captured.folder / name).read_bytes())
    assert isinstance(value, dict)
    return value


# The network.


def test_every_request_is_kept_as_the_shop_received_it(
    shown: Shown, kept: list[StrictRecord]
) -> None:
    received = sorted(shown.requests + shown.frame_requests)
    second = [r.block for r in records(shown.captured, "warc-second") if r.type == "request"]
    assert len(second) == 1
    by_browser = sorted(r.block for r in kept if r.type == "request")
    assert sorted(by_browser + second) == received
    blob = next(block for block in by_browser if b"\x00\xff" in block)
    assert blob.endswith("二进制".encode() + b"\x00\xff")


def test_every_answer_is_kept_as_the_shop_sent_it(shown: Shown, kept: list[StrictRecord]) -> None:
    sent = dict(shown.sent)
    answers = {r.uri.partition(shown.address)[2]: r for r in kept if r.type == "response"}
    for path, data in sent.items():
        assert answers[path].block == data, path
    # The redirect's body, the second chunk's trailer and both cookies, byte for byte.
    assert answers["/"].block.endswith(b"there!")
    assert answers["/front"].block.endswith(b"X-Trailer: yes\r\n\r\n")
    assert b"Set-Cookie: a=1\r\nset-cookie: b=2\r\n" in answers["/front"].block
    assert {"/favicon.ico", "/from-worker", "/beacon", "/popup", "/late.png"} <= set(answers)


def test_what_was_kept_is_read_by_the_same_code_as_the_crawl(shown: Shown) -> None:
    assert shown.captured.main is not None
    parts = http_parts(read_record(shown.captured.folder, shown.captured.main))
    assert "国家级品质" in parts.body.decode()
    assert parts.reason == b"Fine By Me"


def test_each_record_has_the_address_that_was_connected_to(
    shown: Shown, kept: list[StrictRecord]
) -> None:
    answers = [r for r in kept if r.type == "response"]
    frames = [r for r in answers if r.uri.endswith("/frame")]
    assert [r.header("WARC-IP-Address") for r in frames] == ["127.0.0.2"]
    others = {r.header("WARC-IP-Address") for r in answers if r not in frames}
    assert others == {"127.0.0.1"}


def test_the_frames_of_a_websocket_are_kept(kept: list[StrictRecord]) -> None:
    frames = {
        r.uri.split(":")[3]: r.block
        for r in kept
        if r.type == "resource" and r.uri.startswith("urn:x-wangjian:frames")
    }
    assert frames["received"].endswith("限时优惠".encode())
    assert len(frames["sent"]) >= 2 + 4 + len("tea")  # masked, RFC 6455, 5.3


def test_the_guard_held_and_told(shown: Shown) -> None:
    assert shown.canary_requests == []
    assert "guarded" in codes(shown.captured)
    refused = told(shown, "addresses.json")["refused"]
    assert [one["host"] for one in refused] == ["127.0.0.3"]  # type: ignore[attr-defined]


def test_the_list_of_the_traffic_agrees_with_the_records(
    shown: Shown, kept: list[StrictRecord]
) -> None:
    listed = told(shown, "traffic.json")
    exchanges = listed["exchanges"]
    assert isinstance(exchanges, list)
    ids = {one["record"]["record_id"]: one["received_bytes"] for one in exchanges}
    answers = {r.record_id for r in kept if r.type == "response"}
    # Chromium may ask for the popup's icon in the moment in which it is ended.
    lone = {r.record_id for r in kept if r.type == "request" and not r.header("WARC-Concurrent-To")}
    assert {one for one, received in ids.items() if received} == answers
    assert {one for one, received in ids.items() if not received} == lone
    by_path = {one["url"].partition(shown.address)[2]: one for one in exchanges}
    assert by_path["/front"]["part"] == "main frame"
    assert by_path["/tea.png"]["kind"] == "image"
    assert by_path["/moved"]["status"] == 301
    assert by_path["/tea.png"]["initiator"] == f"http://{shown.address}"
    assert listed["unrecorded"] == []
    assert all("127.0.0.1:9/" in url for url in listed["kept_out"]["urls"])  # type: ignore[index]


def test_the_second_response_stands_apart(shown: Shown, kept: list[StrictRecord]) -> None:
    second = shown.captured.second
    assert second is not None
    assert second.same_body is True
    assert second.record.file.startswith("second-")
    documents = [r for r in kept if r.type == "response" and r.uri.endswith("/front")]
    assert len(documents) == 1
    (asked,) = (r.block for r in records(shown.captured, "warc-second") if r.type == "request")
    (browser,) = (r.block for r in kept if r.type == "request" and r.uri.endswith("/front"))
    for name in (b"User-Agent", b"Accept-Language", b"Referer"):
        line = re.compile(rb"(?m)^" + name + rb": .*$")
        assert line.search(asked)[0] == line.search(browser)[0]  # type: ignore[index]
    info = records(shown.captured, "warc-second")[0].block.decode()
    assert "第二次响应" in info


# What the page showed.


def test_markup_and_text_are_the_pages_own(shown: Shown) -> None:
    markup, text = shown.captured.read_text("dom"), shown.captured.read_text("text")
    for words in ("云南古树普洱茶 国家级品质", "晚到的字", "影子里的价格 ¥128.00", "页尾"):
        assert words in markup
        assert words in text
    assert markup.startswith("<!DOCTYPE html>")
    assert "<title>某茶行 &lt;普洱&gt;</title>" in markup
    assert shown.captured.title == "某茶行 <普洱>"
    assert "clean" not in text
    frame = (shown.captured.folder / "frame-01.txt").read_text()
    assert "嵌入的营业执照" in frame


def test_the_pictures_show_the_whole_page(shown: Shown) -> None:
    folder = shown.captured.folder
    with Image.open(folder / "screen.png") as first:
        assert first.size == (1366, 900)
        colours = first.convert("RGB").getcolors(1 << 24)
        assert colours is not None
        assert any(r > 150 and g < 30 and b < 30 for _, (r, g, b) in colours)  # the red heading
    with Image.open(folder / "page-01.png") as whole:
        assert whole.width == 1366
        assert whole.height > 4000
    pdf = (folder / "page.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")


def test_the_place_of_each_line_is_known(shown: Shown) -> None:
    lines = {row[0]: row[1:] for row in told(shown, "layout.json")["lines"]}  # type: ignore[attr-defined]
    assert lines["云南古树普洱茶 国家级品质"][1] < 100
    assert lines["页尾"][1] > 4000
    assert "影子里的价格 ¥128.00" in lines


def test_what_the_page_did_is_counted_and_told(shown: Shown) -> None:
    captured = shown.captured
    assert {"dialogs", "popups"} <= codes(captured)
    said = told(shown, "console.json")
    assert said["dialogs"] == [{"kind": "alert", "text": "欢迎光临"}]
    assert said["windows"] == [f"http://{shown.address}/popup"]
    texts = [one["text"] for one in said["messages"]]  # type: ignore[attr-defined]
    assert "first words 7" in texts
    assert any("broken on purpose" in text for text in texts)
    assert any("Service Worker" in text for text in texts)
    assert not any(b"GET /sw.js" in one for one in shown.requests)
    alterations = {one.code for one in captured.alterations}
    assert alterations >= {
        "service-workers-blocked",
        "dialogs-dismissed",
        "popups-closed",
        "scrolled",
    }


# How it was done.


def test_steps_times_and_way_are_told(shown: Shown) -> None:
    captured = shown.captured
    order = [step.code for step in captured.steps]
    expected = ["start", "load", "scroll", "read", "picture", "print", "end"]
    assert [code for code in order if code in expected] == expected
    times = [captured.started_at, *(step.at for step in captured.steps), captured.ended_at]
    assert times == sorted(times)
    assert [step.zh for step in captured.way] == ["打开首页"]
    assert captured.url_asked == f"http://{shown.address}/"
    assert captured.url_final == f"http://{shown.address}/front"
    assert [(hop.url.rpartition("/")[2], hop.status) for hop in captured.hops] == [
        ("", 302),
        ("front", 200),
    ]
    assert captured.status == 200
    assert not captured.clock.measured


def test_the_environment_is_told(shown: Shown) -> None:
    found = told(shown, "environment.json")
    assert found == shown.captured.environment
    browser, network = found["browser"], found["network"]
    assert re.fullmatch(r"\d+\.\d+\.\d+\.\d+", browser["version"])  # type: ignore[index]
    assert browser["locale"] == "zh-CN"  # type: ignore[index]
    assert network["proxy"] == "none"  # type: ignore[index]
    assert network["hosts"]["sha256"].startswith("sha256:")  # type: ignore[index]
    assert network["egress_ip"] is None  # type: ignore[index]
    looks = {one["code"]: one for one in found["cleanliness"]}  # type: ignore[attr-defined]
    assert looks["profile"]["clean"] is True
    assert looks["cookies"]["clean"] is True
    assert looks["clock"]["result"] == "未测量"


def test_the_folder_is_what_the_manifest_says(shown: Shown) -> None:
    captured = shown.captured
    assert read_capture(captured.folder) == captured
    listed = {one.name for one in captured.artefacts} | {"capture.json"}
    assert {path.name for path in captured.folder.iterdir()} == listed
    assert faults(captured.folder) == []
    assert captured.digest.startswith("sha256:")
    assert [one.role for one in captured.artefacts][:3] == ["screenshot", "screenshot", "pdf"]


def test_the_warc_tells_of_the_files_beside_it(shown: Shown, kept: list[StrictRecord]) -> None:
    made = {
        r.uri.rpartition(":")[2]: r
        for r in kept
        if "urn:x-wangjian:capture" in r.uri and r.type == "resource"
    }
    assert made["page.html"].block.decode() == shown.captured.read_text("dom")
    listed = json.loads(made["files.json"].block)["files"]
    digests = {one["name"]: one["sha256"] for one in listed}
    for one in shown.captured.of_role("screenshot"):
        assert digests[one.name] == one.sha256


# What is refused before anything is made.


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "file:///etc/passwd", "http://10.0.0.1/", "javascript:alert(1)"]
)
def test_a_refused_address_makes_nothing(tmp_path: Path, url: str) -> None:
    async def work() -> None:
        async with site({}) as shop:
            with pytest.raises(Refused):
                await take(tmp_path, shop, url=url)
            assert shop.requests == []

    run(work())
    assert list(tmp_path.iterdir()) == []


def test_without_a_browser_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", str(tmp_path / "nowhere"))
    base = tmp_path / "captures"
    base.mkdir()

    async def work() -> None:
        async with site({"/": "x"}) as shop:
            with pytest.raises(BrowserUnavailable):
                await take(base, shop)
            assert shop.requests == []

    run(work())
    assert list(base.iterdir()) == []


def test_a_number_that_is_no_file_name_is_refused(tmp_path: Path) -> None:
    from evidence.capture.capture import capture
    from evidence.network.reach import Reach

    with pytest.raises(CaptureFault) as caught:
        asyncio.run(capture("http://shop.example/", tmp_path / "采集 1", reach=Reach()))
    assert caught.value.code == "number"


def test_the_list_of_files_says_in_beijing_time_when_a_picture_was_taken(shown: Shown) -> None:
    notes = [one.note for one in shown.captured.artefacts if "截取于" in one.note]
    assert notes
    for note in notes:
        assert re.search(r"截取于北京时间 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", note), note
        assert note.count("北京时间") == 1 and "+00:00" not in note
