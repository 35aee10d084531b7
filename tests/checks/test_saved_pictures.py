"""Pictures saved beside a page are read like those of a crawl."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from checks.saved import inspect_paths
from checks.saved_pictures import SavedPictures, pictures_beside
from evidence.archive.archive import Archive
from evidence.network.exchange import RawExchange
from pages.picture_text import PictureLine, PictureText
from pages.reading import read_page

CODE = "92530602MAYY5P2F0C"
DAY = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Eyes:
    """Says what each picture holds, by its bytes."""

    def __init__(self, **texts: str) -> None:
        self.texts = {name.encode(): text for name, text in texts.items()}
        self.asked: list[bytes] = []

    def read(self, picture: bytes) -> PictureText:
        self.asked.append(picture)
        text = self.texts.get(picture, "")
        return PictureText("d", tuple(PictureLine(row, 0.99) for row in text.split("\n") if row))


@pytest.fixture
def shop(tmp_path: Path, lexicon):
    def run(eyes: Eyes, **files: str):
        for name, content in files.items():
            stem, _, kind = name.rpartition("_")
            path = tmp_path / f"{stem}.{kind}"
            text = f"<meta charset=utf-8>{content}" if kind == "html" else content
            path.write_text(text, "utf-8")
        lines = list(inspect_paths([tmp_path], lexicon, home=True, pictures=eyes))
        return {Path(line["path"]).name: line for line in lines if line["kind"] == "page"}, lines

    return run


def test_a_scan_on_the_licence_page_shows_the_licence(shop):
    rows = (
        f"统一社会信用代码　{CODE}\n名称　昭阳区老街鞋服百货店\n"
        "经营者　马老街\n经营场所　昭通市昭阳区"
    )
    pages, _ = shop(
        Eyes(scan=rows),
        index_html="<title>店</title><a href=zz.html>证照信息</a>",
        zz_html="<title>证照信息</title><img src=1.jpg>",
        **{"1_jpg": "scan"},
    )
    assert (pages["index.html"]["licence"], pages["index.html"]["licence_issues"]) == ("shown", [])
    assert "读自图片" in pages["index.html"]["licence_reason"]


def test_what_a_scan_holds_and_the_reading_missed_is_no_fault_of_the_shop(shop):
    pages, _ = shop(
        Eyes(scan=f"统一社会信用代码　{CODE.replace('0', 'O', 1)}"),
        index_html="<title>店</title><img src=yyzz.jpg alt=营业执照>",
        yyzz_jpg="scan",
    )
    assert (pages["index.html"]["licence"], pages["index.html"]["licence_issues"]) == ("shown", [])
    assert "未能读出" in pages["index.html"]["licence_reason"]


def test_a_code_that_was_perhaps_misread_is_for_a_person(shop):
    pages, _ = shop(
        Eyes(scan=f"统一社会信用代码　{CODE[:-1]}8"),
        index_html="<title>店</title><img src=yyzz.jpg alt=营业执照>",
        yyzz_jpg="scan",
    )
    assert pages["index.html"]["licence"] == "needs_human"
    assert "原图" in pages["index.html"]["licence_reason"]


def test_a_scan_that_cannot_be_read_is_for_a_person(shop):
    pages, _ = shop(
        Eyes(), index_html="<title>店</title><img src=yyzz.jpg alt=营业执照>", yyzz_jpg="scan"
    )
    assert pages["index.html"]["licence"] == "needs_human"


def test_words_in_the_picture_of_goods_are_searched(shop):
    pages, lines = shop(
        Eyes(letter="顶级复刻 一比一"),
        index_html="<title>店</title>",
        p_html="<title>运动鞋</title><h1>运动鞋</h1><p>¥199</p><img src=2.jpg>",
        **{"2_jpg": "letter"},
    )
    found = [one for one in lines if one["kind"] == "finding" and one["field"] == "image_text"]
    assert found
    assert pages["p.html"]["lead"]


def test_the_licence_beside_goods_and_pictures_outside_are_left(shop, tmp_path):
    (tmp_path.parent / "outside.jpg").write_text("scan", "utf-8")
    eyes = Eyes(scan=f"统一社会信用代码　{CODE}")
    shop(
        eyes,
        index_html=f"<title>店</title><p>信用代码：{CODE}</p><img src=yyzz.jpg alt=营业执照>",
        p_html=f"<title>茶</title><p>{'这饼茶来自勐海。' * 60}</p><img src=yyzz.jpg>",
        q_html="<title>茶</title><img src=../outside.jpg>",
        yyzz_jpg="scan",
    )
    assert eyes.asked == []


def test_what_may_not_be_said_stands_in_a_picture_beside_enough_words(shop):
    """A page of goods has its notes on shipping; what sells stands in the picture below."""
    _, lines = shop(
        Eyes(letter="喝七天血糖就降，不用再吃药"),
        index_html="<title>店</title>",
        p_html=f"<title>茶</title><h1>茶</h1><p>{'这饼茶来自勐海。' * 60}</p><img src=2.jpg>",
        **{"2_jpg": "letter"},
    )
    assert any(
        one["lead"] and one["field"] == "image_text"
        for one in lines
        if "lead" in one and one["kind"] == "finding"
    )


def test_half_of_the_pictures_are_kept_for_pages_that_say_little(tmp_path):
    eyes = Eyes()
    long = f"<p>{'这饼茶来自勐海。' * 60}</p>"
    for number in range(4):
        words = "" if number == 3 else long
        text = f"<meta charset=utf-8><title>茶{number}</title>{words}<img src={number}.jpg>"
        (tmp_path / f"{number}.html").write_text(text, "utf-8")
        (tmp_path / f"{number}.jpg").write_text(f"picture {number}")
    saved = SavedPictures(eyes, most=4)
    for file in sorted(tmp_path.glob("*.html")):
        page = read_page(file.read_bytes(), file.as_uri())
        saved.join(page, pictures_beside(file, file.as_uri()), home=False)
    assert eyes.asked == [b"picture 0", b"picture 1", b"picture 3"]


@pytest.mark.parametrize("name", ["1.jpg", "wx_cam.jpg"])
def test_on_a_home_page_without_a_code_any_picture_may_be_the_licence(shop, name):
    rows = f"统一社会信用代码　{CODE}\n名称　昭阳区老街鞋服百货店"
    stem = name.partition(".")[0]
    pages, _ = shop(
        Eyes(scan=rows),
        index_html=f"<title>店</title><p>卖鞋的老店</p><img src={name} alt=详情图>",
        **{f"{stem}_jpg": "scan"},
    )
    assert pages["index.html"]["licence"] == "shown"


def test_an_archive_is_read_with_the_pictures_that_the_crawl_kept(tmp_path, lexicon):
    archive = Archive(tmp_path, name="test", info={"operator": "test"}, floor_bytes=0)
    answers = {
        "/": "<title>店</title><a href=/zz.html>证照信息</a>",
        "/zz.html": "<title>证照信息</title><img src=/1.jpg>",
        "/p.html": "<title>运动鞋</title><h1>运动鞋</h1><p>¥199</p><img src=/2.jpg>",
        "/1.jpg": "scan",
        "/2.jpg": "letter",
    }
    for path, body in answers.items():
        kind = b"image/jpeg" if path.endswith("jpg") else b"text/html; charset=utf-8"
        content = body.encode()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n" % (
            kind, len(content),
        )  # fmt: skip
        url = f"https://shop.example{path}"
        request = b"GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n"
        archive.append_exchange(RawExchange(url, request, head + content, "203.0.113.9", 443, DAY))
    archive.close()
    eyes = Eyes(scan=f"统一社会信用代码　{CODE}", letter="顶级复刻 一比一")
    lines = list(inspect_paths(tmp_path.glob("*.warc.gz"), lexicon, home=True, pictures=eyes))
    pages = {line["url"]: line for line in lines if line["kind"] == "page"}
    assert pages["https://shop.example/"]["licence"] == "shown"
    assert pages["https://shop.example/p.html"]["lead"]
    assert len(pages) == 3
