"""The licence 亮照: pages on which it may stand, and the verdict over all of them."""

from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from checks.finding import Inspection, LicenceReading, OperatorSigns
from checks.inspect import inspect
from crawler.addresses import canonical
from crawler.answer import Reading
from crawler.listing import licence_links, licence_words, shop_home_links
from crawler.site import LICENCE, Site
from crawler.steps.own_words import with_own_words
from crawler.visit import Target, Visit
from evidence.archive.record import RecordRef
from pages.page import Link

MAX_SECOND_PAGES = 8
MAX_SHOPS = 200
_TEXT_FRAGMENT = "/:~:text="


class LicenceStep:
    """State lies in the memo under "licence": for each shop ("" is the site itself) its home
    page, the readings, and the pages looked at with their outcome."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._memo: dict[str, dict[str, Any]] = site.memo.setdefault("licence", {})

    def shop(self, key: str) -> dict[str, Any]:
        """What is known of one shop."""
        return self._memo.setdefault(
            key, {"home": "", "record": None, "readings": [], "looked": [], "operator": None}
        )

    def check(self, reading: Reading, *, home: bool) -> Inspection:
        """What the checks say of a home or licence page."""
        words = licence_words(reading.tree) if reading.answer.rendered else None
        if words is not None:
            # What a script answers is a way to the licence, as a link is (a route of ours).
            address = f"{reading.answer.url.partition('#')[0]}#{_TEXT_FRAGMENT}{quote(words)}"
            reading.page.links.append(Link(address, words, region="footer"))
        context = self._site.context
        inspection = inspect(
            reading.page, context.lexicon, home=home, today=context.today, register=context.register
        )
        return with_own_words(inspection, reading, home=True)

    def second_pages(self, reading: Reading, inspection: Inspection, key: str) -> list[Target]:
        """Targets for the pages on which the licence may stand beside this one."""
        named = list(inspection.licence.second_pages) if inspection.licence else []
        profile = self._site.plan.profile
        if profile is not None and not key:
            named = [*profile.licence_urls, *named]
        named.extend(licence_links(reading.tree, self._site.scope))
        named = [url for url in named if _TEXT_FRAGMENT not in url]
        target = reading.answer.target
        made: dict[str, Target] = {}
        for url in named:
            one = self._site.target(
                "licence", url, depth=target.depth + 1, priority=LICENCE, via=target, shop=key
            )
            if one is not None and len(made) < MAX_SECOND_PAGES:
                made.setdefault(one.key, one)
        if not made and reading.answer.rendered:
            pressed = self._pressed(reading, key)
            return [pressed] if pressed is not None else []
        return list(made.values())

    def _pressed(self, reading: Reading, key: str) -> Target | None:
        """The page as it is when its words about the licence are pressed."""
        words = licence_words(reading.tree)
        if words is None or not self._site.can_render:
            return None
        old = reading.answer.target
        return Target(
            # The body tells this target from the page's own; nothing is sent of it.
            "licence", old.url, body=f"pressed {words}", depth=old.depth + 1, via=old.key,
            priority=LICENCE, render=True, extra={"press": words, "shop": key},
        )  # fmt: skip

    def shop_targets(self, reading: Reading) -> list[Target]:
        """From goods on a platform: the home page of the shop that offers them."""
        home = canonical(self._site.plan.site_url)
        targets: list[Target] = []
        for url in shop_home_links(reading.tree, self._site.scope)[:1]:
            if url == home or len(self._memo) > MAX_SHOPS:
                continue
            target = self._site.target(
                "shop", url, depth=reading.answer.target.depth + 1, priority=LICENCE,
                via=reading.answer.target, shop=url,
            )  # fmt: skip
            if target is not None:
                targets.append(target)
        return targets

    def keep(self, visit: Visit, inspection: Inspection | None) -> None:
        """Keep what a page says of its shop's licence, or why it could not be read."""
        key = str(visit.target.extra.get("shop", ""))
        known = self.shop(key)
        record = visit.record.to_json() if visit.record else None
        if visit.target.kind in ("home", "shop") and visit.outcome == "read":
            known["home"], known["record"] = visit.final_url, record
        if visit.outcome == "skipped":
            return
        url = visit.final_url or visit.target.url
        if visit.target.kind == "licence":
            # As the link names it: a redirect on the way makes no other page of it.
            url = str(visit.target.extra.get("asked", url))
        if visit.target.extra.get("press"):
            _name_pressed(known["readings"], url)
        known["looked"].append(
            {"url": url, "outcome": visit.outcome, "status": visit.status, "record": record}
        )
        if inspection is None or visit.outcome != "read":
            return
        if inspection.licence is not None:
            known["readings"].append([url, asdict(inspection.licence)])
        known["operator"] = _joined(known["operator"], inspection.operator)

    def shops(self) -> list[str]:
        """The site itself (""), and the shops of which something is known."""
        return sorted({"", *self._memo})

    def readings(self, key: str) -> list[tuple[str, LicenceReading]]:
        """All readings of one shop, in the order they were made."""
        return [(url, LicenceReading(**value)) for url, value in self.shop(key)["readings"]]

    def operator(self, key: str) -> OperatorSigns:
        """What all pages of one shop tell of who runs it."""
        value = self.shop(key)["operator"]
        return _signs(value) if value else OperatorSigns()

    def record(self, key: str) -> RecordRef | None:
        """The archived home page of one shop."""
        value = self.shop(key)["record"]
        return RecordRef.from_json(value) if value else None


def _name_pressed(readings: list[list[Any]], url: str) -> None:
    """The words that were pressed led to `url`: name it where they stand."""
    for _, reading in readings:
        for proof in reading["proof"]:
            if _TEXT_FRAGMENT in str(proof.get("url", "")):
                proof["url"] = url
        reading["second_pages"] = [
            url if _TEXT_FRAGMENT in named else named for named in reading["second_pages"]
        ]


def _joined(known: dict[str, Any] | None, new: OperatorSigns) -> dict[str, Any]:
    """Signs of several pages put together, each value once."""
    joined = asdict(_signs(known)) if known else asdict(OperatorSigns())
    for name, values in asdict(new).items():
        if isinstance(values, list):
            have = [list(v) if isinstance(v, list | tuple) else v for v in joined[name]]
            for value in values:
                plain = list(value) if isinstance(value, list | tuple) else value
                if plain not in have:
                    have.append(plain)
            joined[name] = have
        elif values and values != "unknown":
            joined[name] = values
    return joined


def _signs(value: dict[str, Any]) -> OperatorSigns:
    addresses = [(str(kind), str(text)) for kind, text in value.get("addresses", ())]
    return OperatorSigns(**{**value, "addresses": addresses})
