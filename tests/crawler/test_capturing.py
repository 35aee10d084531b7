"""Pages with findings are captured after the crawl: by a real browser, tied to their leads."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connections

from crawler.exit_codes import ExitCode
from crawler.models import PageCapture, PageRow, Run, SiteRun, Slice
from crawler.opening import open_database
from crawler.slice_end import SliceEnd
from desk.cli.run_report import capture_lines
from evidence.archive.reader import read_record
from evidence.capture.manifest import Captured, is_capture, read_capture
from evidence.verify import verify_paths
from leads.captures import marked_pictures
from leads.filing import Filing
from leads.home import Home
from leads.models import Capture, Lead, LeadCapture
from leads.screening import file_stem
from tests.crawler.jobs.processes import started, wait_until
from tests.crawler.jobs.slices import enter
from tests.crawler.small_site import Asked, Page, Reply, SmallSite, serving
from tests.crawler.tea_shop import frame
from tests.evidence.capture.made import URL as PAGE
from tests.evidence.capture.made import made
from tests.leads.pages_filed import Shelf, finding

pytestmark = [pytest.mark.timeout(600), pytest.mark.heavy, pytest.mark.jobs]

WORDS = "高仿名表，一比一复刻"


def goods(words: str) -> str:
    return frame(f"<h1>{words}</h1><b>¥88.00</b><button>加入购物车</button>")


def by_browser(asked: Asked) -> bool:
    """Whether the capture asks: the crawl says what it is."""
    return "wangjian" not in asked.headers.get("User-Agent", "")


def otherwise(words: str, browser: "Reply | str") -> Page:
    """A page that is another by the time it is captured."""
    return lambda asked: browser if by_browser(asked) else goods(words)


def shop(**pages: "Page | Reply | str") -> SmallSite:
    """A shop whose search finds `pages`; its home page names none of them."""

    def search(asked: Asked) -> str:
        word = parse_qs(urlsplit(asked.path).query).get("kw", [""])[0]
        cards = [
            f'<div class="it"><h3><a href="/g/{name}.html">{WORDS} {name}</a></h3>'
            "<b>¥88.00</b></div>"
            for name in pages
            if word in f"{WORDS} {name}"
        ]
        return frame("".join(cards) or "没有找到相关商品")

    made: dict[str, Page | Reply | str] = {
        "/": frame("<p>本店经营各式钟表。</p>"),
        "/s": search,
        "/robots.txt": Reply("User-agent: *\nDisallow: /private\n", kind="text/plain"),
    }
    return SmallSite(made | {f"/g/{name}.html": page for name, page in pages.items()})


def crawl_of(site: SmallSite, limit: int) -> list[str]:
    """The arguments of a crawl with captures: one list, one search term."""
    chosen = ["--keywords", "counterfeit", "--terms", "高仿"]
    return ["crawl", site.url, "--shops", *chosen, "--capture-limit", str(limit)]


def name_of(url: str) -> str:
    return url.rpartition("/")[2].removesuffix(".html")


@dataclass
class Done:
    """A crawl with captures, as it was left behind, by the names of its pages."""

    home: Home
    site: SmallSite
    summary: dict[str, Any]
    tied: dict[str, LeadCapture]
    captured: dict[str, Captured]
    pages: dict[str, PageCapture]
    lead: Lead


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, tables: Path) -> Iterator[Done]:
    """One crawl of a shop with five pages that make a lead; four of them may be captured."""
    home = Home(tmp_path_factory.mktemp("capturing") / "home").make()
    shutil.copy(tables, home.database)
    site = shop(
        stays=goods(f"{WORDS} stays"),
        changes=otherwise(f"{WORDS} changes", goods("精仿手表 A货")),
        goes=otherwise(f"{WORDS} goes", Reply("<title>404</title>页面不存在", 404)),
        blocks=otherwise(f"{WORDS} blocks", Reply("<title>403</title>访问被拒绝", 403)),
        over=goods(f"{WORDS} over"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WANGJIAN_HOME", str(home.path))
        patch.delenv("DATABASE_URL", raising=False)
        with serving(site), started(home, *crawl_of(site, 4)) as process:
            assert process.ended(300) == 0
        open_database(home, update=False)
        rows = list(Capture.objects.all())
        yield Done(
            home,
            site,
            process.summary["sites"][0],
            {
                name_of(row.capture.url_asked): row
                for row in LeadCapture.objects.select_related("capture", "lead")
            },
            {name_of(row.url_asked): read_capture(home.captures / row.folder) for row in rows},
            {name_of(row.url): row for row in PageCapture.objects.all()},
            Lead.objects.get(),
        )
        connections.close_all()


def test_what_was_found_again_is_still_there_changed_gone_or_not_to_be_told(done: Done) -> None:
    assert {name: row.again for name, row in done.tied.items()} == {
        "stays": "present",
        "changes": "changed",
        "goes": "gone",
        "blocks": "",
    }
    found = done.tied["stays"].found
    assert {each["matched"] for each in found} == {"高仿", "一比一"}
    assert all(each["snippet"].startswith(WORDS) for each in found)
    assert done.tied["stays"].missing == []
    assert "精仿" in done.tied["changes"].why
    assert done.tied["goes"].bearing == "contrary"
    assert "404" in done.tied["goes"].why
    assert "不能据此认为内容已经消失" in done.tied["blocks"].why
    assert done.tied["blocks"].missing == [], "a page that keeps us out says nothing"


def test_each_capture_is_whole_and_says_how_one_came_to_the_page(done: Done) -> None:
    report = verify_paths([done.home.captures])
    assert report.ok, report.lines("en")
    assert len(report.items) == 4
    for name, captured in done.captured.items():
        assert captured.number.startswith(Run.objects.get().id)
        assert [
            step.url.removeprefix(done.site.url).partition("?")[0] for step in captured.way
        ] == [
            "",
            "s",
            f"g/{name}.html",
        ]
        assert "高仿" in captured.way[1].zh
        for step in captured.way:
            assert step.record is not None
            assert read_record(done.home.archive, step.record).uri == step.url
    asked = [a for a in done.site.asked if a.path == "/g/stays.html" and by_browser(a)]
    assert asked[0].headers["Referer"].startswith(f"{done.site.url}s?kw=")


def test_what_stands_on_the_page_is_marked_on_a_picture_beside_the_evidence(done: Done) -> None:
    marked = marked_pictures(done.captured["stays"].folder)
    assert marked is not None and marked.parent == done.home.captures
    assert (marked / "illustration-01.png").stat().st_size > 5000
    assert marked_pictures(done.captured["goes"].folder) is None
    assert not is_capture(marked)


def test_what_was_left_out_is_said_in_the_report_and_on_the_lead(done: Done) -> None:
    left = done.pages["over"]
    assert (left.state, left.detail, left.number) == ("left", "over-limit 4", "")
    (event,) = done.lead.events.filter(step="not_captured")
    assert "超出采集页数上限 (4)：1 页" in event.reason
    assert done.summary["captures"] == {
        "state": {"taken": 4, "left": 1},
        "again": {"present": 1, "changed": 1, "gone": 1, "untold": 1},
        "why": {"unread-gone": 1, "unread-blocked": 1, "over-limit 4": 1},
    }
    assert done.summary["state"] == "done"


def test_the_run_s_report_tells_it_in_words(done: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    from crawler.summary import summary_of

    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    lines = capture_lines(summary_of(Run.objects.get()).sites[0])
    assert lines[0] == "采集 4 页 (仍在 1, 已变 1, 不见 1, 未能判断 1)；未采成 0，未采集 1"
    assert "  被网站拦截: 1" in lines


def test_the_run_ended_after_its_captures(done: Done) -> None:
    run = Run.objects.get()
    assert (run.state, run.exit_code) == (Run.State.ENDED, 0)
    last = Capture.objects.order_by("-ended_at").first()
    assert last is not None and run.ended_at is not None and run.ended_at >= last.ended_at
    assert (done.home.screening / f"{file_stem(run.id)}.jsonl").exists()
    pages = list(Slice.objects.order_by("number").values_list("pages", "end"))
    assert pages[-1] == (4, "done")


def test_killed_in_the_middle_of_a_capture_it_goes_on_and_names_what_was_not_finished(
    home: Home,
) -> None:
    site = shop(one=goods(f"{WORDS} one"), two=goods(f"{WORDS} two"))
    with serving(site):
        with started(home, *crawl_of(site, 5)) as process:
            wait_until(lambda: list(home.captures.glob("*-002/begun.json")), 200)
            process.kill_all()
        (before,) = Capture.objects.all()
        assert SiteRun.objects.get().capturing
        with started(home, "resume", Run.objects.get().id) as process:
            assert process.ended(300) == 0
    names = sorted(Capture.objects.values_list("number", flat=True))
    run = Run.objects.get()
    assert names == [f"{run.id}-1-001", f"{run.id}-1-002-2"]
    assert Capture.objects.get(number=before.number).started_at == before.started_at
    assert list(LeadCapture.objects.values_list("again", flat=True)) == ["present", "present"]
    assert not (home.captures / f"{run.id}-1-002" / "capture.json").exists()
    (told,) = run.troubles
    assert f"{run.id}-1-002 在采集中被中断" in told
    once = [a for a in site.asked if a.path == "/g/one.html" and by_browser(a)]
    assert len(once) <= 2, "the browser, and the second response: it was not captured again"


def test_a_finished_capture_that_nobody_kept_is_taken_up(home: Home) -> None:
    """Killed between the last file of a capture and its row: nothing is asked for again."""
    site = crawled(home, PAGE)
    number = f"{site.run_id}-1-001"
    made(home.captures / number)
    assert capture_slice(home, site) == SliceEnd.DONE
    row = Capture.objects.get()
    assert (row.number, row.run_id) == (number, site.run_id)
    page = PageCapture.objects.get()
    assert (page.state, page.number, page.attempts) == ("taken", number, 1)
    assert LeadCapture.objects.get().again == "gone"
    assert not SiteRun.objects.get().capturing
    assert [path.name for path in home.captures.iterdir()] == [number]


def test_a_page_that_its_checks_died_of_is_kept_unchecked(home: Home) -> None:
    site = crawled(home, PAGE)
    PageCapture.objects.update(deaths=2)
    made(home.captures / f"{site.run_id}-1-001")
    assert capture_slice(home, site) == SliceEnd.DONE
    tied = LeadCapture.objects.get()
    assert (tied.again, "未作复检" in tied.why) == ("", True)


def test_a_page_that_processes_died_of_is_left_alone_and_the_others_are_captured(
    home: Home,
) -> None:
    site = crawled(home, PAGE)
    PageCapture.objects.update(deaths=2)
    assert capture_slice(home, site) == SliceEnd.DONE
    page = PageCapture.objects.get()
    assert (page.state, page.detail) == ("failed", "died 2 times")
    assert "采集时程序崩溃" in Lead.objects.get().events.get(step="not_captured").reason


def test_when_the_time_for_captures_is_up_the_rest_is_left_and_that_is_said(home: Home) -> None:
    site = crawled(home, PAGE)
    PageCapture.objects.update(attempts=0)
    SiteRun.objects.update(memo={"capture_seconds": 3600.5})
    assert capture_slice(home, site) == SliceEnd.DONE
    page = PageCapture.objects.get()
    assert (page.state, page.detail) == ("left", "out-of-time 3600 s")
    assert "超出采集时间上限" in Lead.objects.get().events.get(step="not_captured").reason


def crawled(home: Home, url: str) -> SiteRun:
    """A crawled site with one page of a lead, whose capture was begun once."""
    (site,) = enter(home, "http://shop.example/", browser=True, capture=True)
    shelf = Shelf(home.archive)
    facts = shelf.visit(finding(), url=url, site="shop.example", shop_key="shop.example")
    (lead,) = Filing().file_visit(facts)
    shelf.archive.close()
    PageRow.objects.create(
        site=site, key="k", kind="product", url=url, final_url=url, outcome="read",
        record=facts.record.to_json(), leads=[lead.pk], seen_at=facts.seen_at,
    )  # fmt: skip
    PageCapture.objects.create(site=site, rank=1, key="k", url=url, leads=[lead.pk], attempts=1)
    SiteRun.objects.update(state=SiteRun.State.DONE, capturing=True)
    return site


def capture_slice(home: Home, site: SiteRun) -> SliceEnd:
    """A slice of captures as the process that it is."""
    ended = subprocess.run(
        [sys.executable, "-m", "crawler.capture_slice", "--site-run", str(site.id)],
        env={**os.environ, "WANGJIAN_HOME": str(home.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    print(ended.stderr)
    return SliceEnd.of_exit(ended.returncode)


def test_without_captures_nothing_is_captured(home: Home) -> None:
    site = shop(one=goods(f"{WORDS} one"))
    with serving(site), started(home, *crawl_of(site, 0)) as process:
        assert process.ended(300) == 0
    assert Lead.objects.count() == 1
    assert not Capture.objects.exists() and not PageCapture.objects.exists()
    assert not list(home.captures.iterdir())
    assert process.summary["sites"][0]["captures"] == {}


def test_a_machine_without_a_browser_crawls_all_the_same_and_says_so(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGJIAN_CHROMIUM", "/nonexistent/chromium")
    site = shop(one=goods(f"{WORDS} one"), two=goods(f"{WORDS} two"))
    with serving(site), started(home, *crawl_of(site, 5)) as process:
        assert process.ended(300) == ExitCode.DONE
    assert {row.detail for row in PageCapture.objects.all()} == {"no-browser"}
    assert not list(home.captures.iterdir())
    (told,) = Run.objects.get().troubles
    assert "页面未能采集" in told
    (event,) = Lead.objects.get().events.filter(step="not_captured")
    assert "本机浏览器不能启动：2 页" in event.reason
