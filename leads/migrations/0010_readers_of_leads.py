"""Words of leads are indexed with all who may read them, those of referrals too: anew."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("leads", "0009_hints_of_an_office")]

    # What no index knows, `leads.catching_up` indexes at the next start.
    operations = [
        migrations.RunSQL("DELETE FROM leads_lead_words", migrations.RunSQL.noop),
    ]
