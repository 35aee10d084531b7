"""Finding a Chromium, and the arguments that leave it one way out."""

import os
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from evidence.errors import BrowserUnavailable
from evidence.network.chromium import chromium_path, chromium_version, launch_arguments
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from tests.evidence.network.certificates import make
from tests.evidence.network.servers import Table, Visit, run, serve


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


def test_names_go_to_the_relay_and_pages_come_by_http_1_1(tmp_path: Path) -> None:
    """A name that only the relay's resolver knows; a server that would rather speak HTTP/2."""
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n<title>tea</title>"
    context = make("shop.test").server(tmp_path)
    context.set_alpn_protocols(["h2", "http/1.1"])
    spoken: list[str | None] = []

    async def answer(visit: Visit) -> None:
        spoken.append(visit.writer.get_extra_info("ssl_object").selected_alpn_protocol())
        await visit.send(body)

    async def work() -> None:
        async with serve(answer, tls=context, close=False) as server, async_playwright() as driver:
            table = Table({"shop.test": ["127.0.0.1"]})
            relay = Relay(Reach(allow=[f"shop.test:{server.port}"], resolver=table))
            arguments = launch_arguments(await relay.start())
            browser = await driver.chromium.launch(executable_path=chromium_path(), args=arguments)
            try:
                page = await browser.new_page(ignore_https_errors=True)
                await page.goto(server.url(scheme="https", host="shop.test"))
                assert await page.title() == "tea"
                assert set(spoken) == {"http/1.1"}
                assert relay.ip_of("shop.test", server.port) == "127.0.0.1"
                assert set(table.asked) == {"shop.test"}
            finally:
                await browser.close()
                await relay.stop()

    run(work())
