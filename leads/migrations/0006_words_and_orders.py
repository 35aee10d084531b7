"""Word indices of leads and operators, and the orders in which lists are read."""

from typing import Any

from django.db import migrations, models

from leads.word_index import make_table

TABLES = ("leads_lead_words", "leads_operator_words")


def make(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        for statement in make_table(schema_editor.connection.vendor, table):
            schema_editor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("leads", "0005_desk_work")]

    operations = [
        migrations.RunPython(make, drop),
        *(
            migrations.AddIndex(
                model_name="lead", index=models.Index(fields=list(fields), name=name)
            )
            for name, fields in (
                ("leads_by_due", ("sort_due", "level", "id")),
                ("leads_of_office", ("office", "sort_due", "level", "id")),
                ("leads_of_unit", ("unit", "sort_due", "level", "id")),
                ("leads_at_stage", ("stage", "sort_due", "level", "id")),
                ("leads_of_area", ("area", "sort_due", "level", "id")),
                ("leads_by_level", ("stage", "level", "first_seen", "id")),
            )
        ),
    ]
