"""不同意: a unit refuses to sign a version of a keyword list, and says why."""

from typing import ClassVar

from django.db import models


class ListObjection(models.Model):
    """One refusal; `digest` is that of the list's canonical bytes."""

    list_id = models.CharField(max_length=120, db_index=True)
    version = models.CharField(max_length=60)
    digest = models.CharField(max_length=80, db_index=True)
    unit = models.CharField(max_length=41)
    officer = models.CharField(max_length=60)
    reason = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["ListObjection"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.list_id} {self.version} {self.unit}"
