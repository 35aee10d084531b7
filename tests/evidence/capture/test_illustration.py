"""Words marked on a copy of the picture: where they stand, and that it is no evidence."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from evidence.capture.illustration import Illustration, Mark, illustrate
from evidence.capture.placing import Box, Line, lines_of, places
from evidence.errors import CaptureFault
from tests.evidence.capture.made import made
from tests.evidence.capture.site import QUICK, faults, html, site, take
from tests.evidence.network.servers import run

PAGE = """<title>某茶行</title><style>body{margin:0;font:20px/30px sans-serif}</style>
<p style="margin:0">古树普洱 国家级品质</p>
<p style="margin:0;width:200px">本店产品包治百病，保证疗效，无效退款。</p>
<div style="height:3000px"></div><p style="margin:0">第一品牌 &lt;best&gt;</p>"""


def line(text: str, y: float, width: float = 100.0) -> Line:
    return Line(text, Box(10, y, width, 20))


def test_words_are_found_where_they_stand() -> None:
    lines = [line("普洱茶国家级品质", 0, 160), line("没有", 30)]
    ((box,),) = places(lines, "国家级")
    assert (box.x, box.y) == (10 + 3 * 20, 0)
    assert box.width == 60
    assert places(lines, "最佳") == []
    assert places(lines, " ") == []


def test_words_that_run_over_lines_have_a_box_on_each() -> None:
    lines = [line("包治百病，保证", 0), line("疗效，无效退款", 30)]
    ((first, second),) = places(lines, "保证 疗效")
    assert (first.y, second.y) == (0, 30)
    assert second.x == 10


def test_every_occurrence_is_found_up_to_a_limit() -> None:
    assert len(places([line("最佳最佳", 0), line("最佳", 30)], "最佳")) == 3
    assert len(places([line("最佳" * 100, 0)], "最佳")) == 20


@pytest.mark.parametrize(
    "text", ["{", '{"lines": 7}', '{"lines": [[1]]}', '{"lines": [["x", 1, 2, 3, "y"]]}']
)
def test_a_list_of_lines_that_makes_no_sense_marks_nothing(tmp_path: Path, text: str) -> None:
    captured = made(tmp_path / "C-1")
    assert lines_of(captured) == []  # it has no list of lines
    (captured.folder / "layout.json").write_text(text)
    listed = replace(captured.artefacts[0], name="layout.json", role="layout")
    assert lines_of(replace(captured, artefacts=(listed,))) == []


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Illustration]:
    base = tmp_path_factory.mktemp("illustrated")

    async def work() -> tuple[Path, Illustration]:
        async with site({"/": html(PAGE)}) as shop:
            captured = await take(base, shop, limits=QUICK)
            requests = len(shop.requests)
            marks = [
                Mark("国家级", "<b>广告法</b>"),
                Mark("保证疗效，无效", "医疗用语"),
                Mark("第一品牌"),
                Mark("不在页面上"),
            ]
            found = await illustrate(captured, marks, base / "I-1")
            assert len(shop.requests) == requests
            return captured.folder, found

    return run(work())


def test_marks_far_apart_have_pictures_of_their_own(drawn: tuple[Path, Illustration]) -> None:
    _, found = drawn
    assert [one.name for one in found.pictures] == ["illustration-01.png", "illustration-02.png"]
    assert [mark.words for mark in found.missing] == ["不在页面上"]
    told = json.loads((found.folder / "illustration.json").read_bytes())
    assert told["evidence"] is False
    assert {one["words"] for one in told["marks"]} == {"国家级", "保证疗效，无效", "第一品牌"}
    assert {one["picture"] for one in told["marks"]} == {1, 2}


def test_the_boxes_are_drawn_around_the_words(drawn: tuple[Path, Illustration]) -> None:
    _, found = drawn
    with Image.open(found.folder / "illustration-01.png") as picture:
        rgb = picture.convert("RGB")
        red = {
            (x, y)
            for x in range(rgb.width)
            for y in range(60, min(rgb.height, 200))
            if rgb.getpixel((x, y)) == (0xD0, 0, 0)
        }
    columns = {x for x, _ in red}
    # "国家级" stands after four characters and a blank of 20 px each or less.
    assert 70 < min(columns) < 100
    assert 130 < max(columns) < 180


def test_the_capture_itself_is_untouched(drawn: tuple[Path, Illustration]) -> None:
    folder, found = drawn
    assert faults(folder) == []
    assert found.folder != folder


def test_an_altered_picture_is_not_drawn_upon(tmp_path: Path) -> None:
    captured = made(tmp_path / "C-1")
    (captured.folder / "page-01.png").write_bytes(b"another")
    with pytest.raises(CaptureFault) as caught:
        run(illustrate(captured, [Mark("国家级")], tmp_path / "I-1"))
    assert caught.value.code == "artefact-changed"
    assert not (tmp_path / "I-1").exists()
