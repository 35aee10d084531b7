"""Pictures of pages that are worth it: asked through the archive, within rules and budget."""

import asyncio
from pathlib import Path

import pytest

from crawler.coverage import Coverage
from crawler.picture_work import MOST_A_PAGE
from crawler.site_plan import SpiderContext
from evidence.archive.reader import iter_records
from keywords.keyword_list import load_list, shipped_lists
from keywords.lexicon import Lexicon
from pages.picture_text import PictureLine, PictureText
from tests.crawler.driving import Crawl, drive
from tests.crawler.small_site import Reply, SmallSite, serving
from tests.crawler.tea_shop import plan

CODE = "92530602MAYY5P2F0C"


class Eyes:
    """Reads what its pictures are told to hold; counts how often it is asked."""

    def __init__(self, **texts: str) -> None:
        self.texts = {name.encode(): text for name, text in texts.items()}
        self.asked: list[bytes] = []

    def read(self, picture: bytes) -> PictureText:
        self.asked.append(picture)
        text = self.texts.get(picture, "")
        return PictureText("d", (PictureLine(text, 0.99),) if text else ())


def crawl(site: SmallSite, folder: Path, lexicon: Lexicon, eyes: Eyes | None = None) -> Crawl:
    def give(context: SpiderContext) -> None:
        context.pictures = eyes  # type: ignore[assignment]

    with serving(site):
        return asyncio.run(drive(plan(site, "运动鞋"), folder, lexicon=lexicon, context=give))


def jpeg(name: str) -> Reply:
    return Reply(name, kind="image/jpeg")


@pytest.fixture
def lexicon() -> Lexicon:
    names = {"licence.toml", "counterfeit.toml"}
    return Lexicon([load_list(path) for path in shipped_lists() if path.name in names])


def test_a_licence_that_is_only_a_picture_is_read(tmp_path: Path, lexicon: Lexicon) -> None:
    site = SmallSite(
        {
            "/": "<title>店</title><p>云岫小铺</p><a href=/zz.html>证照信息</a><img src=/tea.jpg>",
            "/zz.html": "<title>证照信息</title><img src=/yyzz.jpg>",
            "/yyzz.jpg": jpeg("licence"),
            "/tea.jpg": jpeg("tea"),
        }
    )
    eyes = Eyes(licence=f"统一社会信用代码　{CODE}")
    done = crawl(site, tmp_path, lexicon, eyes)
    (conclusion,) = done.conclusions
    assert conclusion.licence is not None
    assert conclusion.licence.state == "shown"
    assert CODE in conclusion.licence.reason
    assert eyes.asked == [b"licence"], "a picture of goods on the home page is none"
    (archive,) = tmp_path.glob("*.warc.gz")
    kept = [record.uri for record in iter_records(archive) if record.type == "response"]
    assert site.url + "yyzz.jpg" in kept, "what was read is archived"


def test_words_in_a_picture_of_goods_are_found(tmp_path: Path, lexicon: Lexicon) -> None:
    site = SmallSite(
        {
            "/": "<title>店</title><a href=/goods/1.html>运动鞋 ¥199</a>",
            "/goods/1.html": "<title>运动鞋</title><h1>运动鞋</h1><p>¥199.00</p>"
            "<button>加入购物车</button><p>详见图片</p><img src=/1.jpg><img src=/2.jpg>",
            "/1.jpg": jpeg("one"),
            "/2.jpg": jpeg("two"),
        }
    )
    eyes = Eyes(two="顶级复刻 专柜品质 一比一")
    done = crawl(site, tmp_path, lexicon, eyes)
    findings = [
        finding
        for visit in done.visits
        if visit.inspection is not None
        for finding in visit.inspection.findings
        if finding.field == "image_text"
    ]
    assert findings
    assert any(finding.lead for finding in findings)


def test_goods_behind_a_plain_link_have_their_pictures_read(
    tmp_path: Path, lexicon: Lexicon
) -> None:
    """No price stands at the link: it is asked as a listing, and the page says it is goods."""
    site = SmallSite(
        {
            "/": "<title>店</title><nav><a href=/shoe.html>运动鞋</a>"
            "<a href=/news.html>杂谈</a></nav>",
            "/shoe.html": "<title>运动鞋</title><h1>运动鞋</h1><p>¥199.00</p>"
            "<button>加入购物车</button><p>详见图片</p><img src=/1.jpg>",
            "/news.html": "<title>杂谈</title><p>今天下雨。</p><img src=/rain.jpg>",
            "/1.jpg": jpeg("one"),
            "/rain.jpg": jpeg("rain"),
        }
    )
    eyes = Eyes(one="顶级复刻 专柜品质 一比一")
    done = crawl(site, tmp_path, lexicon, eyes)
    (visit,) = [v for v in done.visits if v.final_url.endswith("/shoe.html")]
    assert (visit.target.kind, visit.read_as) == ("listing", "product")
    assert visit.inspection is not None
    assert any(f.field == "image_text" and f.lead for f in visit.inspection.findings)
    assert b"rain" not in eyes.asked, "a page that is no goods costs no picture"


def test_robots_of_the_pictures_host_are_obeyed(tmp_path: Path, lexicon: Lexicon) -> None:
    site = SmallSite(
        {
            "/": "<title>店</title><img src=/pics/yyzz.jpg alt=营业执照>",
            "/robots.txt": Reply("User-agent: *\nDisallow: /pics/", kind="text/plain"),
            "/pics/yyzz.jpg": jpeg("licence"),
        }
    )
    eyes = Eyes(licence=CODE)
    done = crawl(site, tmp_path, lexicon, eyes)
    assert "/pics/yyzz.jpg" not in site.paths()
    assert done.conclusions[0].licence.state == "needs_human"


def test_a_page_of_a_hundred_pictures_costs_a_few(tmp_path: Path, lexicon: Lexicon) -> None:
    many = "".join(f"<img src=/{n}.jpg alt=营业执照{n}>" for n in range(100))
    site = SmallSite({"/": f"<title>店</title>{many}", "*": jpeg("x")})
    crawl(site, tmp_path, lexicon, Eyes())
    assert len([path for path in site.paths() if path.endswith(".jpg")]) == MOST_A_PAGE


def test_a_picture_that_cannot_be_had_stops_nothing(tmp_path: Path, lexicon: Lexicon) -> None:
    site = SmallSite(
        {
            "/": "<title>店</title><img src=/gone.jpg alt=营业执照>"
            "<img src=http://127.0.0.2:9/b.jpg alt=执照>"
        }
    )
    done = crawl(site, tmp_path, lexicon, Eyes())
    assert done.conclusions[0].licence.state == "needs_human"
    assert Coverage(done.ledger.memo["coverage"]).pages >= 1


def test_without_a_reader_no_picture_is_asked_for(tmp_path: Path, lexicon: Lexicon) -> None:
    site = SmallSite({"/": "<title>店</title><img src=/yyzz.jpg alt=营业执照>", "*": jpeg("x")})
    crawl(site, tmp_path, lexicon)
    assert "/yyzz.jpg" not in site.paths()
