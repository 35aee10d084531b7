"""访问记录: who looked at what, who was refused, who took something away."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from leads.beijing import shown_time


class AccessLine(models.Model):
    """One line. `what` is read, refused, exported, signed-in, failed …; `subject` names the
    thing (T-…, C-…, a path). Lines are only added; `entry` is the index of the ledger's entry
    that holds their digest, None until they are entered.
    """

    at = models.DateTimeField(db_index=True, verbose_name="时间")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="accesses"
    )
    actor = models.CharField(max_length=60, default="", verbose_name="何人")
    unit = models.CharField(max_length=41, default="")
    office = models.CharField(max_length=6, default="")
    what = models.CharField(max_length=16, verbose_name="事项")
    subject = models.CharField(max_length=200, default="", db_index=True, verbose_name="对象")
    note = models.CharField(max_length=300, default="", verbose_name="说明")
    address = models.CharField(max_length=45, default="", verbose_name="来自")
    entry = models.PositiveBigIntegerField(null=True, db_index=True, verbose_name="存证日志序号")

    objects: ClassVar[models.Manager["AccessLine"]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{shown_time(self.at)} {self.actor} {self.what} {self.subject}"
