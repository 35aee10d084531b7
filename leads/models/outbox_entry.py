"""What is handed to a unit, and in which pair of files."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead


class Emission(models.Model):
    """One pair of files in a unit's outbox. `written_at` is set once both are on the disk."""

    unit = models.CharField(max_length=41)
    name = models.CharField(max_length=80, unique=True)
    created_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Emission"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.unit}/{self.name}"


class OutboxEntry(models.Model):
    """One lead for one unit, as it stood when it was handed over.

    Made in the transaction of the step that causes it, written to files later:
    a crash between the two loses nothing and writes nothing twice. `occasion`
    tells the second referral to a unit from the first. `payload` is None for a
    suspected lead until it is put into an emission: more may be found meanwhile.
    """

    class Kind(models.TextChoices):
        """Why the unit receives it."""

        SUSPECTED = "suspected", "监测提示"
        VERIFIED = "verified", "线索"
        REFERRED = "referred", "移送"

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="outbox_entries")
    kind = models.CharField(max_length=12, choices=Kind)
    unit = models.CharField(max_length=41, db_index=True)
    occasion = models.PositiveSmallIntegerField(default=0)
    draft = models.BooleanField(default=False)
    payload = models.JSONField(null=True)
    created_at = models.DateTimeField()
    emission = models.ForeignKey(
        Emission, null=True, on_delete=models.PROTECT, related_name="entries"
    )

    objects: ClassVar[models.Manager["OutboxEntry"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lead", "kind", "unit", "occasion"], name="handed_over_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.kind} {self.unit}"
