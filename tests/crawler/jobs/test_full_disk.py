"""A home on a disk that fills up: the run ends soon, says so, loses nothing, and goes on later."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

from crawler.opening import open_database
from evidence.verify import verify_paths
from leads.home import Home
from tests.crawler.jobs.processes import below, started, wait_until
from tests.crawler.jobs.tree_site import TreeSite
from tests.crawler.jobs.whole import assert_whole

pytestmark = [pytest.mark.jobs, pytest.mark.timeout(180)]

PAGES = 40
SOON = 60
"""Seconds, on a busy machine; alone it takes three."""


class Disk:
    """A small disk of its own; `fill` takes all of its room but `leave` bytes."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder / "home")
        self._filler = folder / "filler"

    def fill(self, leave: int = 0) -> None:
        with self._filler.open("wb") as file:
            while (free := shutil.disk_usage(self._filler.parent).free - leave) > 0:
                # What somebody else took meanwhile makes it fail as a whole.
                with contextlib.suppress(OSError):
                    os.posix_fallocate(file.fileno(), file.seek(0, os.SEEK_END), free)

    def make_room(self) -> None:
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A tmpfs with more room than a slice wants to begin; most of it is never written."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600m", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"no file system may be mounted here: {mounted.stderr.strip()}")
    try:
        disk = Disk(folder)
        monkeypatch.setenv("WANGJIAN_HOME", str(disk.home.path))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield disk
    finally:
        connections.close_all()
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def filled(disk: Disk, tree: TreeSite, asked: int, leave: int) -> Iterator[str]:
    """A crawl whose disk is filled once `asked` pages were asked for; its run, when it ended."""
    with started(disk.home, "crawl", tree.url, "--delay", "0.02") as crawl:
        wait_until(lambda: len(tree.asked) >= asked)
        disk.fill(leave)
        processes = below(crawl.pid)
        assert crawl.ended(SOON) == 5
    run = crawl.summary
    assert f"磁盘空间不足，任务 {run['run_id']} 已停下" in crawl.said
    assert not [pid for pid in processes if Path(f"/proc/{pid}").exists()]
    yield run["run_id"]


@pytest.mark.parametrize(("asked", "leave"), [(12, 0), (20, 1 << 20)])
def test_filled_in_mid_crawl_it_ends_soon_and_goes_on_where_it_stopped(
    disk: Disk, tables: Path, asked: int, leave: int
) -> None:
    shutil.copy(tables, disk.home.make().database)
    with TreeSite(PAGES, latency=0.05) as tree:
        with filled(disk, tree, asked, leave) as run_id:
            open_database(disk.home, update=False)
            disk.make_room()
        with started(disk.home, "resume", run_id) as again:
            assert again.ended(SOON) == 0
        assert len(tree.asked) <= PAGES + 25, "what was kept is not asked for again"
    assert_whole(disk.home, run_id, PAGES)
    assert verify_paths([disk.home.archive]).ok


def test_full_before_it_begins_nothing_is_asked_for_and_the_reason_is_told(
    disk: Disk, tables: Path
) -> None:
    with TreeSite(PAGES) as tree:
        flags = ["--keywords", "counterfeit", "--draft", "--no-browser", "--allow", tree.host]
        command = [sys.executable, "-m", "desk.cli", "crawl", "--site", tree.url, *flags]
        for made in (False, True):  # the home folder
            if made:
                disk.make_room()
                shutil.copy(tables, disk.home.make().database)
            disk.fill()
            ended = subprocess.run(
                command,
                env={**os.environ, "WANGJIAN_LANG": "zh"},
                capture_output=True,
                text=True,
                timeout=SOON,
                check=False,
            )
            assert ended.returncode == 5, ended.stderr
            assert "磁盘已满" in ended.stderr and "请腾出空间" in ended.stderr
            assert "请把这一行报告给管理员" not in ended.stderr
        assert not tree.asked
