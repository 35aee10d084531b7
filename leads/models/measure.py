"""处置: what an office did about a lead, with the document and the day that count."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead
from leads.models.officer import Officer


class Measure(models.Model):
    """One act of an office; the monthly table counts acts by `day` (Beijing) and `office`.

    `count` is of what the kind counts (documents, shops, domains, items); money is in fen.
    A mistake is corrected by a further row that `corrects` it; the corrected row counts no
    more. Nothing is deleted.
    """

    class Kind(models.TextChoices):
        """处置类型 (desk.md 8)."""

        CASE = "case", "立案"
        ORDER = "order", "责令改正"
        GUIDANCE = "guidance", "行政指导"
        REMOVED = "removed", "删除违法信息"
        SITE_CLOSING = "site_closing", "提请关闭网站"
        SERVICE_STOP = "service_stop", "责令停止平台服务"
        FINE = "fine", "罚没款"
        POLICE = "police", "移送公安"

    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=16, choices=Kind, db_index=True, verbose_name="类型")
    day = models.DateField(db_index=True, verbose_name="日期")
    document_no = models.CharField(max_length=120, default="", verbose_name="文号")
    count = models.PositiveIntegerField(default=1, verbose_name="数量")
    fine_fen = models.BigIntegerField(default=0, verbose_name="罚款（分）")
    confiscated_fen = models.BigIntegerField(default=0, verbose_name="没收（分）")
    receipt = models.BooleanField(default=True, verbose_name="有回执")
    office = models.CharField(max_length=6, db_index=True, verbose_name="机关")
    unit = models.CharField(max_length=41, default="", verbose_name="机构")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(default="", verbose_name="说明")
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Measure"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.day} {self.document_no}"
