"""A recipe 检索方法: how to ask a site's search for a word."""

import base64
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from crawler.addresses import encode_word
from crawler.visit import Kind, Target

TERM = "{term}"

Answer = Literal["html", "json", "route"]
Coding = Literal["percent", "double", "base64"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to ask for a word: `{term}` in `url` or `body` stands for it.

    `charset` is the site's, `coding` how the word is written there (percent
    escapes, escaped twice, or base64). `answer` says what comes back: a page, JSON,
    or a route that only a browser can show. `form_page` is the page on which a
    form stood: its cookies and tokens belong to the question. `headers` are sent
    along (name and value).
    """

    url: str
    method: str = "GET"
    body: str = ""
    charset: str = "utf-8"
    answer: Answer = "html"
    coding: Coding = "percent"
    form_page: str = ""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def target(
        self,
        word: str,
        *,
        kind: Kind = "search",
        term: str | None = None,
        depth: int = 1,
        priority: int = 0,
        extra: dict[str, Any] | None = None,
    ) -> Target:
        """The request that asks for `word`."""
        more: dict[str, Any] = dict(extra or {})
        more["word"] = word
        if self.content_type:
            more["content_type"] = self.content_type
        if self.headers:
            more["headers"] = [list(pair) for pair in self.headers]
        if self.form_page:
            more["referer"] = self.form_page
        if self.answer == "json":
            more["json"] = True
        return Target(
            kind,
            self._filled_url(word),
            self.method,
            self._filled_body(word),
            term,
            depth,
            None,
            priority,
            self.answer == "route",
            more,
        )

    def _filled_url(self, word: str) -> str:
        head, mark, tail = self.url.partition("?")
        head = head.replace(TERM, self._coded(word, in_path=True))
        return head + mark + tail.replace(TERM, self._coded(word, in_path=False))

    def _filled_body(self, word: str) -> str:
        if self.content_type.startswith("application/json"):
            return self.body.replace(TERM, json.dumps(word)[1:-1])
        return self.body.replace(TERM, self._coded(word, in_path=False))

    def _coded(self, word: str, *, in_path: bool) -> str:
        if self.coding == "base64":
            word = base64.b64encode(word.encode(self.charset, "xmlcharrefreplace")).decode("ascii")
        once = encode_word(word, self.charset, in_path=in_path or "#" in self.url)
        return once.replace("%", "%25") if self.coding == "double" else once

    def to_json(self) -> dict[str, Any]:
        """The recipe as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Recipe":
        """The recipe from what `to_json` gave."""
        headers = tuple((str(name), str(text)) for name, text in value.get("headers", ()))
        return cls(**{**value, "headers": headers})


@dataclass(slots=True)
class Candidate:
    """A recipe with the signs that speak for it and their weight together."""

    recipe: Recipe
    weight: int
    signs: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The candidate as plain JSON values."""
        return {"recipe": self.recipe.to_json(), "weight": self.weight, "signs": self.signs}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Candidate":
        """The candidate from what `to_json` gave."""
        return cls(Recipe.from_json(value["recipe"]), value["weight"], list(value["signs"]))
