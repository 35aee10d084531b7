"""PostgreSQL tells from indexes alone what is a unit's own, of whose shops, and what was sent on.

A unit of the province reads what was sent to it at any office: without an index of units that
is a look at every referral. The shops of what is read stand in the indexes by which it is found,
so that operators are counted without looking at their leads.

An index answers alone where the server knows that every transaction sees its rows, which a
vacuum notes. By default it comes when a fifth of a table is new: of a million leads, those of
months, which are those that are asked for.
"""

from typing import Any

from django.db import migrations

FORWARD = (
    "CREATE INDEX leads_sent_on_by_unit ON leads_referral (from_unit, lead_id) "
    "WHERE refused_at IS NULL",
    "CREATE INDEX leads_received_by_unit ON leads_referral (to_unit, lead_id) "
    "WHERE refused_at IS NULL AND sent_at IS NOT NULL",
    "CREATE INDEX leads_assisted ON leads_referral (assisting, lead_id) "
    "WHERE refused_at IS NULL AND sent_at IS NOT NULL AND assisting <> ''",
    "CREATE INDEX leads_of_unit_there ON leads_lead (unit, office, stage, shop_id)",
    "DROP INDEX leads_of_office",
    "CREATE INDEX leads_of_office ON leads_lead (office, sort_due, level, id) INCLUDE (shop_id)",
    # A platform is asked for by the beginning of its name, which no index in the order of a
    # language answers.
    "CREATE INDEX leads_shop_by_site ON leads_shop (site varchar_pattern_ops)",
    *(
        f"ALTER TABLE {table} SET (autovacuum_vacuum_scale_factor = 0.02, "
        "autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)"
        for table in ("leads_lead", "leads_referral")
    ),
)
BACK = (
    *(
        f"ALTER TABLE {table} RESET (autovacuum_vacuum_scale_factor, "
        "autovacuum_vacuum_insert_scale_factor, autovacuum_analyze_scale_factor)"
        for table in ("leads_lead", "leads_referral")
    ),
    "DROP INDEX leads_of_office",
    "CREATE INDEX leads_of_office ON leads_lead (office, sort_due, level, id)",
    *(
        f"DROP INDEX {name}"
        for name in (
            "leads_shop_by_site", "leads_of_unit_there", "leads_assisted",
            "leads_received_by_unit", "leads_sent_on_by_unit",
        )
    ),
)  # fmt: skip


def forward(apps: Any, schema_editor: Any) -> None:
    """Make the indexes and have the server vacuum sooner."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in FORWARD:
            schema_editor.execute(statement)


def back(apps: Any, schema_editor: Any) -> None:
    """As it was."""
    if schema_editor.connection.vendor == "postgresql":
        for statement in BACK:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("leads", "0014_lists_of_a_territory")]

    operations = [migrations.RunPython(forward, back)]
