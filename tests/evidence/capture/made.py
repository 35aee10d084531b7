"""A small capture folder made without a browser, for tests of what reads captures."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evidence.archive.archive import Archive
from evidence.archive.record import RecordRef
from evidence.capture.clock import ClockReading
from evidence.capture.flags import Flag
from evidence.capture.journal import Said, Step
from evidence.capture.manifest import Captured, Hop, SecondResponse, WayStep, ordered
from evidence.capture.profile import DESKTOP
from evidence.capture.store import MANIFEST, Store
from tests.evidence.archive.samples import INFO, exchange

AT = datetime(2026, 11, 24, 8, 24, 0, 123456, tzinfo=UTC)
URL = "http://shop.example/p/1"


def made(folder: Path, *, finish: bool = True, **changes: Any) -> Captured:
    """A whole capture in `folder`, with `changes`; `finish`: and its manifest."""
    store = Store(folder)
    store.begin({"url": URL})
    main = _archive(folder, "traffic")
    second = _archive(folder, "second")
    for name, role, data in (
        ("page-01.png", "screenshot", b"\x89PNG\r\n\x1a\n" + bytes(40)),
        ("page.html", "dom", "<h1>国家级</h1>".encode()),
        ("text.txt", "text", "国家级".encode()),
    ):
        store.write(name, role, "application/octet-stream", data)
    for path in sorted(folder.glob("*.warc.gz")):
        role = "warc" if path.name.startswith("traffic") else "warc-second"
        store.adopt(path.name, role, "application/warc")
    traffic = {"exchanges": [{"url": URL, "record": main.to_json(), "frames": []}]}
    for name, role, value in (
        ("traffic.json", "traffic", traffic),
        ("console.json", "console", {}),
        ("addresses.json", "dns", {}),
        ("environment.json", "environment", {}),
    ):
        store.write_json(name, role, value)
    captured = Captured(
        **{
            "folder": folder,
            "number": folder.name,
            "manner": "automatic",
            "url_asked": URL,
            "url_final": URL,
            "title": "某茶行 \u202e\x1b[2J",
            "status": 200,
            "started_at": AT,
            "ended_at": AT,
            "profile": DESKTOP,
            "clock": ClockReading("127.0.0.1:123", AT, 1.5, 2.0, 2, 4),
            "artefacts": ordered(store.artefacts),
            "flags": (Flag("dialogs", "3"),),
            "steps": (Step(AT, "load", "打开网址", "opened", "200"),),
            "alterations": (Said("scrolled", "滚动页面", "scrolled"),),
            "gaps": (Said("pdf", "未取得 PDF", "no PDF"),),
            "way": (WayStep(AT, URL, "搜索", "searched", main),),
            "hops": (Hop(URL, 200, "203.0.113.7", 80, main),),
            "main": main,
            "second": SecondResponse(URL, 200, second, AT, True),
            "counts": {"exchanges": 1},
            "environment": {"machine": {"device": "vm"}},
            "limits": {"body": 1},
        }
        | changes
    )
    if finish:
        store.write_json(MANIFEST, "manifest", captured.to_json())
    store.release()
    return captured


def _archive(folder: Path, name: str) -> RecordRef:
    with Archive(folder, name=name, info=INFO, floor_bytes=0) as archive:
        return archive.append_exchange(exchange())


def rewrite(folder: Path, change: Any) -> None:
    """Change the manifest's JSON by `change`, which gets it as a dict."""
    path = folder / MANIFEST
    value = json.loads(path.read_bytes())
    change(value)
    path.write_text(json.dumps(value))
