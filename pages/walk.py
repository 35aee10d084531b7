"""One walk over the parsed tree: text by field, links, forms and pictures."""

from itertools import repeat

from selectolax.lexbor import LexborNode

from pages.anchors import Anchors, OpenLink
from pages.apart import seen_here, written_beside
from pages.documents import document_of
from pages.drawings import formula, letters_of
from pages.forms import FormReader
from pages.headings import MAX_LINES, Headings
from pages.lines import Lines
from pages.links import Base
from pages.manner import BARE, NAMELESS, RARE, Attributes, Kind, Manner, Manners
from pages.page import FieldName, Form
from pages.tables import Tables
from pages.tags import ANCHOR, EMBEDDED, IMAGE, MATH, READINGS, SILENT_NUMBERS, SVG, TEXT
from pages.visibility import Hiding, Seen
from pages.words import words
from pages.zones import MAX_HEADING, MAX_LABEL, Zone, heading_zone, opens_aside

MAX_NODES = 1_000_000
MAX_FRAMES = 1_000
"""Frames of a page that are written out in it; each may hold one more."""
_WHOLE = words("html body main article")
_ELSEWHERE = words("onclick data-href data-url data-link")
_NOTED = _ELSEWHERE | words("title placeholder")
_APART = RARE | words("id")
_WATCHED = _NOTED | _APART
# Ways of hiding text behind which a link or a picture is still seen.
_TEXT_ONLY: frozenset[Hiding] = frozenset(("", "font", "indent"))

# What has to be put back when an element is left, and what to look at then: its manner; zone,
# region, hiding, tag and cells before it; how many lines there were; the link it is. Tuples, and
# short ones for a plain block and a plain link, since a page makes hundreds of them.
_Frame = tuple[Manner, Zone, str, Hiding, str, list[list[str]] | None, int, OpenLink | None]
_Block = tuple[Manner, Zone, str, str, int]  # manner, zone, region, tag, lines
_Link = tuple[Manner, Zone, OpenLink | None]


class Walk:
    """Reads a tree once, in page order.

    `lines`, `anchors` and `forms` hold the results; `cut` says that the tree
    had more nodes than the limit, or a drawing more parts. A page has thousands of elements, and
    most of them ask for nothing: the loop looks that up once a kind (`manners`).
    """

    def __init__(self, base: Base, manners: Manners, url: str = "") -> None:
        self.lines = Lines()
        self.anchors = Anchors(base, url)
        self.forms: list[Form] = []
        self.cut = False
        self._base = base
        self._manners = manners
        self._frames = MAX_FRAMES
        self._behind: list[tuple[int, str]] = []  # depth of elements, and what follows their text
        self._tables = Tables(self.lines)
        self._headings = Headings(self.lines)
        self._region = ""
        self._hiding: Hiding = ""
        self._form: FormReader | None = None
        self._link_end = -1

    def run(self, root: LexborNode) -> None:
        """Read everything under `root`. Iterative: no page is too deep for it.

        Half of a page's time is spent here: what most nodes ask for stands in the loop itself.
        """
        lines, anchors, headings = self.lines, self.anchors, self._headings.open
        shown, emitted, known = lines.shown, lines.emitted, self._manners.known
        above: list[tuple[LexborNode, _Frame | _Block | _Link | None]] = []
        frame: _Frame | _Block | _Link | None
        node = root
        for _ in repeat(None, MAX_NODES):
            number, frame = node.tag_id, None
            if number == TEXT:
                data = node.text_content or ""
                if not shown and len(data) <= MAX_LABEL and lines.zone == "own":
                    self._note_label(data)
                if lines.hidden or anchors.open is not None or self._form is not None:
                    self._text(data)
                elif shown or not data.isspace():
                    shown.append(data)
            elif number not in SILENT_NUMBERS:
                manner: Manner | None
                if attributes := node.attributes:
                    kind: Kind = attributes.get("class", 0)
                    if "style" in attributes:
                        kind = (attributes.get("class", 0), attributes["style"])
                    manner = known[number].get(kind)
                else:
                    manner = BARE.get(number, NAMELESS)
                if manner is None or (
                    len(attributes) > manner.told and not _WATCHED.isdisjoint(attributes)
                ):
                    if manner is None or not _APART.isdisjoint(attributes):
                        manner = self._manners.of(number, attributes)
                    frame = self._enter(node, manner, attributes, len(above))
                    self._note(manner.name, attributes)
                elif manner.plain and not self._hiding and not (headings and manner.ends):
                    if shown:
                        self._break_before_block(len(above))
                    frame = (manner, lines.zone, self._region, lines.tag, len(emitted))
                    if anchors.open is not None:
                        anchors.open.parts.append(" ")
                    lines.tag = manner.name
                    if manner.zone is not None:
                        lines.zone = manner.zone
                    if manner.region:
                        self._region = manner.region
                elif manner.active and not self._hiding:
                    if number == IMAGE:
                        self._add_picture(attributes, hidden=False)
                    elif number == ANCHOR:
                        frame = (manner, lines.zone, self._open_link(attributes, hidden=False))
                    else:
                        self._open_inline(node, manner.name, attributes)
                elif not manner.quiet or self._hiding == "font":
                    frame = self._enter(node, manner, attributes, len(above))
                if (child := node.first_child) is not None:
                    above.append((node, frame))
                    node = child
                    continue
            elif number == SVG:
                self._drawn_text(node)
            elif number in READINGS:
                self._reading(node)
            elif number == MATH:
                self._text(formula(node))
            elif number in EMBEDDED:
                hidden = self._hiding not in _TEXT_ONLY
                anchors.add_embedded(node.attributes, self._region, hidden)
            while True:
                if frame is not None:
                    if len(frame) == 5:
                        if shown:
                            lines.break_line()
                        manner, lines.zone, self._region, lines.tag, count = frame
                        self._link_end = -1
                    elif len(frame) == 3:
                        manner, lines.zone, link = frame
                        if link is not None:
                            anchors.leave(link)
                            self._link_end = len(shown)
                        count = len(emitted)
                    else:
                        manner, count = self._leave(frame, len(above))
                    depth, end = len(above), len(emitted)
                    while headings and headings[-1][0] > depth:
                        headings.pop()
                    if headings and headings[-1][3] <= end:
                        self._headings.end(depth)
                    if count < end and len(heading := emitted[count]) <= MAX_HEADING:
                        zone = heading_zone(heading) if end - count <= MAX_LINES else None
                        if zone is None and headings and headings[-1][2] is manner:
                            zone = "own"  # the next heading that looks like the one that holds
                        if zone is not None and end - count <= MAX_LINES:
                            self._headings.note(zone, node, manner, depth, count)
                        elif lines.named > end - MAX_LINES:
                            self._headings.note_signature(depth)
                following = node.next
                if following is not None or not above:
                    break
                node, frame = above.pop()
            if following is None:
                break
            node = following
        else:
            self.cut = True
        lines.break_line()
        self._end_form()

    def _drawn_text(self, drawing: LexborNode) -> None:
        """Letters drawn as SVG text, which a visitor reads like any others, and HTML in it."""
        lines, around = self.lines, self._hiding
        letters, cut = letters_of(drawing, self._manners.rules)
        self.cut |= cut
        for part, hiding in letters:
            lines.break_line()
            self._hiding = around or hiding
            lines.hidden = bool(self._hiding)
            if part.tag == "text":
                self._text(part.text())
            elif (inner := part.first_child) is not None:
                self._run_inside(inner, self._manners)
            lines.break_line()
            self._hiding, lines.hidden = around, bool(around)

    def _framed(self, html: str) -> None:
        """Read a frame whose document is written out in the page."""
        if self._frames <= 0:
            return
        self._frames -= 1
        document = document_of(html)
        self.cut = self.cut or document.cut
        if document.tree.root is not None:
            self.lines.break_line()
            manners = Manners(document.rules, document.openers, self._manners.zoned)
            self._run_inside(document.tree.root, manners)

    def _run_inside(self, root: LexborNode, manners: Manners) -> None:
        """Read another tree, or a part that stands by itself, at this place."""
        kept = self._manners, self._headings, self._form, self._behind, self.anchors.open
        place = self.lines.tag, self.lines.zone, self._region
        self._manners, self._headings, self._behind = manners, Headings(self.lines), []
        self._form = self.anchors.open = None
        self.run(root)
        self._manners, self._headings, self._form, self._behind, self.anchors.open = kept
        self.lines.tag, self.lines.zone, self._region = place

    def _reading(self, node: LexborNode) -> None:
        """How a character of <ruby> is read, or what else stands small beside it."""
        parent = node.parent
        if node.tag == "rp":
            return
        beside = parent is not None and parent.tag in ("ruby", "rtc")
        if beside and self.lines.shown and not self.lines.hidden:
            self.lines.readings.append(node.text())
        else:
            self._text(node.text())

    def _text(self, data: str) -> None:
        lines, link = self.lines, self.anchors.open
        if link is None:
            lines.add_text(data)
        else:
            lines.add_text(data, link.away, link.here)
            link.parts.append(data)
        if self._form is not None:
            self._form.add_text(data)

    def _note_label(self, data: str) -> None:
        """热门搜索：高仿 精仿 in one block: the label speaks for the rest of the block."""
        lines = self.lines
        if not self._hiding and lines.tag not in _WHOLE and opens_aside(data):
            lines.zone = "aside"

    def _enter(
        self, node: LexborNode, manner: Manner, attributes: Attributes, depth: int
    ) -> _Frame | None:
        """Take note of an element; None where nothing has to be put back."""
        before, said = self._hiding, None
        if manner.apart:
            said = seen_here(node, manner, attributes, self._manners.rules, before)
        if manner.hiding is not None or said or (before == "font" and manner.styled):
            self._hide(manner, said)
        frame: _Frame | None = None
        text = behind = ""
        if manner.apart:
            text, behind = written_beside(node, manner, attributes, self._manners.rules)
        if manner.block:
            frame = self._open_block(manner, before, depth)
            if manner.structure:
                self._open_structure(node, manner.name, attributes, depth)
        elif manner.acts or behind or self._hiding != before:
            link = self._open_inline(node, manner.name, attributes) if manner.acts else None
            if manner.name == "a" or behind or self._hiding != before:
                lines = self.lines
                tag, cells = lines.tag, lines.cells
                frame = (manner, lines.zone, self._region, before, tag, cells, 0, link)
        if text:
            self._text(text)
        if behind:
            self._behind.append((depth, behind))
        if manner.pictured and self._hiding in _TEXT_ONLY:
            self.anchors.add_background(attributes["style"] or "", attributes)
        return frame

    def _note(self, name: str, attributes: Attributes) -> None:
        """What attributes show or lead to, on whatever element they stand."""
        if _NOTED.isdisjoint(attributes):
            return
        if value := attributes.get("title"):
            self.lines.add_alt(value, self._of_links())
        if value := attributes.get("placeholder"):
            self.lines.add_alt(value, "aside")  # a hint what to type, or a hot search word
        if name != "a" and not _ELSEWHERE.isdisjoint(attributes):
            if name == "img":  # its data-url is most often the picture itself
                attributes = {key: attributes.get(key) for key in ("onclick", "alt", "title")}
            hidden = self._hiding not in _TEXT_ONLY
            self.anchors.add_other(name, attributes, self._region, hidden)

    def _of_links(self) -> FieldName:
        """The field of alternative texts here: those on a link speak of the page it leads to."""
        return "links" if self.anchors.is_away else "alt"

    def _hide(self, manner: Manner, said: Seen | None) -> None:
        """Apply what an element says of being seen: `said` here, or else all of its kind."""
        before, verdict = self._hiding, said.hiding if said else manner.hiding
        if before and before not in ("font", "visibility"):
            return
        if before == "font" and verdict is None and manner.styled:
            verdict = ""  # a sheet that is not read may give its size back
        if before == "visibility" and not (said.visible if said else manner.visible):
            return
        if verdict is not None:
            self._hiding = verdict
            self.lines.hidden = bool(verdict)

    def _open_block(self, manner: Manner, before: Hiding, depth: int) -> _Frame:
        """Begin a line; `before`: how text was hidden around the element."""
        lines, hiding = self.lines, self._hiding
        if before or not hiding:  # what is not shown breaks no line
            if lines.shown or hiding:
                self._break_before_block(depth)
            if (link := self.anchors.open) is not None:
                link.parts.append(" ")
        zone, region, tag, count = lines.zone, self._region, lines.tag, len(lines.emitted)
        lines.tag = manner.name
        if manner.region:
            self._region = manner.region
        if (headings := self._headings.open) and (
            manner.region == "footer"
            or (
                headings[-1][0] == depth
                and manner.ends
                and (not manner.note or len(self.lines.emitted) > headings[-1][4])
            )
        ):
            lines.zone = zone = headings.pop()[1]
        if manner.zone is not None:
            lines.zone = manner.zone
        return manner, zone, region, before, tag, lines.cells, count, None

    def _break_before_block(self, depth: int) -> None:
        """End the line before a block, which it may head; a link, as of tabs, heads nothing."""
        count, linked = len(self.lines.emitted), self._link_end == len(self.lines.shown)
        self.lines.break_line()
        if len(self.lines.emitted) > count and not linked:
            self._headings.note_line(depth)

    def _open_structure(
        self, node: LexborNode, name: str, attributes: Attributes, depth: int
    ) -> None:
        """Begin a part of a table, a list of terms or a form."""
        if name == "tr":
            self._tables.open_row(node)
        elif name in ("td", "th"):
            self._tables.open_cell()
        elif name == "table":
            self._tables.open_table()
        elif name in ("dt", "dd"):
            self._tables.open_term(name)
        elif name == "form":
            self._end_form()
            self._form = FormReader(attributes, depth, node.first_child is None)
        elif self._form is not None and name in ("button", "select"):
            self._form.add_field(name, attributes)
        elif self._form is not None and name == "option" and "selected" in attributes:
            self._form.set_last_value(attributes.get("value") or "")

    def _open_inline(self, node: LexborNode, name: str, attributes: Attributes) -> OpenLink | None:
        """Take note of a picture, a field or a frame, or begin a link and return it."""
        lines = self.lines
        hidden = self._hiding not in _TEXT_ONLY
        if name == "img":
            self._add_picture(attributes, hidden)
        elif name == "a":
            return self._open_link(attributes, hidden)
        elif name in ("area", "iframe", "frame"):
            self.anchors.add_other(name, attributes, self._region, hidden)
            if name == "iframe" and (html := attributes.get("srcdoc")):
                self._framed(html)
        elif name in ("input", "textarea"):
            if self._form is not None:
                self._form.add_field(name, attributes)
                if name == "textarea":
                    self._form.set_last_value(node.text())
            kind = (attributes.get("type") or "text").lower()
            fixed = "readonly" in attributes or "disabled" in attributes
            if fixed and kind == "text" and (value := attributes.get("value")):
                lines.add_text(f" {value} ")  # a box nobody can write in shows a fact
            if kind in ("submit", "button", "reset"):
                lines.break_line()
                lines.add_text(attributes.get("value") or "")
                lines.break_line()
        return None

    def _add_picture(self, attributes: Attributes, hidden: bool) -> None:
        """An <img>, which may be seen or not, and its words."""
        if not hidden:
            self.anchors.add_image(attributes)
        if alt := attributes.get("alt"):
            self.lines.add_alt(alt, self._of_links())

    def _open_link(self, attributes: Attributes, hidden: bool) -> OpenLink | None:
        """Begin an <a>; returns it if it leads anywhere."""
        # Two links side by side are two items, though no white space parts them.
        if self._link_end >= 0 and not "".join(self.lines.shown[self._link_end :]).strip():
            self.lines.break_line()
        return self.anchors.enter(attributes, self._region, hidden, self.lines.shown)

    def _leave(self, frame: _Frame, depth: int) -> tuple[Manner, int]:
        """Put back what an element changed; returns its manner and how many lines were before it,
        or are now where it heads nothing."""
        manner, zone, region, before, tag, cells, count, link = frame
        lines, hiding, block = self.lines, self._hiding, manner.block
        if self._behind and self._behind[-1][0] == depth:
            self._text(self._behind.pop()[1])
        if (lines.shown or hiding) and (block or hiding != before):
            lines.break_line()
        if link is not None:
            self.anchors.leave(link)
            self._link_end = len(lines.shown)
        elif block:
            self._link_end = -1
        if manner.structure:
            self._close_structure(manner.name, cells, depth)
        self._region = region
        if hiding != before:
            self._hiding = before
            lines.hidden = bool(before)
        lines.zone = zone
        lines.tag = tag
        return manner, count if block and not before else len(lines.emitted)

    def _close_structure(self, name: str, outer: list[list[str]] | None, depth: int) -> None:
        """End a part of a table, a list of terms or a form; `outer`: the cells around it."""
        lines = self.lines
        if name in ("tr", "dt", "dd"):
            cells, lines.cells = lines.cells, outer
            if name == "tr":
                self._tables.close_row(cells)
            else:
                self._tables.close_term(name, cells)
        elif name == "dl":
            self._tables.end_terms()
        elif name == "table":
            self._tables.close_table()
        if self._form is not None and (
            self._form.depth == depth
            if name == "form" and not self._form.loose
            else name == "table" and self._form.loose and self._form.depth > depth
        ):
            self._end_form()

    def _end_form(self) -> None:
        form = self._form.finish(self._base) if self._form is not None else None
        if form is not None:
            self.forms.append(form)
        self._form = None
