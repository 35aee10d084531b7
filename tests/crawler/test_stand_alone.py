"""Scrapy's own commands, through scrapy.cfg."""

import os
import subprocess
import sys
from pathlib import Path

from evidence.archive.reader import check_file, iter_records
from leads.home import Home
from tests.market import Market

ROOT = Path(__file__).resolve().parents[2]


def scrapy(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        env={**os.environ, "WANGJIAN_HOME": str(home.path)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_scrapy_lists_the_spider(tmp_path: Path) -> None:
    assert scrapy(Home(tmp_path), "list").stdout.split() == ["shop"]


def test_scrapy_crawls_a_shop_into_the_archive(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with Market(only=["tea"]) as market:
        shop = market.shops["tea"]
        arguments = {"site": shop, "keywords": "counterfeit,licence", "pages": "8", "delay": "0"}
        arguments |= {"allow": market.allow[0], "draft": "1"}
        given = [part for pair in arguments.items() for part in ("-a", "=".join(pair))]
        done = scrapy(home, "crawl", "shop", *given)
        asked = [row.target for row in market.requests("tea")]
    assert done.returncode == 0, done.stderr
    (file,) = home.archive.iterdir()
    assert file.name.endswith(".warc.gz") and not check_file(file).faults
    records = [r for r in iter_records(file) if r.type == "response"]
    assert len(records) == len(asked) >= 8, "everything that was asked for is archived"


def test_scrapy_uses_no_list_that_is_not_agreed(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    given = ("-a", "site=http://shop.example/", "-a", "keywords=counterfeit")
    done = scrapy(home, "crawl", "shop", *given)
    assert done.returncode != 0 and "is not agreed" in done.stderr
    assert not list(home.archive.iterdir())
