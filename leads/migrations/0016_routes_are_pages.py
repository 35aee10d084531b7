"""Routes of a script-built shop (#/goods/5) are pages of their own.

They bore the name of the address before the #, so that each visit of one marked what stood on the
others as gone. What was marked so comes back when the page is seen again.
"""

from typing import Any

from django.db import migrations
from django.db.models import Q

from leads.digests import page_name

_ROUTES = Q(url__contains="#/") | Q(url__contains="#!")
_AT_ONCE = 1000


def rename(apps: Any, schema_editor: Any) -> None:
    """Name the pages of findings that were made on routes anew."""
    del schema_editor
    findings = apps.get_model("leads", "LeadFinding").objects
    changed = []
    for row in findings.filter(_ROUTES).only("id", "url", "page").iterator(_AT_ONCE):
        row.page = page_name(row.url)
        changed.append(row)
        if len(changed) == _AT_ONCE:
            findings.bulk_update(changed, ["page"])
            changed = []
    findings.bulk_update(changed, ["page"])


class Migration(migrations.Migration):
    dependencies = [("leads", "0015_read_from_indexes")]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
