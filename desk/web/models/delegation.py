"""代理: somebody acts for an absent colleague of the same role and office for some days."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Delegation(models.Model):
    """From `starts` to `ends` (Beijing dates, both included) `taker` also sees what waits
    for `giver`. Decisions are the taker's own, under the taker's certificate."""

    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="given"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="taken"
    )
    starts = models.DateField(verbose_name="起")
    ends = models.DateField(verbose_name="止")
    made_by = models.CharField(max_length=60)

    objects: ClassVar[models.Manager["Delegation"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.giver_id} → {self.taker_id}"
