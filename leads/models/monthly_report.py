"""月报: what an office reported of a month, filled in by one account, confirmed by another."""

from typing import ClassVar

from django.db import models


class MonthlyReport(models.Model):
    """One report of an office's row for `month` ("2026-11"); `values` by column, None —未报.

    `turn` 1 is the report 报送, later ones are 补报 or 更正 with their `reason`; the latest
    that was sent counts. `values` are those of when it was filled in; `sent_at` is None until
    a reviewer 审核人 confirmed them, and from then on nothing changes. The accounts are named
    by their logins, the people beside them as they were called then.
    """

    office = models.CharField(max_length=6, db_index=True, verbose_name="机关")
    month = models.CharField(max_length=7, db_index=True, verbose_name="月份")
    turn = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=8, default="报送", verbose_name="方式")
    reason = models.TextField(default="", verbose_name="理由")
    values = models.JSONField(default=dict)
    filled_by = models.CharField(max_length=60, verbose_name="填报人")
    filled_account = models.CharField(max_length=150, default="")
    filled_at = models.DateTimeField(null=True, verbose_name="填报时间")
    reviewed_by = models.CharField(max_length=60, default="", verbose_name="审核人")
    reviewed_account = models.CharField(max_length=150, default="")
    sent_at = models.DateTimeField(null=True, verbose_name="报送时间")

    objects: ClassVar[models.Manager["MonthlyReport"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "month", "turn"], name="report_once_a_turn")
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.month} {self.turn}"
