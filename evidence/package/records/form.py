"""The definition of a record 文书, and its filling.

A form is sections of items. Each item says what it is called and takes its value
from the facts by a function, so the definition is also the list of where every
value comes from. The same filled `Paper` is drawn as DOCX and as PDF.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from evidence.package.records.facts import Head, Officer
from evidence.package.records.inert import inert
from evidence.package.records.moment import beijing, in_full
from evidence.package.records.paper import (
    BLANK,
    END_MARK,
    Block,
    Cell,
    Fields,
    Heading,
    Layout,
    Paper,
    Part,
    PictureFile,
    Slice,
    Style,
    Table,
    TableRow,
    Text,
    Title,
)
from evidence.package.records.picture import Cut, cuts
from evidence.package.records.values import Blank, Code, Phrase, Value, Wording

# Of one address in the annex. Browsers and servers take no longer ones.
_ANNEXED = 16_384


class WithHead(Protocol):
    """Facts of any record: all have a head."""

    @property
    def head(self) -> Head: ...


F = TypeVar("F", bound=WithHead)
R = TypeVar("R")


@dataclass(frozen=True)
class Row(Generic[F]):
    """A labelled field. Two rows with `half` that follow each other share a line.

    `room` is the height in mm left for handwriting.
    """

    label: str
    code: Code
    of: Callable[[F], Value]
    half: bool = False
    room: float = 0


@dataclass(frozen=True)
class Sentence(Generic[F]):
    """A fixed sentence. One that states a fact prints only if every fact in it is known."""

    of: Callable[[F], Phrase | None]
    style: Style = "sentence"
    code: Code = "a"


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of a listing; `share` is its share of the width."""

    title: str
    code: Code
    of: Callable[[R], Value]
    share: float = 1


@dataclass(frozen=True)
class Listing(Generic[F, R]):
    """A table of things. `none` is printed where the record says that there are none.

    `of` gives None where the record says nothing; `under` gives lines across the
    whole width below each row. Past `most` rows the rest is counted, not printed: a
    page decides how often it is found fault with.
    """

    columns: tuple[Column[R], ...]
    of: Callable[[F], Sequence[R] | None]
    none: str
    under: Callable[[R], Sequence[Value]] | None = None
    room: float = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs; the signature itself is always left to the hand."""

    role: str
    officer: Officer | None = None


@dataclass(frozen=True)
class Signatures(Generic[F]):
    """【签】: signature, number of the certificate, date; confirmations by code are named apart."""

    of: Callable[[F], Sequence[Signer]]


@dataclass(frozen=True)
class Pictures(Generic[F]):
    """A picture, cut into slices that fit the paper; `captions` stand below each slice."""

    of: Callable[[F], PictureFile]
    captions: Callable[[F, Cut], Sequence[Value]]


Item = Row[F] | Sentence[F] | Listing[F, Any] | Signatures[F] | Pictures[F]


@dataclass(frozen=True)
class Section(Generic[F]):
    """Items under one heading.

    A `title` begins a new part with a head of its own. `when` leaves the section out,
    and `layout` may depend on the facts (a wide picture turns the sheet).
    """

    items: tuple[Item[F], ...]
    heading: str | None = None
    title: str | None = None
    layout: Layout | Callable[[F], Layout] = "form"
    when: Callable[[F], bool] = lambda _facts: True


@dataclass(frozen=True)
class Form(Generic[F]):
    """One record's definition.

    `standard` names the official form it follows. `numbered` forms bear a 文号, whose
    number stays blank. `check` raises FormRefused for facts that may not fill it.
    `seam` marks the place of the seal across pages 骑缝.
    """

    key: str
    title: str
    sections: tuple[Section[F], ...]
    standard: str = ""
    alias: str | None = None
    numbered: bool = False
    check: Callable[[F], None] = lambda _facts: None
    footer: Callable[[F], Sequence[Value]] = lambda _facts: ()
    layout: Layout = "form"
    end: Literal["end-mark", "open"] = "end-mark"


def fill(form: Form[F], facts: F) -> Paper:
    """The record `form` with these facts. Raises FormRefused where it may not be made."""
    form.check(facts)
    head, wording = facts.head, Wording()
    parts: list[tuple[Layout, list[Block]]] = []
    for section in form.sections:
        if not section.when(facts):
            continue
        layout = section.layout if isinstance(section.layout, str) else section.layout(facts)
        if not parts or section.title is not None or parts[-1][0] != layout:
            parts.append((layout, []))
        blocks = parts[-1][1]
        if len(parts) == 1 and not blocks:
            blocks.extend(_head(form, head, wording))
        elif section.title is not None:
            blocks.append(Title(wording.text(head.office.name, "ao"), section.title))
        if section.heading is not None:
            blocks.append(Heading(section.heading))
        blocks.extend(_blocks(section.items, facts, wording))
    if wording.annexed:
        parts[-1][1].extend(_annex(wording))
    if form.end == "end-mark":
        parts[-1][1].append(Text(f"（{END_MARK}）", "centre"))
    number = wording.text(head.number, "a")
    foot = Wording()
    return Paper(
        key=form.key,
        title=form.title,
        number=number,
        made_at=head.made_at,
        running=f"{form.title}　编号 {number}",
        footer=tuple(foot.text(value, "a") for value in form.footer(facts)),
        parts=tuple(Part(layout, tuple(blocks)) for layout, blocks in parts),
        names=frozenset(wording.names),
    )


def document_number(head: Head) -> str:
    """文号: `{机关代字}〔{年}〕＿＿号`; the number itself is given by hand."""
    prefix = Wording().text(head.office.prefix or Blank(4), "o")
    return f"{prefix}〔{beijing(head.made_at).year}〕{BLANK}号"


def _head(form: Form[F], head: Head, wording: Wording) -> list[Block]:
    blocks: list[Block] = [
        Title(
            wording.text(head.office.name, "ao"),
            form.title,
            document_number(head) if form.numbered else None,
        )
    ]
    if form.alias:
        blocks.append(Text(form.alias, "centre"))
    blocks.append(Text(f"编号：{wording.text(head.number, 'a')}", "right"))
    return blocks


def _blocks(items: Sequence[Item[F]], facts: F, wording: Wording) -> list[Block]:
    """The items as blocks; neighbouring rows become one table of fields."""
    blocks: list[Block] = []
    rows: list[tuple[Cell, ...]] = []
    open_half: list[Cell] = []

    def close() -> None:
        if open_half:
            rows.append(tuple(open_half))
            open_half.clear()
        if rows:
            blocks.append(Fields(tuple(rows)))
            rows.clear()

    for item in items:
        if isinstance(item, Row):
            cell = Cell(item.label, wording.lines(item.of(facts), item.code), item.room)
            if item.half:
                open_half.append(cell)
            if open_half and (len(open_half) == 2 or not item.half):
                rows.append(tuple(open_half))
                open_half.clear()
            if not item.half:
                rows.append((cell,))
            continue
        close()
        blocks.extend(_block(item, facts, wording))
    close()
    return blocks


def _block(
    item: Sentence[F] | Listing[F, Any] | Signatures[F] | Pictures[F], facts: F, wording: Wording
) -> Sequence[Block]:
    match item:
        case Sentence(of, style, code):
            phrase = of(facts)
            if phrase is None or not phrase.known:
                return ()
            return (Text(wording.text(phrase, code), style),)
        case Listing():
            return (_listing(item, facts, wording),)
        case Signatures(of):
            return _signatures(of(facts), wording)
        case Pictures():
            return _slices(item, facts, wording)


def _listing(item: Listing[F, Any], facts: F, wording: Wording) -> Block:
    things = item.of(facts)
    titles = ("序号", *(column.title for column in item.columns))
    widths = (0.75, *(column.share for column in item.columns))
    if not things:
        said = wording.text(None, "a") if things is None else item.none
        return Table(titles, widths, (TableRow(("—",) * len(titles), (said,)),))
    rows = tuple(
        TableRow(
            (
                str(number),
                *(
                    "\n".join(wording.lines(column.of(thing), column.code))
                    for column in item.columns
                ),
            ),
            tuple(wording.text(line, "a") for line in item.under(thing)) if item.under else (),
        )
        for number, thing in enumerate(things[: item.most], 1)
    )
    if len(rows) < len(things):
        more = f"共{len(things)}项，此处列前{len(rows)}项，其余见所附文件"
        rows = (*rows, TableRow(("—",) * len(titles), (more,)))
    return Table(titles, widths, rows, item.room)


def _signatures(signers: Sequence[Signer], wording: Wording) -> list[Block]:
    rows = tuple(
        TableRow(
            (
                _role(one, wording),
                "＿" * 9,
                wording.text(one.officer.certificate if one.officer else None, "o"),
                "＿＿＿年＿＿月＿＿日",
            )
        )
        for one in signers
    )
    blocks: list[Block] = [
        Table(("身份", "签名", "证号（证件号码）", "日期"), (2.2, 3, 2.6, 2.6), rows, 13)
    ]
    confirmed = [
        f"{wording.text(one.officer.name, 'ao')} {in_full(one.officer.confirmed_at)}"
        for one in signers
        if one.officer is not None and one.officer.confirmed_at is not None
    ]
    if confirmed:
        blocks.append(Text(f"系统身份确认：{'；'.join(confirmed)}。", "after"))
    return blocks


def _role(signer: Signer, wording: Wording) -> str:
    if signer.officer is None:
        return signer.role
    return f"{signer.role}\n（{wording.text(signer.officer.name, 'ao')}）"


def _slices(item: Pictures[F], facts: F, wording: Wording) -> list[Block]:
    picture = item.of(facts)
    return [
        Slice(
            picture=picture,
            top=cut.top,
            bottom=cut.bottom,
            width=cut.width_mm,
            height=cut.height_mm,
            overlap_before=cut.before_mm,
            overlap_after=cut.after_mm,
            above=_overlap(cut.before_mm, f"▼图中最上{cut.before_mm:.0f}毫米与上一幅重叠"),
            below=(
                *_overlap(cut.after_mm, f"▲图中最下{cut.after_mm:.0f}毫米与下一幅重叠"),
                *(wording.text(line, "a") for line in item.captions(facts, cut)),
            ),
        )
        for cut in cuts(picture)
    ]


def _overlap(shared: float, said: str) -> tuple[str, ...]:
    return (said,) if shared else ()


def _annex(wording: Wording) -> list[Block]:
    """Long addresses in full. Printing one adds none, so the list is taken as it stands."""
    blocks: list[Block] = [Heading("附页　超过600字符的网址")]
    for number, address in enumerate(wording.annexed, 1):
        blocks.append(Text(f"网址{number}（共{len(address)}字符）", "note"))
        more = f"……（此处印前{_ANNEXED}字符）" if len(address) > _ANNEXED else ""
        blocks.append(Text(inert(address[:_ANNEXED]) + more, "body"))
    return blocks
