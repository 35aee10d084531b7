"""证据包: which packages were exported, of which case and leads."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead


class CasePackage(models.Model):
    """A case package 证据包. `serial` is which of its case it is, from 1.

    The row is made first, with the number, so that a package that was begun and never
    finished is named as such: `file` is "" until the ZIP lies under its name. While
    the time-stamp is pending `stamped` is False and the file's name says so.
    """

    number = models.CharField(max_length=60, unique=True, verbose_name="证据包编号")
    case = models.CharField(max_length=120, db_index=True, verbose_name="案号")
    serial = models.PositiveIntegerField(default=1)
    leads: "models.ManyToManyField[Lead, Lead]" = models.ManyToManyField(
        Lead, related_name="packages"
    )
    made_at = models.DateTimeField(verbose_name="制作时间")
    made_by = models.CharField(max_length=120, default="", verbose_name="制作人")
    test = models.BooleanField(default=False, verbose_name="测试")
    file = models.TextField(default="", verbose_name="文件")
    digest = models.CharField(max_length=80, default="")
    stamped = models.BooleanField(default=False, verbose_name="已取得时间戳")

    objects: ClassVar[models.Manager["CasePackage"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "serial"], name="package_once_a_case")
        ]

    def __str__(self) -> str:
        return self.number
