"""A Chromium of one's own: how it starts, and that nothing of it is left."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence.capture import browser as module
from evidence.capture.browser import CaptureBrowser, Scratch
from evidence.errors import BrowserUnavailable
from tests.evidence.network.servers import run

NOWHERE = 9
PARENT = """
import asyncio, sys
from evidence.capture.browser import CaptureBrowser, Scratch
async def work():
    scratch = Scratch()
    browser = await CaptureBrowser.start(scratch, 9, memory=1 << 30)
    page = await (await browser.browser.new_context()).new_page()
    asyncio.ensure_future(page.set_content("<script>while (1) {}</script>"))
    await asyncio.sleep(0.5)
    print(scratch.path, flush=True)
    await asyncio.sleep(600)
asyncio.run(work())
"""


def processes(scratch: str) -> list[int]:
    """The processes that were started with something in the folder `scratch`."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if os.fsencode(scratch) in words:
                found.append(int(folder.name))
    return found


def gone(scratch: str, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while processes(scratch):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files of this test alone, with a short name."""
    with tempfile.TemporaryDirectory(prefix="w") as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        yield Path(folder)


def test_a_killed_parent_leaves_no_browser(temporary: Path) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    assert parent.stdout is not None
    scratch = parent.stdout.readline().strip()
    assert scratch.startswith(str(temporary))
    assert len(processes(scratch)) >= 4
    parent.kill()
    assert gone(scratch)
    parent.wait()
    parent.stdout.close()
    Scratch().remove()
    assert list(temporary.glob("wangjian-*")) == []


def test_a_long_name_of_the_temporary_folder_does_no_harm(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = temporary / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))

    async def work() -> None:
        scratch = Scratch()
        browser = await CaptureBrowser.start(scratch, NOWHERE, memory=1 << 30)
        await browser.end()
        scratch.remove()

    run(work())


def test_a_browser_that_was_ended_is_gone_with_its_scratch(temporary: Path) -> None:
    async def work() -> str:
        scratch = Scratch()
        browser = await CaptureBrowser.start(scratch, NOWHERE, memory=1 << 30)
        assert browser.keeper is not None
        assert len(processes(str(scratch.path))) >= 3
        end = await browser.end()
        assert not end.forced
        assert end.memory_kills == 0
        assert end.peak_bytes > 10 << 20
        assert await browser.end() is end
        scratch.remove()
        return str(scratch.path)

    scratch = run(work())
    assert gone(scratch, 2)
    assert list(temporary.glob("wangjian-*")) == []


def test_a_browser_that_is_stuck_is_ended_by_force(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CLOSE_SECONDS", 1.0)

    async def work() -> str:
        scratch = Scratch()
        browser = await CaptureBrowser.start(scratch, NOWHERE, memory=1 << 30)
        for pid in processes(str(scratch.path)):
            os.kill(pid, signal.SIGSTOP)
        end = await browser.end()
        assert end.forced
        scratch.remove()
        return str(scratch.path)

    assert gone(run(work()), 5)


def test_a_program_that_is_no_browser_is_told(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = temporary / "browser"
    program.write_text("#!/bin/sh\necho 'error while loading shared libraries: libx' >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setenv("WANGJIAN_CHROMIUM", str(program))

    async def work() -> None:
        scratch = Scratch()
        with pytest.raises(BrowserUnavailable) as caught:
            await CaptureBrowser.start(scratch, NOWHERE, memory=1 << 30)
        assert "libx" in caught.value.diagnostics("en")
        assert "wangjian doctor" in caught.value.diagnostics("zh")
        scratch.remove()

    run(work())


def test_the_browser_is_told_nothing_of_the_office(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "SSLKEYLOGFILE", "HOME", "SECRET"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    scratch = Scratch()
    told = module._environment(scratch, headed=False)
    scratch.remove()
    assert "http://127.0.0.1:1/" not in told.values()
    assert told["TZ"] == "Asia/Shanghai"


def test_what_killed_captures_left_is_swept_and_living_ones_are_not(temporary: Path) -> None:
    living = Scratch()
    left = temporary / "wangjian-capture-left"
    (left / "profile").mkdir(parents=True)
    (left / "lock").touch()
    fresh = temporary / "wangjian-capture-fresh"  # just made, its lock not yet
    fresh.mkdir()
    Scratch().remove()
    assert living.path.is_dir()
    assert not left.exists()
    assert fresh.exists()
    living.remove()


def test_two_browsers_do_not_meet(temporary: Path) -> None:
    async def work() -> None:
        scratches = [Scratch(), Scratch()]
        both = await asyncio.gather(
            *(CaptureBrowser.start(one, NOWHERE, memory=1 << 30) for one in scratches)
        )
        await both[0].end()
        page = await (await both[1].browser.new_context()).new_page()
        assert await page.evaluate("6 * 7") == 42
        await both[1].end()
        for one in scratches:
            one.remove()

    run(work())
