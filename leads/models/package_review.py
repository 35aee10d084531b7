"""送审: a case package before it is sealed, looked at by 法规 or the head."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead
from leads.models.officer import Officer


class PackageReview(models.Model):
    """A case whose package is to be made: sent for review, approved or returned, then sealed.

    A package is only sealed after `approved_at`; `package` names it once it lies there.
    """

    case = models.CharField(max_length=120, db_index=True, verbose_name="案号")
    title = models.CharField(max_length=200, default="", verbose_name="案由")
    leads: "models.ManyToManyField[Lead, Lead]" = models.ManyToManyField(
        Lead, related_name="package_reviews"
    )
    office = models.CharField(max_length=6, db_index=True)
    first = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(verbose_name="制作")
    sent_at = models.DateTimeField(null=True, verbose_name="送审")
    approved_at = models.DateTimeField(null=True, verbose_name="审核")
    approved_by = models.CharField(max_length=60, default="", verbose_name="审核人")
    returned = models.TextField(default="", verbose_name="退回意见")
    sealing_at = models.DateTimeField(null=True)
    package = models.CharField(max_length=60, default="", db_index=True, verbose_name="包号")
    trouble = models.TextField(default="", verbose_name="失败原因")
    test = models.BooleanField(default=False, verbose_name="测试")
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["PackageReview"]] = models.Manager()

    def __str__(self) -> str:
        return self.case
