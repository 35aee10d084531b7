"""审签: what needs a head 负责人, asked by an officer, granted or refused."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead
from leads.models.officer import Officer
from leads.models.referral import Referral


class Approval(models.Model):
    """One matter put before the heads of `office`. `granted` is None until one decided it.

    `referral` is the draft that waits to be sent, for REFER only. What was refused stays;
    asking again is a further row.
    """

    class Kind(models.TextChoices):
        """What is asked for (desk.md 6)."""

        REFER = "refer", "移送"
        EXTEND = "extend", "延期"
        DISAGREE = "disagree", "意见不一致"
        WITHDRAW = "withdraw", "撤销登记"

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=10, choices=Kind, verbose_name="事项")
    office = models.CharField(max_length=6, db_index=True, verbose_name="机关")
    referral = models.OneToOneField(
        Referral, null=True, on_delete=models.PROTECT, related_name="approval"
    )
    reason = models.TextField(default="", verbose_name="理由")
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    seconded_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(verbose_name="报请时间")
    granted = models.BooleanField(null=True, db_index=True, verbose_name="审签")
    decided_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, verbose_name="审签时间")
    remark = models.TextField(default="", verbose_name="审签意见")

    objects: ClassVar[models.Manager["Approval"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.lead_id} {self.kind}"
