"""A text that many RE2 patterns look through, encoded for them once.

RE2 reads UTF-8. Its Python wrapper encodes the text for every look, and counts the characters
before every match one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_MANY = 12
"""Places from which on reading their lines one by one is no gain."""
_BREAK = "\n\n\n"
"""What parts two fields that are read as one text: no number reaches over it."""


class EncodedText:
    """`text` and its UTF-8 bytes; `text` holds no lone surrogates."""

    __slots__ = ("_bytes", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._bytes = text.encode()

    def spans(self, pattern: Any, *groups: int) -> Iterator[tuple[int, int]]:
        """(start, end) in code points of every match of an RE2 pattern: of the first of `groups`
        that is not empty, or else of the whole match."""
        read = start = 0
        for match in pattern.finditer(self._bytes):
            group = next((number for number in groups if match.group(number)), 0)
            first, last = match.span(group)
            start += len(self._bytes[read:first].decode())  # each byte is counted once
            yield start, start + len(self._bytes[first:last].decode())
            read = first

    def spans_at(
        self, pattern: Any, places: list[int], longest: int, *groups: int
    ) -> Iterator[tuple[int, int]]:
        """As `spans`, of a pattern whose matches begin at one of `places`, in order, and are no
        longer than `longest`."""
        if len(places) > _MANY:
            yield from self.spans(pattern, *groups)
            return
        text, end = self.text, -1
        for place in places:
            if place < end:
                continue
            part = text[place : place + longest].encode()
            if (match := pattern.match(part)) is not None:
                group = next((number for number in groups if match.group(number)), 0)
                first, last = match.span(group)
                start = place + len(part[:first].decode())
                yield start, start + len(part[first:last].decode())
                end = place + len(part[: match.end()].decode())

    def spans_near(self, pattern: Any, places: list[int]) -> Iterator[tuple[int, int]]:
        """As `spans`, of a pattern whose matches cross no line's end and hold one of `places`."""
        if len(places) > _MANY:
            yield from self.spans(pattern)
            return
        text, end = self.text, -1
        for place in sorted(places):
            if place < end:
                continue  # in the line just read
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            line = text[start:end] if end >= 0 else text[start:]
            end = start + len(line)
            for first, last in EncodedText(line).spans(pattern):
                yield start + first, start + last


def joined(
    fields: Mapping[str, str], names: Sequence[str], longest: int
) -> tuple[EncodedText, list[tuple[str, str, int]]]:
    """The text of all fields of `names` together, no more than `longest` of each, and of each that
    is there its name, its text and where it begins."""
    texts: list[tuple[str, str, int]] = []
    begin = 0
    for name in names:
        if text := fields.get(name, "")[:longest]:
            texts.append((name, text, begin))
            begin += len(text) + len(_BREAK)
    return EncodedText(_BREAK.join(text for _, text, _ in texts)), texts
