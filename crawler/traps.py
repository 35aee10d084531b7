"""Spider traps: addresses that a site makes without end.

The rules are Heritrix's (TooManyHops, TooManyPathSegments, PathologicalPath) and
those that shops need: calendars, filters that multiply, and a bound on how many
addresses of one make are followed.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

from crawler.addresses import parameters

MAX_URL = 2000
MAX_SEGMENTS = 14
MAX_PARAMETERS = 14
MAX_SAME_MAKE = 400
"""How many listings of one make of address are followed on one site."""

_CALENDAR_NAMES = frozenset({"month", "year", "day", "date", "calendar", "cal", "week"})
_CALENDAR_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]\d{1,2})?(?:/|$)")
_ARRANGING = re.compile(
    r"^(sort|sortby|sort_by|order|orderby|order_by|dir|direction|view|mode|display|layout|"
    r"limit|per_page|perpage|pagesize|page_size|price|price_?min|price_?max|minprice|maxprice|"
    r"filter\w*|\w*facet\w*|refine\w*|refinement\w*|f\[.*|attr\w*|brand\w*|colou?r|size|rating|product_list_(order|dir|mode|limit))$",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"cat|class|cid|type|fenlei|group|path|column|channel|menu|collection|\bid\b|_id$|^[mcas]$|route|act",
    re.IGNORECASE,
)
_SCRIPT_END = re.compile(r"\.(?:php|html?|shtml|aspx?|jspx?|jhtml|do|action)$", re.IGNORECASE)
_ROUTE_NAMES = frozenset(
    {"route", "act", "action", "m", "c", "a", "s", "r", "do", "mod", "app", "controller"}
    | {"method", "op", "ctl", "module", "target", "_route_"}
)


def trap(url: str, depth: int, max_depth: int) -> str | None:
    """Why `url` is not followed, as a stable word, or None."""
    if depth > max_depth:
        return "depth"
    if len(url) > MAX_URL:
        return "long-address"
    segments = [s for s in urlsplit(url).path.split("/") if s]
    if len(segments) > MAX_SEGMENTS:
        return "many-segments"
    if _repeats(segments):
        return "repeated-segments"
    names = [name.lower() for name, _ in parameters(url)]
    if len(names) > MAX_PARAMETERS or len(names) - len(set(names)) > 4:
        return "many-parameters"
    return None


def _repeats(segments: list[str]) -> bool:
    """Whether a path goes in circles: /a/a/a, /a/b/a/b/a/b, or one part four times."""
    if any(count >= 4 for count in Counter(segments).values()):
        return True
    for width in (1, 2, 3):
        for start in range(len(segments) - 3 * width + 1):
            first = segments[start : start + width]
            if all(segments[start + n * width : start + (n + 1) * width] == first for n in (1, 2)):
                return True
    return False


def calendar(url: str) -> bool:
    """Whether `url` is a page of a calendar: for these there is always a next one."""
    names = {name.lower() for name, _ in parameters(url)}
    return bool(names & _CALENDAR_NAMES) or bool(_CALENDAR_PATH.search(urlsplit(url).path))


def arranging(url: str) -> bool:
    """Whether `url` only sorts, filters or lays out a listing anew."""
    return any(_ARRANGING.match(name) for name, _ in parameters(url))


def narrows(url: str, base: str) -> bool:
    """Whether `url` is the listing at `base` with further conditions that name no category."""
    there, here = urlsplit(url), urlsplit(base)
    if (there.netloc, there.path) != (here.netloc, here.path):
        return False
    have = set(parameters(base))
    wanted = parameters(url)
    added = [name for name, value in wanted if (name, value) not in have]
    return have <= set(wanted) and bool(added) and not any(_CATEGORY.search(n) for n in added)


def make(url: str) -> str:
    """The make of an address: what stays when numbers, names and values are taken out.

    `/goods/12?from=3` and `/goods/7?from=a` are of one make,
    `/goods/{n}?from=`; `index.php?route=product/product&product_id=4` keeps its
    route.
    """
    parts = urlsplit(url)
    path = _path_make(parts.path)
    route, _, _ = parts.fragment.partition("?")
    names = sorted(_parameter_make(name, value) for name, value in parameters(url))
    mark = ("?" + "&".join(names)) if names else ""
    return path + (("#" + _path_make(route)) if route else "") + mark


def _parameter_make(name: str, value: str) -> str:
    if name.lower() in _ROUTE_NAMES:
        return f"{name}={_path_make(value.replace('%2F', '/'))}"
    return f"{name}="


def _path_make(path: str) -> str:
    segments = path.split("/")
    return "/".join(
        _segment_make(segment, last=index == len(segments) - 1 or not any(segments[index + 1 :]))
        for index, segment in enumerate(segments)
    )


def _segment_make(segment: str, *, last: bool) -> str:
    ending = _SCRIPT_END.search(segment)
    tail = ending[0].lower() if ending else ""
    name = segment[: -len(tail)] if tail else segment
    if re.fullmatch(r"\d+", name):
        return "{n}" + tail
    if re.fullmatch(r"[0-9a-fA-F-]{16,}", name):
        return "{h}" + tail
    if "%" in name or (last and re.search(r"[A-Za-z]{2,}[-_]\w*[A-Za-z]{2,}", name)):
        return "{s}" + tail
    return re.sub(r"\d+", "{n}", name) + tail
