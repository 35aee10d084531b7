"""Goods: one page of each, however many addresses lead to it, read and checked."""

import re
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from checks.finding import Inspection
from checks.inspect import inspect
from crawler.addresses import canonical, parameters
from crawler.answer import Reading
from crawler.json_api import goods_list
from crawler.page_kind import typed_nodes, types_of
from crawler.site import Site
from crawler.steps.own_words import with_own_words
from crawler.steps.script_step import ScriptStep
from crawler.visit import Target
from pages.page import Page

_SKU_KEYS = ("sku", "productID", "mpn", "gtin", "gtin13")


class GoodsStep:
    """Decides whether goods are known already, and has the checks look at them."""

    def __init__(self, site: Site, script: ScriptStep) -> None:
        self._site = site
        self._script = script
        self._goods: dict[str, str] = site.memo.setdefault("goods", {})

    def known_as(self, reading: Reading) -> str | None:
        """The address under which these goods were read before, or None (they are new)."""
        identity = self._identity(reading)
        short = sha256(identity.encode("utf-8", "replace")).hexdigest()[:16]
        here = canonical(reading.answer.url)
        first = self._goods.setdefault(short, here)
        return None if first == here else first

    def forget(self, reading: Reading) -> None:
        """Let the goods be read again: what was read of them is not kept."""
        here = canonical(reading.answer.url)
        for short in [short for short, first in self._goods.items() if first == here]:
            del self._goods[short]

    def check(self, reading: Reading, *, others: bool = False) -> Inspection:
        """What the checks say of a page of goods; `others`: of a page that is none, where every
        card and short link stands for another page."""
        target = reading.answer.target
        inspection = inspect(
            reading.page,
            self._site.context.lexicon,
            today=self._site.context.today,
            query=_echoed(target),
            register=self._site.context.register,
            references=self._site.context.references,
        )
        return with_own_words(inspection, reading, self._other_names(reading), home=others)

    def _other_names(self, reading: Reading) -> set[str]:
        """Names of other goods in the data that a rendered page loaded."""
        own = re.sub(r"\s+", "", reading.page.text("title"))
        names = {
            item.name
            for call in reading.answer.calls
            if (found := goods_list(call.parsed())) is not None
            for item in found.items
        }
        return {name for name in names if re.sub(r"\s+", "", name) not in own}

    def page_target(self, reading: Reading) -> Target | None:
        """For goods read as data: the page that a visitor sees, shown by the browser."""
        page = self._script.page_of(reading.answer.target)
        if page is None or not self._site.can_render:
            return None
        old = reading.answer.target
        if not self._site.scope.holds(page):
            return None
        return Target(
            "product", page, term=old.term, depth=old.depth, via=old.key,
            priority=old.priority + 1, render=True, extra={"of": old.key},
        )  # fmt: skip

    def _identity(self, reading: Reading) -> str:
        """Canonical address, else number and name, else the address itself."""
        name = re.sub(r"\s+", "", _name(reading.page))
        declared = reading.page.canonical
        if declared and self._site.scope.holds(declared) and self._believes(declared, name):
            return canonical(declared)
        number = _number(reading.page)
        if number and name:
            return f"{number}\n{name}"
        return self._without_idle(canonical(reading.answer.url))

    def _believes(self, declared: str, name: str) -> bool:
        """Whether a declared canonical address can be: not the home page's, and never one for
        goods of two names."""
        if canonical(declared) == canonical(self._site.plan.site_url):
            return False
        names: dict[str, str] = self._site.memo.setdefault("canonical", {})
        key = sha256(canonical(declared).encode("utf-8", "replace")).hexdigest()[:12]
        mark = sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
        return names.setdefault(key, mark) == mark

    def _without_idle(self, url: str) -> str:
        idle: list[str] = self._site.memo.get("idle_parameters", [])
        for name, value in parameters(url):
            if name in idle:
                url = re.sub(rf"([?&]){re.escape(name)}={re.escape(value)}&?", r"\1", url, count=1)
        return url.rstrip("?&")

    def learn_idle(self, reading: Reading) -> None:
        """From a canonical address with fewer parameters: which ones do not matter."""
        declared = reading.page.canonical
        here = canonical(reading.answer.url)
        if not declared or canonical(declared).partition("?")[0] != here.partition("?")[0]:
            return
        kept = {name for name, _ in parameters(canonical(declared))}
        if not kept:
            return
        idle: list[str] = self._site.memo.setdefault("idle_parameters", [])
        idle.extend(n for n, _ in parameters(here) if n not in kept and n not in idle)

    def shorter(self, url: str) -> str:
        """The address of goods without the parameters that do not matter."""
        return self._without_idle(canonical(url))


def _echoed(target: Target) -> str | None:
    """Our own word, where the address of the page carries it."""
    word = target.term
    if word is None:
        return None
    return word if word in unquote(target.url, errors="replace") else None


def _name(page: Page) -> str:
    for node in typed_nodes(page.structured):
        if "product" in types_of(node) and isinstance(node.get("name"), str):
            return str(node["name"])
    return page.meta.get("og:title") or page.title


def _number(page: Page) -> str:
    for node in typed_nodes(page.structured):
        if "product" in types_of(node):
            values: list[Any] = [node.get(key) for key in _SKU_KEYS]
            return next((str(v) for v in values if isinstance(v, str | int) and v), "")
    return ""
