"""What the browser saw of a page: its markup, its calls for data, where clicks led."""

from dataclasses import dataclass, field
from datetime import datetime

from crawler.json_api import Call
from pages.page import TextBox


@dataclass(frozen=True, slots=True)
class Click:
    """What a click on a card led to: the words on the card, the address, the calls."""

    text: str
    url: str
    calls: tuple[Call, ...]


@dataclass(slots=True)
class Shown:
    """A page as the browser had it.

    `url` is where it ended (with a route's fragment), `when` the UTC time of the
    load. `calls` are the requests for data in their order. `flags`: "hang",
    "crashed", "download", "not-quiet", "cut", "dialogs N", "popups N", "kept-back N"
    (requests that `may_ask` refused). `boxes` are the places of words about the
    licence. `error` is "" where the page was shown.
    """

    url: str
    when: datetime
    html: str = ""
    status: int = 0
    calls: list[Call] = field(default_factory=list)
    clicks: list[Click] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    error: str = ""
    boxes: list[TextBox] = field(default_factory=list)
