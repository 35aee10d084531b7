"""A page as the checks read it."""

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

FieldName = Literal[
    "title",  # <title> and the product's name
    "price",  # price texts as shown
    "attributes",  # name: value lines of tables and lists
    "description",  # visible running text
    "hidden",  # text that CSS or attributes hide
    "meta",  # meta description and keywords
    "alt",  # alt and title attributes
    "structured",  # strings of JSON-LD, microdata and script data
    "reviews",  # what buyers wrote
    "links",  # lines that are only links to other pages: menus, cards of goods
    "aside",  # blocks about other goods and other shops: 猜你喜欢, 热搜
    "image_text",  # words read in pictures
]


class Link(NamedTuple):
    """A link of the page: absolute `url`, the words on it, and where it hangs.

    `region` is "nav", "footer", "main" or "" where it is not known; `image`
    is the alt text of a picture that carries the link. `hidden` links are
    traps and are not followed. `led`: the last words before it on its line.
    """

    url: str
    text: str
    rel: str = ""
    region: str = ""
    image: str = ""
    hidden: bool = False
    led: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A number of the kind the law knows, found in the page.

    `kind`: "uscc", "reg_no", "jy", "sc", "filing_food" (YB), "icp", "icp_licence",
    "police_filing", "drug", "device", "cosmetics", "health_food", "pesticide",
    "vet_drug", "travel_agency", "seed", "drug_licence", "drug_info", "device_licence",
    "pesticide_licence", "ad_review". `value` is normalised, `raw` as seen. `valid` is
    the verdict of its check digit or format, None where there is none to test.
    `note` says e.g. "valid-after-O-to-0" (疑似笔误). `field`, `start`, `end`
    point into the page's field text (code points).
    """

    kind: str
    value: str
    raw: str
    valid: bool | None
    field: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """An amount in fen, as shown in `raw`. `label` is the word before it (原价, 到手价) or ""."""

    fen: int
    raw: str
    field: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the page: absolute action, method, fields as (name, value, type)."""

    action: str
    method: str
    fields: tuple[tuple[str, str, str], ...]
    text: str = ""
    charset: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class TextBox:
    """Where a run of text stands in the page as a browser shows it: CSS pixels from the upper
    left corner of the page. `contrast` is that of text and ground (1 to 21), None if not known.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    contrast: float | None = None


@dataclass(slots=True)
class Page:
    """页面: one fetched page, read.

    `fields` maps a FieldName to its text as shown (before folding); findings
    point into these texts by code points. `charset` is what the bytes were
    decoded with, `flags` are quality marks such as "charset-mismatch",
    "invalid-bytes", "nesting-cut", "size-cut", "script-shell" (content needs scripts),
    "image-text-unchecked" (pages.quality_marks has them all). `structured` holds decoded
    JSON-LD and script-data objects; `meta` the head's meta elements by name. `boxes` are
    measured where a browser showed the page, else empty. `scripted`: scripts may open or change
    something, which on a page without any script or handler nothing does. `ticked`: the words
    beside checkboxes that are ticked beforehand (pages.ticked). `headed_by_title`: a heading says
    the same as the title, which the field "title" then has but once. `hidden_apart`: the lines
    of the field "hidden" that stand in buyers' words or in blocks of other goods.
    """

    url: str
    charset: str = "utf-8"
    flags: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    prices: list[Price] = field(default_factory=list)
    structured: list[Any] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str | None = None
    generator: str = ""
    boxes: list[TextBox] = field(default_factory=list)
    scripted: bool = True
    ticked: list[str] = field(default_factory=list)
    headed_by_title: bool = False
    hidden_apart: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The page's title as shown, or ""."""
        return self.fields.get("title", "")

    def text(self, name: FieldName) -> str:
        """The text of field `name`, or ""."""
        return self.fields.get(name, "")
