"""Word lists written as running text."""

from collections.abc import Iterable


def words(text: str) -> frozenset[str]:
    """The words of `text`, which white space parts."""
    return frozenset(text.split())


def alternation(known: Iterable[str]) -> str:
    """A pattern for any of the words, which hold no signs of patterns; the longest first.

    A set has no order of its own: joined as it comes, what is found and quoted would differ from
    one process to the next.
    """
    return "|".join(sorted(known, key=lambda word: (-len(word), word)))
