"""Conditions for `OR`: a number among those of a subquery, and what each row is asked."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Exists
from django.db.models.lookups import In


class AmongRead(In):
    """`field__among=subquery`: as `__in`, with the subquery read once beforehand.

    PostgreSQL cannot take `a = 1 OR id IN (SELECT …)` from indexes and reads the whole table.
    Against an array that is known before the table is read it joins what the index of each
    side finds. SQLite does so with `IN` as it stands.
    """

    lookup_name = "among"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: Any) -> str:
        """The operator with the right side, a subquery in parentheses."""
        if connection.vendor == "postgresql":
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


class OfEach(Exists):
    """`EXISTS (…)` that is looked up for each row that is asked.

    PostgreSQL would read all that the subquery may find for any row beforehand, since it counts
    on all rows being asked, however soon a page has enough of them.
    """

    template = "(SELECT EXISTS(%(subquery)s))"
