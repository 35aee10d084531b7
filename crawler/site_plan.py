"""What a spider is given: the plan of one site's run, and the things it works with.

A plan is plain data and says what the campaign wants; a context holds the living
objects that a slice of the run makes (ledger, archive, browser, keyword lists).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from checks.references import References
from checks.register import Register
from evidence.archive.record import RecordRef
from keywords.lexicon import Lexicon
from pages.picture_reader import PictureReader

if TYPE_CHECKING:
    from crawler.ledger import Ledger
    from crawler.profiles import SiteProfile
    from crawler.render import Renderer

RobotsPolicy = Literal["obey", "ignore"]
WalkPolicy = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one site's run may ask for.

    `pages` counts answered requests (robots.txt and redirect hops apart),
    `depth` links from the home page, `listing_pages` result pages of one search
    term, `walk_pages` listing pages read without a search, `renders` pages shown
    in the browser, `hops` redirects in a row. `delay` is the least gap in
    seconds between two requests to the site, `concurrency` how many may be
    under way at once. `seconds` bounds the whole crawl of the site (0: no bound).
    Of the pages with findings `capture_limit` are captured after it, in at most
    `capture_seconds`.
    """

    pages: int = 500
    depth: int = 8
    listing_pages: int = 10
    walk_pages: int = 80
    renders: int = 80
    hops: int = 8
    delay: float = 1.0
    concurrency: int = 1
    seconds: float = 0.0
    capture_limit: int = 50
    capture_seconds: float = 3600.0


@dataclass(frozen=True, slots=True)
class SitePlan:
    """One site of a campaign: where it is, what to ask it for, how far to go.

    `site_url` is the shop's home page (absolute http or https). `terms` are the
    search terms in order of importance. `walk` says whether listings are walked
    beside the search: "auto" does so where the search is absent, finds nothing
    for a term or misses Chinese. `allow` are the HOST:PORT that the guard lets
    through although they are not public; `user_agent` is what every request
    says; `capture` whether pages with findings are captured after the crawl;
    `office` the six-digit code of the discovering office.
    """

    site_url: str
    terms: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    robots: RobotsPolicy = "obey"
    user_agent: str = "wangjian/0.1"
    profile: "SiteProfile | None" = None
    walk: WalkPolicy = "auto"
    capture: bool = True
    allow: tuple[str, ...] = ()
    office: str = ""


class ResourceStore(Protocol):
    """What keeps a rendered page; the archive is one."""

    def append_resource(
        self,
        uri: str,
        content_type: str,
        payload: bytes,
        *,
        when: datetime,
        refers_to: RecordRef | None = None,
        note: Mapping[str, str] = ...,
    ) -> RecordRef:
        """Write a resource record and say where it lies."""
        ...


@dataclass(slots=True)
class SpiderContext:
    """The living things of one slice.

    `renderer` is None where no browser is to be used; it starts itself at the
    first page that needs it. `turn`, where given, waits until the site may be
    asked again (the delay of a host that many workers share); the spider awaits
    it before it lets the browser load a page; `slower` widens the gap for a host
    whose robots.txt asks for a longer one (seconds). A slice ends by itself after
    `slice_pages` answered requests or `slice_seconds`: what is left stays
    pending in the ledger. `today` dates the legal basis. `register` is the office's
    extract of the register, to compare what pages show with it, `references` its
    own prices and sites; `pictures` reads what stands in pictures (None: they are not asked for).
    """

    ledger: "Ledger"
    archive: ResourceStore
    lexicon: Lexicon
    renderer: "Renderer | None" = None
    turn: Callable[[str], Awaitable[None]] | None = None
    slower: Callable[[str, float], None] | None = None
    slice_pages: int = 500
    slice_seconds: float = 900.0
    today: date | None = None
    register: Register | None = None
    references: References | None = None
    pictures: PictureReader | None = None
