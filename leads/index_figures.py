"""What SQLite knows of its indexes: how many rows a value has, counted anew as the home grows.

Without, it takes the leads of an area, an eighth of all, for as few as those of a shop, and
reads them instead of those of the office that asks. PostgreSQL counts by itself.
"""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

FEWEST = 1_000
"""Leads below which any order of reading is fast."""
GROWN = 1.25
"""How many times as many leads there are when the figures are too old."""


def count_anew() -> bool:
    """Have SQLite count, where the figures are too old or an index has none; whether it did.

    Takes seconds with a million leads, in which others can read, and wait before they write.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM leads_lead")
        (leads,) = cursor.fetchone()
        if leads < FEWEST or _counted(cursor) * GROWN > leads:
            return False
        # Table by table: between two of them others may write.
        for model in apps.get_app_config("leads").get_models(include_auto_created=True):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
    return True


def _counted(cursor: "CursorWrapper") -> int:
    """How many leads there were when they were counted; 0 where an index was not counted."""
    cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
    if cursor.fetchone() is None:
        return 0
    cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'leads_lead' AND idx IS NOT NULL")
    known = [int(stat.split()[0]) for (stat,) in cursor.fetchall()]
    cursor.execute("SELECT COUNT(*) FROM pragma_index_list('leads_lead')")
    (indexes,) = cursor.fetchone()
    return max(known, default=0) if len(known) == indexes else 0
