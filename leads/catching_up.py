"""Bringing what an older version filed up to this one: levels of harm, lines 疑似事项,
words to search for."""

from collections.abc import Iterator

from django.db import connection, transaction

from leads.harm import settle_level
from leads.models import Lead, Operator
from leads.search import LEADS, OPERATORS, index_leads, index_operators
from leads.weightiest import settle_summary
from leads.word_index import WordIndex

BATCH = 500


def catch_up() -> int:
    """Settle and index the leads and operators that no index knows; how many there were.

    Costs one look where nothing is missing. Interrupted, the next call goes on.
    """
    done = 0
    for pks in _missing(LEADS, "leads_lead"):
        with transaction.atomic():
            leads = list(Lead.objects.filter(pk__in=pks))
            for lead in leads:
                fields = ["level", "level_why"] if settle_level(lead) else []
                fields += ["summary"] if settle_summary(lead) else []
                if fields:
                    lead.save(update_fields=fields)
            index_leads(leads)
        done += len(leads)
    for pks in _missing(OPERATORS, "leads_operator"):
        with transaction.atomic():
            operators = list(Operator.objects.filter(pk__in=pks))
            index_operators(operators)
        done += len(operators)
    return done


def _missing(index: WordIndex, table: str) -> Iterator[list[int]]:
    """The numbers that `index` does not know, in batches: each row is looked for once, for
    the next batch begins where the last one ended."""
    key = "id" if connection.vendor == "postgresql" else "rowid"
    last = 0
    while True:
        with connection.cursor() as cursor:
            # All names are ours.
            cursor.execute(
                f"SELECT id FROM {table} WHERE id > %s AND NOT EXISTS "  # noqa: S608
                f"(SELECT 1 FROM {index.table} AS known WHERE known.{key} = {table}.id) "
                f"ORDER BY id LIMIT {BATCH}",
                (last,),
            )
            pks = [number for (number,) in cursor.fetchall()]
        if not pks:
            return
        yield pks
        last = pks[-1]
