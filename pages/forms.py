"""Forms of a page, as a crawler needs them to ask its search."""

from collections.abc import Mapping

from pages.links import Base
from pages.page import Form

_MAX_FIELDS = 200
_MAX_TEXT = 300
_BUTTONS = frozenset(("submit", "button", "reset", "image"))


class FormReader:
    """One form being read; `depth` is where in the tree it was opened.

    `loose` is true for a form between table tags: the standard closes it at
    once and lets the fields that follow belong to it all the same.
    """

    def __init__(self, attributes: Mapping[str, str | None], depth: int, loose: bool) -> None:
        self.depth = depth
        self.loose = loose
        self._attributes = attributes
        self._fields: list[tuple[str, str, str]] = []
        self._text: list[str] = []
        self._size = 0

    def add_text(self, text: str) -> None:
        """Words shown in the form: labels, buttons, placeholders."""
        if self._size < _MAX_TEXT and text and not text.isspace():
            self._text.append(text.strip())
            self._size += len(text)

    def add_field(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """An input, button, select or textarea."""
        kind = (attributes.get("type") or ("text" if tag == "input" else tag)).lower()
        name, value = attributes.get("name") or "", attributes.get("value") or ""
        if kind in _BUTTONS:
            self.add_text(value or attributes.get("alt") or "")
        self.add_text(attributes.get("placeholder") or "")
        off = kind in ("checkbox", "radio") and "checked" not in attributes
        if len(self._fields) < _MAX_FIELDS and "disabled" not in attributes and not off:
            self._fields.append((name, value[:2_000], kind))

    def set_last_value(self, value: str) -> None:
        """The chosen option of the select, or the text of the textarea, last added."""
        if self._fields:
            name, _, kind = self._fields[-1]
            self._fields[-1] = (name, value[:2_000], kind)

    def finish(self, base: Base) -> Form | None:
        """The form, or None where its action is no address that can be fetched."""
        action = base.absolute(self._attributes.get("action") or "")
        if action is None:
            return None
        names = (self._attributes.get(key) or "" for key in ("role", "id", "class", "name"))
        return Form(
            action=action.partition("#")[0],
            method=(self._attributes.get("method") or "get").strip().lower(),
            fields=tuple(self._fields),
            text=" ".join(self._text)[:_MAX_TEXT],
            charset=(self._attributes.get("accept-charset") or "").strip(),
            role=" ".join(name for name in names if name)[:200],
        )
