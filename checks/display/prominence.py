"""Whether the licence stands where it is seen (显著位置), measured in the page as rendered.

电子商务法 15 asks for a prominent place of the home page. The foot of the page is
one, as everyone looks for it there; text a few pixels high, in the colour of its
ground, or outside the page is none. Measured only where a browser showed the page
(`Page.boxes`); what the markup alone hides is known from the reading of the page.
"""

import re
from collections.abc import Iterable

from checks.display.seen import Seen
from pages.page import Page, TextBox

SMALLEST = 7.0
"""Height in CSS pixels below which Chinese characters cannot be read (字号小于约 6 像素)."""
FAINTEST = 1.6
"""Contrast of text and ground (WCAG 2.2, 1.4.3) below which it is not made out at a glance."""

_LICENCE = re.compile(r"执照|证照|亮照|亮证|信用代码|注册号|资质|工商信息|主体信息|经营者信息")


def why_not_prominent(page: Page, seen: Seen) -> str:
    """Why nobody sees what is shown, in Chinese, or "" where it is seen or was not measured."""
    if not page.boxes:
        return ""
    marks = {"".join(code.raw.split()) for code in seen.right}
    marks |= {"".join((link.text or link.image).split()) for link in (*seen.named,)}
    marks |= {"".join(link.text.split()) for link in seen.links} - {""}
    bearing = [box for box in page.boxes if _bears(box, marks)]
    if not bearing or any(not _fault(box) for box in bearing):
        return ""
    return _fault(bearing[0])


def _bears(box: TextBox, marks: Iterable[str]) -> bool:
    text = "".join(box.text.split())
    return bool(text) and (
        any(mark and (mark in text or text in mark) for mark in marks)
        or _LICENCE.search(text) is not None
    )


def _fault(box: TextBox) -> str:
    """What keeps a visitor from seeing the box, or ""."""
    said = f"“{box.text.strip()[:20]}”"
    if box.width < 2 or box.height < 2:
        return f"{said}在浏览器中不占位置"
    if box.x + box.width <= 0 or box.y + box.height <= 0:
        return f"{said}排在页面以外"
    if box.height < SMALLEST:
        return f"{said}高仅{box.height:.0f}像素，看不清"
    if box.contrast is not None and box.contrast < FAINTEST:
        return f"{said}与底色几乎同色（对比度{box.contrast:.1f}）"
    return ""
