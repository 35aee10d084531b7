"""How good the checks are: precision, recall and F1 on the labelled corpus (`make score`).

    python tools/score.py [--half tune|held-back|both] [--hand NAME] [--area NAME] [--misses]
                          [--floors]

Figures by area and by spelling class with Wilson intervals (95 %), and those of whole shop pages
(整页), which are ten times as long and mostly honest. `--misses` lists the
pages that were wrong; `--floors` ends with 1 where a figure of the held-back half is below
its floor. Rules are tuned on the half "tune" alone; look at no page of the other, which is by
authors who know neither rules nor lists.
"""

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from checks.finding import Finding  # noqa: E402
from checks.inspect import inspect  # noqa: E402
from keywords.keyword_list import load_list, shipped_lists  # noqa: E402
from keywords.lexicon import Lexicon  # noqa: E402
from pages.page import Page  # noqa: E402
from pages.reading import read_page  # noqa: E402
from tests.corpus.cases import Case, cases  # noqa: E402
from tests.corpus.homes import Home, homes  # noqa: E402
from tests.corpus.shop_pages import ShopPage, shop_pages  # noqa: E402

_T = TypeVar("_T", Case, Home, ShopPage)

TODAY = date(2026, 11, 24)
HALVES = ("tune", "held-back", "both")
AIMS = {"overall": 0.95, "area": 0.90, "spelling": 0.85, "licence": 0.95}
"""What a figure of the held-back pages should reach."""
FLOORS = {"precision": 0.95, "recall": 0.95, "area": 0.88, "spelling": 0.89, "licence": 0.95}
"""Below these the build fails: a little under the figures of the pages by strangers that are held
back now (0.970 and 0.982; the lowest area 0.90, the lowest spelling 0.92). Raise them with the
figures, never the other way; a new hand held back sets its own."""
TOLD = 0.1
"""The most of a hand's honest whole shop pages that are told."""
NEAR_MISSES = {
    "twenty-fourth": 0.22,
    "twenty-fifth": 0.1,
    "twenty-sixth": 0.1,
    "thirty-second": 0.17,
    "thirty-fifth": 0.14,
    "thirty-sixth": 0.18,
    "fortieth": 0.12,
}
"""The same of hands whose honest pages all come near an offence: name it, to deny, teach or report
it, or have its goods, words and terms lawfully."""
FOUND = {
    **{"fourth": 0.9, "tenth": 0.7, "twelfth": 0.85, "sixteenth": 0.95, "twenty-fourth": 0.75},
    **{"twenty-fifth": 0.97, "twenty-sixth": 0.95, "thirty-first": 0.87, "thirty-second": 0.86},
    **{"fifty-ninth": 0.85, "sixty-first": 0.62},
}
"""By hand, the least of the offences found on whole shop pages; 0.9 of others. `tenth` and
`twelfth` were asked to offend in words of their own, as those do who know which are watched; half
of `fifty-ninth` and all of `sixty-first` are one soft sentence of an everyday page."""


@dataclass
class Figures:
    """Right, missed and false findings, and what follows from them."""

    right: int = 0
    missed: int = 0
    false: int = 0
    clean: int = 0

    @property
    def precision(self) -> float:
        """Share of the findings that are right."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of the offences that are found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def line(self, name: str) -> str:
        """One line of the table."""
        p_low, p_high = wilson(self.right, self.right + self.false)
        r_low, r_high = wilson(self.right, self.right + self.missed)
        return (
            f"{name:20s} {self.right:4d} {self.missed:4d} {self.false:4d} {self.clean:4d}   "
            f"{self.precision:.3f} [{p_low:.2f}-{p_high:.2f}]  {self.recall:.3f} "
            f"[{r_low:.2f}-{r_high:.2f}]  {self.f1:.3f}"
        )


@dataclass
class Score:
    """The figures of one half."""

    pages: Figures = field(default_factory=Figures)
    areas: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    spellings: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    shops: dict[str, Figures] = field(default_factory=lambda: defaultdict(Figures))
    states: Counter[bool] = field(default_factory=Counter)
    hidden_licences: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval of a share."""
    if not of:
        return 0.0, 1.0
    share = right / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def score(half: str, lexicon: Lexicon, hand: str = "", area: str = "") -> Score:
    """The figures of a half ("tune", "held-back" or "both"), or of one author's or area's pages."""
    out = Score()
    for case in _of_half(cases(), half):
        if hand in ("", case.hand) and area in ("", case.area):
            _score_case(out, case, lexicon)
    if hand or area:
        return out
    for page in _of_half(shop_pages(), half):
        _score_shop_page(out, page, lexicon)
    for home in _of_half(homes(), half):
        _score_home(out, home, lexicon)
    return out


def _of_half(items: Iterable[_T], half: str) -> list[_T]:
    return [one for one in items if half == "both" or one.held_back == (half == "held-back")]


def page_of(case: Case) -> Page:
    """The page of a case, read."""
    body, content_type = case.body()
    return read_page(body, case.url, content_type)


def found_in(case: Case, lexicon: Lexicon) -> set[str]:
    """The areas in which the page of `case` makes a lead."""
    findings = inspect(page_of(case), lexicon, today=TODAY).findings
    return {finding.area for finding in findings if finding.lead}


def model_leads(case: Case, findings: Iterable[Finding]) -> list[bool]:
    """Of the leads that the model makes of a page, where the rules are silent: whether each
    names an area in which the page is an offence, or may be called one."""
    return [
        one.area in case.leads or (bool(case.leads) and case.forgiven(one.area))
        for one in findings
        if one.lead and one.rule.endswith(".unlisted")
    ]


def _score_case(out: Score, case: Case, lexicon: Lexicon) -> None:
    found = found_in(case, lexicon)
    false = {area for area in found - case.leads if not case.forgiven(area)}
    spelling = out.spellings[case.spelling]
    if case.leads:
        hit = bool(found & case.leads) or any(case.forgiven(area) for area in found)
        for figures in (out.pages, spelling):
            figures.right += hit
            figures.missed += not hit
    else:
        for figures in (out.pages, spelling):
            figures.false += bool(false)
            figures.clean += not false
    for area in case.leads:
        out.areas[area].right += area in found
        out.areas[area].missed += area not in found
    for area in false:
        out.areas[area].false += 1
    if not case.leads and case.area not in false:
        out.areas[case.area].clean += 1
    missing = case.leads - found
    if missing:
        out.wrong.append(
            f"missed {'/'.join(sorted(missing))} [{case.spelling}] "
            f"{case.title}｜{case.text}｜{case.why}"
        )
    if false:
        out.wrong.append(
            f"false {'/'.join(sorted(false))} [{case.spelling}] "
            f"{case.title}｜{case.text}｜{case.why}"
        )


def _score_shop_page(out: Score, page: ShopPage, lexicon: Lexicon) -> None:
    """Honest ones are false where anything is told, offences right where what must be found is."""
    findings = inspect(page.page, lexicon, today=TODAY).findings
    found = {finding.area for finding in findings if finding.lead} - {"licence"}
    figures = out.shops[page.hand]
    if page.leads:
        figures.right += page.leads <= found
        figures.missed += not page.leads <= found
    else:
        figures.false += bool(found)
        figures.clean += not found
    false = {area for area in found - page.leads if not page.forgiven(area)}
    if page.leads - found or false:
        out.wrong.append(
            f"shop page {page.hand}/{page.path.stem}: found {sorted(found)}, labelled "
            f"{sorted(page.leads)}: {page.why}"
        )


def _score_home(out: Score, home: Home, lexicon: Lexicon) -> None:
    first, *second = [
        read_page(body, url, "text/html; charset=utf-8") for url, body in home.pages()
    ]
    inspection = inspect(
        first, lexicon, home=True, today=TODAY, second=second, register=home.register
    )
    state = inspection.licence.state if inspection.licence else None
    out.states[state == home.state] += 1
    if state != home.state:
        out.wrong.append(f"licence {state}, not {home.state}: {home.name} {' '.join(home.tokens)}")
    if state == "not_found" and home.state in ("shown", "exempt"):
        out.hidden_licences.append(home.name)
    found = {finding.area for finding in inspection.findings if finding.lead} - {"licence"}
    for area in home.leads:
        out.areas[area].right += area in found
        out.areas[area].missed += area not in found
    false = (
        found - home.leads
        if not home.leads
        else {a for a in found - home.leads if a in ("travel", "credit")}
    )
    for area in false:
        out.areas[area].false += 1
    if home.leads - found or false:
        out.wrong.append(
            f"home: found {sorted(found)}, labelled {sorted(home.leads)}: {home.name}｜{home.text}"
        )


def report(out: Score, half: str) -> str:
    """The table of one half."""
    head = (
        f"{'':20s} {'✓':>4s} {'miss':>4s} {'false':>4s} {'ok':>4s}   precision            "
        f"recall               F1"
    )
    lines = [f"== {half} ==", head, out.pages.line("all pages")]
    lines += ["-- areas --"] + [out.areas[name].line(name) for name in sorted(out.areas)]
    lines += ["-- spellings --"] + [
        out.spellings[name].line(name) for name in sorted(out.spellings)
    ]
    if out.shops:
        lines += ["-- whole shop pages --"]
        lines += [out.shops[name].line(name) for name in sorted(out.shops)]
    of = sum(out.states.values())
    if of:
        low, high = wilson(out.states[True], of)
        lines.append(
            f"licence state right: {out.states[True]}/{of} = {out.states[True] / of:.3f} "
            f"[{low:.2f}-{high:.2f}]"
        )
    return "\n".join(lines)


def below_floor(out: Score) -> list[str]:
    """The figures that fall below their floor, in words."""
    low = []
    named = [("overall", "all pages", out.pages)]
    named += [("area", name, figures) for name, figures in out.areas.items()]
    named += [("spelling", name, figures) for name, figures in out.spellings.items()]
    for kind, name, figures in named:
        for what, value in (("precision", figures.precision), ("recall", figures.recall)):
            floor = FLOORS[what if kind == "overall" else kind]
            if value < floor:
                low.append(f"{name}: {what} {value:.3f} < {floor}")
    of = sum(out.states.values())
    if of and out.states[True] / of < FLOORS["licence"]:
        low.append(f"licence state: {out.states[True]}/{of} < {FLOORS['licence']}")
    for name, shops in out.shops.items():
        if shops.false > NEAR_MISSES.get(name, TOLD) * (shops.false + shops.clean):
            low.append(f"whole shop pages of {name}: {shops.false} honest ones told")
        if shops.recall < FOUND.get(name, 0.9):
            low.append(f"whole shop pages of {name}: recall {shops.recall:.3f}")
    low += [f"licence of {name} said not_found though it is shown" for name in out.hidden_licences]
    return low


def shipped_lexicon() -> Lexicon:
    """The lists that come with the program."""
    return Lexicon([load_list(path) for path in shipped_lists()])


def main() -> int:
    """Print the table; 1 where a floor is missed and `--floors` was asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, default="held-back")
    parser.add_argument("--hand", default="", help="pages of one author only (a folder's name)")
    parser.add_argument("--area", default="", help="pages of one area only")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--floors", action="store_true")
    chosen = parser.parse_args()
    out = score(chosen.half, shipped_lexicon(), chosen.hand, chosen.area)
    print(report(out, chosen.half))
    if chosen.misses:
        print("\n".join(["-- wrong --", *out.wrong]))
    low = below_floor(out) if chosen.floors else []
    if low:
        print("\n".join(["-- below the floor --", *low]))
    return 1 if low else 0


if __name__ == "__main__":
    raise SystemExit(main())
