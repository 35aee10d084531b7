"""What was found on a page of a lead, with the record that shows it."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead


class LeadFinding(models.Model):
    """检查发现: one place of one page. Findings that were excused stay as contrary evidence.

    `content` names the words found whatever the page, `page` the page: both
    together are one row, seen again and again. `record` is the first record
    that showed it, `last_record` the latest. `gone_at` is set when the page was
    read again without it (改正或消失), with `gone_record` to show that, and
    cleared when it is back. `coverage` says where we looked, for what was not found.
    Field, span and texts are as in `checks.finding.Finding`.
    """

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="findings")
    page = models.CharField(max_length=32)
    content = models.CharField(max_length=32)
    url = models.TextField(verbose_name="网址")
    page_title = models.CharField(max_length=300, default="", verbose_name="页面标题")

    rule = models.CharField(max_length=120, verbose_name="规则")
    term = models.CharField(max_length=200, default="", verbose_name="词")
    list_id = models.CharField(max_length=120, default="", verbose_name="关键词表")
    list_version = models.CharField(max_length=60, default="")
    list_digest = models.CharField(max_length=80, default="")
    matched = models.TextField(default="", verbose_name="命中文字")
    field = models.CharField(max_length=30, default="")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    snippet = models.TextField(default="", verbose_name="原文")
    strength = models.CharField(max_length=6, verbose_name="强度")
    makes_lead = models.BooleanField()
    reason = models.TextField(default="", verbose_name="理由")
    excuse = models.TextField(default="", verbose_name="不构成的情形")
    excused = models.TextField(null=True, verbose_name="排除理由")
    basis = models.TextField(default="", verbose_name="法律依据")
    unit = models.CharField(max_length=41, default="")
    coverage = models.JSONField(default=list)

    record = models.JSONField()
    last_record = models.JSONField()
    run_id = models.CharField(max_length=60)
    draft = models.BooleanField(default=False)
    first_seen = models.DateTimeField(verbose_name="首见")
    last_seen = models.DateTimeField(verbose_name="末见")
    times = models.PositiveIntegerField(default=1)
    gone_at = models.DateTimeField(null=True, verbose_name="复检不见")
    gone_record = models.JSONField(null=True)

    objects: ClassVar[models.Manager["LeadFinding"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lead", "page", "content"], name="finding_once_a_lead_and_page"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["list_id", "term"], name="findings_by_term")]

    def __str__(self) -> str:
        return f"{self.rule} {self.matched[:40]}"
