"""Administrative divisions 行政区划: Yunnan in full, the rest of China by name.

Codes are the six digits of GB/T 2260: two for the province, two for the
prefecture 州市, two for the county 县市区.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

PROVINCE = "530000"
NATIONAL = "100000"
"""The code of the national office in registration numbers: it tells no place."""

Level = Literal["province", "prefecture", "county"]


@dataclass(frozen=True, slots=True)
class Division:
    """A division of Yunnan in force. `short` is the name officers use, `aliases`
    former and colloquial names, `bare` whether the short name alone tells the place.
    """

    code: str
    level: Level
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    bare: bool = False

    @property
    def superior(self) -> str:
        """The code of the division above; the province is its own."""
        return self.code[:4] + "00" if self.level == "county" else PROVINCE


@dataclass(frozen=True, slots=True)
class Abolished:
    """A code no longer in force: its last name and year, the code that holds the place now."""

    code: str
    name: str
    successor: str
    until: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a code of any year says. Exactly one of `code` (in Yunnan) and `elsewhere`
    (name of another province) is set, or neither for a code that tells no place.
    `note` says in Chinese what had to be inferred.
    """

    code: str | None = None
    elsewhere: str = ""
    note: str = ""


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of this room, without its comment lines."""
    text = files("leads").joinpath(name).read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))


@cache
def divisions() -> dict[str, Division]:
    """The 146 divisions of Yunnan in force, by code."""
    levels: dict[str, Level] = {"province": "province", "prefecture": "prefecture"}
    return {
        row["code"]: Division(
            row["code"],
            levels.get(row["level"], "county"),
            row["name"],
            row["short"],
            tuple(row["aliases"].split()),
            bool(row["bare"]),
        )
        for row in rows("divisions.csv")
    }


@cache
def abolished() -> dict[str, Abolished]:
    """The codes of Yunnan no longer in force."""
    return {
        row["code"]: Abolished(row["code"], row["name"], row["successor"], int(row["until"]))
        for row in rows("abolished.csv")
    }


@cache
def elsewhere() -> dict[str, str]:
    """Names of the divisions outside Yunnan, by code."""
    return {row["code"]: row["name"] for row in rows("elsewhere.csv")}


def division(code: str) -> Division | None:
    """The division in force that has `code`, or None."""
    return divisions().get(code)


def name_of(code: str) -> str:
    """The full name of a division of Yunnan, with its prefecture: 红河哈尼族彝族自治州弥勒市."""
    found = division(code)
    if found is None:
        return code
    above = divisions()[found.superior]
    return (above.name if found.level == "county" else "") + found.name


def divisions_within(code: str) -> list[tuple[str, str]]:
    """The divisions of the territory of `code`, itself first: (code, name).

    The name is the short one, in full where two have the same: 大理白族自治州 and 大理市.
    """
    often = _often()
    return [
        (
            one.code,
            "全省" if one.level == "province" else one.name if one.short in often else one.short,
        )
        for one in sorted(divisions().values(), key=lambda one: one.code)
        if within(one.code, code)
    ]


@cache
def _often() -> frozenset[str]:
    """Short names that more than one division has."""
    counted = Counter(one.short for one in divisions().values())
    return frozenset(short for short, number in counted.items() if number > 1)


def office_name(code: str) -> str:
    """The name of the office 市场监督管理局 of a division, without its superiors."""
    found = division(code)
    return f"{found.name if found else code}市场监督管理局"


def province_name(code: str) -> str:
    """The name of the province of any code, or ""."""
    if code.startswith("53"):
        return divisions()[PROVINCE].name
    return elsewhere().get(code[:2] + "0000", "")


def resolve(code: str) -> Resolved:
    """Where a six-digit code of any year lies today.

    An abolished code gives its successor; a code of Yunnan that is in no table
    (市辖区, zones with codes of their own) gives the level that is known.
    """
    if len(code) != 6 or not code.isascii() or not code.isdigit() or code == NATIONAL:
        return Resolved()
    if not code.startswith("53"):
        return Resolved(elsewhere=province_name(code))
    if code in divisions():
        return Resolved(code)
    if gone := abolished().get(code):
        note = f"旧代码{code}（{gone.name}，{gone.until}年止）现为{name_of(gone.successor)}"
        return Resolved(gone.successor, note=note)
    prefecture = code[:4] + "00"
    if gone := abolished().get(prefecture):
        return Resolved(gone.successor, note=f"旧代码{code}属{gone.name}")
    known = prefecture if prefecture in divisions() else PROVINCE
    return Resolved(known, note=f"代码{code}不在区划表中，只取到{name_of(known)}")


def within(code: str, above: str) -> bool:
    """Whether `code` is `above` or lies in it. Both codes are of Yunnan."""
    return above in {PROVINCE, code} or (above[4:] == "00" and code[:4] == above[:4])


def common_superior(codes: Iterable[str]) -> str:
    """The lowest division of Yunnan that holds all `codes`."""
    wanted = list(codes)
    candidates = [wanted[0], wanted[0][:4] + "00", PROVINCE] if wanted else [PROVINCE]
    return next(c for c in candidates if all(within(code, c) for code in wanted))
