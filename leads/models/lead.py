"""线索: a suspicion about one shop and one matter, and its life."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models.base import ModelBase

from leads.models.operators import Shop

NO_DUE = date(9999, 12, 31)
"""`sort_due` of a lead without a clock: lists by deadline show it last."""


class Lead(models.Model):
    """监测提示, once verified 线索: one shop × one area, however many keywords, pages and runs.

    `round` counts up when the matter comes back after the lead was closed (改正后复现), or its
    registration withdrawn; `earlier` is the lead before. `office` is the six-digit code of
    the office responsible, None outside Yunnan; of an unknown operator
    (主体待查) the office that discovered it. `assigned` says that an officer set
    unit or office: the robot leaves them alone. `draft` says that every sighting
    so far used a list not agreed by its units. `version` counts decisions.
    Legal clock 期限: `registered_on` and `due`, Beijing dates; `due_provisional`
    where the calendar of a year is not yet announced (暂算); `sort_due` is `due`, or far
    off where there is none. `level` 危害级别 is 1 (worst) to 4 (desk.md 4), by rule unless
    `level_by_hand`; `level_why` says which.
    """

    class Stage(models.TextChoices):
        """Where the lead stands (design.md, "A lead's life")."""

        SUSPECTED = "suspected", "监测提示"
        SCREENED = "screened", "已初筛"
        DISMISSED = "dismissed", "已排除"
        VERIFIED = "verified", "已登记"
        REFERRED = "referred", "已移送"
        ANSWERED = "answered", "已反馈"
        CLOSED = "closed", "已办结"

    hint_no = models.CharField(max_length=30, unique=True, verbose_name="提示号")
    number = models.CharField(max_length=40, null=True, unique=True, verbose_name="线索编号")
    shop = models.ForeignKey(Shop, on_delete=models.PROTECT, related_name="leads")
    area = models.CharField(max_length=41, verbose_name="领域")
    round = models.PositiveSmallIntegerField(default=1)
    earlier = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="later"
    )
    stage = models.CharField(
        max_length=12, choices=Stage, default=Stage.SUSPECTED, db_index=True, verbose_name="阶段"
    )
    dismissed_as = models.CharField(max_length=20, default="", verbose_name="排除理由")
    version = models.PositiveIntegerField(default=1)
    draft = models.BooleanField(default=False, verbose_name="草稿")
    strength = models.CharField(max_length=6, default="weak", verbose_name="强度")
    summary = models.CharField(max_length=400, default="", verbose_name="疑似事项")

    level = models.PositiveSmallIntegerField(default=3, verbose_name="级别")
    level_why = models.CharField(max_length=200, default="", verbose_name="级别理由")
    level_by_hand = models.BooleanField(default=False)

    unit = models.CharField(max_length=41, db_index=True, verbose_name="主办机构")
    office = models.CharField(max_length=6, null=True, db_index=True, verbose_name="属地机关")
    route_status = models.CharField(max_length=20, default="operator_unknown")
    route_why = models.TextField(default="", verbose_name="分送理由")
    external = models.JSONField(default=list, verbose_name="外部机关")
    assigned = models.BooleanField(default=False)
    discovered_by = models.CharField(max_length=6, verbose_name="发现机关")

    first_seen = models.DateTimeField(db_index=True, verbose_name="首见")
    last_seen = models.DateTimeField(db_index=True, verbose_name="末见")
    campaign = models.CharField(max_length=120, default="", verbose_name="任务")

    registered_on = models.DateField(null=True, verbose_name="登记日")
    due = models.DateField(null=True, db_index=True, verbose_name="期限")
    due_provisional = models.BooleanField(default=False)
    sort_due = models.DateField(default=NO_DUE)
    extended = models.BooleanField(default=False)
    answer_due = models.DateField(null=True, verbose_name="反馈期限")
    answer = models.CharField(max_length=30, default="", verbose_name="反馈")

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Lead"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["shop", "area", "round"], name="one_lead_per_shop_and_matter"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["sort_due", "level", "id"], name="leads_by_due"),
            models.Index(fields=["office", "sort_due", "level", "id"], name="leads_of_office"),
            models.Index(fields=["unit", "sort_due", "level", "id"], name="leads_of_unit"),
            models.Index(fields=["stage", "sort_due", "level", "id"], name="leads_at_stage"),
            models.Index(fields=["area", "sort_due", "level", "id"], name="leads_of_area"),
            models.Index(fields=["stage", "level", "first_seen", "id"], name="leads_by_level"),
            models.Index(
                fields=["stage", "office", "level", "first_seen", "id"], name="hints_of_office"
            ),
            models.Index(
                fields=["discovered_by", "office", "stage", "sort_due", "level"],
                name="leads_found_by",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.hint_no

    @property
    def came_back(self) -> bool:
        """改正后复现: it follows a lead that was closed, not one that was withdrawn."""
        return self.earlier is not None and self.earlier.stage == self.Stage.CLOSED

    def save(
        self,
        *,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Keep `sort_due` with `due`."""
        self.sort_due = self.due or NO_DUE
        if update_fields is not None and "due" in update_fields:
            update_fields = {*update_fields, "sort_due"}
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=update_fields,
        )


class LeadSighting(models.Model):
    """One run that saw the lead: how many pages showed it, and how many findings were new."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="sightings")
    run_id = models.CharField(max_length=60, db_index=True)
    campaign = models.CharField(max_length=120, default="")
    pages = models.PositiveIntegerField(default=0)
    new_findings = models.PositiveIntegerField(default=0)
    draft = models.BooleanField(default=False)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    objects: ClassVar[models.Manager["LeadSighting"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lead", "run_id"], name="one_sighting_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.run_id}"


class SameAct(models.Model):
    """同一行为: one sentence that may break two laws. One lead leads (主办), the other
    assists (协办) and holds the alternative legal view 备选定性.
    """

    leading = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="assisted_by")
    assisting = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="led_by")
    url = models.TextField(default="")
    snippet = models.TextField(default="")
    first_seen = models.DateTimeField()

    objects: ClassVar[models.Manager["SameAct"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["leading", "assisting"], name="act_linked_once")
        ]

    def __str__(self) -> str:
        return f"{self.leading_id} / {self.assisting_id}"
