"""What a page may do with the browser that shows it: nothing is granted, nothing is hung."""

import json

import pytest

from evidence.capture.capture import Captured
from tests.evidence.capture.hostile import Case, answer_to, take_all
from tests.evidence.capture.site import Page, codes, faults, html

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]


def script(text: str) -> bytes:
    return html(f"<h1>国家级</h1><script>setTimeout(() => {{ {text} }}, 50)</script>")


PAGES: dict[str, Page] = {
    "stays": html(
        """<h1>国家级</h1><script>
        for (const name of ['beforeunload', 'pagehide', 'unload'])
          addEventListener(name, (event) => {
            event.preventDefault(); event.returnValue = 'stay';
            const began = Date.now(); while (Date.now() - began < 60000);
          });
        </script>"""
    ),
    "asks": script("""
        const say = (word) => document.body.append(' [' + word + '] ');
        Notification.requestPermission().then((found) => say('notify ' + found));
        navigator.permissions.query({name: 'geolocation'})
          .then((found) => say('place ' + found.state));
        for (const [name, ask] of Object.entries({
          camera: () => navigator.mediaDevices.getUserMedia({video: true}),
          screen: () => navigator.mediaDevices.getDisplayMedia(),
          clipboard: () => navigator.clipboard.readText(),
          midi: () => navigator.requestMIDIAccess({sysex: true}),
          usb: () => navigator.usb.requestDevice({filters: []}),
          pointer: () => document.documentElement.requestPointerLock(),
          keyboard: () => navigator.keyboard.lock(),
          full: () => document.documentElement.requestFullscreen(),
        })) Promise.resolve().then(ask).then(() => say(name + ' GRANTED'), () => say(name + ' no'));
        """),
    "scans": script("""
        for (const port of [9222, 9229, 6379, 8080])
          fetch('http://127.0.0.1:' + port + '/json').then(() => document.body.append('OPEN'));
        fetch('http://localhost:9222/json/version').then(() => document.body.append('OPEN'));
        """),
    "leads-to-files": html(
        """<h1>国家级</h1><meta http-equiv="refresh" content="0;url=file:///etc/passwd"><script>
        setTimeout(() => { location = 'file:///etc/passwd'; }, 10);
        setTimeout(() => { location = 'chrome://settings'; }, 20);
        setTimeout(() => { location = 'chrome://crash'; }, 30);
        setTimeout(() => { location = 'ftp://127.0.0.1/x'; }, 40);
        </script><iframe src="file:///etc/passwd"></iframe>"""
    ),
    "grows": html(
        """<h1>国家级</h1><div id="list"></div><script>
        let count = 0;
        function more() {
          for (let n = 0; n < 20; n++) {
            const line = document.createElement('p');
            line.style.height = '200px'; line.textContent = '第 ' + ++count + ' 件';
            list.append(line);
          }
        }
        more();
        addEventListener('scroll', () => {
          if (scrollY + innerHeight > document.body.scrollHeight - 900) more();
        });
        </script>"""
    ),
    "giant": html(
        "<h1>国家级</h1><div style='height:10000000px;width:20000px;"
        "background:linear-gradient(red,blue)'></div><p>底"
    ),
    "hoards": script("""
        const ask = indexedDB.open('hoard');
        ask.onupgradeneeded = () => ask.result.createObjectStore('all');
        ask.onsuccess = async () => {
          for (let n = 0; n < 400; n++) {
            const write = ask.result.transaction('all', 'readwrite');
            write.objectStore('all').put(new Uint8Array(4 << 20).fill(n), n);
            await new Promise((done) => { write.oncomplete = write.onabort = done; });
          }
        };
        try { for (let n = 0;; n++) localStorage['k' + n] = 'x'.repeat(100000); } catch (e) {}
        """),
    "shades": script("""
        const canvas = document.createElement('canvas'), gl = canvas.getContext('webgl');
        if (!gl) return;
        const program = gl.createProgram();
        const add = (kind, text) => {
          const shader = gl.createShader(kind);
          gl.shaderSource(shader, text); gl.compileShader(shader); gl.attachShader(program, shader);
        };
        add(gl.VERTEX_SHADER, 'attribute vec2 p; void main() { gl_Position = vec4(p, 0, 1); }');
        add(gl.FRAGMENT_SHADER, `precision highp float; void main() { float x = 0.;
          for (int i = 0; i < 2000000000; i++) x += sin(x + float(i)); gl_FragColor = vec4(x); }`);
        gl.linkProgram(program); gl.useProgram(program);
        document.body.append(canvas);
        gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
        gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
        gl.enableVertexAttribArray(0); gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
        gl.drawArrays(gl.TRIANGLES, 0, 3); gl.finish();
        """),
    "detects": script("""
        document.body.append(' [' + navigator.language + '] ['
          + Intl.DateTimeFormat().resolvedOptions().timeZone + ']');
        """),
}


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Captured]:
    pages = {f"/{name}": page for name, page in PAGES.items()}
    return take_all(
        tmp_path_factory.mktemp("browser"), pages, {name: Case(f"/{name}") for name in PAGES}
    )


@pytest.mark.parametrize("name", PAGES)
def test_every_capture_is_whole_and_holds_the_page_as_sent(
    taken: dict[str, Captured], name: str
) -> None:
    captured = taken[name]
    assert faults(captured.folder) == []
    assert answer_to(captured, f"/{name}").block == PAGES[name]
    assert (captured.ended_at - captured.started_at).total_seconds() < 60


@pytest.mark.parametrize("name", ["stays", "asks", "detects", "hoards", "leads-to-files"])
def test_nothing_of_it_hinders_the_capture(taken: dict[str, Captured], name: str) -> None:
    captured = taken[name]
    assert codes(captured) <= {"not-quiet"}
    assert "国家级" in captured.read_text("text")
    assert len(captured.of_role("screenshot")) >= 2
    assert captured.gaps == ()


def test_nothing_is_granted(taken: dict[str, Captured]) -> None:
    """But for the keys of a keyboard that is not there (Keyboard Lock asks nobody)."""
    text = taken["asks"].read_text("text")
    for word in ("notify denied", "place denied", "camera no", "clipboard no", "midi no"):
        assert f"[{word}]" in text
    for word in ("usb no", "pointer no", "full no"):
        assert f"[{word}]" in text
    assert text.replace("keyboard GRANTED", "").count("GRANTED") == 0


def test_no_port_of_this_machine_is_reached(taken: dict[str, Captured]) -> None:
    captured = taken["scans"]
    assert codes(captured) == {"guarded"}
    assert "OPEN" not in captured.read_text("text")
    refused = json.loads((captured.folder / "addresses.json").read_bytes())["refused"]
    assert {one["port"] for one in refused} == {9222, 9229, 6379, 8080}
    assert {one["host"] for one in refused} == {"127.0.0.1", "localhost"}


def test_a_page_stays_where_it_is_when_it_leads_into_the_machine(
    taken: dict[str, Captured],
) -> None:
    captured = taken["leads-to-files"]
    assert captured.url_final.endswith("/leads-to-files")
    for path in captured.folder.iterdir():
        assert b"root:x:" not in path.read_bytes()


def test_a_list_without_end_is_scrolled_to_the_limit(taken: dict[str, Captured]) -> None:
    captured = taken["grows"]
    assert "scroll-cut" in codes(captured)
    text = captured.read_text("text")
    assert "第 100 件" in text
    assert "第 1000 件" not in text


def test_a_page_of_ten_million_pixels_is_cut_and_says_so(taken: dict[str, Captured]) -> None:
    captured = taken["giant"]
    assert {"scroll-cut", "picture-cut"} <= codes(captured)
    assert "底" in captured.read_text("text")
    parts = [one for one in captured.of_role("screenshot") if one.name.startswith("page-")]
    assert len(parts) == 4 or "screenshot" in {gap.code for gap in captured.gaps}


def test_a_shader_that_never_ends_is_ended(taken: dict[str, Captured]) -> None:
    """Where the browser draws in software it takes the page along; that is told."""
    captured = taken["shades"]
    assert "国家级" in captured.read_text("text") or {"hang", "crashed"} & codes(captured)
    assert captured.of_role("screenshot") or "page" in {gap.code for gap in captured.gaps}


def test_what_a_page_hoards_is_gone_with_the_browser(taken: dict[str, Captured]) -> None:
    captured = taken["hoards"]
    assert sum(path.stat().st_size for path in captured.folder.iterdir()) < 10 << 20


def test_a_page_sees_a_visitor_from_here(taken: dict[str, Captured]) -> None:
    text = taken["detects"].read_text("text")
    assert "[zh-CN]" in text
    assert "[Asia/Shanghai]" in text
