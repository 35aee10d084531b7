"""The merchant's own texts as rules look at them: field by field, and all of them at once.

What stands in none of the fields need not be looked for in each: most rules are done with by one
look at `may` or `together`.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from operator import or_

from checks.prefilter import PREFILTER, Looked


class OwnTexts:
    """`fields` are (field, plain text) of the texts that are not empty, `name` is that of the
    goods."""

    def __init__(self, fields: Sequence[tuple[str, str]], name: str) -> None:
        self.looked = [(field, PREFILTER.look(text)) for field, text in fields]
        self._name = name
        self._nothing = PREFILTER.look("")

    @cached_property
    def may(self) -> bytes:
        """By the number of a pattern, or of needles: whether it can match in one of the texts, 0
        or 1."""
        return _one_of([self._nothing.may, *(looked.may for _, looked in self.looked)])

    @cached_property
    def may_with_name(self) -> bytes:
        """The same for these texts and the name of the goods."""
        return _one_of([PREFILTER.look(self._name).may, self.may])

    @cached_property
    def together(self) -> bytes:
        """By the number of a set of patterns: whether those that it needs can stand together in
        one of the texts (checks.together), 0 or 1."""
        return _one_of([self._nothing.together, *(looked.together for _, looked in self.looked)])

    def __iter__(self) -> Iterator[tuple[str, Looked]]:
        return iter(self.looked)


def _one_of(texts: Sequence[bytes]) -> bytes:
    """What is so in one of several texts, of which each row tells what is so in it, 0 or 1."""
    return reduce(or_, map(int.from_bytes, texts)).to_bytes(len(texts[0]))
