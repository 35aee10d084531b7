"""What a click opens (点开才见): hidden elements that the page's links, buttons and scripts name.

A visitor reads what opens behind 查看说明 as he reads a pane of tabs; what nothing on the page ever
names stays hidden text. That a script names an element is enough: what it does to it is not told.
"""

_MOST_NAMES = 300
_MOST_CLASSES = 4
_LONGEST = 80
_BY_ID = (
    "getElementById('{}'",
    'getElementById("{}"',
    "'#{}'",
    '"#{}"',
    'aria-controls="{}"',
    'popovertarget="{}"',
    'commandfor="{}"',
)
_BY_CLASS = ("'.{}'", '".{}"', "getElementsByClassName('{}'", 'getElementsByClassName("{}"')


class Openers:
    """The names by which a page's HTML opens its elements."""

    def __init__(self, html: str = "") -> None:
        self._html = html
        self._known: dict[str, bool] = {}

    def open(self, classes: str, identity: str) -> bool:
        """Whether something on the page names an element of this id, or one of its classes."""
        if identity and self._names(identity, _BY_ID):
            return True
        return any(self._names(one, _BY_CLASS) for one in classes.split()[:_MOST_CLASSES])

    def _names(self, name: str, forms: tuple[str, ...]) -> bool:
        key = forms[0].format(name)
        known = self._known.get(key)
        if known is None:
            if len(name) > _LONGEST or len(self._known) >= _MOST_NAMES:
                return False
            known = self._known[key] = any(form.format(name) in self._html for form in forms)
        return known
