"""Blocks of a paper as WordprocessingML (ECMA-376 part 1, 17): paragraphs, tables, pictures.

Text goes in as text. No field, link or relation is made here but the relation to a
picture that lies in the file itself.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm
from lxml.etree import _Element as Element

from evidence.package.records.paper import (
    Block,
    Cell,
    Fields,
    Heading,
    Slice,
    Style,
    Table,
    Text,
    Title,
)

SONG, FANGSONG, HEI = "宋体", "仿宋", "黑体"
LATIN = "Times New Roman"
# Sizes of type in half points: 二号, 三号, 小四, 五号, 小五.
SECOND, THIRD, SMALL_FOURTH, FIFTH, SMALL_FIFTH = 44, 32, 24, 21, 18


@dataclass(frozen=True, slots=True)
class Face:
    """How a paragraph is set. Sizes in half points, spaces and lines in twentieths of a point."""

    font: str = SONG
    size: int = FIFTH
    bold: bool = False
    align: str = "left"
    indent: int = 0
    before: int = 0
    after: int = 40
    line: int = 0
    with_next: bool = False


_FACES: dict[Style, Face] = {
    "sentence": Face(FANGSONG, SMALL_FOURTH, indent=200, after=60, line=380),
    "body": Face(),
    "note": Face(size=SMALL_FIFTH),
    "after": Face(size=SMALL_FIFTH),
    "letter": Face(FANGSONG, THIRD, align="both", indent=200, after=0, line=578),
    "closing": Face(FANGSONG, THIRD, align="both", indent=200, after=0, line=578, with_next=True),
    "seal": Face(FANGSONG, THIRD, align="right", after=0, line=578, with_next=True),
    "addressee": Face(FANGSONG, THIRD, before=340, after=0, line=578),
    "right": Face(align="right", after=80),
    "centre": Face(align="center", before=80, after=80),
}
_OFFICE = Face(size=THIRD, bold=True, align="center", after=0, with_next=True)
_TITLE = Face(size=SECOND, bold=True, align="center", before=60, after=100, with_next=True)
_NUMBER = Face(FANGSONG, SMALL_FOURTH, align="center", after=100)
_HEADING = Face(HEI, SMALL_FOURTH, bold=True, before=200, after=80, with_next=True)
_UNDER = Face(size=SMALL_FIFTH, after=0)
SPACER = Face(size=6, after=0)


def block_elements(
    block: Block, width: float, document: Document, *, small: bool = False
) -> Iterator[Element]:
    """What stands for `block` in the body; `width` is that of the text in mm.

    `small` sets tables one size down.
    """
    size = SMALL_FIFTH if small else FIFTH
    match block:
        case Title(office, text, number):
            yield paragraph(office, _OFFICE)
            yield paragraph(text, _TITLE)
            if number:
                yield paragraph(number, _NUMBER)
        case Heading(text):
            yield paragraph(text, _HEADING)
        case Text(text, style):
            yield paragraph(text, _FACES[style])
        case Fields(rows):
            yield _fields(rows, width, size)
            yield paragraph("", SPACER)
        case Table():
            yield _table(block, width, size)
            yield paragraph("", SPACER)
        case Slice():
            yield from _slice(block, document)


def paragraph(text: str, face: Face) -> Element:
    """A paragraph of one run; line feeds in `text` become line breaks."""
    made = _new("p")
    properties = _paragraph_properties(face)
    made.append(properties)
    if text:
        made.append(run(text, face))
    else:
        # An empty paragraph is as high as its mark.
        properties.append(run_properties(face))
    return made


def run(text: str, face: Face) -> Element:
    """A run of text, whose characters mean nothing but themselves."""
    made = _new("r")
    made.append(run_properties(face))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(_new("br"))
        piece = _new("t")
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.text = line
        made.append(piece)
    return made


def run_properties(face: Face) -> Element:
    """Fonts by name, for Latin and for Chinese text; none is put into the file."""
    properties = _new("rPr")
    properties.append(_new("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=face.font, cs=LATIN))
    if face.bold:
        properties.append(_new("b"))
    properties.append(_new("sz", val=face.size))
    properties.append(_new("szCs", val=face.size))
    return properties


def _paragraph_properties(face: Face) -> Element:
    properties = _new("pPr")
    if face.with_next:
        properties.append(_new("keepNext"))
    # Long addresses and digests break anywhere instead of leaving the cell.
    properties.append(_new("wordWrap", val=0))
    spacing = _new("spacing", before=face.before, after=face.after)
    if face.line:
        spacing.set(qn("w:line"), str(face.line))
        spacing.set(qn("w:lineRule"), "atLeast")
    properties.append(spacing)
    if face.indent:
        first = face.indent * face.size // 10
        properties.append(_new("ind", firstLine=first, firstLineChars=face.indent))
    properties.append(_new("jc", val=face.align))
    return properties


def _label(size: int) -> Face:
    return Face(HEI, size, align="center", after=0)


def _value(size: int) -> Face:
    return Face(size=size, after=0)


def _fields(rows: Sequence[Sequence[Cell]], width: float, size: int) -> Element:
    shares = (17, 33, 17, 33)
    table = _grid(shares, width)
    for cells in rows:
        row = _row(max(cell.room for cell in cells), splits=_length(cells) > 500)
        for cell in cells:
            span = 1 if len(cells) == 2 else 3
            place = "bottom" if cell.low else "top" if cell.room else "center"
            value = width * (shares[1] if span == 1 else sum(shares[1:])) / 100
            row.append(_cell((cell.label,), width * shares[0] / 100, _label(size)))
            row.append(_cell(cell.lines, value, _value(size), span=span, place=place))
        table.append(row)
    return table


def _table(table: Table, width: float, size: int) -> Element:
    whole = sum(table.widths)
    widths = [width * one / whole for one in table.widths]
    made = _grid(table.widths, width)
    head = _row(0)
    head_properties = head.find(qn("w:trPr"))
    if head_properties is not None:
        head_properties.append(_new("tblHeader"))
    for title, one in zip(table.titles, widths, strict=True):
        head.append(_cell((title,), one, _label(size)))
    made.append(head)
    for number, line in enumerate(table.rows, 1):
        row = _row(table.room)
        keep = bool(line.under) or (table.room > 0 and number < len(table.rows))
        for text, one in zip(line.cells, widths, strict=True):
            row.append(_cell(text.split("\n"), one, _value(size), keep=keep))
        made.append(row)
        if line.under:
            under = _row(0)
            under.append(_cell(line.under, width, _UNDER, span=len(widths)))
            made.append(under)
    return made


def _grid(shares: Sequence[float], width: float) -> Element:
    """A bordered table of fixed columns."""
    table = _new("tbl")
    properties = _new("tblPr")
    properties.append(_new("tblW", w=_twips(width), type="dxa"))
    borders = _new("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_new(side, val="single", sz=4, space=0, color="000000"))
    properties.append(borders)
    properties.append(_new("tblLayout", type="fixed"))
    margins = _new("tblCellMar")
    for side in ("left", "right"):
        margins.append(_new(side, w=80, type="dxa"))
    properties.append(margins)
    table.append(properties)
    grid = _new("tblGrid")
    for share in shares:
        grid.append(_new("gridCol", w=_twips(width * share / sum(shares))))
    table.append(grid)
    return table


def _row(room: float, splits: bool = False) -> Element:
    row = _new("tr")
    properties = _new("trPr")
    if not splits:
        properties.append(_new("cantSplit"))
    if room:
        properties.append(_new("trHeight", val=_twips(room), hRule="atLeast"))
    row.append(properties)
    return row


def _cell(
    lines: Sequence[str],
    width: float,
    face: Face,
    *,
    span: int = 1,
    place: str = "center",
    keep: bool = False,
) -> Element:
    cell = _new("tc")
    properties = _new("tcPr")
    properties.append(_new("tcW", w=_twips(width), type="dxa"))
    if span > 1:
        properties.append(_new("gridSpan", val=span))
    properties.append(_new("vAlign", val=place))
    cell.append(properties)
    for line in lines:
        made = paragraph(line, face)
        if keep:
            made[0].insert(0, _new("keepNext"))
        cell.append(made)
    return cell


def _slice(one: Slice, document: Document) -> Iterator[Element]:
    """The whole picture file, cropped for showing only (DrawingML srcRect)."""
    kept = Face(size=SMALL_FIFTH, after=0, with_next=True)
    for line in one.above:
        yield paragraph(line, kept)
    inline = document.part.new_pic_inline(
        io.BytesIO(one.picture.data), Mm(one.width), Mm(one.height)
    )
    fill = next(inline.iter(qn("pic:blipFill")))
    crop = OxmlElement("a:srcRect")
    height = one.picture.height
    crop.set("t", str(round(100_000 * one.top / height)))
    crop.set("b", str(round(100_000 * (height - one.bottom) / height)))
    fill.insert(1, crop)
    holder = paragraph("", kept)
    carrier, drawing = _new("r"), _new("drawing")
    drawing.append(inline)
    carrier.append(drawing)
    holder.append(carrier)
    yield holder
    for line in one.below[:-1]:
        yield paragraph(line, kept)
    for line in one.below[-1:]:
        yield paragraph(line, Face(size=SMALL_FIFTH, after=120))


def _length(cells: Sequence[Cell]) -> int:
    return sum(len(line) for cell in cells for line in cell.lines)


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


def _new(name: str, **values: str | int) -> Element:
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
