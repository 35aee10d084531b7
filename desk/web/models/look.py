"""正在查看: who has a lead open now; it informs and never locks."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from leads.models import Lead


class Look(models.Model):
    """The last time an account opened a lead."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="looks")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="looks"
    )
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Look"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lead", "account"], name="look_once_a_lead")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.lead_id}"
