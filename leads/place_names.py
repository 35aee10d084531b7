"""Names that stand for a place in addresses (地名): divisions, the short ways of their names, those
abolished, cities outside Yunnan, and landmarks that everybody knows.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from leads.divisions import abolished, divisions, elsewhere, rows


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name as it may stand in an address. `full` names carry their 市, 州, 县 or 区."""

    text: str
    code: str
    full: bool
    bare: bool = False
    zone: bool = False

    @property
    def in_yunnan(self) -> bool:
        """Whether it is of a place in Yunnan."""
        return self.code.startswith("53")


@cache
def place_names() -> dict[str, tuple[PlaceName, ...]]:
    """Every name that may stand in an address."""
    index: dict[str, list[PlaceName]] = {}
    for name in (*_yunnan_names(), *_elsewhere_names(), *_landmarks()):
        known = index.setdefault(name.text, [])
        if all(k.code != name.code for k in known):
            known.append(name)
    return {text: tuple(names) for text, names in index.items()}


@cache
def longest_name() -> int:
    """Characters of the longest of them."""
    return max(map(len, place_names()))


_NATION = re.compile(r"(?:[回彝白傣壮苗佤怒瑶藏]|哈尼|傈僳|拉祜|纳西|景颇|布朗|普米|独龙)族")


def _yunnan_names() -> Iterator[PlaceName]:
    for d in divisions().values():
        # The only word for 云县 and 芒市 is the full one.
        short_is_full = d.short == d.name
        yield PlaceName(d.name, d.code, full=True)
        for text in (*_autonomous(d.name, d.short), *d.aliases):
            yield PlaceName(text, d.code, full=text[-1] in "市州县区", bare=True)
        if not short_is_full:
            yield PlaceName(d.short, d.code, full=False, bare=d.bare or d.level != "county")
    current = {d.name for d in divisions().values()} | {
        a for d in divisions().values() for a in d.aliases
    }
    for gone in abolished().values():
        if gone.name not in current:
            yield PlaceName(gone.name, gone.successor, full=True)


def _autonomous(name: str, short: str) -> Iterator[str]:
    """The ways people shorten 自治州 and 自治县: 石林县, 石林自治县, 寻甸回族自治县, 红河州."""
    tail = next((t for t in ("自治州", "自治县") if name.endswith(t)), None)
    if tail is None:
        return
    yield short + tail[-1]
    nations = _NATION.findall(name.removeprefix(short))
    for size in range(len(nations)):
        for some in combinations(nations, size):
            yield short + "".join(some) + tail


PROVINCE_TAIL = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
"""What is left out where a province outside Yunnan is called for short."""
_CITY_TAIL = re.compile(r"(?:市|地区|盟)$")


def _elsewhere_names() -> Iterator[PlaceName]:
    own = {d.short for d in divisions().values()}
    for code, name in elsewhere().items():
        yield PlaceName(name, code, full=True)
        if code.endswith("0000"):
            yield PlaceName(PROVINCE_TAIL.sub("", name), code, full=False)
            if name.endswith("自治区"):
                yield PlaceName(PROVINCE_TAIL.sub("", name) + "自治区", code, full=True)
        elif code.endswith("00"):
            short = _CITY_TAIL.sub("", name)
            if short not in own:
                yield PlaceName(short, code, full=False)


@cache
def landmark_names() -> frozenset[str]:
    """Markets, sights and old towns that lie in one county, wherever they stand in an address."""
    return frozenset(row["name"] for row in rows("landmarks.csv") if row["kind"] == "place")


def _landmarks() -> Iterable[PlaceName]:
    for row in rows("landmarks.csv"):
        yield PlaceName(row["name"], row["code"], full=False, bare=True, zone=row["kind"] == "zone")
