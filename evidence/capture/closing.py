"""The end of a capture: all that was found out, written down; the manifest last of all."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime

from evidence.archive.message import http_parts
from evidence.archive.reader import read_record
from evidence.archive.record import RecordRef
from evidence.capture.browser import BrowserEnd
from evidence.capture.clock import ClockReading
from evidence.capture.manifest import Captured, Hop, SecondResponse, ordered
from evidence.capture.secrets import in_address
from evidence.capture.session import Session
from evidence.capture.store import MANIFEST, json_bytes
from evidence.capture.supplements import mark, write_supplements
from evidence.capture.traffic import Seen
from evidence.errors import RecordFault

CAPTURE_URN = "urn:x-wangjian:capture:"


async def close(
    session: Session, meanwhile: Callable[[], Awaitable[None]] | None = None
) -> Captured:
    """End the browser of `session` and write everything down. ArchiveError passes.

    `meanwhile` is what is still to be done once the browser is gone.
    """
    final = session.visit.page.url
    await session.visit.watch.settle(2.0)
    await _keep_downloads(session)
    end = await session.close_browser()
    clock = await session.clock()
    if meanwhile is not None:
        await meanwhile()
    return await asyncio.to_thread(_write, session, final, end, clock)


async def _keep_downloads(session: Session) -> None:
    """Set aside what the page sent as files, under names of ours, unopened."""
    for number, download in enumerate(session.visit.watch.downloads, 1):
        data = await session.downloaded(download)
        if data is None:
            session.journal.missing(
                "download",
                f"页面发送的文件 {number} 没有接收完或过大，仅网络记录中有已收到的部分",
                f"file {number} of the page did not come whole or is too large; "
                "what came of it is in the network records",
            )
            continue
        await asyncio.to_thread(
            session.store.write,
            f"download-{number}.bin",
            "download",
            "application/octet-stream",
            data,
            title=f"页面发送的文件 {number}",
            source=download.url[:8192],
            method="浏览器下载，隔离保存，未打开",
            note=f"页面所称文件名：{download.suggested_filename[:200]}",
        )


def _write(session: Session, final: str, end: BrowserEnd, clock: ClockReading) -> Captured:
    documents = _documents(session)
    taken = session.takes[0] if session.takes else None
    if session.attendance is not None:
        # Officers go on after a page was taken: what was taken first is what it is about.
        final = in_address(final if taken is None else taken.url)
    main = _main(documents, final)
    record = main.record if main is not None else None
    mark(session, end)
    _archive_rendered(session, record)
    session.archive.close()
    _adopt_archives(session)
    counts, found = write_supplements(session, end, clock)
    captured = Captured(
        folder=session.store.folder,
        number=session.number,
        manner=session.manner,
        url_asked=session.url,
        url_final=final,
        title="" if taken is None else taken.title,
        status=_status(session, main),
        started_at=session.journal.begun_at,
        ended_at=datetime.now(UTC),
        profile=session.profile,
        clock=clock,
        artefacts=ordered(session.store.artefacts),
        flags=tuple(session.journal.flags),
        steps=tuple(session.journal.steps),
        alterations=tuple(session.journal.alterations),
        gaps=tuple(session.journal.gaps),
        way=session.way,
        hops=tuple(_hop(one) for one in _way_to(main, documents, session)),
        main=record,
        second=_second(session, record),
        counts=counts,
        environment=found,
        limits=asdict(session.limits),
        attendance=session.attendance,
    )
    session.store.write_json(MANIFEST, "manifest", captured.to_json())
    return captured


def _way_to(main: Seen | None, documents: list[Seen], session: Session) -> list[Seen]:
    """The answers that led to the page; where officers steer, only those that sent on to it."""
    if session.attendance is None or main is None:
        return documents
    at = documents.index(main)
    first = at
    while first and 300 <= documents[first - 1].status < 400:
        first -= 1
    return documents[first : at + 1]


def _status(session: Session, main: Seen | None) -> int:
    of_record = 0 if main is None else main.status
    if session.attendance is not None:
        return of_record
    return session.visit.status or of_record


def _documents(session: Session) -> list[Seen]:
    """What was asked for to be shown in the page's own window, not in one that it opened."""
    kinds = session.visit.watch.kinds
    documents = [one for one in session.traffic.seen if one.part == "main frame"]
    return [one for one in documents if (one.method, one.url) in kinds]


def _hop(one: Seen) -> Hop:
    record = one.record if one.answered else None
    return Hop(one.url, one.status, one.ip, one.port, record, one.certificate, one.tls_error)


def _main(documents: list[Seen], final: str) -> Seen | None:
    """The document that was shown: the last one of that address, else the last one at all."""
    url = final.partition("#")[0]
    kept = [one for one in documents if one.answered and one.record is not None]
    named = [one for one in kept if one.url == url]
    candidates = named or kept
    return candidates[-1] if candidates else None


def _archive_rendered(session: Session, main: RecordRef | None) -> None:
    """Put beside the traffic what was made of it: markup and text as rendered, and the list of
    all files with their digests."""
    when, about = session.journal.begun_at, {"capture": session.number, "url": session.url}
    urn = f"{CAPTURE_URN}{session.number}:"
    for one in session.takes:
        if one.rendered is None:
            continue
        for kind, name in (("text/html", "page.html"), ("text/plain", "text.txt")):
            session.archive.append_resource(
                urn + one.prefix + name,
                f"{kind}; charset=utf-8",
                (session.store.folder / (one.prefix + name)).read_bytes(),
                when=when,
                refers_to=main if one is session.takes[0] else None,
                note=about
                | {"url": one.url, "made": "read from the page as rendered; not sent by a server"},
            )
    files = [one.to_json() for one in ordered(session.store.artefacts)]
    if session.archive.files:
        session.archive.append_resource(
            urn + "files.json",
            "application/json",
            json_bytes({"number": session.number, "files": files}),
            when=when,
            refers_to=main,
            note=about | {"made": "the files of the capture so far, with their digests"},
        )


def _adopt_archives(session: Session) -> None:
    for name in session.archive.files:
        session.store.adopt(
            name,
            "warc",
            "application/warc",
            title="网络记录",
            method="浏览器收发的原始字节（TLS 之内），由浏览器网络日志取得，未解码、未改动",
        )
    for path in sorted(session.store.folder.glob("second-*.warc.gz")):
        session.store.adopt(
            path.name,
            "warc-second",
            "application/warc",
            title="第二次响应",
            method="由采集客户端另行取得一次，供比对",
            note="不是所渲染页面的字节",
        )


def _second(session: Session, main: RecordRef | None) -> SecondResponse | None:
    exchange = session.second
    if exchange is None:
        return None
    same = None
    if main is not None:
        try:
            first = http_parts(read_record(session.store.folder, main))
            same = first.body == exchange.body
        except RecordFault:
            same = None
    return SecondResponse(
        exchange.request.url, exchange.status, exchange.record, exchange.started_at, same
    )
