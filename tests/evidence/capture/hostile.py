"""Capturing many hostile pages in one go, and what each capture shows of its page."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from evidence.archive.message import http_parts
from evidence.archive.reader import StrictRecord
from evidence.capture.capture import Captured
from tests.evidence.capture.site import QUICK, Page, Site, records, site, take

FAST = replace(QUICK, load_seconds=3.0, hang_seconds=2.0, artefact_seconds=12.0)
AT_ONCE = 3
SECONDS = 280


@dataclass(frozen=True)
class Case:
    """A page's path, and how the limits of its capture differ from FAST."""

    path: str
    changes: Mapping[str, Any] = field(default_factory=dict)


def take_all(
    base: Path, pages: Mapping[str, Page], cases: Mapping[str, Case]
) -> dict[str, Captured]:
    """Serve `pages` and capture every case, a few at a time; a folder below `base` for each."""

    async def one(name: str, shop: Site, places: asyncio.Semaphore) -> Captured:
        case = cases[name]
        async with places:
            folder = base / name
            folder.mkdir()
            return await take(folder, shop, case.path, limits=replace(FAST, **case.changes))

    async def work() -> dict[str, Captured]:
        async with site(dict(pages)) as shop:
            places = asyncio.Semaphore(AT_ONCE)
            found = await asyncio.gather(*(one(name, shop, places) for name in cases))
            return dict(zip(cases, found, strict=True))

    return asyncio.run(asyncio.wait_for(work(), SECONDS))


def answers(captured: Captured) -> list[StrictRecord]:
    """The records of what was answered."""
    return [r for r in records(captured) if r.type == "response"]


def answer_to(captured: Captured, path: str) -> StrictRecord:
    """The one answer whose address ends like that."""
    (found,) = (r for r in answers(captured) if r.uri.endswith(path))
    return found


def anomalies(captured: Captured) -> set[str]:
    """What the records say was odd about the answers."""
    return {odd for record in answers(captured) for odd in http_parts(record).anomalies}
