"""存证登记: which steps of leads were entered in the ledger, and where."""

from typing import ClassVar

from django.db import models

from leads.models.event import LeadEvent


class EventEntry(models.Model):
    """The entry of one step. Steps that were taken together share an entry.

    The row is made before the ledger is written to, with the `digest` of what is to be
    entered, and gets its `index` after: one without may or may not have been entered,
    and the ledger is asked before it is entered again. `origin` is the ledger's name.
    """

    event = models.OneToOneField(
        LeadEvent, primary_key=True, on_delete=models.PROTECT, related_name="entry"
    )
    digest = models.CharField(max_length=80, db_index=True)
    origin = models.CharField(max_length=140, default="")
    index = models.PositiveBigIntegerField(null=True, db_index=True, verbose_name="存证日志序号")

    objects: ClassVar[models.Manager["EventEntry"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.event_id}: {self.index}"
