"""What a crawl of the market found, against the truth.

Counts product pages by area: a page that deserves a lead and has one is right,
one that has none is missed, one that has a lead it does not deserve is false.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from tests.market.truth import ShopTruth, Truth

AREAS = ("counterfeit", "advertising")


@dataclass(slots=True)
class AreaScore:
    """Pages of one area: right, missed and false, with the misses named."""

    right: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Of the pages that deserve a lead, how many have it."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0

    @property
    def precision(self) -> float:
        """Of the pages that have a lead, how many deserve it."""
        given = self.right + len(self.false)
        return self.right / given if given else 1.0


def score_products(
    truth: Truth, shops: Mapping[str, str], found: Iterable[tuple[str, str]]
) -> dict[str, AreaScore]:
    """Score `found`, pairs of page address and area, for the counted shops."""
    by_place: dict[tuple[str, str], set[str]] = {}
    for url, area in found:
        by_place.setdefault((urlsplit(url).netloc, _path(url)), set()).add(area)
    scores = {area: AreaScore() for area in AREAS}
    for shop in truth.shops.values():
        if not shop.counted:
            continue
        seen = {
            path: areas
            for (host, path), areas in by_place.items()
            if host == urlsplit(shops[shop.name]).netloc
        }
        _score_shop(shop, seen, scores)
    return scores


def _score_shop(shop: ShopTruth, seen: dict[str, set[str]], scores: dict[str, AreaScore]) -> None:
    left = dict(seen)
    for product in shop.products:
        areas: set[str] = set()
        for place in (product.path, product.api):
            areas |= left.pop(place, set()) if place else set()
        for area in AREAS:
            name = f"{shop.name} {product.path} {product.why}"
            if area in product.leads:
                if area in areas:
                    scores[area].right += 1
                else:
                    scores[area].missed.append(name)
            elif area in areas and area not in product.may:
                scores[area].false.append(name)
    # A lead from a page that sells nothing (a notice, a law text, our own search) is false;
    # a home page or list that shows the unlawful goods' own words is neither.
    for page in shop.pages:
        for area in left.pop(page.path, set()) & set(AREAS):
            scores[area].false.append(f"{shop.name} {page.path} {page.why}")


def _path(url: str) -> str:
    """Path, query and hash route of an address."""
    bare, fragment = urldefrag(url)
    parts = urlsplit(bare)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return f"{path}#{fragment}" if fragment else path


def table(scores: Mapping[str, AreaScore]) -> str:
    """The scores as lines for a person."""
    lines = [f"{'area':<14}{'right':>7}{'missed':>8}{'false':>7}{'recall':>8}{'precision':>11}"]
    for area, score in scores.items():
        lines.append(
            f"{area:<14}{score.right:>7}{len(score.missed):>8}{len(score.false):>7}"
            f"{score.recall:>8.3f}{score.precision:>11.3f}"
        )
        lines += [f"  missed  {name}" for name in score.missed]
        lines += [f"  false   {name}" for name in score.false]
    return "\n".join(lines)
