"""A slice of captures when the machine fails it: no room on the disk, a browser that was killed."""

import shutil
import signal
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.capture_work import CaptureWork
from crawler.models import PageCapture, Run, SiteRun
from crawler.slice_end import SliceEnd
from evidence.capture.flags import Flag
from evidence.capture.manifest import Captured, read_capture
from evidence.capture.store import MANIFEST, json_bytes
from leads.home import Home
from leads.models import Capture, LeadCapture
from tests.crawler.test_capturing import crawled
from tests.evidence.capture.made import URL, made

pytestmark = pytest.mark.timeout(120)

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def site(home: Home, monkeypatch: pytest.MonkeyPatch) -> SiteRun:
    monkeypatch.setattr(signal, "signal", lambda *_arguments: None)
    return crawled(home, URL)


def lost(folder: Path) -> Captured:
    """A finished capture whose browser was killed before the page was there."""
    whole = made(folder, finish=False)
    (folder / "page.html").unlink()
    files = tuple(one for one in whole.artefacts if one.role != "dom")
    flags = (Flag("unreachable", "net::ERR_FAILED"), Flag("browser-lost"))
    shown = replace(whole, artefacts=files, flags=flags, status=0)
    (folder / MANIFEST).write_bytes(json_bytes(shown.to_json()))
    return read_capture(folder)


def test_a_browser_that_does_not_start_for_want_of_room_is_not_called_missing(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", "/nonexistent/chromium")
    before = PageCapture.objects.get().attempts

    def usage(_path: Path) -> Usage:
        begun = PageCapture.objects.get().attempts > before
        return Usage(1 << 40, 0, 0 if begun else 1 << 40)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert CaptureWork(home, site.id).run() is SliceEnd.DISK_LOW
    page = PageCapture.objects.get()
    assert (page.state, page.detail) == ("pending", "")
    assert Run.objects.get().troubles == []


def test_no_capture_is_begun_without_room_for_it(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    usages = iter([Usage(1 << 40, 0, 1 << 40)])
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: next(usages, Usage(1 << 40, 0, 1)))
    before = PageCapture.objects.get().attempts
    assert CaptureWork(home, site.id).run() is SliceEnd.DISK_LOW
    assert PageCapture.objects.get().attempts == before


def test_a_page_whose_browser_was_killed_is_captured_once_more(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    PageCapture.objects.update(attempts=0)

    def taken(work: CaptureWork, page: PageCapture) -> Captured:
        folder = work._taking.folder(page, page.attempts)
        if page.attempts == 1:
            return lost(folder)
        made(folder)
        return read_capture(folder)

    monkeypatch.setattr(CaptureWork, "_capture", taken)
    assert CaptureWork(home, site.id).run() is SliceEnd.DONE
    page = PageCapture.objects.get()
    assert (page.state, page.detail, page.attempts) == ("taken", "", 2)
    assert page.number.endswith("-001-2")
    assert Capture.objects.count() == 2, "the first is kept as what it is"
    assert LeadCapture.objects.get().capture.number == page.number


def test_a_browser_that_is_killed_again_and_again_is_not_told_as_a_page_that_does_not_open(
    home: Home, site: SiteRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    PageCapture.objects.update(attempts=0)
    monkeypatch.setattr(
        CaptureWork,
        "_capture",
        lambda work, page: lost(work._taking.folder(page, page.attempts)),
    )
    assert CaptureWork(home, site.id).run() is SliceEnd.DONE
    page = PageCapture.objects.get()
    assert (page.state, page.detail, page.attempts) == ("taken", "unread-browser-lost", 2)
    tied = LeadCapture.objects.get()
    assert tied.again == "" and "浏览器中途退出" in tied.why and "与网站无关" in tied.why
