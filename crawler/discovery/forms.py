"""Sign: a search form, GET or POST, told by its one text field and by its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.addresses import encode_pairs, resolve
from crawler.discovery.recipe import TERM, Candidate, Recipe
from crawler.outline import Element, Outline
from crawler.wording import SEARCH

ENOUGH = 4
"""Points from which a form counts as a search form."""

_MARK = "wj-term"
_FIELD_NAME = re.compile(
    r"^(?:q|k|s|w|kw|wd|key|keys|keyword|keywords|key_?words?|search\w*|query\w*|qs|term|terms|text|word|words|"
    r"goods_?name|product_?name|sw|so|ss|sou|ks|wq|key_?word\w*|title|name|\w*search\w*|\w*keyword\w*|"
    r"\w*\[(?:search|keywords?|q|query)\])$",
    re.IGNORECASE,
)
_SEARCHING = re.compile(r"search|sousuo|sou(?:$|[_-])|query|find|keyword|chaxun", re.IGNORECASE)
_OTHER_USE = re.compile(
    r"subscri|newsletter|coupon|voucher|e-?mail|login|register|comment|review|quantity|qty|captcha|verify|"
    r"zip|postcode|phone|订阅|优惠码|邮箱|手机号|验证码|评论|留言|数量",
    re.IGNORECASE,
)
_TEXT_TYPES = frozenset({"text", "search", ""})
_FOREIGN_TYPES = frozenset({"password", "email", "tel", "file", "number", "date", "url"})


@dataclass(slots=True)
class _Fields:
    """What a browser would send of a form: `words` are its text fields."""

    words: list[Element] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)
    foreign: bool = False
    buttons: str = ""


def candidates(tree: Outline, charset: str) -> Iterator[Candidate]:
    """Recipes from the page's search forms."""
    for form in tree.elements():
        if form.tag != "form":
            continue
        fields = _fields(form)
        if fields.foreign or not 1 <= len(fields.words) <= 2:
            continue
        best = max(fields.words, key=lambda word: _points(form, fields, word))
        points = _points(form, fields, best)
        if points >= ENOUGH and best.attrs.get("name"):
            recipe = _recipe(tree, form, fields, best, charset)
            if recipe is not None:
                sign = "form-post" if recipe.method == "POST" else "form-get"
                yield Candidate(recipe, points, [sign])


def loose_box(tree: Outline) -> bool:
    """Whether the page has a search box that only a script can ask: no form, or no name."""
    for element in tree.elements():
        if element.tag == "input" and element.attrs.get("type", "").lower() in _TEXT_TYPES:
            words = _own_words(element)
            if element.hidden or _OTHER_USE.search(words):
                continue
            if element.attrs.get("type", "").lower() == "search" or SEARCH.search(words):
                return True
            if _SEARCHING.search(words):
                return True
    return False


def _fields(form: Element) -> _Fields:
    fields = _Fields()
    buttons: list[str] = []
    submitted = False
    for element in form.walk():
        kind = element.attrs.get("type", "").lower()
        name = element.attrs.get("name", "")
        if element.tag == "textarea":
            fields.foreign = True
        elif element.tag == "select" and name:
            fields.pairs.append((name, _selected(element)))
        elif element.tag == "button" or (
            element.tag == "input" and kind in ("submit", "image", "button")
        ):
            buttons.append(element.attrs.get("value", "") + element.text(20) + element.marks)
            if name and not submitted and kind in ("submit", ""):
                fields.pairs.append((name, element.attrs.get("value", "")))
                submitted = True
        elif element.tag == "input":
            _note_input(fields, element, kind, name)
    fields.buttons = " ".join(buttons)
    return fields


def _note_input(fields: _Fields, element: Element, kind: str, name: str) -> None:
    if kind in _FOREIGN_TYPES:
        fields.foreign = True
    elif kind in _TEXT_TYPES:
        fields.words.append(element)
    elif kind in ("radio", "checkbox"):
        if "checked" in element.attrs and name:
            fields.pairs.append((name, element.attrs.get("value", "on")))
    elif name:
        fields.pairs.append((name, element.attrs.get("value", "")))


def _selected(select: Element) -> str:
    options = [e for e in select.walk() if e.tag == "option"]
    chosen = next((o for o in options if "selected" in o.attrs), options[0] if options else None)
    return "" if chosen is None else chosen.attrs.get("value", chosen.text(80))


def _own_words(element: Element) -> str:
    attrs = element.attrs
    return " ".join(
        attrs.get(name, "")
        for name in ("name", "id", "class", "placeholder", "aria-label", "title", "value")
    )


def _points(form: Element, fields: _Fields, word: Element) -> int:
    words = _own_words(word)
    points = 0
    points += 3 * (word.attrs.get("type", "").lower() == "search")
    points += 3 * bool(_FIELD_NAME.match(word.attrs.get("name", "")))
    points += 2 * bool(SEARCH.search(words) or _SEARCHING.search(words))
    points += 2 * bool(SEARCH.search(fields.buttons) or _SEARCHING.search(fields.buttons))
    points += 3 * (form.attrs.get("role", "").lower() == "search")
    points += 2 * bool(_SEARCHING.search(form.marks + form.attrs.get("name", "")))
    points += 2 * bool(_SEARCHING.search(form.attrs.get("action", "")))
    points -= 5 * bool(_OTHER_USE.search(words + form.marks + form.attrs.get("action", "")))
    points -= 3 * word.hidden
    return points


def _recipe(
    tree: Outline, form: Element, fields: _Fields, word: Element, charset: str
) -> Recipe | None:
    named = form.attrs.get("accept-charset", "").split()
    used = _usable(named[0], charset) if named else charset
    action = resolve(tree.base, form.attrs.get("action", "") or tree.url, charset)
    if action is None:
        return None
    action = action.partition("#")[0]
    others = [
        (w.attrs.get("name", ""), w.attrs.get("value", "")) for w in fields.words if w is not word
    ]
    pairs = [
        *((n, v) for n, v in fields.pairs),
        (word.attrs["name"], _MARK),
        *((n, v) for n, v in others if n),
    ]
    encoded = encode_pairs(pairs, used).replace(_MARK, TERM)
    if form.attrs.get("method", "get").lower() == "post":
        return Recipe(action, "POST", encoded, used, form_page=tree.url)
    # A GET form replaces the query of its action (HTML, "mutate action URL").
    return Recipe(action.partition("?")[0] + "?" + encoded, charset=used, form_page=tree.url)


def _usable(charset: str, otherwise: str) -> str:
    try:
        "茶".encode(charset)
    except (LookupError, UnicodeError):
        return otherwise
    return charset
