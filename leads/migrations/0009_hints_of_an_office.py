"""The order in which an office's hints are read, the worst first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0008_referral_history")]

    operations = [
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                fields=["stage", "office", "level", "first_seen", "id"], name="hints_of_office"
            ),
        ),
    ]
