"""Who found a lead for another office reads it: by an index, and by words, indexed anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0016_routes_are_pages")]

    # What no index knows, `leads.catching_up` indexes at the next start.
    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                fields=["discovered_by", "office", "stage", "sort_due", "level"],
                name="leads_found_by",
            ),
        ),
        migrations.RunSQL("DELETE FROM leads_lead_words", migrations.RunSQL.noop),
    ]
