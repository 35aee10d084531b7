"""One Chromium for one capture: a fresh profile, one way out, nothing left afterwards.

Playwright drives it; the keeper (keeper.py) stands between the two and ends it with
all its processes, whatever becomes of us. All that the browser may write lies in a
scratch folder that is removed with it. Its arguments are our own, since they belong
to what a capture must tell; where they follow Playwright's (chromiumSwitches.ts),
it is because Playwright relies on them.
"""

import asyncio
import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from evidence.capture import keeper
from evidence.capture.display import no_display
from evidence.errors import BrowserUnavailable
from evidence.network.chromium import chromium_path, launch_arguments
from evidence.network.quoted import quoted

LOCALE = "zh-CN"
TIMEZONE = "Asia/Shanghai"

_PREFIX = "wangjian-capture-"
_CLOSE_SECONDS = 5.0
_LEAST_MEMORY = 512 << 20
_LONGEST_PLACE = 40
_SHORT_PLACE = Path("/tmp")  # noqa: S108 (mkdtemp makes a folder of its own there)
_OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "Translate",
    "AutofillServerCommunication",
    # A page is to be shown as it is, not as the browser thinks the reader wants it.
    "Prerender2",
)
_ON = ("CDPScreenshotNewSurface", "SkipListAccountsWithoutGaiaCookies")
_ARGUMENTS = (
    f"--disable-features={','.join(_OFF)}",
    f"--enable-features={','.join(_ON)}",
    f"--lang={LOCALE}",
    "--remote-debugging-pipe",
    "--no-startup-window",
    "--allow-pre-commit-input",
    "--disable-back-forward-cache",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-breakpad",
    "--disable-component-extensions-with-background-pages",
    "--disable-crash-reporter",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-field-trial-config",
    "--disable-hang-monitor",
    "--disable-infobars",
    "--disable-ipc-flooding-protection",
    # Popups are to open, so that they can be counted and closed.
    "--disable-popup-blocking",
    "--disable-prompt-on-repost",
    "--disable-renderer-backgrounding",
    "--disable-search-engine-choice-screen",
    "--disable-stack-profiler",
    "--disable-updater-scheduler",
    "--enable-unsafe-swiftshader",
    "--force-color-profile=srgb",
    "--mute-audio",
    "--no-service-autorun",
)
_ALONE = ("--disable-popup-blocking",)
_HEADLESS = (
    "--headless",
    "--hide-scrollbars",
    # A mouse, as on an officer's desk.
    "--blink-settings=primaryHoverType=2,availableHoverTypes=2"
    ",primaryPointerType=4,availablePointerTypes=4",
)
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
_NO_SCREEN = re.compile(r"(?i)cannot open display|missing x server|failed to initialize ozone")
_FOR_A_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR")


class Scratch:
    """A folder for what the browser writes, locked as long as it is in use."""

    def __init__(self) -> None:
        _sweep()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_place()))
        self._lock: int | None = _locked(self.path)
        for name in ("profile", "home", "downloads"):
            (self.path / name).mkdir()

    def remove(self) -> None:
        """Remove it and all in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@dataclass(slots=True)
class BrowserEnd:
    """How the browser ended: `memory_kills` of its processes, `peak_bytes` of memory at most."""

    memory_kills: int = 0
    peak_bytes: int = 0
    forced: bool = False


@dataclass(slots=True)
class CaptureBrowser:
    """A running Chromium. `arguments` are those it was started with."""

    browser: Browser
    arguments: list[str]
    _playwright: Playwright
    _report: Path
    _ended: BrowserEnd | None = field(default=None, init=False)

    @classmethod
    async def start(
        cls,
        scratch: Scratch,
        relay_port: int,
        *,
        memory: int,
        headed: bool = False,
        steered: bool = False,
        more: tuple[str, ...] = (),
    ) -> "CaptureBrowser":
        """Start Chromium with its profile in `scratch` and the relay as its only way out.

        All its processes together may hold `memory` bytes, or less on a small machine.
        Where it is `steered` by hand it opens no window that nobody asked for. `more` are
        further arguments. Raises BrowserUnavailable.
        """
        program = chromium_path()
        arguments = [
            *launch_arguments(relay_port),
            *(one for one in _ARGUMENTS if not (steered and one in _ALONE)),
            *(() if headed else _HEADLESS),
            f"--user-data-dir={scratch.path / 'profile'}",
            *more,
        ]
        report = scratch.path / "report"
        playwright = None
        try:
            async with asyncio.timeout(60):
                playwright = await async_playwright().start()
                browser = await playwright.chromium.launch(
                    executable_path=sys.executable,
                    args=[
                        *_kept_by(_affordable(memory), report, scratch),
                        str(program),
                        *arguments,
                    ],
                    ignore_default_args=True,
                    headless=not headed,
                    env=_environment(scratch, headed),
                    downloads_path=scratch.path / "downloads",
                    handle_sigint=False,
                    handle_sigterm=False,
                    handle_sighup=False,
                )
        except (PlaywrightError, TimeoutError, OSError) as error:
            await _stop(playwright)
            said = _said(error)
            if headed and _NO_SCREEN.search(str(error)):
                raise no_display(f"DISPLAY={os.environ.get('DISPLAY', '')}") from error
            raise BrowserUnavailable(
                f"浏览器启动失败（{said}）；请运行 wangjian doctor 查看",
                f"the browser does not start ({said}); see wangjian doctor",
            ) from error
        return cls(browser, arguments, playwright, report)

    async def end(self) -> BrowserEnd:
        """End it, in good order where it lets itself; the second call only tells again."""
        if self._ended is None:
            self._ended = BrowserEnd()
            try:
                async with asyncio.timeout(_CLOSE_SECONDS):
                    await self.browser.close()
            except (TimeoutError, PlaywrightError):
                # Now, while the keeper knows them all: the driver would kill the keeper alone.
                self._end_forced()
            await _stop(self._playwright)
            await self._end_keeper()
            self._read_report(self._ended)
        return self._ended

    @property
    def keeper(self) -> int | None:
        """The keeper's process, which leads the group of all the browser's processes."""
        started = [one["keeper"] for one in _report(self._report) if one.get("what") == "started"]
        return int(started[-1]) if started else None

    async def _end_keeper(self) -> None:
        """Wait for the keeper, which ends last; after a while kill it with its group."""
        pid = self.keeper
        if pid is None:
            return
        for waited in range(200):
            if not _is_keeper(pid):
                return
            if waited == 100:
                self._end_forced()
            await asyncio.sleep(0.02)

    def _end_forced(self) -> None:
        if self._ended is not None:
            self._ended.forced = True
        pid = self.keeper
        if pid is None or not _is_keeper(pid):
            return
        left = keeper.descendants(pid)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        for one in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(one, signal.SIGKILL)

    def _read_report(self, end: BrowserEnd) -> None:
        for line in _report(self._report):
            end.memory_kills += line.get("what") == "memory"
            end.peak_bytes = max(end.peak_bytes, int(line.get("peak_bytes", 0)))


def _kept_by(memory: int, report: Path, scratch: Scratch) -> list[str]:
    """The command line of the keeper, up to what it is to start."""
    assert keeper.__file__ is not None
    words = [os.getpid(), memory, report, scratch.path]
    return ["-I", "-S", keeper.__file__, *(str(word) for word in words), "--"]


def _affordable(memory: int) -> int:
    """`memory`, or less where the machine has not so much to give (proc_meminfo(5))."""
    try:
        found = re.search(r"(?m)^MemAvailable:\s+(\d+) kB$", Path("/proc/meminfo").read_text())
    except OSError:
        found = None
    if found is None:
        return memory
    return max(_LEAST_MEMORY, min(memory, int(found[1]) * 1024 * 7 // 10))


def _environment(scratch: Scratch, headed: bool) -> dict[str, str | float | bool]:
    """What the browser is told of the world: no proxies, no key log, no home of anybody."""
    names = _PASSED_ON + (_FOR_A_SCREEN if headed else ())
    told: dict[str, str | float | bool] = {
        name: os.environ[name] for name in names if name in os.environ
    }
    return told | {
        "HOME": str(scratch.path / "home"),
        "TMPDIR": str(scratch.path),
        "LANG": "zh_CN.UTF-8",
        "TZ": TIMEZONE,
    }


def _report(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        with contextlib.suppress(ValueError):
            found.append(json.loads(line))
    return found


def _is_keeper(pid: int) -> bool:
    """Whether `pid` is still a keeper of ours, and no zombie and no later process."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return keeper.__file__ is not None and os.fsencode(keeper.__file__) in words


async def _stop(playwright: Playwright | None) -> None:
    if playwright is not None:
        with contextlib.suppress(TimeoutError, PlaywrightError, OSError):
            async with asyncio.timeout(_CLOSE_SECONDS):
                await playwright.stop()


def _place() -> Path:
    """Where scratch folders are made: the system's place, unless its name is too long.

    Chromium makes a socket there, and the name of a socket has 107 bytes at most (unix(7)).
    """
    usual = Path(tempfile.gettempdir())
    return usual if len(os.fsencode(usual)) <= _LONGEST_PLACE else _SHORT_PLACE


def _locked(folder: Path) -> int:
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return descriptor


def _sweep() -> None:
    """Remove what captures left behind that were killed together with their keeper."""
    for folder in _place().glob(f"{_PREFIX}*"):
        try:
            if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
                continue
            descriptor = os.open(folder / "lock", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:
            continue  # just being made, or just being removed
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(descriptor)


def _said(error: BaseException) -> str:
    """What a failed start said, on one line and without the driver's log."""
    text = str(error).strip() or type(error).__name__
    found = re.search(
        r"(?m)^.*(?:No usable sandbox|cannot open display|error while loading).*$", text
    )
    line = found[0] if found else text.splitlines()[0]
    return quoted(line.strip(), 200)
