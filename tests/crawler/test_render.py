"""Script-built pages are shown, learnt from and left in time, whatever they try."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from crawler.json_api import goods_list
from crawler.render import Renderer
from evidence.errors import BrowserUnavailable
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from tests.crawler.script_site import script_shop
from tests.crawler.small_site import Reply, SmallSite, serving

pytestmark = pytest.mark.heavy


@asynccontextmanager
async def _browser(*sites: SmallSite, seconds: float) -> AsyncIterator[Renderer]:
    relay = Relay(Reach([site.host for site in sites], ports=None))
    renderer = Renderer(relay, user_agent="wangjian-test", page_seconds=seconds, quiet_seconds=0.4)
    try:
        yield renderer
    finally:
        await renderer.close()


def _with(
    sites: list[SmallSite], work: Callable[[Renderer], Awaitable[None]], seconds: float = 6.0
) -> None:
    async def run() -> None:
        async with _browser(*sites, seconds=seconds) as renderer:
            await work(renderer)

    with serving(*sites):
        asyncio.run(run())


def test_a_script_built_shop_tells_its_lists_routes_and_search() -> None:
    site = script_shop()

    async def work(renderer: Renderer) -> None:
        shown = await renderer.show(site.url, scroll=True, clicks=2)
        assert shown.error == ""
        assert shown.html.count('class="card"') == 12
        assert "data-wj" not in shown.html
        lists = [goods_list(call.parsed()) for call in shown.calls[:3]]
        assert [len(found.items) if found else 0 for found in lists] == [4, 4, 4]
        assert [click.url for click in shown.clicks] == [
            site.url + "#/goods/100", site.url + "#/goods/101",
        ]  # fmt: skip
        assert shown.clicks[0].calls[0].url == site.url + "api/goods/100"
        assert "普洱茶0号" in shown.clicks[0].text

        found = await renderer.search(site.url, "洱茶")
        assert found.url == site.url + "#/search/%E6%B4%B1%E8%8C%B6"
        assert [c.url for c in found.calls] == [site.url + "api/list?kw=%E6%B4%B1%E8%8C%B6"]
        assert "2件" in found.html

        page = await renderer.show(site.url + "#/goods/107")
        assert "<h1>普洱茶7号</h1>" in page.html

    _with([site], work)


ZIP = Reply(b"PK\x03\x04", headers=(("Content-Disposition", "attachment"),), kind="application/zip")
HOSTILE = """
<script>
for (let n = 0; n < 50; n++) { alert(n); }
prompt("?"); confirm("?");
window.open("/popup"); window.open("/popup");
window.onbeforeunload = () => "stay";
navigator.serviceWorker && navigator.serviceWorker.register("/sw.js").catch(() => {});
navigator.geolocation.getCurrentPosition(() => { document.title = "located"; }, () => {});
</script><a id=d href="/file.zip" download>x</a>
<script>document.getElementById("d").click()</script>
<p>内容</p>
"""


def test_dialogs_popups_downloads_and_workers_lead_nowhere() -> None:
    site = SmallSite(
        {
            "/": HOSTILE,
            "/popup": "<p>popup</p>",
            "/sw.js": Reply("self.onfetch=()=>{}", kind="text/javascript"),
            "/file.zip": ZIP,
        }
    )

    async def work(renderer: Renderer) -> None:
        started = time.monotonic()
        shown = await renderer.show(site.url)
        assert "内容" in shown.html
        assert "dialogs 52" in shown.flags
        assert any(flag.startswith("popups") for flag in shown.flags)
        assert "<title>located" not in shown.html
        assert time.monotonic() - started < 20
        again = await renderer.show(site.url)
        assert "内容" in again.html

    _with([site], work)
    assert "/sw.js" not in site.paths()


def test_a_page_that_is_a_download_is_named_as_one() -> None:
    site = SmallSite({"/": ZIP})

    async def work(renderer: Renderer) -> None:
        shown = await renderer.show(site.url)
        assert "download" in shown.flags
        assert shown.error
        assert shown.html == ""

    _with([site], work)


@pytest.mark.parametrize("trick", ["while(1){}", "setTimeout(() => { while(1){} }, 50)"])
def test_a_page_that_hangs_is_killed_and_the_next_one_is_shown(trick: str) -> None:
    site = SmallSite({"/hang": f"<p>x</p><script>{trick}</script>", "/ok": "<p>好</p>"})

    async def work(renderer: Renderer) -> None:
        started = time.monotonic()
        shown = await renderer.show(site.url + "hang")
        assert "hang" in shown.flags
        assert time.monotonic() - started < 30
        assert "好" in (await renderer.show(site.url + "ok")).html

    _with([site], work, seconds=2.0)


def test_a_page_that_crashes_its_renderer_is_named_and_the_next_one_is_shown() -> None:
    site = SmallSite({"/ok": "<p>好</p>"})

    async def work(renderer: Renderer) -> None:
        shown = await renderer.show("chrome://crash")
        assert shown.error
        assert "好" in (await renderer.show(site.url + "ok")).html

    _with([site], work)


def test_a_page_that_is_never_quiet_is_taken_as_it_is() -> None:
    site = SmallSite(
        {"/": "<p>好</p><script>setInterval(() => fetch('/x'), 50)</script>", "/x": "y"}
    )

    async def work(renderer: Renderer) -> None:
        shown = await renderer.show(site.url)
        assert "not-quiet" in shown.flags
        assert "好" in shown.html

    _with([site], work, seconds=2.0)


def test_what_may_not_be_asked_is_not_asked_in_the_browser_either() -> None:
    canary = SmallSite({"*": "canary"})
    other = SmallSite({"*": "<p>elsewhere</p>"})
    site = SmallSite({"/private": "secret"})

    async def work(renderer: Renderer) -> None:
        renderer.may_ask = lambda url, whole: (
            "/private" not in url and (not whole or url.startswith(site.url))
        )
        site.pages["/"] = (
            f"<p>好</p><script>fetch('/private');fetch('{canary.url}');"
            f"new Image().src='{canary.url}i.png';navigator.sendBeacon('{canary.url}');"
            f"setTimeout(() => location='{other.url}', 100)</script>"
        )
        shown = await renderer.show(site.url)
        assert "好" in shown.html
        assert shown.url == site.url
        assert any(flag.startswith("kept-back") for flag in shown.flags)

    with serving(canary):
        _with([site, other], work)
    # The canary is refused by the guard, the other site by the scope, the path by robots.txt.
    assert canary.asked == []
    assert other.asked == []
    assert "/private" not in site.paths()


def test_words_that_a_script_answers_are_pressed() -> None:
    site = SmallSite(
        {
            "/": "<p id=p></p>"
            "<span onclick=\"document.getElementById('p').textContent='统一代码'\">证照信息</span>"
        }
    )

    async def work(renderer: Renderer) -> None:
        assert (
            "统一代码" in (await renderer.show(site.url, press="证照信息")).html.split("<span")[0]
        )
        missing = await renderer.show(site.url, press="营业执照")
        assert missing.error == "no-such-words"

    _with([site], work)


def test_without_a_browser_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", "/nowhere/chromium")

    async def work(renderer: Renderer) -> None:
        with pytest.raises(BrowserUnavailable):
            await renderer.show("http://127.0.0.1:9/")

    _with([], work)


@pytest.fixture(autouse=True)
def no_browser_is_left() -> Iterator[None]:
    before = _browsers()
    yield
    for _ in range(50):
        if _browsers() <= before:
            return
        time.sleep(0.1)
    raise AssertionError("a browser process is left behind")


def _browsers() -> set[int]:
    """Browsers that this process's driver started."""
    found = set()
    children = {os.getpid()}
    for path in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            command = (path / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent in children:
            children.add(int(path.name))
            if b"--remote-debugging-pipe" in command:
                found.add(int(path.name))
    return found
