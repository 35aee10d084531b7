"""Captures for tests of the desk: whole folders with real records, made without a browser."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from evidence.archive.archive import Archive
from evidence.capture.clock import ClockReading
from evidence.capture.manifest import Captured, Hop, ordered
from evidence.capture.profile import DESKTOP
from evidence.capture.store import MANIFEST, Store
from evidence.network.exchange import RawExchange
from leads.captures import Recheck, attach, keep_capture
from leads.home import Home
from leads.models import Capture, Lead
from leads.office import load_office
from tests.evidence.archive.samples import INFO

AT = datetime(2026, 11, 24, 8, 24, tzinfo=UTC)
URL = "https://shop.test/p/1"


def png(width: int = 60, height: int = 40, shade: int = 200) -> bytes:
    """A grey picture that decodes."""
    rows = b"".join(b"\0" + bytes([shade]) * 3 * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@dataclass
class Captures:
    """Makes captures of made-up pages in a home."""

    home: Home
    count: int = 0

    def folder(
        self,
        html: str = "<h1>国家级</h1>",
        *,
        url: str = URL,
        resources: Mapping[str, tuple[str, bytes]] | None = None,
        text: str = "国家级",
        headers: str = "",
        charset: str = "utf-8",
        moved: Mapping[str, str] | None = None,
        **changes: Any,
    ) -> Captured:
        """A finished capture. `resources` are address: (content type, body); those of `moved`
        answer with 301 to the address it names. The page comes in `charset`."""
        self.count += 1
        place = self.home.captures / f"20261124-082400-{self.count:06x}"
        store = Store(place)
        store.begin({"url": url})
        page = (f"text/html; charset={charset}", html.encode(charset))
        refs = {}
        with Archive(place, name="traffic", info=INFO, floor_bytes=0) as archive:
            for n, (one, (kind, body)) in enumerate({url: page, **(resources or {})}.items()):
                more = headers if n == 0 else ""
                status = "200 OK"
                if to := (moved or {}).get(one):
                    status, more = "301 Moved Permanently", f"Location: {to}\r\n"
                head = (
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}"
                    f"Content-Length: {len(body)}\r\n\r\n"
                ).encode()
                request = b"GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n"
                at = AT + timedelta(seconds=n)
                raw = RawExchange(one, request, head + body, "203.0.113.9", 443, at)
                refs[one] = archive.append_exchange(raw)
        for name, role, kind, data in (
            ("page-01.png", "screenshot", "image/png", png()),
            ("page.html", "dom", "text/html", html.encode()),
            ("text.txt", "text", "text/plain", text.encode()),
        ):
            store.write(name, role, kind, data)
        for path in sorted(place.glob("*.warc.gz")):
            store.adopt(path.name, "warc", "application/warc")
        exchanges = [{"url": u, "record": r.to_json(), "frames": []} for u, r in refs.items()]
        for name, role, value in (
            ("traffic.json", "traffic", {"exchanges": exchanges}),
            ("console.json", "console", {}),
            ("addresses.json", "dns", {}),
            ("environment.json", "environment", {}),
        ):
            store.write_json(name, role, value)
        captured = Captured(
            **{
                "folder": place,
                "number": place.name,
                "manner": "automatic",
                "url_asked": url,
                "url_final": url,
                "title": "某茶行 <script>alert(1)</script>\u202e",
                "status": 200,
                "started_at": AT + timedelta(minutes=self.count),
                "ended_at": AT + timedelta(minutes=self.count, seconds=9),
                "profile": DESKTOP,
                "clock": ClockReading("ntp.test", AT, 12.5, 3.1, 2, 4),
                "artefacts": ordered(store.artefacts),
                "hops": (Hop(url, 200, "203.0.113.9", 443, refs[url]),),
                "main": refs[url],
                "counts": {"exchanges": len(refs)},
                "environment": {"machine": {"device": "vm"}},
            }
            | changes
        )
        store.write_json(MANIFEST, "manifest", captured.to_json())
        store.release()
        return captured

    def row(
        self, html: str = "<h1>国家级</h1>", *, leads: Sequence[Lead] = (), **more: Any
    ) -> Capture:
        """A capture that was entered, tied to `leads`."""
        row = keep_capture(self.home, load_office(self.home), self.folder(html, **more))
        for lead in leads:
            attach(row, lead, Recheck("present"))
        return row
