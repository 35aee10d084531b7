"""Captures of shops' pages as an office makes them, each with its witness."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.capture.capture import Captured, CaptureSettings, capture
from evidence.network.reach import Reach
from tests.evidence.package.replay.witness import Compared, compare, witnessed

INFO = {"operator": "某某市市场监督管理局", "robots": "obey", "config-digest": "sha256:" + "0" * 64}


@dataclass(frozen=True)
class Taken:
    """A captured page, and its records beside what the browser said. `name` is its shop."""

    name: str
    captured: Captured
    compared: Compared


def take_pages(pages: Iterable[tuple[str, str]], base: Path, allow: Iterable[str]) -> list[Taken]:
    """Capture each (shop, address) into a folder below `base`, one after the other."""
    reach = Reach(allow=list(allow))

    async def work() -> list[Taken]:
        found = []
        with witnessed() as witnesses:
            for number, (name, url) in enumerate(pages, 1):
                captured = await capture(
                    url,
                    base / f"C-530000-20261124-{number:04d}",
                    reach=reach,
                    settings=CaptureSettings(info=INFO, floor_bytes=0),
                )
                found.append(Taken(name, captured, compare(witnesses[-1], captured)))
        return found

    return asyncio.run(work())


def market_pages(shops: Mapping[str, str], product: Mapping[str, str]) -> list[tuple[str, str]]:
    """The home page and one product page of each shop."""
    return [
        (name, url)
        for name, home in shops.items()
        for url in (home, home.rstrip("/") + product[name])
    ]
