"""A small case of an invented shop: an archive of a crawl, two captures, records, lists."""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from evidence.archive.archive import Archive
from evidence.archive.record import RecordRef
from evidence.package.casefile import (
    AgreedList,
    Anchors,
    ArchivedPage,
    Artefact,
    Capture,
    CaseFile,
    Claim,
    Clock,
    Document,
    Office,
    Officer,
    StoredFile,
)
from evidence.seal.digests import sha256_label
from tests.evidence.archive.samples import INFO, exchange

NUMBER = "WJ-530000-20261124-0001"
MADE_AT = datetime(2026, 11, 24, 9, 30, 0, tzinfo=UTC)
START = datetime(2026, 11, 24, 1, 5, 7, tzinfo=UTC)
SHOP = "https://shop.example"
OFFICERS = (Officer("木一", "53000001001"), Officer("林二", "53000001002"))
HOSTILE = "老班章\r\nWARC/1.1 \x1b[31m\u202egnp.exe <script>"
LIST = '{"format":"wangjian keyword list 1","id":"counterfeit","terms":[{"text":"高仿"}]}'.encode()


def png(width: int = 8, height: int = 8, shade: int = 200) -> bytes:
    """A real picture of one shade of grey."""
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def page(title: str) -> bytes:
    """A response with a page."""
    body = f"<html><title>{title}</title><h1>{title}</h1><p>高仿 一比一</p></html>".encode()
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
    return f"{head}{len(body)}\r\n\r\n".encode() + body


@dataclass(frozen=True)
class Crawled:
    """An archive of a crawl, and where the pages lie that the case is about."""

    folder: Path
    refs: Mapping[str, RecordRef]


def crawl(folder: Path) -> Crawled:
    """Four pages of a shop; two of them will be wanted."""
    refs = {}
    with Archive(folder, name="run-7", info=INFO, floor_bytes=0) as archive:
        secure = {"certificate": b"DER of a certificate", "tls_version": "TLSv1.3", "port": 443}
        for path in ("", "p/1", "p/2", "licence"):
            refs[path] = archive.append_exchange(
                exchange(
                    url=f"{SHOP}/{path}",
                    request=f"GET /{path} HTTP/1.1\r\nHost: shop.example\r\n\r\n".encode(),
                    response=page(f"茶 {path}"),
                    interim=b"HTTP/1.1 103 Early Hints\r\n\r\n" if path == "p/1" else b"",
                    started_at=START + timedelta(seconds=len(refs)),
                    **secure,
                )
            )
        archive.append_resource(
            f"{SHOP}/p/1",
            "text/html; charset=utf-8",
            b"<html>rendered</html>",
            when=START,
            refers_to=refs["p/1"],
            note={"made-by": "chromium"},
        )
    return Crawled(folder, refs)


def traffic(folder: Path) -> Path:
    """The WARC file of a capture: a page, its picture, a POST that got not one byte of an
    answer, and one that a script made."""
    with Archive(folder, name="capture", info=INFO, floor_bytes=0) as archive:
        archive.append_exchange(
            exchange(url=f"{SHOP}/p/1", response=page("茶 p/1"), started_at=START)
        )
        archive.append_exchange(
            exchange(
                url=f"{SHOP}/a.png",
                response=b"HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n" + png(),
                started_at=START + timedelta(seconds=1),
            )
        )
        archive.append_request(
            exchange(
                url=f"{SHOP}/leaving",
                request=b"POST /leaving HTTP/1.1\r\nHost: shop.example\r\n"
                b"Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nleft",
                response=b"",
                started_at=START + timedelta(seconds=1),
                truncated="disconnect",
            )
        )
        archive.append_exchange(
            exchange(
                url=f"{SHOP}/price?b=2&a=1",
                request=b"POST /price?b=2&a=1 HTTP/1.1\r\nHost: shop.example\r\n"
                b"Content-Type: application/json\r\nContent-Length: 17\r\n\r\n"
                b'{"id":7,"vip":1}\n',
                response=b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"fen":9900}',
                started_at=START + timedelta(seconds=2),
            )
        )
    (path,) = folder.iterdir()
    return path


def capture(folder: Path, number: str, **changes: Any) -> Capture:
    """A capture with the usual files."""
    folder.mkdir(parents=True)
    warc = traffic(folder / "warc")
    contents = {
        "screenshot.png": ("screenshot", "image/png", png(shade=100 + int(number[-1]))),
        "marked.png": ("marked-picture", "image/png", png(shade=9)),
        "page.html": ("dom", "text/html", "<html>高仿</html>".encode()),
        "page.txt": ("text", "text/plain", "高仿 一比一".encode()),
        "empty.log": ("console", "text/plain", b""),
        "capture.json": (
            "manifest",
            "application/json",
            b'{"capture": "' + number.encode() + b'"}',
        ),
    }
    artefacts = []
    for name, (role, media_type, data) in contents.items():
        (folder / name).write_bytes(data)
        file = StoredFile.of(folder / name)
        marked = role == "marked-picture"
        artefacts.append(Artefact(name, role, media_type, file, illustration=marked))
    artefacts.append(Artefact("traffic.warc.gz", "warc", "application/warc", StoredFile.of(warc)))
    plain = Capture(
        number=number,
        manner="automatic",
        bearing="suspicion",
        url_asked="http://shop.example/p/1",
        url_final=f"{SHOP}/p/1#top",
        started_at=START,
        ended_at=START + timedelta(seconds=9),
        artefacts=tuple(artefacts),
        title=HOSTILE,
        again="present",
        alterations=("滚动页面以载入图片",),
        gaps=("一个视频未采集：超过大小上限",),
    )
    return replace(plain, **changes)


def keyword_list() -> AgreedList:
    """A list that one unit has agreed to and another has not."""
    return AgreedList(
        "counterfeit",
        "3",
        "假冒伪劣",
        sha256_label(LIST),
        LIST,
        ({"unit": "trademark", "officer": "木一", "signature": "00" * 64},),
        ("quality",),
    )


def document(folder: Path, number: str) -> Document:
    """A record in two formats."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for ending in ("docx", "pdf"):
        path = folder / f"{number}.{ending}"
        path.write_bytes(f"{number} as {ending}".encode())
        files.append((ending, StoredFile.of(path)))
    return Document(number, "automatic-note", "自动监测采集说明", MADE_AT, tuple(files))


def sample_case(folder: Path, *, anchors: Anchors | None = None, **changes: Any) -> CaseFile:
    """The whole case, its files in `folder`."""
    crawled = crawl(folder / "archive")
    attended = capture(
        folder / "captures" / "2",
        "C-530000-20261124-0002",
        manner="attended",
        officers=OFFICERS,
        clock=Clock("ntp.example", "SNTP", -12, START),
    )
    contrary = capture(folder / "captures" / "1", "C-530000-20261124-0001", bearing="contrary")
    plain = CaseFile(
        number=NUMBER,
        case="云市监案〔2026〕7号",
        serial=2,
        title="茶行疑似销售假冒商品",
        office=Office("示例县市场监督管理局", "530999", "网络交易监管科 0800-0000000"),
        made_at=MADE_AT,
        software="wangjian/0.1.0",
        exported_by=OFFICERS,
        leads=({"hint_no": "T-20261124-0187", "shop": HOSTILE, "suspicion": "疑似假冒"},),
        claims=(Claim("页面显示“高仿 一比一”", "C-530000-20261124-0002", "screenshot.png", "T-1"),),
        captures=(contrary, attended),
        pages=(
            ArchivedPage(crawled.folder, crawled.refs["p/1"], f"{SHOP}/p/1", title=HOSTILE),
            ArchivedPage(
                crawled.folder, crawled.refs["licence"], f"{SHOP}/licence", "contrary", "亮照"
            ),
        ),
        lists=(keyword_list(),),
        contrary=({"rule": "counterfeit.weak", "excused": "引用评价"},),
        coverage=({"url": f"{SHOP}/licence", "outcome": "read"},),
        documents=(document(folder / "records", "R-01"),),
        gaps=("未登录后的页面未采集",),
        anchors=anchors or Anchors(),
    )
    return replace(plain, **changes)
