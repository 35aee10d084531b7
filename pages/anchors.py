"""Links and pictures met on the walk."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pages.links import Base, jump_of
from pages.page import Link

MAX_LINKS = 20_000
MAX_IMAGES = 5_000
_MAX_TEXT = 300
_MOST_LEADING = 60
"""Code points before a link that may say whose it is."""

_LAZY = (
    "data-original",
    "data-src",
    "data-lazy",
    "data-lazyload",
    "data-lazy-src",
    "data-ks-lazyload",
)
_LAZY_NAMES = frozenset(_LAZY)
_DATA_LINKS = ("data-href", "data-url", "data-link")

_VOID = re.compile(r"\s*javascript:\s*(?:void\s*\(?\s*0?\s*\)?)?\s*;?\s*", re.IGNORECASE)
"""An address that leads nowhere: as "#" does, where no script gives the link an effect."""
_BACKGROUND = re.compile(r"url\(([^)]{1,2000})\)", re.IGNORECASE)
_SHEET_PICTURE = re.compile(
    r"background(?:-image)?\s{0,3}:[^;{}]{0,200}?url\(([^)]{1,2000}?\.(?:jpe?g|png|gif|webp)[^)]{0,100})\)",
    re.IGNORECASE,
)
_MAX_SHEET, _MAX_SHEET_PICTURES = 300_000, 20
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".svg")
_DOCUMENTS = (".pdf", ".jpg", ".jpeg", ".png", ".webp", ".html", ".htm")
_LONGEST = max(map(len, _PICTURES))

Attributes = Mapping[str, str | None]


@dataclass(slots=True)
class OpenLink:
    """An <a> whose end has not come yet; `away`: it leads to another page, not to this one or
    to a picture of its goods; `here`: to this page as a whole."""

    url: str
    rel: str
    region: str
    hidden: bool
    title: str
    away: bool
    here: bool
    parts: list[str]
    image: str = ""
    led: str = ""


class Anchors:
    """Gathers links with their words, and pictures with their alternative text."""

    def __init__(self, base: Base, page_url: str) -> None:
        self.links: list[Link] = []
        self.images: list[tuple[str, str]] = []
        self.open: OpenLink | None = None
        self._base = base
        self._page = page_url.partition("#")[0]

    @property
    def cut(self) -> bool:
        """Whether there may be more links or pictures than were taken."""
        return len(self.links) >= MAX_LINKS or len(self.images) >= MAX_IMAGES

    @property
    def is_away(self) -> bool:
        """Whether a link to another page is open."""
        return self.open is not None and self.open.away

    def enter(
        self, attributes: Attributes, region: str, hidden: bool, line: Sequence[str] = ()
    ) -> OpenLink | None:
        """Begin an <a>; returns it if it leads anywhere. `line`: what is on its line so far."""
        href = attributes.get("href")
        url = self._base.absolute(href) if href else None
        # "#", "javascript:open('/x')"
        if url is None or (url.startswith(self._page) and url.partition("#")[0] == self._page):
            jump = jump_of(attributes.get("onclick")) or (jump_of(href) if url is None else None)
            url = self._base.absolute(jump) or url if jump else url
            data = any(name.startswith("data-") for name in attributes)
            if url is None and href and not data and _VOID.fullmatch(href):
                url = f"{self._page}#"
            if url is None:
                return None
        plain, fragment = url, ""
        if "#" in url:
            plain, _, fragment = url.partition("#")
        away = plain != self._page or fragment[:1] == "/"
        if away and plain[-_LONGEST:].lower().endswith(_PICTURES):
            away = False
        rel = title = ""
        if len(attributes) > 1:
            rel = (attributes.get("rel") or "").strip().lower()
            title = attributes.get("title") or attributes.get("aria-label") or ""
        here = url == self._page
        self.open = link = OpenLink(url, rel, region, hidden, title, away, here, [])
        if line:
            link.led = " ".join("".join(line[-6:])[-_MOST_LEADING:].split())
        return link

    def leave(self, link: OpenLink) -> None:
        """End an <a>."""
        self.open = None
        text = " ".join("".join(link.parts).split()) or link.title.strip()
        text = text[:_MAX_TEXT]
        self._add(Link(link.url, text, link.rel, link.region, link.image, link.hidden, link.led))

    def add_other(self, tag: str, attributes: Attributes, region: str, hidden: bool) -> None:
        """Ways of linking without <a>: area, frames, onclick, data-href."""
        reference, rel = None, ""
        if tag == "area":
            reference = attributes.get("href")
        elif tag in ("iframe", "frame"):
            reference, rel = attributes.get("src"), "frame"
        elif "onclick" in attributes:
            reference, rel = jump_of(attributes["onclick"]), "onclick"
        if not reference:
            reference = next((attributes[key] for key in _DATA_LINKS if attributes.get(key)), None)
            rel = "data"
            if reference and not reference.startswith(("/", "http", "./", "?")):
                return
        url = self._base.absolute(reference) if reference else None
        if url is not None:
            text = attributes.get("alt") or attributes.get("title") or ""
            self._add(Link(url, text[:_MAX_TEXT], rel, region, "", hidden))

    def add_embedded(self, attributes: Attributes, region: str, hidden: bool) -> None:
        """A document or picture shown in the page by <object> or <embed>."""
        source = attributes.get("data") or attributes.get("src") or ""
        if source.partition("?")[0].lower().endswith(_DOCUMENTS):
            shown = {"src": source, "title": attributes.get("title")}
            self.add_other("frame", shown, region, hidden)

    def add_image(self, attributes: Attributes) -> None:
        """An <img>: the picture that will be shown, not its place-holder."""
        get = attributes.get
        source = get("src")
        if not _LAZY_NAMES.isdisjoint(attributes):
            for name in _LAZY:
                if lazy := get(name):
                    source = lazy
                    break
        if alt := get("alt") or get("title") or "":
            alt = " ".join(alt.split())[:_MAX_TEXT]
        if source:
            url = self._base.absolute(source)
            if url is not None and len(self.images) < MAX_IMAGES:
                self.images.append((url, alt))
        if (link := self.open) is not None and not link.image:
            link.image = alt or (source or "")[-100:]

    def add_background(self, style: str, attributes: Attributes) -> None:
        """A picture that a style shows: licences are hung up that way too."""
        match = _BACKGROUND.search(style)
        url = self._base.absolute(match[1].strip("'\" ")) if match else None
        if url is not None and url.startswith(("http", "file")) and len(self.images) < MAX_IMAGES:
            alt = attributes.get("aria-label") or attributes.get("title") or ""
            self.images.append((url, " ".join(alt.split())[:_MAX_TEXT]))

    def add_sheet(self, css: str) -> None:
        """The pictures that a style sheet of the page shows: posters are hung up that way."""
        for match in islice(_SHEET_PICTURE.finditer(css[:_MAX_SHEET]), _MAX_SHEET_PICTURES):
            url = self._base.absolute(match[1].strip("'\" "))
            if url is not None and url.startswith(("http", "file")):
                self._add_picture(url)

    def _add_picture(self, url: str) -> None:
        if len(self.images) < MAX_IMAGES and (url, "") not in self.images:
            self.images.append((url, ""))

    def _add(self, link: Link) -> None:
        if len(self.links) < MAX_LINKS:
            self.links.append(link)
