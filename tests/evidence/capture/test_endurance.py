"""What takes minutes: floods, huge pages, kills at every moment, and a long day's work."""

import asyncio
import gc
import hashlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evidence.capture.capture import Captured
from evidence.capture.limits import CaptureLimits
from evidence.capture.manifest import read_capture
from evidence.errors import CaptureFault
from tests.evidence.capture.site import (
    QUICK,
    answer,
    codes,
    faults,
    html,
    records,
    site,
    take,
)
from tests.evidence.capture.test_browser import gone
from tests.evidence.capture.test_hostile import flood
from tests.evidence.network.servers import Visit

pytestmark = pytest.mark.long

BIG = bytes(range(256)) * 204_800  # 50 MiB


@pytest.fixture
def short() -> Iterator[str]:
    """A folder for temporary files, with a short name."""
    with tempfile.TemporaryDirectory(prefix="w", ignore_cleanup_errors=True) as folder:
        yield folder


def captured_of(base: Path, pages: dict[str, object], limits: CaptureLimits) -> Captured:
    async def work() -> Captured:
        async with site(pages) as shop:  # type: ignore[arg-type]
            return await take(base, shop, limits=limits)

    found = asyncio.run(asyncio.wait_for(work(), 180))
    assert faults(found.folder) == []
    return found


def test_a_body_of_50_mebibytes_is_kept_whole(tmp_path: Path) -> None:
    page = """<script>fetch('/big').then((r) => r.arrayBuffer())
        .then((b) => { document.title = b.byteLength; })</script>"""
    pages = {"/": page, "/big": answer(BIG, "Content-Type: video/mp4")}
    captured = captured_of(tmp_path, pages, CaptureLimits())
    assert captured.title == str(len(BIG))
    (kept,) = (r for r in records(captured) if r.type == "response" and r.uri.endswith("/big"))
    assert (
        hashlib.sha256(kept.block.partition(b"\r\n\r\n")[2]).digest()
        == hashlib.sha256(BIG).digest()
    )


def test_traffic_without_end_is_cut_at_the_limit(tmp_path: Path) -> None:
    page = """<h1>洪水</h1><script>for (let n = 0; n < 8; n++)
        fetch('/flood?' + n).then((r) => r.text()).catch(() => 0)</script>"""
    limits = replace(QUICK, body=8 << 20, traffic=24 << 20)
    captured = captured_of(tmp_path, {"/": page, "/flood": flood}, limits)
    assert codes(captured) >= {"traffic-cut", "response-cut"}
    assert sum(len(r.block) for r in records(captured)) < 80 << 20
    assert "洪水" in captured.read_text("text")


def test_a_document_without_end_at_full_speed(tmp_path: Path) -> None:
    async def pour(visit: Visit) -> None:
        await visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<h1>pour</h1>")
        while True:
            await visit.send(b"<p>x" * 20_000)

    captured = captured_of(tmp_path, {"/": pour}, replace(QUICK, memory=900 << 20))
    assert codes(captured) & {"not-quiet", "hang", "memory", "crashed"}
    assert captured.counts["records"] >= 1


def test_a_page_of_300_screens(tmp_path: Path) -> None:
    page = "".join(f'<p style="height:900px;margin:0">第 {n} 屏</p>' for n in range(300))
    captured = captured_of(tmp_path, {"/": page}, CaptureLimits())
    assert codes(captured) == {"picture-cut", "scroll-cut", "pdf-cut"}
    assert len(captured.of_role("screenshot")) == 5
    assert "第 299 屏" in captured.read_text("text")


GREEDY = {
    "alerts": "while (1) alert('不要走')",
    "heap": "const a = []; while (1) a.push('x'.repeat(1000) + a.length)",
    "timers": "setInterval(() => { while (1) {} }, 5)",
    "nodes": "while (1) document.body.append(document.createElement('p'))",
    "workers": """const loop = URL.createObjectURL(new Blob(['while (1) {}']));
        for (let n = 0; n < 20; n++) new Worker(loop)""",
    "canvas": """for (let n = 0; n < 40; n++) {
        const c = document.createElement('canvas');
        c.width = c.height = 16000;
        c.getContext('2d').fillRect(0, 0, 9, 9);
        document.body.append(c);
        }""",
}


@pytest.mark.parametrize("name", GREEDY)
def test_a_script_that_takes_all_it_can(tmp_path: Path, name: str) -> None:
    script = f"<script>setTimeout(() => {{ {GREEDY[name]} }}, 100)</script>"
    page = html(f"<h1>国家级 {name}</h1>{script}")
    captured = captured_of(tmp_path, {"/": page}, replace(QUICK, memory=1200 << 20))
    assert any("国家级".encode() in r.block for r in records(captured) if r.type == "response")
    assert captured.counts["browser_peak_bytes"] < 2500 << 20


CHILD = """
import asyncio, os, signal, sys
from pathlib import Path
at, calls = int(sys.argv[2]), 0
def counted(function):
    def call(*a, **k):
        global calls
        if calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        calls += 1
        return function(*a, **k)
    return call
for name in ("fsync", "link", "unlink", "pwrite"):
    setattr(os, name, counted(getattr(os, name)))
from tests.evidence.capture.site import QUICK, site, take
async def work():
    async with site({"/": "<h1>国家级</h1>"}) as shop:
        await take(Path(sys.argv[1]), shop, limits=QUICK)
asyncio.run(work())
print("done")
"""


@pytest.mark.timeout(1800)
def test_killed_at_every_write_a_capture_is_whole_or_named_unfinished(
    tmp_path: Path, short: str
) -> None:
    finished, unfinished, at = 0, 0, 0
    while not finished:
        base = tmp_path / str(at)
        base.mkdir()
        ran = subprocess.run(
            [sys.executable, "-c", CHILD, str(base), str(at)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | {"TMPDIR": short},
        )
        assert ran.returncode in (0, -signal.SIGKILL), ran.stderr
        finished += ran.returncode == 0
        for folder in base.iterdir():
            try:
                read_capture(folder)
            except CaptureFault as fault:
                assert fault.code == "capture-unfinished"
                assert any("capture-unfinished" in line for line in faults(folder)) or not any(
                    folder.iterdir()
                )
                unfinished += 1
            else:
                # The last name was given: nothing may be missing, but leftovers of its making.
                left = [line for line in faults(folder) if "capture.json.part" not in line]
                assert left == []
        at += 1
    assert unfinished > 20
    assert gone(short)


def resident() -> int:
    """Bytes of memory that this process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


CAPTURES, WARM = 200, 20


@pytest.mark.timeout(2400)
def test_memory_stays_flat_over_200_captures(
    tmp_path: Path,
    short: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No trend in memory, no file left open, no process, no thread and no folder left."""
    monkeypatch.setattr(tempfile, "tempdir", short)
    page = "<h1>国家级</h1>" + "".join(f'<img src="/p{n}.png">' for n in range(10))
    pictures = {f"/p{n}.png": answer(os.urandom(20_000)) for n in range(10)}

    async def work() -> tuple[list[int], int, int]:
        held, files, threads = list[int](), 0, 0
        async with site({"/": page} | pictures) as shop:  # type: ignore[arg-type]
            for number in range(CAPTURES):
                captured = await take(tmp_path, shop, limits=QUICK)
                assert captured.counts["records"] == 12
                for path in captured.folder.iterdir():
                    path.unlink()
                shop.sent.clear()  # what the shop remembers is not ours
                shop.requests.clear()
                held.append(resident())
                if number == WARM:
                    files, threads = open_files(), threading.active_count()
            return held, open_files() - files, threading.active_count() - threads

    held, descriptors, threads = asyncio.run(work())
    each = float(np.polyfit(range(WARM, CAPTURES), held[WARM:], 1)[0])
    with capsys.disabled():
        print(
            f"\n{held[WARM] / 2**20:.1f} MiB after {WARM} captures, {held[-1] / 2**20:.1f} after "
            f"{CAPTURES}, {max(held) / 2**20:.1f} at most; {each / 1024:+.1f} KiB a capture; "
            f"{descriptors:+d} open files, {threads:+d} threads"
        )
    assert held[-1] - held[WARM] < 16 << 20
    assert each < 48 << 10
    assert descriptors <= 2
    assert threads <= 4  # the pool of the loop may still grow to its size
    assert gone(short)
    assert list(Path(short).iterdir()) == []


def test_a_kill_at_any_moment_leaves_no_process(tmp_path: Path, short: str) -> None:
    script = CHILD.replace("setattr(os, name, counted(getattr(os, name)))", "pass")
    for number, delay in enumerate((0.3, 0.6, 1.0, 1.4, 1.8, 2.4, 3.0)):
        base = tmp_path / str(number)
        base.mkdir()
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(base), "-1"], env=os.environ | {"TMPDIR": short}
        )
        time.sleep(delay)
        child.kill()
        child.wait()
        assert gone(short), delay
