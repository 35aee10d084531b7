"""线下核实: a visit to the premises, by two officers."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead
from leads.models.officer import Officer


class OfflineCheck(models.Model):
    """One visit; it counts once 实地检查(次), however many leads it concerns (`visit`)."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="offline_checks")
    visit = models.CharField(max_length=40, db_index=True, verbose_name="检查编号")
    day = models.DateField(db_index=True, verbose_name="检查日期")
    place = models.CharField(max_length=300, verbose_name="地点")
    first = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    found = models.TextField(verbose_name="发现")
    sampling = models.TextField(default="", verbose_name="抽检建议")
    office = models.CharField(max_length=6, db_index=True)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["OfflineCheck"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.visit} {self.day}"
