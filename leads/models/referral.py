"""移送: each time a lead was sent somewhere, with its receipt 回执 and its answer 反馈."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from leads.models.lead import Lead
from leads.models.officer import Officer


class Referral(models.Model):
    """One sending, by `form` (leads.decisions.Form), from an office's unit to another.

    `to_office` is None for an `external` body. `sent_at` is None while a head has not signed it
    审签 (待发出); `refused_at` says that none will. `assisting` names the units that assist 协办,
    each between bars: |trademark|. `document_day` is that of a paper made elsewhere
    (涉嫌犯罪案件移送书). `received_at` is the receipt, `answer` and
    `answered_at` the feedback (leads.decisions.Answer); `answer_due` its Beijing date.
    The lead's history (LeadEvent) says the same; this row is what lists are made of.
    """

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="referrals")
    form = models.CharField(max_length=12, verbose_name="方式")
    from_office = models.CharField(max_length=6, verbose_name="由")
    from_unit = models.CharField(max_length=41, default="")
    to_office = models.CharField(max_length=6, null=True, verbose_name="至")
    to_unit = models.CharField(max_length=41, default="")
    external = models.CharField(max_length=120, default="", verbose_name="外部机关")
    document_no = models.CharField(max_length=120, default="", verbose_name="文号")
    reason = models.TextField(default="", verbose_name="管辖理由")
    approved_by = models.CharField(max_length=60, default="", verbose_name="审签")
    assisting = models.CharField(max_length=400, default="", verbose_name="协办")
    document_day = models.DateField(null=True, verbose_name="文书日期")
    made_at = models.DateTimeField(default=timezone.now, verbose_name="拟稿")
    refused_at = models.DateTimeField(null=True, verbose_name="未获审签")
    sent_at = models.DateTimeField(null=True, db_index=True, verbose_name="发出")
    sent_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateField(null=True, db_index=True, verbose_name="反馈期限")
    received_at = models.DateTimeField(null=True, verbose_name="签收")
    received_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=30, default="", db_index=True, verbose_name="反馈")
    answer_note = models.TextField(default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager["Referral"]] = models.Manager()

    class Meta:
        # All that decides who reads a lead because it was sent on: the rows are not looked at.
        indexes: ClassVar = [
            models.Index(
                fields=["from_office", "from_unit", "refused_at", "lead"], name="leads_sent_on"
            ),
            models.Index(
                fields=["to_office", "to_unit", "sent_at", "refused_at", "assisting", "lead"],
                name="leads_received",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.form} {self.to_office or self.external}"

    @property
    def assisting_units(self) -> list[str]:
        """The ids of the units that assist."""
        return [one for one in self.assisting.split("|") if one]
