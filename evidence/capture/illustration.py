"""Marked pictures 示意图: where on a captured page the words stand. Not evidence.

They are drawn from the stored picture, in a browser that can reach nothing, into a
folder of their own; the capture is only read. What is drawn says on its face that
it is no evidence and from which file, with which digest, it was made.
"""

import asyncio
import base64
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.async_api import Error as PlaywrightError

from evidence.capture.browser import CaptureBrowser, Scratch
from evidence.capture.manifest import Captured, fault
from evidence.capture.placing import Box, lines_of, places
from evidence.capture.store import Artefact, Store
from evidence.errors import BrowserUnavailable, CaptureFault
from evidence.package.names import is_own_name
from evidence.seal.digests import digest_file

ON_ITS_FACE = "示意图（非证据）"

_AROUND = 160
_FAR = 900
_LEAST_HEIGHT = 480
_MEMORY = 1 << 30
_SECONDS = 60.0
_NOWHERE = 9  # a port that Chromium never connects to
_COLOURS = ("#d00000", "#0050c8", "#007a33", "#a04000", "#7a00a8", "#006d77")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked, as they stand on the page, and what to write beside them."""

    words: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Illustration:
    """Marked pictures in `folder`. `missing` are the marks that were found nowhere."""

    folder: Path
    pictures: tuple[Artefact, ...]
    missing: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One stored picture of the page: which stretch of it, in CSS pixels."""

    artefact: Artefact
    png: bytes
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark's number, and one of its boxes; its number stands on the `first` box of a place."""

    number: int
    mark: Mark
    box: Box
    first: bool


async def illustrate(captured: Captured, marks: Sequence[Mark], folder: Path) -> Illustration:
    """Draw `marks` on copies of the capture's pictures into the new folder `folder`.

    A picture is made for each stretch of the page that holds marks. Raises
    CaptureFault where the stored picture is not what it was ("artefact-changed") or
    the folder cannot take it, BrowserUnavailable, and ArchiveError where the disk
    refuses.
    """
    if not is_own_name(folder.name):
        raise fault("number", folder)
    parts = await asyncio.to_thread(_parts, captured)
    lines = await asyncio.to_thread(lines_of, captured)
    placed, missing = [], []
    for number, mark in enumerate(marks, 1):
        found = places(lines, mark.words)
        placed += [
            _Placed(number, mark, box, first=nth == 0)
            for boxes in found
            for nth, box in enumerate(boxes)
        ]
        if not found:
            missing.append(mark)
    drawn = [(part, here) for part in parts for here in _stretches(_within(part, placed))]
    pictures = await _draw(captured, drawn) if drawn else []
    return await asyncio.to_thread(_keep, captured, folder, drawn, pictures, missing)


def _parts(captured: Captured) -> list[_Part]:
    """The stored pictures of the whole page, one below the other."""
    found, top = [], 0.0
    for one in captured.of_role("screenshot"):
        if not one.name.startswith("page-"):
            continue
        path = captured.folder / one.name
        if digest_file(path).sha256 != one.sha256:
            raise fault("artefact-changed", captured.folder, one.name)
        png = path.read_bytes()
        width, height = (side / captured.profile.scale for side in _size(png))
        found.append(_Part(one, png, top, width, height))
        top += height
    return found


def _size(png: bytes) -> tuple[int, int]:
    """Width and height out of the first chunk of a PNG (ISO/IEC 15948, 11.2.2)."""
    if png[:8] != b"\x89PNG\r\n\x1a\n" or len(png) < 24:
        raise CaptureFault("artefact-changed", "不是 PNG 图片", "this is no PNG picture")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def _within(part: _Part, placed: Sequence[_Placed]) -> list[_Placed]:
    bottom = part.top + part.height
    return [one for one in placed if part.top <= one.box.y + one.box.height / 2 < bottom]


def _stretches(placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """Marks far below the others go into a picture of their own."""
    found: list[list[_Placed]] = []
    bottom = 0.0
    for one in sorted(placed, key=lambda one: one.box.y):
        if not found or one.box.y - bottom > _FAR:
            found.append([])
        found[-1].append(one)
        bottom = max(bottom, one.box.y + one.box.height)
    return found


async def _draw(captured: Captured, drawn: Sequence[tuple[_Part, list[_Placed]]]) -> list[bytes]:
    scratch = await asyncio.to_thread(Scratch)
    try:
        browser = await CaptureBrowser.start(scratch, _NOWHERE, memory=_MEMORY)
        try:
            context = await browser.browser.new_context(
                java_script_enabled=False, offline=True, viewport={"width": 1000, "height": 800}
            )
            page = await context.new_page()
            pictures = []
            for part, here in drawn:
                width = int(max(part.width, 700))
                await page.set_viewport_size({"width": width, "height": 800})
                await page.set_content(_sheet(captured, part, here), timeout=_SECONDS * 1000)
                pictures.append(await page.locator("#sheet").screenshot(timeout=_SECONDS * 1000))
            return pictures
        finally:
            await asyncio.shield(browser.end())
    except PlaywrightError as error:
        raise BrowserUnavailable(
            "浏览器未能画出示意图", "the browser could not draw the marked picture"
        ) from error
    finally:
        await asyncio.to_thread(scratch.remove)


def _sheet(captured: Captured, part: _Part, here: Sequence[_Placed]) -> str:
    """A page with the picture, the boxes over it, and in words what it is."""
    first = min(one.box.y for one in here) - part.top
    last = max(one.box.y + one.box.height for one in here) - part.top
    top = max(0.0, first - _AROUND)
    height = min(part.height - top, max(last - top + _AROUND, _LEAST_HEIGHT))
    boxes = "".join(_box(one, part.top + top) for one in here)
    source = base64.b64encode(part.png).decode("ascii")
    return (
        f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style>"
        f'<div id="sheet"><div class="face"><b>{ON_ITS_FACE}</b> '
        f"采集件 {escape(captured.number)}，由 {escape(part.artefact.name)} 制作，"
        f"所示为页面 {part.top + top:.0f}–{part.top + top + height:.0f} 像素处；标记为后加"
        f'<br><span class="digest">原图 {escape(part.artefact.sha256)}</span></div>'
        f'<div class="view" style="width:{part.width:.0f}px;height:{height:.0f}px">'
        f'<img style="width:{part.width:.0f}px;top:{-top:.0f}px" '
        f'src="data:image/png;base64,{source}">{boxes}</div>{_legend(here)}</div>'
    )


def _box(one: _Placed, top: float) -> str:
    colour, box = _colour(one.number), one.box
    place = (
        f"left:{box.x - 3:.0f}px;top:{box.y - top - 3:.0f}px;"
        f"width:{box.width + 6:.0f}px;height:{box.height + 6:.0f}px"
    )
    return (
        f'<div class="box" style="{place};border-color:{colour}">'
        + (f'<span style="background:{colour}">{one.number}</span>' if one.first else "")
        + "</div>"
    )


def _legend(here: Sequence[_Placed]) -> str:
    told = {one.number: one.mark for one in here}
    rows = "".join(
        f'<li><b style="color:{_colour(number)}">{number}</b> “{escape(mark.words[:200])}”'
        f"{' ' + escape(mark.label[:200]) if mark.label else ''}</li>"
        for number, mark in sorted(told.items())
    )
    return f"<ul>{rows}</ul>"


def _colour(number: int) -> str:
    return _COLOURS[(number - 1) % len(_COLOURS)]


_STYLE = (
    "body{margin:0;font:14px/1.6 sans-serif}#sheet{display:inline-block;background:#fff;"
    "min-width:680px}.face{padding:8px 12px;background:#fff3c4;border-bottom:2px solid #b8860b}"
    ".digest{font:11px monospace}.view{position:relative;overflow:hidden}"
    ".view img{position:absolute;left:0}.box{position:absolute;border:3px solid;"
    "box-sizing:border-box;border-radius:3px}.box span{position:absolute;left:-3px;top:-20px;"
    "color:#fff;font:bold 13px/17px sans-serif;padding:0 5px;border-radius:3px}"
    "ul{list-style:none;margin:0;padding:8px 12px;border-top:1px solid #ccc}"
)


def _keep(
    captured: Captured,
    folder: Path,
    drawn: Sequence[tuple[_Part, list[_Placed]]],
    pictures: Sequence[bytes],
    missing: Sequence[Mark],
) -> Illustration:
    store = Store(folder)
    kept = [
        store.write(
            f"illustration-{number:02d}.png",
            "illustration",
            "image/png",
            png,
            title=ON_ITS_FACE,
            source=captured.url_final,
            method="在原图副本上加画标记",
            note=f"由 {part.artefact.name}（{part.artefact.sha256}）制作",
        )
        for number, ((part, _), png) in enumerate(zip(drawn, pictures, strict=True), 1)
    ]
    store.write_json(
        "illustration.json",
        "illustration-facts",
        {
            "evidence": False,
            "capture": captured.number,
            "pictures": [one.to_json() for one in kept],
            "marks": [
                {
                    "picture": n,
                    "number": one.number,
                    "words": one.mark.words,
                    "label": one.mark.label,
                }
                for n, (_, here) in enumerate(drawn, 1)
                for one in here
            ],
            "missing": [one.words for one in missing],
        },
    )
    return Illustration(folder, tuple(kept), tuple(missing))
