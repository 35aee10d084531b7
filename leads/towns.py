"""Townships 乡镇、街道: the county of an address that names only its town.

"喜洲镇周城村", "昆明市关上街道", "呈贡斗南". A town's name tells a county where one
county alone has it; without a prefecture before it, only where no town outside
Yunnan shares the name.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from leads.divisions import divisions, rows, within

_TAIL = re.compile(r"(?:镇|乡|街道|街道办|办事处)$")
_TOWN = re.compile(r"[一-鿿]{1,9}?(?:镇|乡|街道|办事处)")
_NATION = re.compile(
    r"(?:[回彝白傣壮苗佤怒瑶藏满水]|哈尼|傈僳|拉祜|纳西|景颇|布朗|普米|独龙|阿昌|德昂|基诺|布依|蒙古)族"
)
_MOST = 24  # characters of the longest name with all its nations
_OPENS = re.compile(r"(?:^|[^一-鿿]|位于|地处|坐落[于在]|地址|住所|场所|所在地|[在于自])$")
_OLD_TOWN = re.compile(r"(?P<stem>[一-鿿]{2,5}?)(?:古镇|古村|老街)")
_GROUNDS = re.compile(
    r"[\s(（]*(?:(?:[一-鿿]{0,6}?)(?:工业园|产业园|创业园|农业园|物流园|科技园|园区|开发区|经开区|高新区"
    r"|县城|城区|主城|老城|新城|古城|古镇|火车站|高铁站|客运站))"
)


@dataclass(frozen=True, slots=True)
class Town:
    """Towns of one name: the counties that have one, and whether one lies outside Yunnan."""

    counties: tuple[str, ...]
    elsewhere: bool

    def county_in(self, above: str) -> str | None:
        """The one county below `above` that has the town, or None."""
        inside = [code for code in self.counties if within(code, above)]
        return inside[0] if len(inside) == 1 else None


def town_at(words: str, at: int) -> Town | None:
    """The town whose name begins at `at`. 镇 and 街道 are one: towns change into the other."""
    text = _NATION.sub("", words[at : at + _MOST])
    for match in _TOWN.finditer(text):
        if match.start() > 0:
            return None
        found = _towns().get(match.group()) or _stems().get(_TAIL.sub("", match.group()))
        if found is not None:
            return found
        if longer := _longer(text, match.end()):
            return longer
    return _old_town(text)


def _old_town(text: str) -> Town | None:
    """The old part of a town, called by the town's name: 黑井古镇, 诺邓古村."""
    match = _OLD_TOWN.match(text)
    return _stems().get(match["stem"]) if match else None


def _longer(text: str, end: int) -> Town | None:
    """A name that itself holds 镇 or 乡 (镇康镇, 乡饮街道): it ends at a later one."""
    for match in re.finditer(r"镇|乡|街道", text[end:]):
        found = _towns().get(text[: end + match.end()])
        if found is not None:
            return found
    return None


def county_by_town(words: str, above: str | None = None) -> str | None:
    """The county of an address that names no division: by its town, or by a county's short
    name that a town of it or an estate follows ("呈贡斗南", "安宁工业园区").

    With `above`, a division that other signs tell: the one county in it that has the town.
    """
    for at in range(len(words)):
        if at and not _OPENS.search(words[:at]):
            continue
        if short := _short_county(words, at):
            return short
        town = town_at(words, at)
        if town is None:
            continue
        if above is not None and (county := town.county_in(above)):
            return county
        if not town.elsewhere and len(town.counties) == 1:
            return town.counties[0]
    return None


def county_of_stem(stem: str, above: str) -> str | None:
    """The one county below `above` that has a town called so without its 镇 or 街道: 斗南."""
    town = _stems().get(stem)
    return town.county_in(above) if town else None


def short_county(name: str, above: str) -> str | None:
    """The county below `above` whose short name this is."""
    code = _short_counties().get(name)
    return code if code and within(code, above) else None


def _short_county(words: str, at: int) -> str | None:
    rest = words[at:]
    for size in (4, 3, 2):
        code = _short_counties().get(rest[:size])
        if code is None:
            continue
        after = rest[size:].lstrip(" ·-")
        if not after or _GROUNDS.match(after) or _names_town_of(after, code):
            return code
    return None


def _names_town_of(words: str, county: str) -> bool:
    """Whether a town of `county` follows, even without its 镇 (呈贡斗南)."""
    town = town_at(words, 0)
    if town is not None:
        return county in town.counties
    stems = (_stems().get(words[:size]) for size in (4, 3, 2))
    return any(found is not None and county in found.counties for found in stems)


@cache
def _short_counties() -> dict[str, str]:
    return {
        d.short: d.code for d in divisions().values() if d.level == "county" and d.short != d.name
    }


@cache
def _towns() -> dict[str, Town]:
    return {
        row["name"]: Town(tuple(row["codes"].split()), bool(row["elsewhere"]))
        for row in rows("towns.csv")
    }


@cache
def _stems() -> dict[str, Town]:
    """Towns by their name without 镇, 乡, 街道: all that share it together."""
    groups: dict[str, list[Town]] = defaultdict(list)
    for name, town in _towns().items():
        groups[_TAIL.sub("", name)].append(town)
    return {stem: _together(towns) for stem, towns in groups.items() if len(stem) >= 2}


def _together(towns: Iterable[Town]) -> Town:
    listed = list(towns)
    codes = dict.fromkeys(code for town in listed for code in town.counties)
    return Town(tuple(codes), any(town.elsewhere for town in listed))
