"""Lists of a prefecture, of a unit there and of what was sent on are read from indexes alone.

A prefecture may have a hundred thousand of a million leads. SQLite looks each one up in its
table, unless what lists filter by stands in the index by which it found them; PostgreSQL
combines the indexes that it has, and wider ones would only cost it space.
"""

from typing import Any

from django.db import migrations, models

NARROW = ("office", "sort_due", "level", "id")
WIDE = (
    *NARROW, "stage", "unit", "area", "strength", "campaign", "last_seen", "shop_id",
    "discovered_by",
)  # fmt: skip
OF_UNIT = (
    "unit", "office", "stage", "sort_due", "level", "area", "strength", "campaign", "last_seen",
    "shop_id",
)  # fmt: skip


def widen(apps: Any, schema_editor: Any) -> None:
    """Put into the index of an office what its lists filter by; one for units beside it."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX leads_of_office")
        schema_editor.execute(f"CREATE INDEX leads_of_office ON leads_lead ({', '.join(WIDE)})")
        columns = ", ".join(OF_UNIT)
        schema_editor.execute(f"CREATE INDEX leads_of_unit_there ON leads_lead ({columns})")


def narrow(apps: Any, schema_editor: Any) -> None:
    """Make the index of an office as it was, and drop the other."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP INDEX leads_of_unit_there")
        schema_editor.execute("DROP INDEX leads_of_office")
        schema_editor.execute(f"CREATE INDEX leads_of_office ON leads_lead ({', '.join(NARROW)})")


class Migration(migrations.Migration):
    dependencies = [("leads", "0013_leads_of_a_campaign")]

    operations = [
        migrations.AlterField(
            model_name="referral",
            name="from_office",
            field=models.CharField(max_length=6, verbose_name="由"),
        ),
        migrations.AlterField(
            model_name="referral",
            name="to_office",
            field=models.CharField(max_length=6, null=True, verbose_name="至"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["from_office", "from_unit", "refused_at", "lead"], name="leads_sent_on"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["to_office", "to_unit", "sent_at", "refused_at", "assisting", "lead"],
                name="leads_received",
            ),
        ),
        migrations.RunPython(widen, narrow),
    ]
