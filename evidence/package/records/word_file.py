"""Papers as DOCX: the same paper gives the same bytes.

python-docx's own template brings styles, a picture of itself and claims about its
maker; only what a paper needs is left of it. Times and properties are the record's.
"""

import io
import zipfile
from datetime import UTC

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section
from docx.shared import Mm
from lxml.etree import _Element as Element

from evidence.package.records.paper import Layout, Paper
from evidence.package.records.word_blocks import (
    SMALL_FIFTH,
    SPACER,
    Face,
    block_elements,
    paragraph,
    run,
    run_properties,
)

# Left, right, top, bottom margin in mm; the letter is that of GB/T 9704-2012.
_MARGINS: dict[Layout, tuple[float, float, float, float]] = {
    "form": (27, 20, 24, 24),
    "cover": (27, 20, 20, 18),
    "wide": (25, 20, 20, 20),
    "tall": (25, 15, 24, 24),
    "letter": (28, 26, 37, 35),
}
_KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
_UNUSED = ("thumbnail", "customXml", "numbering", "stylesWithEffects", "webSettings")
_UNUSED_OF_PACKAGE = (*_UNUSED, "extended-properties")
_MARGIN_FACE = Face(size=SMALL_FIFTH, after=0)
# ZIP knows no time before this; entries bear it so that they bear none.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_file(paper: Paper) -> bytes:
    """The paper as the bytes of a DOCX."""
    document = docx.Document()
    _strip(document)
    _describe(document, paper)
    for number, part in enumerate(paper.parts):
        if number:
            section = document.add_section(WD_SECTION.NEW_PAGE)
            _shrink(document)
        else:
            section = document.sections[0]
        _lay_out(section, part.layout)
        _margins(section, paper)
        left, right, _, _ = _MARGINS[part.layout]
        width = (297 if part.layout == "wide" else 210) - left - right
        end = document.element.body.sectPr
        if end is None:
            raise AssertionError("a document has a last section")
        for block in part.blocks:
            for element in block_elements(block, width, document, small=part.layout == "cover"):
                end.addprevious(element)
    stream = io.BytesIO()
    document.save(stream)
    return _without_times(stream.getvalue())


def _strip(document: Document) -> None:
    """Take out what the template brings and no record needs."""
    package = document.part.package
    for owner, unused in ((package, _UNUSED_OF_PACKAGE), (document.part, _UNUSED)):
        for key in [k for k, rel in owner.rels.items() if rel.reltype.rsplit("/", 1)[-1] in unused]:
            del owner.rels[key]
    styles = document.styles.element
    for style in list(styles):
        name = style.get(qn("w:styleId"))
        if style.tag == qn("w:latentStyles") or (
            style.tag == qn("w:style") and name not in _KEPT_STYLES
        ):
            styles.remove(style)
    settings = document.settings.element
    for name in ("w:rsids", "w:savePreviewPicture", "w:proofState"):
        for one in settings.findall(qn(name)):
            settings.remove(one)
    for one in settings.findall(qn("w:themeFontLang")):
        one.set(qn("w:eastAsia"), "zh-CN")
    defaults = styles.find(qn("w:docDefaults"))
    if defaults is not None:
        given, ours = next(defaults.iter(qn("w:rPr"))), run_properties(Face())
        ours.append(parse_xml(f'<w:lang {_NAMESPACE} w:val="en-US" w:eastAsia="zh-CN"/>'))
        given.getparent().replace(given, ours)


def _describe(document: Document, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = f"{paper.title} {paper.number}"[:255]
    properties.author = properties.last_modified_by = "网鉴 wangjian"
    properties.comments = properties.subject = properties.keywords = ""
    properties.revision = 1
    properties.created = properties.modified = paper.made_at.astimezone(UTC).replace(tzinfo=None)


def _shrink(document: Document) -> None:
    """The paragraph that ends a section takes no line of its own."""
    breaks = [one for one in document.element.body.iter(qn("w:pPr")) if one.sectPr is not None]
    holder = breaks[-1].getparent()
    for one in list(paragraph("", SPACER)[0]):
        breaks[-1].insert(len(breaks[-1]) - 1, one)
    holder[:] = [breaks[-1]]


def _lay_out(section: Section, layout: Layout) -> None:
    left, right, top, bottom = _MARGINS[layout]
    wide = layout == "wide"
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(297 if wide else 210), Mm(210 if wide else 297)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.header_distance, section.footer_distance = Mm(top - 10), Mm(10)


def _margins(section: Section, paper: Paper) -> None:
    """Name and number on top, place of the seal at the right, address, time and page below."""
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head, foot = section.header._element, section.footer._element
    for element in (*head, *foot):
        element.getparent().remove(element)
    head.append(paragraph(paper.running, _MARGIN_FACE))
    head.append(_seam(section, paper.number))
    for line in paper.footer:
        foot.append(paragraph(line, _MARGIN_FACE))
    foot.append(_page_of_pages())


def _seam(section: Section, number: str) -> Element:
    """A frame in the right margin; 12 mm of the edge stay clear for the seal 骑缝."""
    made = paragraph(f"┄┄　骑缝处　{number}　┄┄", _MARGIN_FACE)
    width, height = section.page_width or Mm(210), section.page_height or Mm(297)
    made[0].insert(
        0,
        parse_xml(
            f'<w:framePr {_NAMESPACE} w:w="330" w:h="4600" w:hRule="exact" w:hSpace="0" '
            'w:wrap="around" w:vAnchor="page" w:hAnchor="page" '
            f'w:x="{(width - Mm(18)) // 635}" w:y="{(height - Mm(81)) // 1270}"/>'
        ),
    )
    spacing = made[0].find(qn("w:spacing"))
    if spacing is not None:
        jc = made[0].find(qn("w:jc"))
        (jc if jc is not None else spacing).addnext(
            parse_xml(f'<w:textDirection {_NAMESPACE} w:val="tbRl"/>')
        )
    return made


def _page_of_pages() -> Element:
    """第n页/共m页, the only fields of the file: both count pages."""
    made = paragraph("", Face(size=SMALL_FIFTH, after=0, align="right"))
    for piece in ("第", "PAGE", "页/共", "NUMPAGES", "页"):
        made.append(_counter(piece) if piece.isascii() else run(piece, _MARGIN_FACE))
    return made


def _counter(name: str) -> Element:
    field = parse_xml(f'<w:fldSimple {_NAMESPACE} w:instr=" {name} "/>')
    field.append(run("1", _MARGIN_FACE))
    return field


def _without_times(data: bytes) -> bytes:
    """The same file with entries in order of name, stored, bearing no time of their own."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as made,
    ):
        # OPC readers look for the content types first.
        for name in sorted(given.namelist(), key=lambda one: (one[0] != "[", one)):
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            made.writestr(entry, given.read(name))
    return stream.getvalue()
