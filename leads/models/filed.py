"""Which pages were filed, so that filing one twice adds nothing."""

from typing import ClassVar

from django.db import models

from leads.models.operators import Shop


class FiledVisit(models.Model):
    """A page that was filed, by the id of its record."""

    record_id = models.CharField(max_length=100, unique=True)
    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="filed_visits")
    run_id = models.CharField(max_length=60, db_index=True)
    page = models.CharField(max_length=32)
    seen_at = models.DateTimeField()

    objects: ClassVar[models.Manager["FiledVisit"]] = models.Manager()

    def __str__(self) -> str:
        return self.record_id


class FilingError(models.Model):
    """A page with findings whose record could not be read back: no lead, but counted."""

    run_id = models.CharField(max_length=60, db_index=True)
    url = models.TextField()
    record = models.JSONField()
    problem = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["FilingError"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.url[:80]}: {self.problem[:80]}"
