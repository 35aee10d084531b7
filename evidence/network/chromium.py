"""Finding Chromium 浏览器, and the arguments under which it has no way out but the relay."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from evidence.errors import BrowserUnavailable
from evidence.network.quoted import quoted

_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
_PLACES = (Path("/usr/bin/chromium"), Path("/usr/lib/chromium/chromium"))
_OF_PLAYWRIGHT = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
)


def chromium_path() -> Path:
    """The Chromium to use: WANGJIAN_CHROMIUM, else PATH, Debian's, Playwright's own.

    Raises BrowserUnavailable where there is none, or where WANGJIAN_CHROMIUM
    names none: what an office has set is never passed over in silence.
    """
    named = os.environ.get("WANGJIAN_CHROMIUM")
    if named:
        path = Path(named).expanduser()
        if not _is_program(path):
            raise BrowserUnavailable(
                f"WANGJIAN_CHROMIUM 指定的 {quoted(named)} 不是可执行的浏览器；请改正或取消该变量",
                f"WANGJIAN_CHROMIUM names {quoted(named)}, not a program; correct or unset it",
            )
        return path
    on_path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if on_path is not None:
        return Path(on_path)
    for path in (*_PLACES, *_of_playwright()):
        if _is_program(path):
            return path
    raise BrowserUnavailable(
        "找不到 Chromium；请安装（Debian：apt install chromium），"
        "或用 WANGJIAN_CHROMIUM 指定，或运行 playwright install chromium",
        "no Chromium found; install it (Debian: apt install chromium), "
        "name it in WANGJIAN_CHROMIUM, or run playwright install chromium",
    )


def chromium_version(path: Path) -> str:
    """What the program says of itself, such as "156.0.8078.79". Raises BrowserUnavailable."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise BrowserUnavailable(
            f"浏览器 {quoted(str(path))} 不能运行：{type(error).__name__}；请重新安装",
            f"the browser {quoted(str(path))} does not run: {type(error).__name__}; reinstall it",
        ) from None
    match = re.search(r"\d+(?:\.\d+){2,3}", said)
    return match[0] if match else quoted(said.strip(), 60)


def launch_arguments(relay_port: int) -> list[str]:
    """Arguments that tie Chromium to the relay on 127.0.0.1:`relay_port` and keep it quiet.

    Give them as `args` to Playwright's launch. The sandbox stays on unless this
    process is root, where Chromium cannot have one.
    """
    arguments = [
        f"--proxy-server=socks5://127.0.0.1:{relay_port}",
        # Without this Chromium goes to loopback addresses directly, past the relay.
        "--proxy-bypass-list=<-loopback>",
        # Names are the relay's business: Chromium itself looks up nothing.
        "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        "--dns-prefetch-disable",
        # WebRTC speaks UDP, which the relay does not carry; the second spelling is the older one.
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        # Only HTTP/1.1 is seen as it went over the wire (DevTools gives its header text).
        "--disable-quic",
        "--disable-http2",
        # Sign-in, updates of parts and help with forms would still be asked for at the maker's;
        # port 9 is one that Chromium never connects to.
        "--gaia-url=http://127.0.0.1:9/",
        "--component-updater=url-source=http://127.0.0.1:9/",
        "--autofill-server-url=http://127.0.0.1:9/",
        # Push messaging signs in after a while, which a slow machine lives to see.
        "--gcm-checkin-url=http://127.0.0.1:9/",
        "--gcm-registration-url=http://127.0.0.1:9/",
        "--no-first-run",
        "--no-default-browser-check",
        "--no-pings",
        "--disable-background-networking",
        "--disable-client-side-phishing-detection",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-domain-reliability",
        "--disable-sync",
        "--metrics-recording-only",
        "--password-store=basic",
        "--use-mock-keychain",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return arguments


def _of_playwright() -> list[Path]:
    """Browsers that `playwright install` fetched, newest revision first."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(named)] if named and named != "0" else []
    folders += [Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright"]
    found = [path for folder in folders for form in _OF_PLAYWRIGHT for path in folder.glob(form)]
    return sorted(found, key=_revision, reverse=True)


def _revision(path: Path) -> tuple[bool, int]:
    """Whole browsers before headless shells, then by the number in the folder's name."""
    numbers = re.findall(r"chromium(?:_headless_shell)?-(\d+)", str(path))
    return "headless" not in str(path), int(numbers[-1]) if numbers else 0


def _is_program(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
