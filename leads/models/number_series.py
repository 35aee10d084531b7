"""Running numbers that two processes never give twice."""

from typing import ClassVar

from django.db import models


class NumberSeries(models.Model):
    """A series, "T-20261124" for instance, and the last number given."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["NumberSeries"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @classmethod
    def next(cls, name: str) -> int:
        """The next number of a series. To be called inside a transaction.

        The row is locked by its own update until the transaction ends, so the
        numbers of one that is rolled back are given again, and none twice.
        """
        cls.objects.bulk_create([cls(name=name)], ignore_conflicts=True)
        cls.objects.filter(name=name).update(value=models.F("value") + 1)
        return cls.objects.values_list("value", flat=True).get(name=name)
