"""Saved pages checked in a minute by one core: `wangjian inspect` beside plain lxml parsing.

Saves the product pages of the sample market several times over, checks them with
the shipped lists in one process held to one core, and parses the same files with
lxml alone. Prints pages a minute and the ratio; the issue asks for 3,000.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from lxml import html

ROOT = Path(__file__).resolve().parent.parent
COPIES = 8
ROUNDS = 3


def save_pages(folder: Path) -> int:
    """Save every product page of the server-rendered shops, COPIES times; how many files."""
    sys.path.insert(0, str(ROOT))
    from tests.market import Market

    number = 0
    with Market() as market:
        for product in market.truth.products():
            if "#" in product.path:
                continue
            url = market.shops[product.shop].rstrip("/") + product.path
            with urllib.request.urlopen(url, timeout=10) as response:
                body = response.read()
            for _ in range(COPIES):
                number += 1
                (folder / f"{number:05d}.html").write_bytes(body)
    return number


def cpu_of_children() -> float:
    """CPU seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def check(folder: Path) -> tuple[float, float]:
    """Wall and CPU seconds of `wangjian inspect` over the folder, start-up included."""
    before, began = cpu_of_children(), time.monotonic()
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [sys.executable, "-m", "desk.cli", "inspect", str(folder), "--json"],
            cwd=ROOT,
            env=os.environ | {"WANGJIAN_HOME": home},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return time.monotonic() - began, cpu_of_children() - before


def parse(folder: Path) -> float:
    """CPU seconds of parsing the same files with lxml."""
    began = time.process_time()
    for path in folder.iterdir():
        html.fromstring(path.read_bytes())
    return time.process_time() - began


def main() -> int:
    """Interleaved rounds; the medians and the ratio."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = save_pages(folder)
        size = sum(path.stat().st_size for path in folder.iterdir()) / pages
        rounds = [(*check(folder), parse(folder)) for _ in range(ROUNDS)]
    wall, cpu, plain = (sorted(values)[ROUNDS // 2] for values in zip(*rounds, strict=True))
    print(f"{pages} pages of {size / 1000:.1f} kB on one core, medians of {ROUNDS} rounds")
    print(f"inspect     {cpu * 1000 / pages:6.2f} ms CPU a page, {pages / cpu * 60:8.0f} pages/min")
    print(f"  by the clock                    {pages / wall * 60:8.0f} pages/min")
    print(f"lxml parse  {plain * 1000 / pages:6.2f} ms CPU a page, ratio {cpu / plain:.1f}")
    return 0 if pages / wall * 60 >= 3000 else 1


if __name__ == "__main__":
    raise SystemExit(main())
