"""What may stand in a field, and how it is printed.

A plain string is always something from outside: it is printed inert and cut at a
limit. Words of ours that hold facts are a `Phrase`, whose slots are treated the
same way one by one, so that no fact is ever read as a template.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Union

from evidence.package.records.facts import Absent
from evidence.package.records.inert import LIMIT, URL_LIMIT, clipped, host_names, inert, short
from evidence.package.records.moment import day, in_full, on_two_lines

# Where a value comes from (the run; an officer; prefilled, an officer confirms; by hand).
Code = Literal["a", "o", "ao", "b"]

# An officer's own words are not cut short like a page's.
TYPED_LIMIT = 6000

MISSING = "未取得（记录中没有此项）"


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to be written on by hand, `width` characters long."""

    width: int = 8


@dataclass(frozen=True, slots=True)
class Url:
    """An address, printed as it is; over 600 characters it goes to an annex."""

    address: str


@dataclass(frozen=True, slots=True)
class Short:
    """Text from outside of which only the beginning is printed, where room is scarce."""

    text: str
    limit: int


@dataclass(frozen=True, slots=True)
class Day:
    """A date without the time of day."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time on two lines, for a column headed 北京时间."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """Boxes □; only what a person has chosen is filled ■. Boxes stand on one line."""

    options: tuple[str, ...]
    chosen: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for one in self.chosen:
            if one not in self.options:
                raise ValueError(f"{one!r} is none of {self.options}")


@dataclass(frozen=True, slots=True)
class Told:
    """A value that is printed in a sentence even where it says that there is none."""

    value: "Value"


class Phrase:
    """Words of ours with facts in {slots}."""

    __slots__ = ("slots", "template")

    def __init__(self, template: str, **slots: "Value") -> None:
        self.template = template
        self.slots = slots

    @property
    def known(self) -> bool:
        """Whether every fact in it is known; a `Told` or a `Blank` counts as known."""
        return all(
            one.known if isinstance(one, Phrase) else not (one is None or isinstance(one, Absent))
            for one in self.slots.values()
        )


Value = Union[
    str,
    int,
    datetime,
    Absent,
    Blank,
    Url,
    Short,
    Day,
    Stamp,
    Choice,
    Told,
    Phrase,
    "Sequence[Value]",
    None,
]


def or_blank(value: Value, width: int = 8) -> Value:
    """`value`, or a line to write it on where an officer has not given it."""
    return Blank(width) if value is None else value


@dataclass(slots=True)
class Wording:
    """How the values of one record are printed.

    Gathers the addresses for its annex, and the characters of names and of words
    that officers typed or confirm.
    """

    annexed: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    def lines(self, value: Value, code: Code) -> tuple[str, ...]:
        """The lines of a field. Never empty: what is missing is said or left to be written."""
        if isinstance(value, Sequence) and not isinstance(value, str):
            shown = tuple(self.text(one, code) for one in value)
            return shown or (self.text(None, code),)
        return tuple(self.text(value, code).split("\n"))

    def text(self, value: Value, code: Code) -> str:
        """A value on one line; only a `Stamp` has two."""
        match value:
            case None:
                return MISSING if code == "a" else _line(8)
            case Blank(width):
                return _line(width)
            case Absent(kind, reason):
                return f"{kind}（{clipped(reason)}）" if reason else kind
            case Url(address):
                return self._address(address)
            case Short(words, limit):
                return short(words, limit) if words.strip() else self.text(None, code)
            case Day(moment):
                return day(moment)
            case Stamp(moment):
                return on_two_lines(moment)
            case Choice(options, chosen):
                return "　".join(("■" if one in chosen else "□") + one for one in options)
            case Told(inner):
                return self.text(inner, code)
            case Phrase():
                return value.template.format_map(
                    {name: self.text(slot, code) for name, slot in value.slots.items()}
                )
            case str():
                return self._words(value, code)
            case datetime():
                return in_full(value)
            case int():
                return str(value)
            case _:
                return "；".join(self.text(one, code) for one in value)

    def _words(self, words: str, code: Code) -> str:
        if not words.strip():
            return self.text(None, code)
        if code == "o" and len(words) <= TYPED_LIMIT:
            # Only what an officer has typed may break lines.
            shown = "\n".join(inert(line) for line in words.strip().splitlines())
        else:
            shown = clipped(words, LIMIT if code == "a" else TYPED_LIMIT)
        if code != "a":
            self.names.update(shown)
        return shown

    def _address(self, address: str) -> str:
        other = host_names(address)
        also = f"（主机名又作 {clipped(other)}）" if other else ""
        if len(address) <= URL_LIMIT:
            return inert(address) + also
        if address not in self.annexed:
            self.annexed.append(address)
        number = self.annexed.index(address) + 1
        head = inert(address[:80])
        return f"{head}……（共{len(address)}字符，全文见附页网址{number}）{also}"


def _line(width: int) -> str:
    return "＿" * width
