"""Content coding 内容编码 taken off within bounds: gzip, deflate, br, zstd (RFC 9110, 8.4.1).

A bomb costs at most the limit: every decoder is asked for no more than what is
still allowed. What cannot be decoded is given back as it came, and named.
"""

import sys
from collections.abc import Callable, Sequence
from typing import cast

import brotli  # type: ignore[import-untyped]
from isal import isal_zlib  # the same interface as zlib, several times faster

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MOST_LAYERS = 2
_MOST_MEMBERS = 64  # each one costs a copy of the rest
_PIECE = 1024
# RFC 9659: a zstd window of more than 8 MB is not for the web.
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}

_IsalError = cast(type[Exception], isal_zlib.error)  # its stub declares an instance
_Step = Callable[[bytes, int], bytes]


class _NotCoded(Exception):
    """The bytes are not in the named coding at all."""


def decode(body: bytes, codings: Sequence[bytes], limit: int) -> tuple[bytes, list[str]]:
    """`body` without its `codings` (in the order applied), and what was odd.

    At most `limit` bytes come back. Anomalies: "unknown-content-coding",
    "too-many-content-codings", "not-in-content-coding" (plain text labelled
    gzip), "broken-content-coding", "incomplete-content-coding",
    "data-after-content-coding", "decoded-limit".
    """
    anomalies: list[str] = []
    if not body:
        return body, anomalies
    if len(codings) > MOST_LAYERS:
        anomalies.append("too-many-content-codings")
    for coding in list(reversed(codings))[:MOST_LAYERS]:
        decoder = _DECODERS.get(coding)
        if decoder is None:
            anomalies.append("unknown-content-coding")
            break
        try:
            body, odd = decoder(body, limit)
        except _NotCoded:
            anomalies.append("not-in-content-coding")
            continue
        if odd is not None:
            anomalies.append(odd)
        if odd == "decoded-limit":
            break
    return body, anomalies


def _gzip(body: bytes, limit: int) -> tuple[bytes, str | None]:
    """RFC 1952: one member or several; what follows them is no part of the text."""
    if body[:2] != b"\x1f\x8b":
        raise _NotCoded
    whole: list[bytes] = []
    for _ in range(_MOST_MEMBERS):
        text, body, odd = _inflate(body, 31, limit)
        whole.append(text)
        limit -= len(text)
        if odd is not None:
            return b"".join(whole), odd
        if body[:2] != b"\x1f\x8b":
            break
    return b"".join(whole), "data-after-content-coding" if body.strip(b"\0") else None


def _deflate(body: bytes, limit: int) -> tuple[bytes, str | None]:
    """RFC 1950; some servers send bare RFC 1951, which browsers take too."""
    for wbits in (15, -15):
        text, rest, odd = _inflate(body, wbits, limit)
        if text or odd != "broken-content-coding":
            return text, odd or ("data-after-content-coding" if rest else None)
    raise _NotCoded


def _inflate(body: bytes, wbits: int, limit: int) -> tuple[bytes, bytes, str | None]:
    """(text, what follows the stream, what was odd)."""
    decoder = isal_zlib.decompressobj(wbits=wbits)
    try:
        text = decoder.decompress(body, limit + 1)
    except _IsalError:
        again = isal_zlib.decompressobj(wbits=wbits)
        text = _salvage(again.decompress, _IsalError, body, limit)
        return text, b"", "broken-content-coding"
    if len(text) > limit:
        return text[:limit], b"", "decoded-limit"
    return text, decoder.unused_data, None if decoder.eof else "incomplete-content-coding"


def _brotli(body: bytes, limit: int) -> tuple[bytes, str | None]:
    """RFC 7932. It has no magic number: where nothing comes out, it was no brotli."""
    decoder = brotli.Decompressor()
    try:
        text = decoder.process(body, output_buffer_limit=limit + 1)
    except brotli.error:
        again = brotli.Decompressor()

        def step(piece: bytes, room: int) -> bytes:
            return bytes(again.process(piece, output_buffer_limit=room))

        text = _salvage(step, brotli.error, body, limit)
        if not text:
            raise _NotCoded from None
        return text, "broken-content-coding"
    if len(text) > limit:
        return text[:limit], "decoded-limit"
    return text, None if decoder.is_finished() else "incomplete-content-coding"


def _zstd(body: bytes, limit: int) -> tuple[bytes, str | None]:
    """RFC 8878: one frame or several."""
    if body[:4] != b"\x28\xb5\x2f\xfd" and body[1:4] != b"\x2a\x4d\x18":
        raise _NotCoded
    whole: list[bytes] = []
    for _ in range(_MOST_MEMBERS):
        decoder = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
        try:
            text = decoder.decompress(body, limit + 1)
        except zstd.ZstdError:
            again = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
            whole.append(_salvage(again.decompress, zstd.ZstdError, body, limit))
            return b"".join(whole), "broken-content-coding"
        whole.append(text[:limit])
        if len(text) > limit:
            return b"".join(whole), "decoded-limit"
        if not decoder.eof:
            return b"".join(whole), "incomplete-content-coding"
        limit -= len(text)
        body = decoder.unused_data
        if not body:
            break
    return b"".join(whole), "data-after-content-coding" if body else None


def _salvage(step: _Step, error: type[Exception], body: bytes, limit: int) -> bytes:
    """What a broken stream gives before it breaks, fed in small pieces."""
    parts: list[bytes] = []
    for at in range(0, len(body), _PIECE):
        try:
            part = step(body[at : at + _PIECE], limit)
        except (error, EOFError):
            break
        parts.append(part)
        limit -= len(part)
        if limit <= 0:
            break
    return b"".join(parts)


_DECODERS: dict[bytes, Callable[[bytes, int], tuple[bytes, str | None]]] = {
    b"gzip": _gzip,
    b"x-gzip": _gzip,
    b"deflate": _deflate,
    b"br": _brotli,
    b"zstd": _zstd,
}
