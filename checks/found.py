"""What a pattern has found in a text (匹配): what rules ask of RE2's own matches, which are in
bytes, told in code points of the text."""

from collections.abc import Callable
from typing import Any

Span = tuple[int, int]


class Found:
    """A match in a text; `span` tells of a group of RE2's own match where it stands in the text."""

    __slots__ = ("_match", "_span")

    def __init__(self, span: Callable[[Any, int], Span], match: Any) -> None:
        self._span = span
        self._match = match

    def span(self, group: int = 0) -> Span:
        """(start, end) of a group; (-1, -1) where it does not stand there."""
        return self._span(self._match, group)

    def start(self, group: int = 0) -> int:
        """Where a group begins; -1 where it does not stand there."""
        return self.span(group)[0]

    def end(self, group: int = 0) -> int:
        """Where a group ends; -1 where it does not stand there."""
        return self.span(group)[1]

    def group(self, group: int | str = 0) -> Any:
        """The words of a group; None where it does not stand there."""
        said = self._match.group(group)
        return None if said is None else said.decode()

    def __getitem__(self, group: int | str) -> Any:
        return self.group(group)

    def groups(self) -> tuple[Any, ...]:
        """The words of all groups."""
        return tuple(None if said is None else said.decode() for said in self._match.groups())
