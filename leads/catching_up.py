"""Bringing what an older version filed up to this one: levels of harm, words to search for."""

from django.db import connection, transaction

from leads.harm import settle_level
from leads.models import Lead, Operator
from leads.search import LEADS, OPERATORS, index_leads, index_operators
from leads.word_index import WordIndex

BATCH = 500


def catch_up() -> int:
    """Settle and index the leads and operators that no index knows; how many there were.

    Costs one look where nothing is missing. Interrupted, the next call goes on.
    """
    done = 0
    while pks := _missing(LEADS, "leads_lead"):
        with transaction.atomic():
            leads = list(Lead.objects.filter(pk__in=pks))
            for lead in leads:
                if settle_level(lead):
                    lead.save(update_fields=["level", "level_why"])
            index_leads(leads)
        done += len(leads)
    while pks := _missing(OPERATORS, "leads_operator"):
        with transaction.atomic():
            operators = list(Operator.objects.filter(pk__in=pks))
            index_operators(operators)
        done += len(operators)
    return done


def _missing(index: WordIndex, table: str) -> list[int]:
    key = "id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        # Both names are ours.
        cursor.execute(
            f"SELECT id FROM {table} WHERE id NOT IN "  # noqa: S608
            f"(SELECT {key} FROM {index.table}) ORDER BY id LIMIT {BATCH}"
        )
        return [number for (number,) in cursor.fetchall()]
