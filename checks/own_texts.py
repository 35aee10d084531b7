"""The merchant's own texts as rules look at them: field by field, and all of them at once.

What stands in none of the fields need not be looked for in each: most rules are done with by one
look at `may` or `together`. Talks, of which many patterns must stand near each other, look at long
texts part by part.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from checks.plain_text import MAX_READ
from checks.prefilter import PREFILTER, Looked

_TWICE = 600
"""Code points at the end of a part with which the next one begins: more than any talk reaches."""
_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a field's plain text that talks are looked for in; it stands there from `begin`."""

    field: str
    looked: Looked
    begin: int


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

    @cached_property
    def parts(self) -> list[Part]:
        """The texts in parts of MAX_READ code points at most, in order; most are one part."""
        return [
            Part(
                field,
                looked
                if begin == 0 and end == len(looked.text)
                else Looked(looked.text[begin:end]),
                begin,
            )
            for field, looked in self.looked
            for begin, end in _parts(looked.text)
        ]

    def __iter__(self) -> Iterator[tuple[str, Looked]]:
        return iter(self.looked)


def _one_of(texts: Sequence[bytes]) -> bytes:
    """What is so in one of several texts, of which each row tells what is so in it, 0 or 1."""
    return reduce(or_, map(int.from_bytes, texts)).to_bytes(len(texts[0]))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """(begin, end) of the parts of a text, which begin and end with its lines where they can."""
    begin = 0
    while len(text) - begin > MAX_READ:
        cut = text.rfind(_LINE, begin + MAX_READ // 2, begin + MAX_READ)
        end = cut + 1 if cut >= 0 else begin + MAX_READ
        yield begin, end
        following = text.rfind(_LINE, begin, end - _TWICE) + 1
        begin = following if following > end - 2 * _TWICE else end - _TWICE
    yield begin, len(text)
