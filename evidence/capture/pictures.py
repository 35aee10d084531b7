"""Pictures of a page: the first view, the whole page in parts, and the page as printed."""

import asyncio
import base64
import binascii
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from html import escape

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from evidence.capture.journal import Journal
from evidence.capture.limits import CaptureLimits
from evidence.capture.world import NoAnswer, World

BEIJING = timezone(timedelta(hours=8), "北京时间")
WIDEST = 4_000
"""CSS pixels of a picture's width; what lies further right is cut, and said so."""

_PAGE_OBJECT = re.compile(rb"/Type\s*/Page[^s]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and which part of the page it shows, in CSS pixels."""

    png: bytes
    x: int
    y: int
    width: int
    height: int
    taken_at: datetime


async def first_view(world: World, page: Page, limits: CaptureLimits) -> Picture | None:
    """What a visitor sees before scrolling. None where the browser gives no picture."""
    size = page.viewport_size or {"width": 0, "height": 0}
    png = await _shoot(world, limits, beyond=False)
    if png is None:
        return None
    return Picture(png, 0, 0, size["width"], size["height"], datetime.now(UTC))


async def shown_view(world: World, page: Page, limits: CaptureLimits) -> Picture | None:
    """What the window shows now, and where on the page that is. None where there is no picture."""
    view = await first_view(world, page, limits)
    try:
        metrics = await world.send("Page.getLayoutMetrics", limits.hang_seconds)
    except NoAnswer:
        return view
    seen = metrics["cssVisualViewport"]
    return None if view is None else replace(view, x=int(seen["pageX"]), y=int(seen["pageY"]))


async def whole_page(
    world: World, page: Page, limits: CaptureLimits, journal: Journal
) -> list[Picture]:
    """The page from top to bottom, in parts one below the other, as far as the limit allows."""
    try:
        metrics = await world.send("Page.getLayoutMetrics", limits.hang_seconds)
    except NoAnswer:
        journal.missing("screenshot", "页面无应答，未取得整页截图", "no picture of the whole page")
        return []
    content = metrics["cssContentSize"]
    view = page.viewport_size or {"width": 0, "height": 0}
    height = max(int(content["height"]), view["height"], 1)
    wanted = max(int(content["width"]), view["width"], 1)
    width, bottom = min(wanted, WIDEST), min(height, limits.picture_pixels)
    if (width, bottom) != (wanted, height):
        journal.flag("picture-cut", f"{width}×{bottom} / {wanted}×{height} px")
    parts = []
    for y in range(0, bottom, limits.part_pixels):
        tall = min(limits.part_pixels, bottom - y)
        png = await _shoot(world, limits, clip=(0, y, width, tall))
        if png is None:
            journal.missing(
                "screenshot",
                f"整页截图在 {y} 像素处中断",
                f"the picture of the whole page breaks off at {y} pixels",
            )
            break
        parts.append(Picture(png, 0, y, width, tall, datetime.now(UTC)))
    return parts


async def printed(page: Page, limits: CaptureLimits, journal: Journal, number: str) -> bytes | None:
    """The page as printed on A4, each sheet with number, time, address and n/m. None without."""
    try:
        async with asyncio.timeout(limits.artefact_seconds):
            pdf = await page.pdf(
                format="A4",
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_footer(number, datetime.now(BEIJING)),
                margin={"top": "10mm", "bottom": "14mm", "left": "8mm", "right": "8mm"},
                page_ranges=f"1-{limits.pdf_pages}",
            )
    except (TimeoutError, PlaywrightError):
        journal.missing("pdf", "页面打印失败，未取得 PDF", "the page could not be printed as PDF")
        return None
    if len(_PAGE_OBJECT.findall(pdf)) >= limits.pdf_pages:
        journal.flag("pdf-cut", f"{limits.pdf_pages} 页")
    return pdf


def _footer(number: str, now: datetime) -> str:
    """Chromium fills in the address and the page numbers; the address is text to it."""
    taken = escape(f"{number} {now:%Y-%m-%d %H:%M:%S} 北京时间")
    return (
        '<div style="font-size:6.5px;width:100%;padding:0 8mm;display:flex;gap:4mm;'
        'color:#444;font-family:sans-serif">'
        f'<span style="white-space:nowrap">{taken}</span>'
        '<span class="url" style="flex:1;overflow:hidden;white-space:nowrap;'
        'text-overflow:ellipsis"></span>'
        '<span style="white-space:nowrap"><span class="pageNumber"></span>/'
        '<span class="totalPages"></span></span></div>'
    )


async def _shoot(
    world: World,
    limits: CaptureLimits,
    *,
    beyond: bool = True,
    clip: tuple[int, int, int, int] | None = None,
) -> bytes | None:
    # PNG has no loss either way; the quicker compression makes it a tenth larger.
    params: dict[str, object] = {
        "format": "png",
        "captureBeyondViewport": beyond,
        "optimizeForSpeed": True,
    }
    if clip is not None:
        x, y, width, height = clip
        params["clip"] = {"x": x, "y": y, "width": width, "height": height, "scale": 1}
    try:
        said = await world.send("Page.captureScreenshot", limits.artefact_seconds, **params)
        return base64.b64decode(said["data"])
    except (NoAnswer, KeyError, binascii.Error):
        return None
