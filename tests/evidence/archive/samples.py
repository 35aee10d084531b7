"""Exchanges as shops send them, and archive files written and taken apart."""

import gzip
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evidence.archive.archive import Archive
from evidence.network.exchange import RawExchange

INFO = {
    "operator": "某某市市场监督管理局",
    "robots": "obey",
    "config-digest": "sha256:" + "0" * 64,
}
PAGE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: nginx\r\n\r\n"
    + "<html><h1>普洱茶</h1><p>国家级最佳</p></html>".encode()
)
STARTED = datetime(2026, 11, 24, 8, 24, 0, 123456, tzinfo=UTC)


def exchange(**changes: Any) -> RawExchange:
    """A plain exchange with a made-up shop, with `changes`."""
    plain = RawExchange(
        url="http://shop.example/p/1",
        request=b"GET /p/1 HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: wangjian\r\n\r\n",
        response=PAGE,
        ip="203.0.113.7",
        port=80,
        started_at=STARTED,
    )
    return replace(plain, **changes)


def only_file(folder: Path) -> Path:
    """The one file in `folder`."""
    (path,) = folder.iterdir()
    return path


def members(path: Path) -> list[bytes]:
    """The gzip members of `path`, found with zlib alone."""
    data, found = path.read_bytes(), []
    while data:
        unpack = zlib.decompressobj(31)
        unpack.decompress(data)
        assert unpack.eof
        length = len(data) - len(unpack.unused_data)
        found.append(data[:length])
        data = data[length:]
    return found


def records(path: Path) -> list[bytes]:
    """The records of `path` as plain bytes, heads and all."""
    return [gzip.decompress(member) for member in members(path)]


def write_members(path: Path, plain: Sequence[bytes]) -> Path:
    """Write each of `plain` to `path` as a gzip member of its own."""
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) for one in plain))
    return path


def whole_archive(folder: Path) -> Path:
    """A finished file: warcinfo, certificate, request, response, metadata, request, response."""
    name, data = _whole()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    return path


@cache
def _whole() -> tuple[str, bytes]:
    with TemporaryDirectory() as folder:
        with Archive(Path(folder), name="test", info=INFO, floor_bytes=0) as archive:
            archive.append_exchange(
                exchange(url="https://shop.example/", certificate=b"DER", tls_version="TLSv1.3")
            )
            archive.append_exchange(exchange())
        path = only_file(Path(folder))
        return path.name, path.read_bytes()
