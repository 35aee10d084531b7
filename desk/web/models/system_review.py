"""本版本审核: the review of a version of the program, by 法制 and by technicians."""

from typing import ClassVar

from django.db import models


class SystemReview(models.Model):
    """One review of the program's `version`, of `kind` 法制 or 技术."""

    version = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=8)
    reviewer = models.CharField(max_length=60)
    conclusion = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["SystemReview"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.version} {self.kind}"
