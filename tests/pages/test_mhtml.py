import base64
import quopri
import time

import pytest

from pages.mhtml import html_in
from pages.reading import read_page

HTML = "<html><body><p>本店销售勐海熟茶</p></body></html>"


def saved(coding: str, content: bytes) -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/related;"
        '\r\n\ttype="text/html";\r\n\tboundary="--B"\r\n\r\n'
        "----B\r\nContent-Type: text/css\r\n\r\n.a{}\r\n"
        "----B\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {coding}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n----B--\r\n"


@pytest.mark.parametrize("content_type", [None, "multipart/related", "text/plain"])
@pytest.mark.parametrize(
    "body",
    [
        saved("quoted-printable", quopri.encodestring(HTML.encode())),
        saved("base64", base64.encodebytes(HTML.encode())),
        saved("8bit", HTML.encode()),
    ],
)
def test_the_page_in_the_file_is_read(body, content_type):
    page = read_page(body, "https://shop.example/", content_type)
    assert page.text("description") == "本店销售勐海熟茶"
    assert "mhtml" in page.flags


def test_what_a_browser_shows_as_it_stands_is_not_taken_apart():
    """Else a page could have its own text passed over for a part that it shows nobody."""
    body = saved("8bit", HTML.encode()) + "<p>高仿</p>".encode()
    page = read_page(body, "https://shop.example/", "text/html")
    assert "高仿" in page.text("description")
    assert "mhtml" in page.flags


@pytest.mark.parametrize(
    "body", [b"", b"<p>a", b"From: x", b"Content-Type: multipart/related\n\nx"]
)
def test_other_files(body):
    assert html_in(body) is None


def test_hostile_files_are_read_in_time():
    start = time.process_time()
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n"
    for piece in (
        b"--a\nContent-Type: text/plain\n\nx\n",
        b"Content-Type: multipart/related;\n b",
        b"--a",
    ):
        html_in(head + piece * (1_000_000 // len(piece)))
    assert time.process_time() - start < 2
