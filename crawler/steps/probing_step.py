"""Finding out how a site is searched: signs are gathered, voted on, and probed."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from crawler.answer import Answer, Reading
from crawler.cards import Card
from crawler.discovery import guesses, opensearch
from crawler.discovery.probe import ResultView, Verdict, names_holding, verdict
from crawler.discovery.recipe import Candidate, Recipe
from crawler.discovery.vote import gather, vote
from crawler.discovery.words import NONSENSE, KnownItem, known_item
from crawler.json_api import goods_list, search_recipe
from crawler.site import PROBES, Site
from crawler.steps.asking_step import AskingStep
from crawler.steps.found_recipes import recipes_in_address
from crawler.steps.search_state import SearchState
from crawler.visit import Target

MAX_CANDIDATES = 16
KNOWN_PAGES = 2
"""Listings read to learn of goods that the search must find, where the home page shows none."""


class ProbingStep:
    """From the signs of the home page to a recipe, or to the word that there is none."""

    def __init__(self, state: SearchState, asking: AskingStep) -> None:
        self._state = state
        self._asking = asking
        self._site: Site = state.site
        self._memo = state.memo

    def resume(self) -> list[Target]:
        """What was to be asked when a restart lost it: probes under way, terms not asked."""
        start = Target("home", self._site.plan.site_url)
        if self._state.state == "probing":
            views: dict[str, Any] = self._memo.get("views", {})
            targets = self._next(start)
            return [t for t in targets if t.extra.get("role") not in views]
        if self._state.state == "found":
            terms = self._site.coverage.state["terms"]
            left = [t for t in self._site.plan.terms if terms[t]["state"] == "not-asked"]
            return [t for t in self._asking.ask_terms() if t.term in left] if left else []
        return []

    def pass_over(self) -> None:
        """The candidate under way cannot be probed any more: go on to the next."""
        if self._state.state == "probing":
            self._memo["scores"][str(self._memo["at"])] = [0, "lost"]
            self._memo["views"] = {}
            self._memo["at"] += 1
        elif self._state.state == "found":
            for entry in self._site.coverage.state["terms"].values():
                if entry["state"] == "not-asked":
                    entry["state"] = "error"

    def also(self, reading: Reading) -> None:
        """Take in the signs of a further home page (a frame)."""
        if self._state.state == "probing":
            self.know(reading.addressed)
            self._add(gather(reading.page, reading.tree, self._site.scope))

    def begin(self, home: Reading, goods: Iterable[Card] = ()) -> list[Target]:
        """Gather the signs of the home page; returns the first probes.

        `goods` are those that its calls for data named.
        """
        if self._state.state != "not-tried":
            return []
        self._memo.update(state="probing", candidates=[], at=0, views={}, scores={}, listings=0)
        self._state.note()
        profile = self._site.plan.profile
        if profile is not None and profile.no_search:
            return self._absent("profile")
        if profile is not None and profile.search is not None:
            asked = profile.search
            recipe = Recipe(
                asked.url, asked.method, asked.body, asked.charset or home.page.charset,
                "route" if "#" in asked.url else "html",
                content_type="application/json" if asked.body.startswith("{") else "",
            )  # fmt: skip
            self._add([Candidate(recipe, 9, ["profile"])])
            self._memo["guessed"] = self._memo["box"] = True
        else:
            self._add(gather(home.page, home.tree, self._site.scope))
            described = opensearch.description_url(home.tree)
            if described is not None and self._site.scope.holds(described):
                self.know([*home.addressed, *goods])
                return [_probe(described, "opensearch", home)]
        self.know([*home.addressed, *goods])
        return self._next(home.answer.target)

    def after_opensearch(self, answer: Answer) -> list[Target]:
        """Take in the description document that the home page named."""
        charset = str(answer.target.extra.get("charset", "utf-8"))
        if answer.status == 200:
            found = opensearch.candidates(answer.body, answer.url, charset)
            self._add(c for c in found if self._site.scope.holds(c.recipe.url))
        return self._next(answer.target)

    def know(self, goods: Iterable[Card]) -> None:
        """Choose goods that the search must find, if none are chosen yet."""
        if "known" not in self._memo:
            item = known_item(list(goods))
            if item is not None:
                self._memo["known"] = item.to_json()

    def after_listing(self, reading: Reading) -> list[Target]:
        """A listing read for its goods' names: go on with the probes."""
        self.know(reading.addressed)
        if not self._memo["candidates"]:
            self._add(gather(reading.page, reading.tree, self._site.scope))
        return self._next(reading.answer.target)

    def _add(self, candidates: Iterable[Candidate], at: int | None = None) -> None:
        """Put candidates into the queue: voted ones at the end, variants at `at`."""
        queue: list[dict[str, Any]] = self._memo["candidates"]
        known = [c["recipe"] for c in queue]
        new = [c.to_json() for c in candidates if c.recipe.to_json() not in known]
        if at is None:
            waiting = [Candidate.from_json(c) for c in (*queue[self._memo["at"] :], *new)]
            done = queue[: self._memo["at"]]
            ordered = vote(waiting) if self._memo["at"] == 0 else waiting
            queue = done + [c.to_json() for c in ordered]
        else:
            queue = [*queue[:at], *new, *queue[at:]]
        self._memo["candidates"] = queue[:MAX_CANDIDATES]

    def _next(self, via: Target) -> list[Target]:
        """The next thing to try."""
        if "known" not in self._memo:
            listing = self._listing_to_learn_from()
            if listing is not None:
                return [listing]
            word = self._site.plan.terms[0] if self._site.plan.terms else "茶"
            self._memo["known"] = KnownItem(word, "", "", "").to_json()
        while self._memo["at"] < len(self._memo["candidates"]):
            recipe = self._candidate(self._memo["at"]).recipe
            if recipe.answer != "route" or self._site.can_render:
                return [self._probe_target("nonsense", via), self._probe_target("known", via)]
            self._memo["at"] += 1
        if not self._memo.get("box") and self._site.can_render:
            self._memo["box"] = True
            return [self._box_target(via)]
        answered = any(score >= 1 for score, _ in self._memo["scores"].values())
        if not self._memo.get("guessed") and not answered:
            self._memo["guessed"] = True
            charset = str(self._memo.get("charset", "utf-8"))
            self._add(guesses.candidates(self._site.plan.site_url, charset))
            return self._next(via)
        return self._decide()

    def _listing_to_learn_from(self) -> Target | None:
        seeds: list[list[Any]] = self._site.memo.get("walk", {}).get("seeds", [])
        tried = int(self._memo["listings"])
        if tried >= KNOWN_PAGES or tried >= len(seeds):
            return None
        self._memo["listings"] = tried + 1
        return self._site.target("listing", seeds[tried][0], depth=1, priority=PROBES, what="known")

    def _probe_target(self, role: str, via: Target) -> Target:
        at = int(self._memo["at"])
        word = NONSENSE if role == "nonsense" else str(self._memo["known"]["word"])
        extra = {"what": "probe", "candidate": at, "role": role}
        recipe = self._candidate(at).recipe
        return recipe.target(word, kind="probe", priority=PROBES, extra=extra)

    def _box_target(self, via: Target) -> Target:
        word = str(self._memo["known"]["word"])
        return Target(
            # The body tells this target from the home page's; nothing is sent of it.
            "probe", self._site.plan.site_url, body=f"typed {word}", depth=1, priority=PROBES,
            render=True, extra={"what": "search-box", "word": word},
        )  # fmt: skip

    def _candidate(self, at: int) -> Candidate:
        return Candidate.from_json(self._memo["candidates"][at])

    def after_probe(self, reading: Reading) -> list[Target]:
        """Take in the answer to a probe; when both are there, judge the candidate."""
        target = reading.answer.target
        if self._state.state != "probing" or target.extra.get("candidate") != self._memo["at"]:
            return []
        at, role = int(target.extra["candidate"]), str(target.extra["role"])
        views: dict[str, Any] = self._memo["views"]
        views[role] = self._state.view(reading, str(target.extra["word"])).to_json()
        if role == "known":
            self._note_variants(reading, at)
        self._memo.setdefault("asked", {})[target.key] = [at, role]
        if not {"nonsense", "known"} <= views.keys():
            return []
        known = KnownItem(**self._memo["known"])
        nonsense, shown = (ResultView.from_json(views[r]) for r in ("nonsense", "known"))
        said = verdict(nonsense, shown, known)
        self._memo["scores"][str(at)] = [said.score, said.why]
        variants = [Candidate.from_json(c) for c in self._memo.pop("variants", [])]
        better = [c for c in variants if c.recipe.answer == "json"]
        if said.score >= 2 and not better:
            return self._accept(at, said, nonsense, shown)
        self._memo["views"] = {}
        self._memo["at"] = at + 1
        self._memo.setdefault("kept_views", {})[str(at)] = views
        self._add(better if said.score >= 2 else variants, at + 1)
        return self._next(target)

    def _note_variants(self, reading: Reading, at: int) -> None:
        """Other ways to ask the same, should this one not work: as shown by the browser, the
        data call behind it, the other charset."""
        candidate, word = self._candidate(at), str(reading.answer.target.extra["word"])
        variants: list[Candidate] = []
        if reading.answer.rendered:
            variants.extend(self._data_recipes(reading, word, candidate.signs))
        elif _wants_script(reading) and self._site.can_render and candidate.signs != ["guess"]:
            shown = replace(candidate.recipe, answer="route")
            if shown.method == "GET" and candidate.recipe.answer == "html":
                variants.append(Candidate(shown, candidate.weight, [*candidate.signs, "script"]))
        if not word.isascii() and candidate.recipe.charset.lower().startswith("gb"):
            other = replace(candidate.recipe, charset="utf-8")
            variants.append(Candidate(other, candidate.weight, [*candidate.signs, "charset"]))
        self._memo["variants"] = [c.to_json() for c in variants]

    def _data_recipes(self, reading: Reading, word: str, signs: list[str]) -> list[Candidate]:
        found: list[Candidate] = []
        for call in reading.answer.calls:
            recipe = search_recipe(call, word) if self._site.scope.holds(call.url) else None
            if recipe is None:
                continue
            recipe = replace(recipe, headers=call.headers)
            if goods_list(call.parsed()) is not None:
                found.append(Candidate(recipe, 5, [*signs, "data-call"]))
            elif "html" in call.mime:
                found.append(Candidate(replace(recipe, answer="html"), 4, [*signs, "data-call"]))
        return found

    def after_box(self, reading: Reading) -> list[Target]:
        """What the browser did with a word typed into the page's search box."""
        word = str(reading.answer.target.extra["word"])
        candidates = self._data_recipes(reading, word, ["search-box"])
        if not reading.answer.error:
            for recipe in recipes_in_address(reading.answer.url, word, reading.page.charset):
                candidates.append(Candidate(recipe, 4, ["search-box"]))
        self._add((c for c in candidates if self._site.scope.holds(c.recipe.url)), self._memo["at"])
        return self._next(reading.answer.target)

    def without_page(self, target: Target, detail: str) -> list[Target]:
        """What follows where a page could not be had: the search for the search goes on."""
        if target.kind == "probe" or target.extra.get("what") == "known":
            return self.after_refused_probe(target, detail)
        return []

    def after_refused_probe(self, target: Target, detail: str) -> list[Target]:
        """A probe that brought no page at all."""
        if target.extra.get("what") == "opensearch":
            return self._next(target)
        no_answer = target.extra.get("what") in ("search-box", "known")
        if no_answer or self._state.state != "probing":
            return self._next(target) if self._state.state == "probing" else []
        self._memo["views"][str(target.extra["role"])] = ResultView(
            target.url, refused=detail or "failed", status=0
        ).to_json()
        if len(self._memo["views"]) < 2:
            return []
        at = int(self._memo["at"])
        self._memo["scores"][str(at)] = [0, detail]
        self._memo["views"], self._memo["at"] = {}, at + 1
        if detail.startswith("robots") and self._candidate(at).signs != ["guess"]:
            # The way is known and forbidden: no other door to the same search is tried.
            self._memo["box"] = self._memo["guessed"] = True
        return self._next(target)

    def _decide(self) -> list[Target]:
        """No candidate convinced: the best that at least answered, or none."""
        scores: dict[str, list[Any]] = self._memo["scores"]
        best = max(scores, key=lambda at: scores[at][0], default=None)
        if best is None or scores[best][0] < 1:
            return self._absent(_why_none([str(why) for _, why in scores.values()]))
        views = self._memo.get("kept_views", {}).get(best, {})
        said = Verdict(*scores[best])
        nonsense = ResultView.from_json(views["nonsense"])
        return self._accept(int(best), said, nonsense, ResultView.from_json(views["known"]))

    def _accept(
        self, at: int, said: Verdict, nonsense: ResultView, shown: ResultView
    ) -> list[Target]:
        candidate = self._candidate(at)
        self._memo.update(
            state="found",
            recipe=candidate.recipe.to_json(),
            baseline=nonsense.to_json(),
            known_view=shown.to_json(),
            why=said.why,
            signs=candidate.signs,
            chosen=at,
        )
        if said.score < 2:
            self._memo["misses"] = True
        for idle in ("candidates", "views", "kept_views"):
            self._memo.pop(idle, None)
        self._state.note()
        targets = self._asking.ask_terms()
        inner = str(self._memo["known"].get("inner", ""))
        if inner and said.score >= 2:
            extra = {"what": "inner"}
            targets.append(
                candidate.recipe.target(inner, kind="probe", priority=PROBES, extra=extra)
            )
        return targets

    def _absent(self, why: str) -> list[Target]:
        self._memo.update(state=why if why in ("blocked", "robots") else "absent", why=why)
        for idle in ("candidates", "views", "kept_views"):
            self._memo.pop(idle, None)
        for term in self._site.plan.terms:
            entry = self._site.coverage.term(term)
            if entry["state"] == "not-asked":
                entry["state"] = why if why in ("blocked", "robots") else "no-search"
        self._state.note()
        return []

    def after_inner(self, reading: Reading) -> list[Target]:
        """Whether a piece from inside a Chinese name is found."""
        word = str(reading.answer.target.extra["word"])
        view = self._state.view(reading, word)
        found = names_holding(word, view.goods)
        self._memo["misses"] = self._memo.get("misses", False) or not (found or view.product)
        self._state.note()
        return []


def _why_none(refused: list[str]) -> str:
    """Why no candidate answered, as a stable word."""
    if any(why.startswith("robots") for why in refused):
        return "robots"
    if refused and all("block" in why or "captcha" in why for why in refused):
        return "blocked"
    return "no-candidate"


def _wants_script(reading: Reading) -> bool:
    """Whether a page's goods seem to be put there by a script."""
    if reading.refusal is not None:
        return False
    return (
        "script-shell" in reading.page.flags
        or any(not card.url for card in reading.cards)
        or (not reading.cards and any(e.tag == "script" for e in reading.tree.elements()))
    )


def _probe(url: str, what: str, home: Reading) -> Target:
    return Target(
        "probe", url, depth=1, priority=PROBES, via=home.answer.target.key,
        extra={"what": what, "charset": home.page.charset},
    )  # fmt: skip
