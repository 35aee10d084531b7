"""What came for a target, and what the spider makes of it before it decides anything."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.addresses import Scope, canonical
from crawler.cards import MAX_CARDS, Card, cards, content_references, in_furniture
from crawler.json_api import MAX_ITEMS, Call, JsonList, goods_list, parse
from crawler.listing import next_page
from crawler.outline import Outline, outline
from crawler.page_kind import Judgement, judge
from crawler.refusals import Refusal, json_refusal, refusal, refusal_by_status
from crawler.shown import Click
from crawler.traps import make
from crawler.visit import Target
from evidence.archive.record import RecordRef
from pages.decode import decode
from pages.page import Page, TextBox
from pages.reading import read_page

_SILENT = frozenset({"title", "script", "style", "noscript", "option", "button", "textarea"})
_BROKEN_OFF = frozenset({"hang", "crashed", "not-quiet"})
_FEW = 16
"""Characters up to which a rendered page shows nothing but a name, or that it is loading."""


@dataclass(slots=True)
class Answer:
    """A response, or a rendered page, to `target`.

    `url` is where it came from, `location` the address a redirect names
    (absolute). `rendered` answers are the browser's markup; `calls` and `clicks`
    are what it did there, `boxes` where words about the licence stand there.
    `retry_after` is the header's value. `page` is the page where it was read before,
    with the words of its pictures.
    """

    target: Target
    url: str
    status: int
    body: bytes = b""
    content_type: str | None = None
    record: RecordRef | None = None
    location: str | None = None
    retry_after: bytes | None = None
    flags: list[str] = field(default_factory=list)
    rendered: bool = False
    calls: list[Call] = field(default_factory=list)
    clicks: list[Click] = field(default_factory=list)
    error: str = ""
    boxes: list[TextBox] = field(default_factory=list)
    page: Page | None = None


@dataclass(slots=True)
class Reading:
    """An answer, read: its page, outline, cards, and what it was judged to be.

    `value` holds the values of a JSON answer and `goods` the list of goods in
    them; then there is no outline worth reading.
    """

    answer: Answer
    page: Page
    tree: Outline
    cards: list[Card]
    judgement: Judgement
    refusal: Refusal | None
    next_url: str | None = None
    value: object = None
    goods: JsonList | None = None

    @property
    def is_json(self) -> bool:
        """Whether the answer is JSON."""
        return self.value is not None

    @property
    def addressed(self) -> list[Card]:
        """Cards that lead somewhere."""
        return [card for card in self.cards if card.url]

    @property
    def text(self) -> str:
        """What the page shows, for words such as "nothing found"."""
        return self.tree.root.text(6000)

    def says_more_than_links(self, least: int) -> bool:
        """Whether at least `least` characters stand outside links and the furniture of the page."""
        left = least
        links = {id(reference.element) for reference in self.tree.references}
        for element in self.tree.elements():
            if element.hidden or element.tag in _SILENT:
                continue
            own = sum(len(part.strip()) for part in element.content if isinstance(part, str))
            if not own or in_furniture(element):
                continue
            if any(id(each) in links for each in (element, *element.ancestors())):
                continue
            left -= own
            if left <= 0:
                return True
        return False


def read(answer: Answer, scope: Scope, goods_makes: Iterable[str] = ()) -> Reading:
    """Read an answer. `goods_makes` are makes of address that led to goods before."""
    page = answer.page or read_page(answer.body, answer.url, answer.content_type)
    page.flags.extend(flag for flag in answer.flags if flag not in page.flags)
    page.boxes = answer.boxes
    if _shown_whole(answer, page):
        page.flags.remove("script-shell")
    if "json" in page.flags:
        return _read_json(answer, page)
    if "not-html" in page.flags or "empty" in page.flags:
        return _read_nothing(answer, page)
    text = decode(answer.body, answer.content_type).text
    tree = outline(text, answer.url, page.charset)
    found = cards(tree, scope)
    if len(found) >= MAX_CARDS or (tree.cut and "nesting-cut" not in page.flags):
        _mark_cut_list(page)
    found += _learnt(tree, scope, found, set(goods_makes))
    following = next_page(tree, scope)
    judgement = judge(page, tree, found, has_next=following is not None)
    asked = str(answer.target.extra.get("asked", answer.target.url))
    return Reading(
        answer,
        page,
        tree,
        found,
        judgement,
        refusal(answer.status, asked, tree, found, judgement),
        following,
    )


def _mark_cut_list(page: Page) -> None:
    """A list with more goods than are looked at; a page may be read twice."""
    if "cards-cut" not in page.flags:
        page.flags.append("cards-cut")


def _shown_whole(answer: Answer, page: Page) -> bool:
    """Whether a page taken for a shell is as the browser shows it: few words, but all of them."""
    return (
        answer.rendered
        and "script-shell" in page.flags
        and not answer.error
        and not _BROKEN_OFF.intersection(answer.flags)
        and len(page.text("description").strip()) > _FEW
    )


def _read_json(answer: Answer, page: Page) -> Reading:
    value = parse(answer.body)
    goods = goods_list(value)
    if goods is not None and len(goods.items) >= MAX_ITEMS:
        _mark_cut_list(page)
    return Reading(
        answer,
        page,
        outline("", answer.url),
        [],
        Judgement("other", (), ()),
        json_refusal(answer.status, value),
        None,
        value if value is not None else {},
        goods,
    )


def _read_nothing(answer: Answer, page: Page) -> Reading:
    why = refusal_by_status(answer.status) or Refusal("error", page.flags[0])
    return Reading(answer, page, outline("", answer.url), [], Judgement("other", (), ()), why)


def _learnt(tree: Outline, scope: Scope, found: list[Card], makes: set[str]) -> list[Card]:
    """Further references of a make that has led to goods: a card without a price is one still."""
    if not makes:
        return []
    known = {canonical(card.url) for card in found if card.url}
    more: dict[str, Card] = {}
    for reference in content_references(tree, scope):
        url = canonical(reference.url)
        if url in known or make(url) not in makes or in_furniture(reference.element):
            continue
        if url not in more or len(reference.text) > len(more[url].name):
            more[url] = Card(reference.url, reference.text, "", "learnt", reference.element)
    return list(more.values())
