# A transaction of its own: PostgreSQL alters no table that has rows waiting to be checked.

from typing import Any

from django.db import migrations


def rows_of_history(apps: Any, schema_editor: Any) -> None:
    """Referrals that were made before rows of them were kept, from the leads' histories."""
    event, referral = apps.get_model("leads", "LeadEvent"), apps.get_model("leads", "Referral")
    if referral.objects.exists():
        return
    steps = event.objects.filter(step__in=("referred", "received", "answered"))
    last = {}
    for one in steps.select_related("officer").order_by("id").iterator():
        detail = one.detail or {}
        if one.step == "referred" and one.officer is not None:
            last[one.lead_id] = referral.objects.create(
                lead_id=one.lead_id,
                form=detail.get("form", ""),
                from_office=one.officer.office,
                from_unit=one.officer.unit,
                to_office=detail.get("office"),
                to_unit="" if detail.get("external") else detail.get("unit") or "",
                external=detail.get("external", ""),
                document_no=detail.get("document_no", "")[:120],
                reason=one.reason,
                approved_by=detail.get("approved_by", "")[:60],
                made_at=one.at,
                sent_at=one.at,
                sent_by=one.officer,
                answer_due=detail.get("answer_due") or None,
            )
            continue
        row = last.get(one.lead_id)
        if row is None:
            continue
        if one.step == "received":
            row.received_at, row.received_by = one.at, one.officer
        else:
            row.answer = detail.get("answer", "")
            # 立案：依据 in the history; the row holds what stands behind the answer's label.
            row.answer_note = one.reason.partition("：")[2]
            row.answered_at, row.answered_by = one.at, one.officer
        row.save()


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0007_signed_referrals"),
    ]

    operations = [
        migrations.RunPython(rows_of_history, migrations.RunPython.noop),
    ]
