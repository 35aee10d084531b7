"""A pasted address becomes a capture by a real browser, and its records can be printed."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from desk.jobs.starting import start
from leads.models import Capture
from tests.desk.web.captures.test_captures import finished

PAGE = "<!doctype html><meta charset=utf-8><title>某茶行</title><h1>三七粉治疗高血压</h1>".encode()


@pytest.fixture
def shop() -> Iterator[str]:
    """A shop on loopback; the guard has to be told of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Started(dict):
    """What a view answers that began a job."""

    status_code = 302


def test_a_pasted_address_is_captured_and_its_records_printed(home, shop, person, client_of):
    config = home.office_file.read_text(encoding="utf-8")
    home.office_file.write_text(f'{config}[network]\nallow = ["{shop}"]\n', encoding="utf-8")
    account = person()
    client = client_of(account)
    answer = client.post("/captures/new/", {"url": f"http://{shop}/p/1", "how": "automatic"})
    job = finished(home, answer, 120)
    assert job.state == "done", (job.reason, job.lines)
    row = Capture.objects.get()
    assert job.result["capture"] == row.pk
    page = client.get(f"/captures/{row.pk}/").content.decode()
    assert "三七粉治疗高血压" in page and "整页图片" in page
    assert client.get(f"/captures/{row.pk}/picture/").status_code == 200
    verified = finished(home, client.post(f"/captures/{row.pk}/verify/"))
    assert verified.result["ok"] is True, verified.lines
    printing = start(
        home, "print-record", account, title="笔录预览", subject=row.number,
        arguments={"capture": row.pk},
    )  # fmt: skip
    printed = finished(home, Started(Location=f"/jobs/{printing.id}/"), 120)
    assert printed.state == "done", printed.reason
    titles = [one["title"] for one in printed.result["files"]]
    assert "自动监测采集说明" in titles[0] and len(titles) == 2, titles
    answer = client.get(f"/jobs/{printed.id}/file/1/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get(f"/jobs/{printed.id}/file/9/").status_code == 404
