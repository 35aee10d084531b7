"""Politeness: robots.txt (RFC 9309), how long to wait, when to leave a site alone."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from protego import Protego

from crawler.http_date import http_date

ROBOTS_LIMIT = 500 * 1024
"""Bytes of robots.txt that are read (RFC 9309 2.5 asks for at least this many)."""
ROBOTS_HOPS = 5
"""Redirects followed for robots.txt (RFC 9309 2.3.1.2)."""

LONGEST_CRAWL_DELAY = 30.0
"""Seconds between requests that a robots.txt may ask for; more would stop the work."""
LONGEST_WAIT = 120.0
"""Seconds a Retry-After may make us wait; the header may say ten years."""
SHORTEST_WAIT = 1.0
LONGEST_ABSENCE = 600.0
"""Seconds of a Retry-After beyond which it is not worth staying: the site is left alone."""
PATIENCE = 3
"""Refusals in a row after which a site is left alone."""

_MEMO_LIMIT = 64 * 1024

RobotsState = Literal["rules", "allow-all", "disallow-all"]


@dataclass(frozen=True, slots=True)
class Robots:
    """What one origin's robots.txt lets `user_agent` fetch.

    "allow-all" where the file is absent (4xx), "disallow-all" where the server
    failed (5xx, no answer): RFC 9309 2.3.1.3 and 2.3.1.4. `why` tells it in a
    stable word and the status.
    """

    state: RobotsState
    why: str
    text: str = ""
    user_agent: str = "*"
    parsed: Protego | None = None

    @classmethod
    def from_answer(cls, status: int, body: bytes, user_agent: str) -> "Robots":
        """The rules of an answer that is no redirect; `status` 0 means no answer."""
        if 200 <= status < 300:
            return cls._from_text(robots_text(body), f"read {status}", user_agent)
        if 400 <= status < 500 and status != 429:
            return cls("allow-all", f"absent {status}", user_agent=user_agent)
        return cls("disallow-all", f"failed {status}", user_agent=user_agent)

    @classmethod
    def too_many_redirects(cls, user_agent: str) -> "Robots":
        """After ROBOTS_HOPS redirects the file counts as absent (RFC 9309 2.3.1.2)."""
        return cls("allow-all", "absent redirects", user_agent=user_agent)

    @classmethod
    def _from_text(cls, text: str, why: str, user_agent: str) -> "Robots":
        return cls("rules", why, text, user_agent, Protego.parse(text))

    def allows(self, url: str) -> bool:
        """Whether `url` may be fetched."""
        if self.parsed is None:
            return self.state == "allow-all"
        return self.parsed.can_fetch(url, self.user_agent)

    @property
    def crawl_delay(self) -> float:
        """The gap in seconds that the file asks for, within bounds; 0 where it asks for none."""
        if self.parsed is None:
            return 0.0
        asked = self.parsed.crawl_delay(self.user_agent) or 0.0
        rate = self.parsed.request_rate(self.user_agent)
        if rate is not None:
            asked = max(asked, rate.seconds / rate.requests)
        return min(asked, LONGEST_CRAWL_DELAY)

    @property
    def sitemaps(self) -> list[str]:
        """The addresses of sitemaps that the file names."""
        return list(self.parsed.sitemaps) if self.parsed is not None else []

    def to_memo(self) -> dict[str, str] | None:
        """Plain values to resume with, or None where the file is too long to carry along."""
        if len(self.text) > _MEMO_LIMIT:
            return None
        return {"state": self.state, "why": self.why, "text": self.text}

    @classmethod
    def from_memo(cls, memo: dict[str, str], user_agent: str) -> "Robots":
        """The rules from what `to_memo` gave."""
        if memo["state"] == "rules":
            return cls._from_text(memo["text"], memo["why"], user_agent)
        state: RobotsState = "allow-all" if memo["state"] == "allow-all" else "disallow-all"
        return cls(state, memo["why"], user_agent=user_agent)


def robots_text(body: bytes) -> str:
    """The text of a robots.txt: at most ROBOTS_LIMIT bytes, whole lines, no BOM, no NUL.

    An HTML page in its place holds no rules; its lines are no directives.
    """
    cut = body[:ROBOTS_LIMIT]
    if len(body) > ROBOTS_LIMIT:
        cut = cut[: cut.rfind(b"\n") + 1]
    text = cut.decode("utf-8-sig", "replace").replace("\x00", "")
    return "" if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE) else text


def retry_after(value: bytes | None, now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks for, between SHORTEST_WAIT and LONGEST_WAIT.

    None where the header is absent or makes no sense.
    """
    seconds = _asked_for(value, now)
    return None if seconds is None else max(SHORTEST_WAIT, min(seconds, LONGEST_WAIT))


def sends_away(value: bytes | None, now: datetime | None = None) -> bool:
    """Whether a Retry-After header asks for more than LONGEST_ABSENCE."""
    seconds = _asked_for(value, now)
    return seconds is not None and seconds > LONGEST_ABSENCE


def _asked_for(value: bytes | None, now: datetime | None) -> float | None:
    """The seconds that a Retry-After names, whatever they are (RFC 9110 10.2.3)."""
    if value is None:
        return None
    text = value.decode("latin-1").strip()
    if re.fullmatch(r"\d{1,12}", text):
        return float(text)
    moment = http_date(value)
    return None if moment is None else (moment - (now or datetime.now(UTC))).total_seconds()


def back_off(refusals: int, delay: float) -> float:
    """Seconds to wait after so many refusals in a row: doubling, within bounds."""
    base = max(delay, SHORTEST_WAIT)
    return float(min(base * 2.0 ** min(refusals, 10), LONGEST_WAIT))
