"""The main document once more, through the recording client: a second response 第二次响应.

It goes into a file of its own, so that nobody, and no replay tool, takes it for
the bytes of the page that was rendered.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from evidence.archive.archive import Archive
from evidence.capture.journal import Journal
from evidence.errors import FetchFailed, Refused
from evidence.network.exchange import Exchange, WireRequest
from evidence.network.limits import Limits
from evidence.network.reach import Reach
from evidence.network.wire import Wire

_DESCRIPTION = (
    "The main document of a captured page, fetched a second time by another client. "
    "These are NOT the bytes of the page as rendered; they are kept for comparison. "
    "第二次响应：由采集客户端另行取得，不是所渲染页面的字节，仅供比对。"
)
_NOT_AGAIN = frozenset({b"host", b"content-length", b"transfer-encoding", b"connection"})


async def fetch_second(
    url: str,
    request: bytes,
    folder: Path,
    *,
    reach: Reach,
    info: Mapping[str, str],
    limits: Limits,
    floor_bytes: int,
    journal: Journal,
) -> Exchange | None:
    """Ask for `url` with the headers that the browser's `request` had; None without an answer.

    The answer lies in a WARC file `second-…` in `folder`. ArchiveError passes.
    """
    said = dict(info) | {"description": _DESCRIPTION}
    with Archive(folder, name="second", info=said, floor_bytes=floor_bytes) as archive:
        wire = Wire(reach, archive, limits=limits)
        try:
            exchange = await wire.fetch(WireRequest(url, headers=_headers(request)))
        except (FetchFailed, Refused) as error:
            if not journal.flagged("unreachable"):
                journal.flag("no-second-response", error.code)
            return None
        finally:
            await wire.close()
    journal.step(
        "second-response",
        "由采集客户端另行取得主文档一次，供比对（第二次响应）",
        "fetched the main document once more with the recording client (a second response)",
        f"{exchange.status}",
    )
    return exchange


def _headers(request: bytes) -> list[tuple[bytes, bytes]]:
    """The headers of the browser's request that another connection can carry."""
    head = request.partition(b"\r\n\r\n")[0]
    found = []
    for line in head.split(b"\r\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon and name.lower() not in _NOT_AGAIN and re.fullmatch(rb"[!-9;-~]+", name):
            found.append((name, value.strip()))
    return found
