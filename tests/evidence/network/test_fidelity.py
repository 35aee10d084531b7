"""From the wire to the archive: the record holds the bytes as they were sent and received."""

import gzip
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from evidence.archive.archive import Archive
from evidence.archive.reader import check_file, iter_records, read_record
from evidence.errors import FetchFailed
from evidence.network.exchange import WireRequest
from evidence.network.reach import Reach
from evidence.network.wire import Wire
from tests.evidence.network.odd_responses import ODD
from tests.evidence.network.servers import OK, Visit, run, serve

PACKED = gzip.compress("仿冒".encode() * 50)
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
SENT = [
    *ODD.values(),
    OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED,
    b"<html>no head at all</html>",
    OK + b"X-Forged: a\r\nContent-Length: 500\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nConten",
]
SEARCH = "/search?q=%E4%BB%BF%E5%86%92&page=1"


def test_records_hold_what_went_over_the_wire(tmp_path: Path) -> None:
    async def answer(visit: Visit) -> None:
        await visit.send(SENT[visit.number - 1])

    async def work() -> None:
        archive = Archive(tmp_path, name="fidelity", info={"operator": "test"})
        async with serve(answer) as server:
            client = Wire(Reach(allow=[server.address]), archive)
            refs = []
            for _ in SENT:
                try:
                    exchange = await client.fetch(WireRequest(server.url(SEARCH)))
                    refs.append(exchange.record)
                except FetchFailed as failure:
                    assert failure.record is not None
                    refs.append(failure.record)
            await client.close()
            archive.close()
            for ref, sent in zip(refs, SENT, strict=True):
                assert read_record(tmp_path, ref).block == sent
            (path,) = tmp_path.glob("*.warc.gz")
            assert check_file(path).ok
            asked = [record.block for record in iter_records(path) if record.type == "request"]
            assert asked == server.requests
            assert all(block.startswith(f"GET {SEARCH} HTTP/1.1\r\n".encode()) for block in asked)
            assert _blocks_by_warcio(path) == [s for s in SENT if s.startswith(b"HTTP/")]

    run(work())


def test_interim_responses_are_archived_beside_the_final_one(tmp_path: Path) -> None:
    final = OK + b"Content-Length: 5\r\n\r\nhello"

    async def work() -> None:
        archive = Archive(tmp_path, name="interim", info={})
        async with serve(HINTS + final) as server:
            client = Wire(Reach(allow=[server.address]), archive)
            exchange = await client.fetch(WireRequest(server.url()))
            await client.close()
        archive.close()
        assert read_record(tmp_path, exchange.record).block == final
        (path,) = tmp_path.glob("*.warc.gz")
        assert check_file(path).ok
        assert HINTS in [record.block for record in iter_records(path)]

    run(work())


def _blocks_by_warcio(path: Path) -> list[bytes]:
    """The response blocks as another reader of WARC sees them."""
    with path.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        return [r.raw_stream.read() for r in records if r.rec_type == "response"]
