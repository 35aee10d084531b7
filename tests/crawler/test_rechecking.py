"""What a capture shows instead of a page, as the crawl tells it; and other goods' words."""

from pathlib import Path

import pytest

from checks.inspect import inspect
from crawler.models import Run
from crawler.rechecking import draw_marks, read_capture_page, tie, why_unread
from evidence.capture.manifest import Captured
from keywords.lexicon import Lexicon
from leads.captures import keep_capture, marked_folder
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead
from leads.office import Office
from pages.reading import read_page
from tests.crawler.tea_shop import LISTS, card, frame
from tests.evidence.capture.made import URL, made
from tests.leads.pages_filed import Shelf

FAKE = frame("<h1>高仿名表</h1><b>¥10.00</b><button>加入购物车</button>")


def captured(folder: Path, html: str) -> Captured:
    taken = made(folder)
    (taken.folder / "page.html").write_text(html, encoding="utf-8")
    return taken


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<title>安全验证</title><p>请拖动滑块完成验证</p>", "blocked"),
        ("<title>访问被拒绝</title><p>您的访问过于频繁</p>", "blocked"),
        ('<title>会员登录</title><p>请先登录</p><input type="password">', "login"),
        ("<title>提示</title><p>该商品已下架</p>", "gone"),
        ("<title>提示</title><p>系统繁忙，请稍后再试</p>", "error"),
        (FAKE, None),
    ],
)
def test_pages_that_are_none_are_told_by_their_words(
    tmp_path: Path, html: str, kind: str | None
) -> None:
    taken = captured(tmp_path / "c", html)
    unread = why_unread(taken, read_capture_page(taken))
    assert (unread.kind if unread else None) == kind


def lead_of(shelf: Shelf) -> Lead:
    page = read_page(FAKE.encode(), URL, "text/html; charset=utf-8")
    (lead,) = Filing().file_visit(shelf.visit(url=URL, inspection=inspect(page, Lexicon(LISTS))))
    return lead


def test_a_page_taken_down_that_recommends_other_goods_is_gone(home: Home) -> None:
    shelf = Shelf(home.archive)
    lead = lead_of(shelf)
    shelf.archive.close()
    down = frame(f"<h1>白瓷盖碗</h1><b>¥9.00</b><button>加入购物车</button><div>{card(1)}</div>")
    taken = captured(home.captures / "c-1", down)
    row = keep_capture(home, Office(), taken)
    tied = tie(taken, row, [lead], Lexicon(LISTS))
    assert [link.again for link in tied.leads] == ["gone"]
    assert draw_marks(taken, tied, never) is None
    assert not marked_folder(taken.folder).exists()


def never(*_: object) -> None:
    raise AssertionError("there is nothing to draw")


def test_our_own_search_word_in_the_address_is_no_finding(home: Home) -> None:
    shelf = Shelf(home.archive)
    lead = lead_of(shelf)
    shelf.archive.close()
    url = "http://shop.example/s?kw=高仿"
    taken = made(home.captures / "c-1", url_asked=url, url_final=url)
    (taken.folder / "page.html").write_text(frame("<h1>搜索“高仿”的结果</h1>"), "utf-8")
    lead.findings.update(url=url, page=page_of(url))
    row = keep_capture(home, Office(), taken)
    assert tie(taken, row, [lead], Lexicon(LISTS), term="高仿").leads[0].again == "gone"
    assert not Run.objects.exists()


def page_of(url: str) -> str:
    from leads.digests import page_name

    return page_name(url)
