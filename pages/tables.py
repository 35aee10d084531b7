"""Tables and term lists whose cells are names and values (参数表)."""

from selectolax.lexbor import LexborNode

from pages.attributes import MAX_VALUE, is_name
from pages.lines import Lines
from pages.tags import CELL_NUMBERS, HEAD_CELL

_MAX_CELLS = 12


class Tables:
    """Turns the cells of a row, or of a dt and its dd, into attribute lines.

    While a row or term is open its shown lines go into `lines.cells`; `close_*`
    tells them. A row of layout (long cells, no names) is left alone.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._heads: list[str] | None = None
        self._outer: list[list[str] | None] = []  # the heads of the tables around
        self._term: str | None = None

    def open_table(self) -> None:
        """Begin a table, maybe inside a cell of another."""
        self._outer.append(self._heads)
        self._heads = None

    def close_table(self) -> None:
        """End a table."""
        self._heads = self._outer.pop()

    def open_row(self, row: LexborNode) -> None:
        """Begin a row: decide whether its cells are attributes."""
        lines = self._lines
        lines.cells = None
        if lines.zone != "own" or lines.hidden:
            return
        cells = [cell for cell in row.iter() if cell.tag_id in CELL_NUMBERS]
        if not 2 <= len(cells) <= _MAX_CELLS:
            return
        texts = [cell.text().strip() for cell in cells]
        if max(map(len, texts)) > MAX_VALUE:
            return
        if {cell.tag_id for cell in cells} == {HEAD_CELL}:
            self._heads = texts
        elif self._heads and len(self._heads) == len(cells):
            lines.cells = []
        elif len(cells) % 2 == 0 and all(map(is_name, texts[0::2])):
            self._heads = None
            lines.cells = []

    def open_cell(self) -> None:
        """Begin a td or th."""
        if self._lines.cells is not None:
            self._lines.cells.append([])

    def close_row(self, cells: list[list[str]] | None) -> None:
        """End a row; `cells` is what was gathered since `open_row`."""
        if not cells:
            return
        if self._heads and len(self._heads) == len(cells):
            self._lines.add_headed(self._heads, cells)
        else:
            self._lines.add_pairs(cells)

    def open_term(self, name: str) -> None:
        """Begin a dt or dd."""
        if name == "dt":
            self.end_terms()
        self._lines.cells = [[]]

    def close_term(self, name: str, cells: list[list[str]] | None) -> None:
        """End a dt or dd with what was gathered since `open_term`."""
        if name == "dt":
            self._term = " ".join(line for cell in cells or [] for line in cell)
        elif cells is not None:
            self._lines.add_term(self._term or "", cells)
            self._term = None

    def end_terms(self) -> None:
        """A dt without a dd is a line like any other."""
        if self._term:
            self._lines.add_term(self._term, [])
        self._term = None
