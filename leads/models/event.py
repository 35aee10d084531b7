"""经过: every step of a lead, who took it, when, and why. Rows are only ever added."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models.base import ModelBase

from leads.beijing import shown_time
from leads.models.lead import Lead
from leads.models.officer import Officer


class LeadEvent(models.Model):
    """One step. `actor` is the name of who took it as it was then, "robot" 系统 for filing;
    `officer` is None for 系统, and for people without a certificate (decisions.UNCERTIFIED).

    `detail` holds what else the step set. Events cannot be changed or deleted here.
    """

    ROBOT = "robot"

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField(verbose_name="时间")
    step = models.CharField(max_length=20, verbose_name="步骤")
    stage_before = models.CharField(max_length=12, default="")
    stage_after = models.CharField(max_length=12, default="")
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="events")
    actor = models.CharField(max_length=60, verbose_name="操作人")
    reason = models.TextField(default="", verbose_name="理由")
    detail = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["LeadEvent"]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["step", "officer"], name="events_by_step")]

    def __str__(self) -> str:
        return f"{shown_time(self.at)} {self.actor} {self.step}"

    @property
    def actors(self) -> str:
        """Who took the step: both officers of one that two take, who wrote first first."""
        detail = self.detail if isinstance(self.detail, dict) else {}
        two = [str(one["name"]) for one in detail.get("officers", ()) if isinstance(one, dict)]
        return "、".join(two) or self.actor

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert; an event that stands is never rewritten."""
        if self.pk is not None:
            raise TypeError("an event cannot be changed")
        super().save(force_insert=True, using=using)

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        """Never: what happened stays."""
        raise TypeError("an event cannot be deleted")
