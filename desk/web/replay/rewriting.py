"""The archived page made inert: its sub-resources named by the viewer, everything else dead.

The viewer's policy lets no script run, no form go out and nothing load from elsewhere,
whatever this leaves in; rewriting is there so that what was archived shows, and what was not
is seen to be missing. Styles within the page are moved to sheets of their own, since the
policy allows none within it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pages.nesting import tame

MISSING = "〔未存档〕"

Place = Callable[[str], str | None]
"""The viewer's path for an absolute address, None where it was not archived."""

_GONE = "script, base, object, embed, applet, portal, template[shadowrootmode], dialog"
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src")
_PICTURES = "img, input[type=image], source, image, use, feimage, video, audio, track"
_DEAD = ("href", "xlink:href", "ping", "target", "action", "formaction", "srcdoc", "background",
         "manifest", "longdesc", "cite", "data", "codebase", "archive", "poster", "srcset",
         "imagesrcset", "attributionsrc", "integrity", "nonce", "autofocus", "src")  # fmt: skip
_URL = re.compile(r"""url\(\s{0,20}(["']?)([^"'()\\]{0,4000})\1\s{0,20}\)""", re.IGNORECASE)
_IMPORT = re.compile(r"""@import\s{1,20}(["'])([^"'\\]{1,4000})\1""", re.IGNORECASE)
_MOST_STYLES = 20_000


@dataclass(slots=True)
class Rewritten:
    """A page made inert: its markup, its own styles in their order, what was found and missed."""

    html: str = ""
    sheets: list[str] = field(default_factory=list)
    shown: int = 0
    missing: list[str] = field(default_factory=list)


def rewrite_page(html: str, base: str, place: Place, sheet: Callable[[int], str]) -> Rewritten:
    """`html`, found at `base`, with the paths that `place` gives; `sheet` names sheet n."""
    tree = LexborHTMLParser(tame(html)[0])
    work = _Work(_base_of(tree, base), place, sheet, Rewritten())
    for node in tree.css(_GONE):
        node.decompose()
    for node in tree.css("meta"):
        if node.attributes.get("http-equiv") is not None:
            node.decompose()
    for node in tree.css("link"):
        work.link(node)
    for node in tree.css("style"):
        work.style(node)
    for node in tree.css(_PICTURES):
        work.picture(node)
    work.attributes(tree)
    work.out.html = "<!doctype html>" + (tree.html or "")
    return work.out


def rewrite_css(text: str, base: str, place: Place) -> str:
    """A style sheet with the viewer's paths; what was not archived becomes nothing."""

    def url(found: re.Match[str]) -> str:
        target = found[2].strip()
        if target.lower().startswith("data:") or target.startswith("#"):
            return found[0]
        path = place(_joined(base, target))
        return f'url("{path}")' if path else "none"

    def imported(found: re.Match[str]) -> str:
        path = place(_joined(base, found[2]))
        return f'@import "{path}"' if path else '@import ""'

    return _IMPORT.sub(imported, _URL.sub(url, text))


@dataclass(slots=True)
class _Work:
    base: str
    place: Place
    sheet: Callable[[int], str]
    out: Rewritten
    named: dict[str, str] = field(default_factory=dict)

    def path(self, value: str) -> str | None:
        """The viewer's path of what `value` refers to; None where it is missing."""
        url = _joined(self.base, value.strip())
        path = self.place(url)
        if path is None:
            self.out.missing.append(url)
        else:
            self.out.shown += 1
        return path

    def link(self, node: LexborNode) -> None:
        """A style sheet that was archived stays; all other links go."""
        words = (node.attributes.get("rel") or "").lower().split()
        href = node.attributes.get("href")
        path = self.path(href) if "stylesheet" in words and href else None
        if path is None:
            node.decompose()
            return
        media = node.attributes.get("media")
        for name in list(node.attributes):
            del node.attrs[name]
        node.attrs["rel"] = "stylesheet"
        node.attrs["href"] = path
        if media:
            node.attrs["media"] = media

    def style(self, node: LexborNode) -> None:
        """A style element becomes a sheet of its own at its place."""
        text = node.text(deep=True) or ""
        link = LexborHTMLParser("<head><link></head>").css_first("link")
        if link is None:
            return
        link.attrs["rel"] = "stylesheet"
        link.attrs["href"] = self.sheet(len(self.out.sheets))
        if media := node.attributes.get("media"):
            link.attrs["media"] = media
        self.out.sheets.append(rewrite_css(text, self.base, self.place))
        node.replace_with(link)

    def picture(self, node: LexborNode) -> None:
        """A picture's address: the first of its sources that was archived."""
        given = [node.attributes.get(name) for name in _SOURCES]
        given += [node.attributes.get(name) for name in ("href", "xlink:href", "poster")]
        given += _candidates(node.attributes.get("srcset") or "")
        wanted = [one for one in given if one]
        path = next((p for p in map(self._quiet, wanted) if p), None)
        for name in list(node.attributes):
            if name in _DEAD or name.startswith("data-"):
                del node.attrs[name]
        tag = (node.tag or "").lower()
        if path is None and wanted:
            self.out.missing.append(_joined(self.base, wanted[0]))
            alt = node.attributes.get("alt") or ""
            if tag == "img":
                node.attrs["alt"] = f"{MISSING}{alt}"
        elif path is not None:
            self.out.shown += 1
            name = "srcset" if tag == "source" else "href" if tag in {"image", "use"} else "src"
            node.attrs["data-kept"] = name
            node.attrs[name] = path

    def _quiet(self, value: str) -> str | None:
        if value.startswith("#") or value.strip().lower().startswith("data:image/"):
            return value
        return self.place(_joined(self.base, value.strip()))

    def attributes(self, tree: LexborHTMLParser) -> None:
        """No address, no handler and no style of its own is left on any element."""
        for node in tree.css("*"):
            tag = (node.tag or "").lower()
            if tag == "link":
                continue
            kept = node.attributes.get("data-kept")
            for name, value in list(node.attributes.items()):
                if name == "style":
                    self._inline(node, value or "")
                elif name.startswith("on") or (name in _DEAD and name != kept):
                    del node.attrs[name]
            if kept is not None:
                del node.attrs["data-kept"]
        if self.named:
            rules = "\n".join(f"{_strong(name)}{{{body}}}" for body, name in self.named.items())
            number = len(self.out.sheets)
            self.out.sheets.append(rules)
            link = LexborHTMLParser("<head><link></head>").css_first("link")
            if link is not None and tree.body is not None:
                link.attrs["rel"] = "stylesheet"
                link.attrs["href"] = self.sheet(number)
                tree.body.insert_child(link)

    def _inline(self, node: LexborNode, body: str) -> None:
        del node.attrs["style"]
        rule = rewrite_css(body, self.base, self.place).replace("{", " ").replace("}", " ")
        if not rule.strip() or len(self.named) >= _MOST_STYLES:
            return
        name = self.named.setdefault(rule, f"wj-{len(self.named)}")
        known = node.attributes.get("class") or ""
        node.attrs["class"] = f"{known} {name}".strip()


def _strong(name: str) -> str:
    # Stronger than a page's own rules, as a style attribute is.
    return f".{name}" * 8


def _base_of(tree: LexborHTMLParser, url: str) -> str:
    node = tree.css_first("base[href]")
    href = node.attributes.get("href") if node is not None else None
    return _joined(url, href) if href else url


def _candidates(srcset: str) -> list[str]:
    """The addresses of a srcset, in their order."""
    return [part.split()[0] for part in srcset[:20_000].split(",") if part.split()][:20]


def _joined(base: str, value: str) -> str:
    try:
        return urljoin(base, value)
    except ValueError:
        return ""
