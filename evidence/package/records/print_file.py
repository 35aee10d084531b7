"""Papers as PDF: printed by Chromium from one HTML template, off the network.

Scripts are off, every name resolves to nothing, and only the page itself and its
own pictures are answered. The same paper printed twice differs in no date.
"""

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page, Route, async_playwright

from evidence.errors import BrowserUnavailable, FormRefused
from evidence.network.chromium import chromium_path, launch_arguments
from evidence.network.quoted import quoted
from evidence.package.records.glyphs import drawable
from evidence.package.records.page_html import page_html, pictures
from evidence.package.records.paper import Paper

# No relay listens on the discard port: whatever is not answered here goes nowhere.
_NOWHERE = 9
_ORIGIN = "http://paper.invalid"
_SECONDS = 120
_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"
_ALL_DECODE = """Promise.all([...document.images].map(one => one.decode()))
    .then(() => [...document.images].every(one => one.naturalWidth > 0), () => false)"""
_DATES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[+\-Z]00'00'\)")


def print_papers(papers: Sequence[Paper]) -> list[bytes]:
    """Each paper as a PDF, with one browser for all.

    Raises FormRefused (a glyph is missing, a picture does not decode) and
    BrowserUnavailable. May be called where an event loop runs.
    """
    if not papers:
        return []
    pages = [_text(paper) for paper in papers]
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _print(papers, pages)).result()


def _text(paper: Paper) -> str:
    """The page, with what no font can draw written out."""
    missing: dict[str, str | int | None] = {**drawable(paper)}
    if not missing:
        return page_html(paper)
    table = str.maketrans(missing)
    margins = replace(
        paper,
        running=paper.running.translate(table),
        footer=tuple(line.translate(table) for line in paper.footer),
    )
    return page_html(margins).translate(table)


async def _print(papers: Sequence[Paper], pages: Sequence[str]) -> list[bytes]:
    path = chromium_path()
    try:
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=path, args=launch_arguments(_NOWHERE), timeout=60_000
            )
            try:
                context = await browser.new_context(java_script_enabled=False)
                page = await context.new_page()
                return [
                    await asyncio.wait_for(_one(page, paper, text), _SECONDS)
                    for paper, text in zip(papers, pages, strict=True)
                ]
            finally:
                await browser.close()
    except (PlaywrightError, TimeoutError) as error:
        raise BrowserUnavailable(
            f"浏览器没有打印出文书：{quoted(str(error), 200)}；请用 wangjian doctor 检查浏览器",
            f"the browser printed no record: {quoted(str(error), 200)}; run wangjian doctor",
        ) from None


async def _one(page: Page, paper: Paper, text: str) -> bytes:
    held = pictures(paper)

    async def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{_ORIGIN}/")
        if name == "":
            await route.fulfill(
                body=text,
                headers={
                    "content-type": "text/html; charset=utf-8",
                    "content-security-policy": _POLICY,
                },
            )
        elif name in held:
            await route.fulfill(body=held[name].data, content_type=held[name].content_type)
        else:
            await route.abort()

    await page.route("**/*", answer)
    try:
        await page.goto(f"{_ORIGIN}/", wait_until="load")
        if not await page.evaluate(_ALL_DECODE):
            raise FormRefused(
                "picture",
                f"{paper.title} {paper.number}：图片不能解码，文件可能已损坏",
                f"{paper.key} {paper.number}: a picture does not decode; it may be damaged",
            )
        made = await page.pdf(prefer_css_page_size=True, print_background=True)
    finally:
        await page.unroute("**/*", answer)
    return _dated(made, paper)


def _dated(made: bytes, paper: Paper) -> bytes:
    """The PDF with the record's own time instead of the printer's; no byte is moved."""
    at = f"{paper.made_at.astimezone(UTC):%Y%m%d%H%M%S}".encode()
    return _DATES.sub(lambda found: b"/%s (D:%s+00'00')" % (found[1], at), made)
