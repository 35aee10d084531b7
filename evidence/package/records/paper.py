"""A filled record 文书, before it is drawn: the one source of its DOCX and its PDF.

Everything is plain text, already inert; both writers only lay it out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

BLANK = "＿＿＿＿"
END_MARK = "以下空白"

# An upright form, one that must stay on its page, a sheet turned, an upright sheet for
# pictures, and a letter.
Layout = Literal["form", "cover", "wide", "tall", "letter"]
Style = Literal[
    "sentence", "body", "note", "letter", "closing", "seal", "addressee", "right", "centre", "after"
]


@dataclass(frozen=True, slots=True)
class Title:
    """The head of a record or of a part of it: office, title, number of the document 文号."""

    office: str
    text: str
    document_number: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A labelled field; `room` is the height in mm to keep for handwriting."""

    label: str
    lines: tuple[str, ...]
    room: float = 0

    @property
    def low(self) -> bool:
        """Whether its text stands at the foot of the room, as a line to be written above."""
        return self.room > 0 and any("＿" in line for line in self.lines)


@dataclass(frozen=True, slots=True)
class Fields:
    """Labelled fields, one or two to a row."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `under` are lines across the whole width below it."""

    cells: tuple[str, ...]
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on each page. `widths` are shares of the width.

    A table with `room` for handwriting (mm a row) stays on one page.
    """

    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]
    room: float = 0


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture whose bytes go into the files as they are."""

    data: bytes
    content_type: Literal["image/png", "image/jpeg"]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Slice:
    """Pixel rows `top` to `bottom` of a picture, `width` by `height` mm on paper.

    `overlap_before` and `overlap_after` are the mm shared with the slice before and
    after; they are marked beside the picture, never on it. `above` and `below` are
    lines of text.
    """

    picture: PictureFile
    top: int
    bottom: int
    width: float
    height: float
    overlap_before: float
    overlap_after: float
    above: tuple[str, ...]
    below: tuple[str, ...]


Block = Title | Heading | Text | Fields | Table | Slice


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks of one page layout; each part begins on a new page."""

    layout: Layout
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole record. `running` stands in the head of each page, `footer` in its foot.

    `names` are the characters of names, places and officers' words: on paper they
    must be seen as they are, while a page's own words may be written out as ⟨U+2F81A⟩.
    """

    key: str
    title: str
    number: str
    made_at: datetime
    running: str
    footer: tuple[str, ...]
    parts: tuple[Part, ...]
    names: frozenset[str] = frozenset()

    def texts(self) -> list[str]:
        """Every piece of text of the body, in order."""
        return [text for part in self.parts for block in part.blocks for text in _texts(block)]


def _texts(block: Block) -> list[str]:
    match block:
        case Title(office, text, number):
            return [office, text, *([number] if number else [])]
        case Heading(text) | Text(text):
            return [text]
        case Fields(rows):
            return [
                text for row in rows for cell in row for text in (cell.label, *cell.lines) if text
            ]
        case Table(titles, _, rows):
            return [*titles, *(text for row in rows for text in (*row.cells, *row.under))]
        case Slice():
            return [*block.above, *block.below]
