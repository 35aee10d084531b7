"""Finding a Chromium, and the arguments that leave it one way out."""

import os
from pathlib import Path

import pytest

from evidence.errors import BrowserUnavailable
from evidence.network.chromium import chromium_path, chromium_version, launch_arguments


def program(path: Path, says: str = "Chromium 156.0.8078.79 built on nothing") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{says}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any Chromium."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("WANGJIAN_CHROMIUM", raising=False)
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setattr("evidence.network.chromium._PLACES", ())
    return tmp_path


def test_without_any_the_message_says_what_to_do(bare: Path) -> None:
    with pytest.raises(BrowserUnavailable) as caught:
        chromium_path()
    for language in ("zh", "en"):
        assert "WANGJIAN_CHROMIUM" in caught.value.diagnostics(language)
        assert "apt install chromium" in caught.value.diagnostics(language)


def test_the_order_of_places(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = bare / ".cache/ms-playwright"
    program(cache / "chromium-1200/chrome-linux/chrome")
    shell = program(cache / "chromium_headless_shell-1300/chrome-linux/headless_shell")
    own = program(cache / "chromium-1210/chrome-linux64/chrome")
    assert chromium_path() == own
    own.unlink()
    assert chromium_path() == cache / "chromium-1200/chrome-linux/chrome"
    (cache / "chromium-1200/chrome-linux/chrome").unlink()
    assert chromium_path() == shell
    debian = program(bare / "usr/bin/chromium")
    monkeypatch.setattr("evidence.network.chromium._PLACES", (debian,))
    assert chromium_path() == debian
    on_path = program(bare / "bin/google-chrome")
    assert chromium_path() == on_path
    named = program(bare / "office/browser")
    monkeypatch.setenv("WANGJIAN_CHROMIUM", str(named))
    assert chromium_path() == named


def test_a_named_browser_that_is_none_is_told_not_passed_over(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(bare / "bin/chromium")
    plain = bare / "plain"
    plain.write_text("")
    for named in (bare / "nowhere", plain, bare):
        monkeypatch.setenv("WANGJIAN_CHROMIUM", str(named))
        with pytest.raises(BrowserUnavailable):
            chromium_path()


def test_the_version(tmp_path: Path) -> None:
    assert chromium_version(program(tmp_path / "chromium")) == "156.0.8078.79"
    assert chromium_version(program(tmp_path / "other", says="strange")) == "strange"
    with pytest.raises(BrowserUnavailable):
        chromium_version(tmp_path / "nowhere")


def test_the_arguments_leave_one_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = launch_arguments(4321)
    for argument in (
        "--proxy-server=socks5://127.0.0.1:4321",
        "--proxy-bypass-list=<-loopback>",
        "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ):
        assert argument in arguments
    assert any(
        argument.startswith("--host-resolver-rules=MAP * ~NOTFOUND") for argument in arguments
    )
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in launch_arguments(4321)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in launch_arguments(4321)
