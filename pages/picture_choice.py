"""Which pictures are worth reading (图片取舍): a reading costs seconds, a page has hundreds.

Pictures of licences are always worth it, and on a home page without a code any picture may be
one. Those of goods are worth it where the page itself says little: then the words stand in the
picture. Where it says enough, sellers still put into a picture what may not be said; there they
are read with what is left of half the budget.
"""

import re

from pages.page import Page

_LICENCE = re.compile(
    r"营业执照|执照|亮照|许可证|证照|资质|yyzz|zhizhao|zhengzhao|xukezheng|zizhi|licen[cs]e",
    re.IGNORECASE,
)
_DRESS = re.compile(
    r"logo|icon|avatar|sprite|blank|loading|arrow|placeholder|spacer|beian|captcha|verify|qq\d|pay"
    r"|[/_.-]bg[_.-]|data:|\.svg|\.ico|1x1|pixel|/gs\.|star|cart|button|btn|nav[_.-]",
    re.IGNORECASE,
)
_SCANS = re.compile(r"\.(?:jpe?g|png|webp|bmp|gif)(?:$|[?!@_])", re.IGNORECASE)
FEW_WORDS = 160
"""Characters of its own words below which the pictures of goods are read."""


def licence_pictures(page: Page, most: int = 3) -> list[str]:
    """Pictures, and links to picture files, that may be a licence; the likeliest first."""
    named = [url for url, alt in page.images if _LICENCE.search(f"{alt} {url.rsplit('/', 1)[-1]}")]
    linked = [
        link.url
        for link in page.links
        if not link.hidden
        and _SCANS.search(link.url.partition("?")[0])
        and _LICENCE.search(f"{link.text} {link.image} {link.url.rsplit('/', 1)[-1]}")
    ]
    others: list[str] = []
    if _LICENCE.search(page.title[:120]) or _LICENCE.search(page.url.partition("?")[0][-60:]):
        others = [url for url, _ in page.images if not _DRESS.search(url)]
    return _fetchable([*named, *linked, *others], most)


def home_pictures(page: Page, most: int = 3) -> list[str]:
    """Pictures of a home or licence page that names no code: those of licences, else, where no link
    leads to a page of licences, the last ones of the page, as a licence stands at its foot."""
    named = licence_pictures(page, most)
    if named or any(_LICENCE.search(link.text) for link in page.links if not link.hidden):
        return named
    return _fetchable([url for url, _ in page.images if not _DRESS.search(url)][::-1], most)


def goods_pictures(page: Page, most: int = 3) -> list[str]:
    """The main pictures of goods: the one the page names first, then those in its text."""
    named = [page.meta.get("og:image", ""), page.meta.get("twitter:image", "")]
    shown = [
        url
        for url, alt in page.images
        if not _DRESS.search(url) and not _LICENCE.search(f"{alt} {url.rsplit('/', 1)[-1]}")
    ]
    # Pictures of the description come after the gallery; their words are the seller's letter.
    details = [url for url in shown if re.search("detail|desc|content|xq|详情", url, re.IGNORECASE)]
    return _fetchable([*named, *details, *shown], most)


def says_little(page: Page) -> bool:
    """Whether a page of goods has pictures and hardly a word of its own."""
    own = sum(len(page.fields.get(name, "")) for name in ("description", "attributes"))
    return bool(page.images) and own < FEW_WORDS


def _fetchable(urls: list[str], most: int) -> list[str]:
    usable = (url for url in urls if url.startswith(("http://", "https://", "file:")))
    return list(dict.fromkeys(url for url in usable if ".svg" not in url.lower()))[:most]
