"""Reading a place out of an address 地址 as shops write it.

Addresses drop 自治州 and 自治县 ("红河州弥勒市", "石林县"), begin at any level, or
name a zone that is no county. Names that are also goods or streets ("普洱茶",
"大理石", "麒麟南路") are not places.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from leads.divisions import (
    PROVINCE,
    abolished,
    division,
    divisions,
    name_of,
    province_name,
    within,
)
from leads.place_names import PlaceName, landmark_names, longest_name, place_names
from leads.plain_text import storable
from leads.romanised import romanised_division
from leads.towns import county_by_town, county_of_stem, short_county, town_at

LIMIT = 300
"""Characters of an address that are read; the place stands near its beginning."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address lies: `code` in Yunnan, or `elsewhere` by name.

    With `zone`, the address names a zone 功能区 that is no county, and `code` is
    the division above the counties it may lie in.
    """

    code: str | None = None
    elsewhere: str = ""
    zone: str = ""

    @property
    def name(self) -> str:
        """The place in Chinese."""
        if self.code is None:
            return self.elsewhere
        return name_of(self.code) + (f"（{self.zone}）" if self.zone else "")


def read_places(text: str) -> list[Place]:
    """Every place that the addresses in `text`, parted by semicolons or lines, name."""
    parts = re.split(r"[;；|\n\r]+", text[: 4 * LIMIT])
    return [place for part in parts for place in _places_of_one(part)]


def _places_of_one(text: str) -> list[Place]:
    """The place of one address, and the counties that follow its own in a row: 官渡区/呈贡区,
    景洪市、勐海县."""
    place = read_place(text)
    if place is None:
        return []
    places = [place]
    words = _tidy(text)
    for mark in _AND.finditer(words):
        last = places[-1]
        if last.code is None or last.zone or not _ends_with_county(words[: mark.start()], last):
            continue
        rest = words[mark.end() :]
        above = divisions()[last.code].superior
        name, end, usable = _name_at(rest, 0, above=above)
        if name is None or not usable:
            name, end, usable = _name_at(rest, 0, above=None)  # 五华区、昆明市盘龙区
        if name is not None and usable and name.full and name.in_yunnan:
            other = _in_yunnan(rest, name, end)
            if other.code is not None and _level(other.code) == "county" and other not in places:
                places.append(other)
    return places


def _ends_with_county(words: str, place: Place) -> bool:
    county = divisions().get(place.code or "")
    return (
        county is not None
        and county.level == "county"
        and words.endswith((county.name, county.short + county.name[-1]))
    )


def read_place(text: str) -> Place | None:
    """The place that the address `text` names, or None."""
    words = _tidy(text)
    at = 0
    while at < len(words):
        name, end, usable = _name_at(words, at, above=None)
        if name is None:
            at += 1
        elif not usable:
            at = end
        elif name.in_yunnan:
            return _in_yunnan(words, name, end)
        else:
            return Place(elsewhere=_elsewhere(words, name, end))
    code = county_by_town(words) or romanised_division(words)
    return Place(code) if code else None


def read_town(text: str, above: str) -> Place | None:
    """The place of an address `text` that names only a town, where one county below the
    division `above` has it: 锦屏镇, with a telephone of 普洱, is that of 景东县."""
    county = county_by_town(_tidy(text), above)
    return Place(county) if county else None


def _tidy(text: str) -> str:
    """`text` in one width and in simplified characters, one space for each run of blanks,
    without invisible characters.
    """
    plain = _simplified().convert(unicodedata.normalize("NFKC", storable(text[:LIMIT])))
    spaced = "".join(
        " " if c.isspace() or unicodedata.category(c) == "Cc" else c
        for c in plain
        if unicodedata.category(c) != "Cf"
    )
    # 中国（云南）自由贸易试验区昆明片区: a zone of the prefecture that its part is named for.
    spaced = _TRADE_ZONE.sub("云南省", spaced)
    spaced = re.sub(r"(昆明|红河|德宏)片区", r"\1自贸区", spaced)
    # Characters set apart by blanks ("昆 明 市，五 华 区") are one word, and so is a name
    # with its 市 or 县 set apart ("昆明 市 五华 区").
    spaced = re.sub(r"(?<![一-鿿])([一-鿿]) (?=[一-鿿](?:[^一-鿿]|$))", r"\1", spaced)
    spaced = re.sub(r"(?<=[一-鿿]{2}) ([省州市县区镇乡])(?=[^一-鿿]|$)", r"\1", spaced)
    return re.sub(r" +", " ", spaced).strip()


@cache
def _simplified() -> OpenCC:
    """The converter of traditional characters 繁体: 雲南省騰衝市."""
    return OpenCC("t2s")


# Reading on from the first name.


def _in_yunnan(words: str, first: PlaceName, end: int) -> Place:
    """The place of the chain of names that begins with `first` and goes on at `end`."""
    name = first
    while (following := _next(words, end, name)) is not None:
        name, end = following
    end = _past_same(words, end, name)
    rest = words[end:]
    if _level(name.code) == "county":
        return _zone_of_prefecture(rest, name) or Place(_corrected(rest, name))
    # A county in brackets or further on: "昆明经开区（官渡区）洛羊街道".
    for below in _full_names_in(rest, name.code):
        return _in_yunnan(rest, *below)
    if name.zone:
        return Place(name.code, zone=name.text)
    if zone := _ZONE.match(rest):
        return Place(name.code, zone=zone["name"])
    town = town_at(rest, _SEPARATORS.match(rest).end())  # type: ignore[union-attr]
    if county := town and town.county_in(name.code):
        return Place(county)
    if county := _further_on(rest, name.code):
        return Place(county)
    park = _PARK.match(rest) if name.code != PROVINCE else None
    return Place(name.code, zone=park["name"] if park else "")


def _next(words: str, end: int, name: PlaceName) -> tuple[PlaceName, int] | None:
    """The name of a division below `name` that follows it, and where it ends."""
    if _level(name.code) == "county" or name.zone:
        return None
    at = _SEPARATORS.match(words, end).end()  # type: ignore[union-attr]  # matches the empty text
    below, new_end, usable = _name_at(words, at, above=name.code)
    return (below, new_end) if below is not None and usable else None


def _past_same(words: str, end: int, name: PlaceName) -> int:
    """Where another full name of the same division ends that follows: 丽江地区丽江县, of which
    both are 丽江市 today."""
    at = _SEPARATORS.match(words, end).end()  # type: ignore[union-attr]  # matches the empty text
    for length in range(min(longest_name(), len(words) - at), 1, -1):
        for same in place_names().get(words[at : at + length], ()):
            if same.code == name.code and same.full:
                return at + length
    return end


def _zone_of_prefecture(rest: str, name: PlaceName) -> Place | None:
    """ "大理州大理经开区": the short name of city and 州 alike, then a zone: not the city."""
    county = divisions()[name.code]
    zone = _ZONE.match(rest)
    if name.full or zone is None or divisions()[county.superior].short != name.text:
        return None
    return Place(county.superior, zone=name.text + zone["name"])


def _corrected(rest: str, name: PlaceName) -> str:
    """The county that was meant: "大理市祥云县" is 祥云县, the 州 written as 市."""
    county = divisions()[name.code]
    if divisions()[county.superior].short == county.short:
        at = _SEPARATORS.match(rest).end()  # type: ignore[union-attr]  # matches the empty text
        sibling, _, usable = _name_at(rest, at, above=county.superior)
        if sibling is not None and usable and sibling.full:
            return sibling.code
    return name.code


def _full_names_in(rest: str, above: str) -> Iterator[tuple[PlaceName, int]]:
    """Names with their 市, 州, 县 or 区 that stand in `rest` and lie below `above`."""
    for at in range(len(rest)):
        name, end, usable = _name_at(rest, at, above=above)
        if name is not None and usable and name.full:
            yield name, end


def _further_on(rest: str, above: str) -> str | None:
    """The county below `above` that stands behind a name nobody knows: a town after a county
    that is written wrongly (官度区小板桥街道), a market or a sight (呈供斗南花卉市场), where the
    store is (仓库在斗南), a campus (云南大学呈贡校区)."""
    if wrong := _MISSPELT.match(rest):
        town = town_at(rest, wrong.end())
        if county := town and town.county_in(above):
            return county
    for at in range(len(rest)):
        name, end, usable = _name_at(rest, at, above=above)
        if name is None or not usable or name.text not in landmark_names():
            continue
        if not _STREET.match(rest[end:]):
            return name.code
    if campus := _CAMPUS.search(rest):
        ends = (campus["of"][-size:] for size in (2, 3, 4))
        return next((code for one in ends if (code := short_county(one, above))), None)
    for store in _STORE.finditer(rest):
        if county := county_of_stem(store["town"], above):
            return county
    return None


def _elsewhere(words: str, first: PlaceName, end: int) -> str:
    """The place outside Yunnan in Chinese: its province, and the first name under it."""
    province = province_name(first.code)
    if first.code[2:] != "0000":
        return province + first.text
    at = _SEPARATORS.match(words, end).end()  # type: ignore[union-attr]  # matches the empty text
    below, _, _ = _name_at(words, at, above=first.code)
    return province + (below.text if below is not None else "")


# Finding one name.

_SEPARATORS = re.compile(r"[\s·.,，、/\\>()（）\[\]【】\"“”'—-]*")
_AND = re.compile(r" ?(?:[/、和及与]|以及) ?")
_ZONE = re.compile(
    r"[\s(（]*(?P<name>(?:(?![路街号镇乡村]).){0,8}?(?:经济技术开发区|经济开发区|经开区|高新技术产业开发区"
    r"|高新技术开发区|高新开发区|高新区|旅游度假区|度假区|综合保税区|综保区|保税区|边境经济合作区"
    r"|跨境经济合作区|经济合作区|边合区|自由贸易试验区|自贸试验区|自贸区|空港经济区|开发区|新区))"
)
_PARK = re.compile(r"[\s(（]*(?P<name>(?:(?![路街号镇乡村]).){0,8}?(?:工业|产业|工贸)园区?)")
"""An estate 园区 that no town tells the county of."""
_MISSPELT = re.compile(r"[\s·,，]*[一-鿿]{1,4}[区县市][\s·,，]*")
_CAMPUS = re.compile(r"(?P<of>[一-鿿]{2,4})(?:新校|老校|校|院)区")
_STORE = re.compile(r"[在于](?P<town>[一-鿿]{2,4})(?![一-鿿])")
_TRADE_ZONE = re.compile(
    r"(?:中国)?[(（]?云南[)）]?(?:自由贸易试验区|自贸试验区|自贸区)(?=.{0,3}片区)"
)
_GOODS = re.compile(
    r"[古生熟红绿白滇小]?(?:茶|树茶)|古树|滇红|大叶种|小粒|咖啡|三七|白药|火腿|鲜花饼|米线|饵|石榴|天麻"
    r"|苹果|卷烟|香烟|核桃|松茸|野生菌|牛肝菌|翡翠|特产|风味|美食|菜|普洱(?!市)|扎染|银器|粑粑"
)
_STREET = re.compile(
    r"[东南西北中一二三四五六七八九十上下前后老新]?(?:路|街|巷|大道|大街|道|桥|高速)"
)
_OPENER = re.compile(
    r"(?:中国|位于|地处|坐落[于在]|地址|住所|场所|所在地|发货地|注册地|产地|产[于自]|[来发]自|[在于自从为是])$"
)


def _name_at(words: str, at: int, above: str | None) -> tuple[PlaceName | None, int, bool]:
    """The longest name that begins at `at`, where it ends, and whether it tells a place.

    `above` is the division that the chain has reached, None at its beginning.
    """
    index = place_names()
    for length in range(min(longest_name(), len(words) - at), 1, -1):
        candidates = index.get(words[at : at + length])
        if candidates is None:
            continue
        end = at + length
        # 大理市场, 昆明市场: the 市 belongs to the next word.
        if words[end - 1] == "市" and words[end : end + 1] == "场":
            continue
        name = _fitting(candidates, above)
        if name is not None:
            return name, end, _tells_a_place(words, at, end, name, above)
    return None, at, False


def _fitting(candidates: tuple[PlaceName, ...], above: str | None) -> PlaceName | None:
    """The candidate that may stand here; at the beginning of a chain the highest one."""
    if above is None:
        usable = [c for c in candidates if c.full or c.bare or not c.in_yunnan]
        return min(
            usable, key=lambda c: (not c.in_yunnan, c.code[2:] != "0000", c.code), default=None
        )
    if not above.startswith("53"):
        return next((c for c in candidates if c.code[:2] == above[:2]), None)
    once = _once_in().get(above, frozenset())
    below = [
        c
        for c in candidates
        if c.in_yunnan and (within(c.code, above) or (c.full and c.code in once))
    ]
    # Under the province a short name is a prefecture's, unless it is known to tell the county.
    fits = [
        c for c in below if c.zone or (c.code != above and (c.full or c.bare or above != PROVINCE))
    ]
    return min(fits, key=lambda c: c.code, default=None)


@cache
def _once_in() -> dict[str, frozenset[str]]:
    """Counties that a prefecture held once and another holds today: 曲靖地区寻甸县."""
    moved: dict[str, set[str]] = {}
    for gone in abolished().values():
        prefecture = gone.code[:4] + "00"
        if former := abolished().get(prefecture):
            prefecture = former.successor
        known = division(prefecture) is not None and _level(gone.successor) == "county"
        if known and not within(gone.successor, prefecture):
            moved.setdefault(prefecture, set()).add(gone.successor)
    return {prefecture: frozenset(codes) for prefecture, codes in moved.items()}


def _tells_a_place(words: str, at: int, end: int, name: PlaceName, above: str | None) -> bool:
    if not name.code:
        return False
    if name.full and (name.in_yunnan or above is not None):
        return True
    if above is None and not _opens(words, at):
        return False
    if name.full or _goes_on(words, end, name):
        return True
    rest = words[end:]
    if _GOODS.match(rest) or _STREET.match(rest):
        return False
    # Short names of cities elsewhere are words of everyday ("东方", "大同"): only alone.
    known = name.in_yunnan or name.bare or name.code[2:] == "0000"
    return known or not re.match(r"[一-鿿]", rest)


def _opens(words: str, at: int) -> bool:
    """Whether an address may begin at `at`."""
    return at == 0 or not words[at - 1].isalnum() or _OPENER.search(words[:at]) is not None


def _goes_on(words: str, end: int, name: PlaceName) -> bool:
    """Whether the name of a division below `name` follows directly."""
    if not name.code or (name.in_yunnan and _level(name.code) == "county"):
        return False
    below, _, usable = _name_at(words, end, above=name.code)
    return below is not None and usable


def _level(code: str) -> str:
    found = division(code)
    return found.level if found is not None else "county"
