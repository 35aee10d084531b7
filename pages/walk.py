"""One walk over the parsed tree: text by field, links, forms and pictures."""

from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from pages.anchors import Anchors, OpenLink
from pages.forms import FormReader
from pages.lines import Lines
from pages.links import Base
from pages.manner import Attributes, Manner, Manners
from pages.page import FieldName, Form
from pages.tables import Tables
from pages.tags import SILENT_NUMBERS, SVG, TEXT
from pages.visibility import Hiding, StyleRules
from pages.words import words
from pages.zones import MAX_HEADING, MAX_LABEL, Zone, heading_zone, may_head, opens_aside

MAX_NODES = 1_000_000
MAX_DRAWN = 60
"""Parts of one SVG drawing that are looked at for letters; icons have a few."""

_MAX_HEADING_LINES = 3
_HEADINGS = words("h1 h2 h3 h4 h5 h6 dt")
_WHOLE = words("html body main article")
_ELSEWHERE = words("onclick data-href data-url data-link")
_NOTED = _ELSEWHERE | words("title placeholder")
# Ways of hiding text behind which a link or a picture is still seen.
_TEXT_ONLY: frozenset[Hiding] = frozenset(("", "font", "indent"))


@dataclass(slots=True)
class _Frame:
    """What has to be put back when an element is left, and what to look at then."""

    manner: Manner
    zone: Zone
    region: str
    hiding: Hiding
    tag: str
    cells: list[list[str]] | None
    lines_before: int
    depth: int
    link: OpenLink | None = None
    heads: list[str] | None = None
    holds_blocks: bool = False


class Walk:
    """Reads a tree once, in page order.

    `lines`, `anchors` and `forms` hold the results; `cut` says that the tree
    had more nodes than the limit. A page has thousands of elements, and most of
    them ask for nothing: the loop looks that up once a kind (pages.manner).
    """

    def __init__(self, base: Base, rules: StyleRules, url: str = "") -> None:
        self.lines = Lines()
        self.anchors = Anchors(base, url)
        self.forms: list[Form] = []
        self.cut = False
        self._base = base
        self._manners = Manners(rules)
        self._tables = Tables(self.lines)
        self._region = ""
        self._hiding: Hiding = ""
        self._form: FormReader | None = None
        self._headings: list[tuple[int, Zone]] = []  # depth, and the zone before it
        self._link_end = -1

    def run(self, root: LexborNode) -> None:
        """Read everything under `root`. Iterative: no page is too deep for it."""
        stack: list[tuple[LexborNode, _Frame | None]] = []
        node = root
        for _ in range(MAX_NODES):
            child = None
            frame = None
            number = node.tag_id
            if number == TEXT:
                self._text(node.text_content or "")
            elif number not in SILENT_NUMBERS:
                frame = self._enter(node, number, len(stack))
                if frame is not None and frame.manner.block and stack and (outer := stack[-1][1]):
                    outer.holds_blocks = True
                child = node.first_child
            elif number == SVG:
                self._drawn_text(node)
            if child is not None:
                stack.append((node, frame))
                node = child
                continue
            if frame is not None:
                self._leave(frame)
            following = node.next
            while following is None and stack:
                node, frame = stack.pop()
                if frame is not None:
                    self._leave(frame)
                following = node.next
            if following is None:
                break
            node = following
        else:
            self.cut = True
        self.lines.break_line()
        self._end_form()

    def _drawn_text(self, drawing: LexborNode) -> None:
        """Letters drawn as SVG text, which a visitor reads like any others."""
        part = drawing.first_child
        for _ in range(MAX_DRAWN):
            if part is None:
                return
            if part.tag == "text":
                self.lines.break_line()
                self._text(part.text())
                self.lines.break_line()
            part = part.next

    def _text(self, data: str) -> None:
        lines, link = self.lines, self.anchors.open
        if lines.zone == "own" and not lines.shown and len(data) <= MAX_LABEL:
            self._note_label(data)
        if link is None:
            lines.add_text(data)
        else:
            lines.add_text(data, link.away)
            link.parts.append(data)
        if self._form is not None:
            self._form.add_text(data)

    def _note_label(self, data: str) -> None:
        """热门搜索：高仿 精仿 in one block: the label speaks for the rest of the block."""
        lines = self.lines
        if not self._hiding and lines.tag not in _WHOLE and opens_aside(data):
            lines.zone = "aside"

    def _enter(self, node: LexborNode, number: int, depth: int) -> _Frame | None:
        """Take note of an element; None where nothing has to be put back."""
        attributes = node.attributes
        manners = self._manners
        manner = manners.of(number, attributes) if attributes else manners.bare(number)
        before = self._hiding
        if manner.hiding is not None or (before == "font" and manner.styled):
            self._hide(manner)
        frame: _Frame | None = None
        if manner.block:
            block = frame = self._open_block(manner, before, depth)
            if manner.structure:
                self._open_structure(node, manner.name, attributes, block)
        elif manner.acts or self._hiding != before:
            if manner.name == "a" or self._hiding != before:
                frame = self._frame(manner, before, depth)
            self._open_inline(node, manner.name, attributes, frame)
        if manner.pictured and self._hiding in _TEXT_ONLY:
            self.anchors.add_background(attributes["style"] or "", attributes)
        if len(attributes) > manner.told and not _NOTED.isdisjoint(attributes):
            self._note(manner.name, attributes)
        return frame

    def _note(self, name: str, attributes: Attributes) -> None:
        """What attributes show or lead to, on whatever element they stand."""
        if value := attributes.get("title"):
            self.lines.add_alt(value, self._of_links())
        if value := attributes.get("placeholder"):
            self.lines.add_alt(value, "aside")  # a hint what to type, or a hot search word
        if name not in ("a", "img") and not _ELSEWHERE.isdisjoint(attributes):
            hidden = self._hiding not in _TEXT_ONLY
            self.anchors.add_other(name, attributes, self._region, hidden)

    def _of_links(self) -> FieldName:
        """The field of alternative texts here: those on a link speak of the page it leads to."""
        return "links" if self.anchors.is_away else "alt"

    def _frame(self, manner: Manner, hiding_before: Hiding, depth: int) -> _Frame:
        lines = self.lines
        return _Frame(
            manner,
            lines.zone,
            self._region,
            hiding_before,
            lines.tag,
            lines.cells,
            len(lines.emitted),
            depth,
        )

    def _hide(self, manner: Manner) -> None:
        """Apply what an element says of being seen."""
        before, verdict = self._hiding, manner.hiding
        if before and before not in ("font", "visibility"):
            return
        if before == "font" and verdict is None and manner.styled:
            verdict = ""  # a sheet that is not read may give its size back
        if before == "visibility" and not manner.visible:
            return
        if verdict is not None:
            self._hiding = verdict
            self.lines.hidden = bool(verdict)

    def _open_block(self, manner: Manner, hiding_before: Hiding, depth: int) -> _Frame:
        lines = self.lines
        frame = self._frame(manner, hiding_before, depth)
        if not (self._hiding and not hiding_before):  # what is not shown breaks no line
            if lines.shown or lines.hidden:
                lines.break_line()
            if self.anchors.open is not None:
                self.anchors.open.parts.append(" ")
        lines.tag = manner.name
        if manner.region:
            self._region = manner.region
        if self._headings and (
            manner.region == "footer"
            or (self._headings[-1][0] == depth and manner.name in _HEADINGS)
        ):
            lines.zone = frame.zone = self._headings.pop()[1]
        if manner.zone is not None:
            lines.zone = manner.zone
        return frame

    def _open_structure(
        self, node: LexborNode, name: str, attributes: Attributes, frame: _Frame
    ) -> None:
        """Begin a part of a table, a list of terms or a form."""
        if name == "tr":
            self._tables.open_row(node)
        elif name in ("td", "th"):
            self._tables.open_cell()
        elif name == "table":
            frame.heads = self._tables.open_table()
        elif name in ("dt", "dd"):
            self._tables.open_term(name)
        elif name == "form":
            self._end_form()
            self._form = FormReader(attributes, frame.depth, node.first_child is None)
        elif self._form is not None and name in ("button", "select"):
            self._form.add_field(name, attributes)
        elif self._form is not None and name == "option" and "selected" in attributes:
            self._form.set_last_value(attributes.get("value") or "")

    def _open_inline(
        self, node: LexborNode, name: str, attributes: Attributes, frame: _Frame | None
    ) -> None:
        lines = self.lines
        hidden = self._hiding not in _TEXT_ONLY
        if name == "img":
            if not hidden:
                self.anchors.add_image(attributes)
            if alt := attributes.get("alt"):
                lines.add_alt(alt, self._of_links())
        elif name == "a" and frame is not None:
            # Two links side by side are two items, though no white space parts them.
            if self._link_end >= 0 and not "".join(lines.shown[self._link_end :]).strip():
                lines.break_line()
            frame.link = self.anchors.enter(attributes, self._region, hidden)
        elif name in ("area", "iframe", "frame"):
            self.anchors.add_other(name, attributes, self._region, hidden)
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

    def _leave(self, frame: _Frame) -> None:
        lines = self.lines
        manner = frame.manner
        if (lines.shown or lines.hidden) and (manner.block or self._hiding != frame.hiding):
            lines.break_line()
        if frame.link is not None:
            self.anchors.leave(frame.link)
            self._link_end = len(lines.shown)
        elif manner.block:
            self._link_end = -1
        if manner.structure:
            self._close_structure(manner.name, frame)
        self._region = frame.region
        if self._hiding != frame.hiding:
            self._hiding = frame.hiding
            lines.hidden = bool(frame.hiding)
        lines.zone = frame.zone
        lines.tag = frame.tag
        while self._headings and self._headings[-1][0] > frame.depth:
            self._headings.pop()
        if manner.block and not frame.hiding:
            count = len(lines.emitted) - frame.lines_before
            if 0 < count <= _MAX_HEADING_LINES:
                self._note_heading(frame, count)

    def _close_structure(self, name: str, frame: _Frame) -> None:
        """End a part of a table, a list of terms or a form."""
        lines = self.lines
        if name in ("tr", "dt", "dd"):
            cells, lines.cells = lines.cells, frame.cells
            if name == "tr":
                self._tables.close_row(cells)
            else:
                self._tables.close_term(name, cells)
        elif name == "dl":
            self._tables.end_terms()
        elif name == "table":
            self._tables.close_table(frame.heads)
        if self._form is not None and (
            self._form.depth == frame.depth
            if name == "form" and not self._form.loose
            else name == "table" and self._form.loose and self._form.depth > frame.depth
        ):
            self._end_form()

    def _end_form(self) -> None:
        form = self._form.finish(self._base) if self._form is not None else None
        if form is not None:
            self.forms.append(form)
        self._form = None

    def _note_heading(self, frame: _Frame, count: int) -> None:
        """A heading such as 猜你喜欢 speaks for what follows it under the same parent; `count`:
        how many lines its block has."""
        emitted = self.lines.emitted
        heading = emitted[-count]
        if len(heading) > MAX_HEADING or not may_head(heading):
            return
        if count > 1 and sum(map(len, emitted[-count:])) > max(40, len(heading) + 16):
            return
        if frame.holds_blocks and not frame.manner.wrapper:
            return
        zone = heading_zone(heading)
        if zone is None:
            return
        before = emitted[-count - 1] if len(emitted) > count else ""
        if zone == "own":
            if self._headings and self._headings[-1][0] == frame.depth:
                self.lines.zone = self._headings.pop()[1]
        elif zone != self.lines.zone and heading_zone(before) is None:
            # Two headings in a row are a strip of tabs.
            self._headings.append((frame.depth, self.lines.zone))
            self.lines.zone = zone
