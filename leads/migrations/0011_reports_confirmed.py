"""A monthly report waits until another account confirmed it; both accounts are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leads", "0010_readers_of_leads")]

    operations = [
        migrations.AddField(
            "monthlyreport", "filled_account", models.CharField(default="", max_length=150)
        ),
        migrations.AddField(
            "monthlyreport", "filled_at", models.DateTimeField(null=True, verbose_name="填报时间")
        ),
        migrations.AddField(
            "monthlyreport", "reviewed_account", models.CharField(default="", max_length=150)
        ),
        migrations.AlterField(
            "monthlyreport", "sent_at", models.DateTimeField(null=True, verbose_name="报送时间")
        ),
    ]
