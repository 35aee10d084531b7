"""Boxes of licence words: measured in a browser, and never more than the page may say."""

import asyncio

import pytest

from crawler.measuring import boxes_of, boxes_of_lines
from crawler.render import Renderer
from evidence.network.reach import Reach
from evidence.network.relay import Relay
from tests.crawler.small_site import SmallSite, serving

PAGE = """<!doctype html><meta charset=utf-8><title>店</title><body style="background:#fff">
<p>普通文字</p><p id=a style="font-size:14px;color:#222">统一社会信用代码：91530102MAYYQ8P105</p>
<p style="font-size:14px;color:#fdfdfd">营业执照信息</p>
<p style="position:absolute;left:-4000px">工商信息</p>
<p style="display:none">证照信息</p></body>"""


def test_what_a_browser_measures():
    site = SmallSite({"/": PAGE})

    async def measure():
        renderer = Renderer(
            Relay(Reach([site.host], ports=None)), user_agent="wangjian-test", quiet_seconds=0.2
        )
        try:
            return await renderer.show(site.url)
        finally:
            await renderer.close()

    with serving(site):
        shown = asyncio.run(measure())
    boxes = {box.text[:4]: box for box in shown.boxes}
    assert set(boxes) == {"统一社会", "营业执照", "工商信息", "证照信息"}
    assert boxes["统一社会"].height == pytest.approx(14, abs=1)
    assert boxes["统一社会"].contrast > 10
    assert boxes["营业执照"].contrast < 1.2
    assert boxes["工商信息"].x < -1000
    assert boxes["证照信息"].width == 0


@pytest.mark.parametrize(
    "rows", [None, "x", [1], [["营业执照", 1, 2]], [["执照", "1", 2, 3, 4, 5]]]
)
def test_a_pages_own_script_cannot_upset_it(rows):
    assert boxes_of(rows) == []


def test_lines_of_a_capture_are_boxes_without_contrast():
    (box,) = boxes_of_lines([["营业执照", 1, 2, 30, 12]])
    assert (box.x, box.height, box.contrast) == (1, 12, None)
