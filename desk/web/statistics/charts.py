"""Bars as SVG, beside the table that says the same (no colour alone tells anything)."""

from dataclasses import dataclass

from desk.web.statistics.tables import CountTable

WIDTH, ROW, LABEL = 520, 22, 170
MOST = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, its number, where it is drawn (px)."""

    label: str
    number: int
    top: int
    width: int
    middle: int
    end: int


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars: its size in px, and what it shows."""

    bars: tuple[Bar, ...]
    height: int
    title: str
    width: int = WIDTH
    label: int = LABEL


def bars(table: CountTable) -> Bars:
    """The first column of numbers of the first MOST rows."""
    rows = [(name, numbers[0]) for name, numbers in table.rows[:MOST]]
    most = max((int(number) for _, number in rows), default=0) or 1
    room = WIDTH - LABEL - 60
    drawn = tuple(
        Bar(
            name if len(name) <= 12 else name[:11] + "…",
            int(number),
            at * ROW + 3,
            max(round(room * int(number) / most), 1 if number else 0),
            at * ROW + 15,
            LABEL + round(room * int(number) / most) + 4,
        )
        for at, (name, number) in enumerate(rows)
    )
    return Bars(drawn, max(len(drawn), 1) * ROW + 4, f"{table.name}：{table.titles[1]}")
