"""执法人员: who may decide about a lead."""

from datetime import date
from typing import ClassVar

from django.db import models


class Officer(models.Model):
    """An officer, known by the number of the certificate 执法证号. `valid_to` is its last day."""

    name = models.CharField(max_length=60, verbose_name="姓名")
    number = models.CharField(max_length=60, unique=True, verbose_name="执法证号")
    unit = models.CharField(max_length=41, verbose_name="机构")
    office = models.CharField(max_length=6, verbose_name="机关")
    valid_to = models.DateField(null=True, verbose_name="有效期至")
    active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["Officer"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name}（{self.number}）"

    def may_decide(self, day: date) -> bool:
        """Whether the officer is in service with a valid certificate on `day`."""
        return self.active and (self.valid_to is None or day <= self.valid_to)
