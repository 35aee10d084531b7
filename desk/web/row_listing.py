"""Lists whose rows are no table of the database (files of the office): the page of listing.py.

There are as many rows as an office has lists and campaigns, so a page is a slice of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest

from desk.web.asked import whole_number
from desk.web.listing import PAGE, AnyListing, Shown, with_values, without_value

R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class RowListing(AnyListing[R]):
    """A list page over `rows`, in their order. `complete` adds to the rows of one page what
    only they need (counts from the database)."""

    rows: Sequence[R]
    complete: Callable[[Sequence[R]], None] = lambda rows: None

    def shown(self, request: HttpRequest) -> Shown[R]:
        """The page from the row that `?after=` counts."""
        start = whole_number(request.GET.get("after", ""), 7) or 0
        page = list(self.rows[start : start + PAGE])
        self.complete(page)
        more = start + PAGE < len(self.rows)
        return Shown(
            page,
            str(len(self.rows)),
            with_values(request, after=str(start + PAGE)) if more else "",
            without_value(request, "after") if start else "",
        )

    def exported(self, most: int) -> Sequence[R]:
        """The first `most` rows, complete."""
        rows = self.rows[:most]
        self.complete(rows)
        return rows
