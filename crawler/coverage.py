"""Coverage 覆盖情况: what was looked at, and why the rest was not.

"Not found" is said only with the proof of where we looked, so every run keeps,
for its site and for each search term: asked, hits, read, blocked, refused by
robots.txt, no search found, listings walked instead, page limit, errors.
"""

from collections.abc import Mapping
from typing import Any, Literal

from crawler.visit import Visit
from pages.quality_marks import is_cut, mark_label

TermState = Literal[
    "not-asked",
    "asked",
    "blocked",
    "robots",
    "no-search",
    "page-limit",
    "time-limit",
    "error",
    "search-misses",
    "unproven",
]

_TERM_LABELS: dict[str, tuple[str, str]] = {
    "not-asked": ("未检索", "not asked"),
    "asked": ("已检索", "asked"),
    "blocked": ("被站点拦截", "blocked by the site"),
    "robots": ("robots.txt 不允许", "refused by robots.txt"),
    "no-search": ("未找到站内检索，改为浏览列表", "no search found, listings walked instead"),
    "page-limit": ("未问（页数用完）", "not asked (page limit reached)"),
    "time-limit": ("未问（时间用完）", "not asked (time limit reached)"),
    "error": ("出错", "error"),
    "search-misses": ("站内检索漏检，已浏览列表补充", "the search misses, listings walked too"),
    "unproven": (
        "站内检索未见成效，也没有可浏览的列表",
        "the search is not known to find goods, and no listing was there to walk",
    ),
}
_OUTCOME_LABELS: dict[str, tuple[str, str]] = {
    "read": ("已读", "read"),
    "blocked": ("被拦截", "blocked"),
    "captcha": ("验证码", "captcha"),
    "login": ("登录或下载墙", "login or app wall"),
    "error": ("错误页", "error page"),
    "unreachable": ("无法连接", "unreachable"),
    "refused": ("规则不允许", "refused by a rule"),
    "robots": ("robots.txt 不允许", "refused by robots.txt"),
    "skipped": ("略过", "skipped"),
}
_SEARCH_LABELS: dict[str, tuple[str, str]] = {
    "not-tried": ("未尝试", "not tried"),
    "probing": ("正在试探", "being probed"),
    "found": ("已找到", "found"),
    "absent": ("未找到", "not found"),
    "blocked": ("被拦截", "blocked"),
    "robots": ("robots.txt 不允许", "refused by robots.txt"),
}
_MOST_EXAMPLES = 8


class Coverage:
    """The coverage of one site's run. `state` is plain JSON and lives in the ledger's memo."""

    def __init__(self, state: dict[str, Any]) -> None:
        self.state = state
        state.setdefault("pages", 0)
        state.setdefault("outcomes", {})
        state.setdefault("read", {})
        state.setdefault("uninspected", 0)
        state.setdefault("asked", 0)  # result pages among the pages
        state.setdefault("terms", {})
        state.setdefault("search", {"state": "not-tried"})
        state.setdefault("walk", {"why": "", "pages": 0, "goods": 0})
        state.setdefault("robots", {"policy": "", "state": "", "refused": []})
        state.setdefault("limits", [])
        state.setdefault("traps", {})
        state.setdefault("browser", "not-needed")
        state.setdefault("troubles", [])

    def expect(self, terms: tuple[str, ...]) -> None:
        """Name the terms of the plan: one that is never asked must show as such."""
        for term in terms:
            self.term(term)

    def term(self, term: str) -> dict[str, Any]:
        """The entry of `term`."""
        entry: dict[str, Any] = self.state["terms"].setdefault(
            term, {"state": "not-asked", "pages": 0, "hits": 0, "read": 0, "detail": ""}
        )
        return entry

    def note(self, visit: Visit) -> None:
        """Count a visit."""
        outcomes = self.state["outcomes"]
        outcomes[visit.outcome] = outcomes.get(visit.outcome, 0) + 1
        if visit.status and visit.outcome != "skipped":
            self.state["pages"] += 1
            self.state["asked"] += visit.target.kind == "search"
        if visit.outcome == "read":
            kind = visit.read_as or visit.target.kind
            self.state["read"][kind] = self.state["read"].get(kind, 0) + 1
            # A list is judged by the pages it leads to; how many were only followed is said.
            self.state["uninspected"] += kind == "listing" and visit.inspection is None
        elif visit.outcome == "robots":
            self._example(self.state["robots"]["refused"], visit.target.url)
        elif visit.outcome != "skipped":
            self._example(self.state["troubles"], f"{visit.detail} {visit.target.url}")
        self._note_cut(visit)
        if visit.target.term is not None:
            self._note_term(visit, self.term(visit.target.term))

    def _note_cut(self, visit: Visit) -> None:
        """A page that was not read to its end: how many, by what mark, and some addresses."""
        marks = visit.inspection.flags if visit.inspection is not None else visit.flags
        cut = [mark for mark in marks if is_cut(mark)]
        if not cut:
            return
        known = self.state.setdefault("cut", {"pages": 0, "marks": {}, "examples": []})
        known["pages"] += 1
        for mark in cut:
            known["marks"][mark] = known["marks"].get(mark, 0) + 1
        self._example(known["examples"], visit.final_url or visit.target.url)

    def _note_term(self, visit: Visit, entry: dict[str, Any]) -> None:
        if visit.target.kind == "search":
            entry["pages"] += 1
            entry["hits"] += visit.hits or 0
            if visit.outcome == "read":
                entry["state"] = "asked"
            elif entry["state"] == "not-asked":
                entry["state"] = _failed_state(visit)
                entry["detail"] = visit.detail
        elif visit.outcome == "read" and visit.inspection is not None:
            entry["read"] += 1

    def note_trap(self, reason: str) -> None:
        """Count an address that a trap rule left out."""
        traps = self.state["traps"]
        traps[reason] = traps.get(reason, 0) + 1

    def note_limit(self, limit: str) -> None:
        """A limit of the plan was reached: "pages", "seconds", "walk_pages" …"""
        if limit not in self.state["limits"]:
            self.state["limits"].append(limit)

    @staticmethod
    def _example(examples: list[str], text: str) -> None:
        if len(examples) < _MOST_EXAMPLES:
            examples.append(text[:300])

    @property
    def pages(self) -> int:
        """Answered requests so far; redirect hops and skipped pages apart."""
        return int(self.state["pages"])

    def settle(self) -> None:
        """At the end of a run: a search that may miss goods proves nothing by finding none,
        unless other ways through the shop were walked."""
        walk = self.state["walk"]
        if not self.state["search"].get("misses") or walk["goods"] or walk.get("sitemap"):
            return
        for entry in self.state["terms"].values():
            if entry["state"] == "asked" and not entry["hits"]:
                entry["state"] = "unproven"

    @property
    def complete(self) -> bool:
        """Whether nothing that was to be looked at was left out."""
        bad = {"not-asked", "blocked", "robots", "page-limit", "time-limit", "error", "unproven"}
        walls = ("blocked", "captcha", "login", "unreachable", "robots")
        return (
            not self.state["limits"]
            and not any(entry["state"] in bad for entry in self.state["terms"].values())
            and not any(self.state["outcomes"].get(wall) for wall in walls)
            and self.state["browser"] != "unavailable"
            and not self.state.get("cut")
            and self.state["read"].get("home", 0) > 0
        )

    def to_json(self) -> dict[str, Any]:
        """The coverage as plain JSON values, `complete` included."""
        return {**self.state, "complete": self.complete}


def _failed_state(visit: Visit) -> TermState:
    if visit.outcome in ("blocked", "captcha", "login"):
        return "blocked"
    if visit.detail.startswith("not-asked"):
        return unasked(visit.detail.partition(" ")[2])
    return "robots" if visit.outcome == "robots" else "error"


def unasked(why: str) -> TermState:
    """The state of a term that the site was left before asking, by why it was left."""
    if why == "blocked":
        return "blocked"
    return "time-limit" if why == "seconds" else "page-limit"


def term_label(state: str, language: str = "zh") -> str:
    """What a term's state is called."""
    return _label(_TERM_LABELS, state, language)


def outcome_label(outcome: str, language: str = "zh") -> str:
    """What a visit's outcome is called."""
    return _label(_OUTCOME_LABELS, outcome, language)


def search_label(state: str, language: str = "zh") -> str:
    """What the state of the search is called."""
    return _label(_SEARCH_LABELS, state, language)


def cut_text(coverage: Mapping[str, Any], language: str = "zh") -> str:
    """What was not read to its end on a site, in one line; "" where all was."""
    cut = coverage.get("cut")
    if not cut:
        return ""
    marks = [f"{mark_label(mark, language)}（{count}）" for mark, count in cut["marks"].items()]
    where = next(iter(cut["examples"]), "")
    if language == "zh":
        return f"有{cut['pages']}页没有读完：{'、'.join(marks)}，如 {where}"
    return f"{cut['pages']} pages were not read to their end: {', '.join(marks)}, as {where}"


def _label(labels: Mapping[str, tuple[str, str]], word: str, language: str) -> str:
    zh, en = labels.get(word, (word, word))
    return zh if language == "zh" else en
