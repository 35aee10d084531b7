"""The steps of a crawl: what to ask next, and what came of it.

A visit and the targets it discovered are committed in one transaction, so a
crash loses neither: what is not done is still in the frontier.
"""

from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Literal

from checks.finding import Inspection, LicenceReading, OperatorSigns
from evidence.archive.record import RecordRef

Kind = Literal["home", "search", "listing", "product", "shop", "licence", "probe", "api", "render"]
Outcome = Literal[
    "read",  # content, read and checked
    "blocked",  # a block page or 403/429
    "captcha",
    "login",  # a wall: login or app download
    "error",  # 4xx, 5xx, error pages
    "unreachable",  # network failure
    "refused",  # our guard, robots.txt or a trap rule said no
    "robots",
    "skipped",  # budget, duplicate of a canonical page
]


@dataclass(frozen=True, slots=True)
class Target:
    """Something to fetch. `key` is unique within a site's run.

    `url` is absolute and already encoded in the site's charset; `body` is the
    percent-encoded form body of a POST. `term` is the search term that led
    here. `depth` counts pages from the home page. `via` is the key of the
    page that named it. `priority`: greater is sooner.
    """

    kind: Kind
    url: str
    method: str = "GET"
    body: str = ""
    term: str | None = None
    depth: int = 0
    via: str | None = None
    priority: int = 0
    render: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Identity of the request: method, address and body, and whether rendered."""
        mark = f"{self.method}\n{self.url}\n{self.body}\n{int(self.render)}"
        return sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:32]

    def to_json(self) -> dict[str, Any]:
        """The target as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Target":
        """The target from what `to_json` gave."""
        return cls(**value)


@dataclass(slots=True)
class Visit:
    """What came of a target.

    `record` is the archived response (None where nothing arrived); `detail` a
    short reason in English words with a stable first word; `found` the targets
    that the page named; `hits` for search pages: how many products it listed.
    `read_as` is what the page turned out to be, where that differs from the
    target's kind; `shop` names the shop on a platform that holds several ("" is
    the site itself).
    """

    target: Target
    outcome: Outcome
    status: int = 0
    record: RecordRef | None = None
    final_url: str = ""
    title: str = ""
    detail: str = ""
    charset: str = ""
    flags: list[str] = field(default_factory=list)
    inspection: Inspection | None = None
    found: list[Target] = field(default_factory=list)
    hits: int | None = None
    read_as: Kind | None = None
    shop: str = ""


@dataclass(slots=True)
class Conclusion:
    """What the finished run of a site says of one shop as a whole.

    The spider yields one for the site, and one for each shop of a platform, as
    its last items. `licence` is the verdict over all pages where a licence may
    stand; `looked` lists those pages as {"url", "outcome", "status", "record"}, the proof
    of where an absence was looked for. `record` is the shop's home page as
    archived. `coverage` is crawler.coverage's JSON.
    """

    site_url: str
    shop: str
    home_url: str
    record: RecordRef | None
    licence: LicenceReading | None
    looked: list[dict[str, Any]]
    operator: OperatorSigns
    coverage: dict[str, Any]
