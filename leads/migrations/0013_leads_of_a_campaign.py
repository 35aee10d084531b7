"""The leads of a campaign are found without reading all leads."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0012_events_by_step")]

    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                fields=["campaign", "sort_due", "level", "id"], name="leads_of_campaign"
            ),
        ),
    ]
