"""What people without a certificate decided is found among the events of the robot."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0011_reports_confirmed")]

    operations = [
        migrations.AddIndex(
            model_name="leadevent",
            index=models.Index(fields=["step", "officer"], name="events_by_step"),
        ),
    ]
