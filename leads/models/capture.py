"""采集件: what a browser kept of a page, and what it says about a lead."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead


class Capture(models.Model):
    """A finished capture; its files lie in the folder `folder` of the home's captures.

    `manifest_digest` is that of its capture.json, `ledger_index` the entry that names
    it, None where the office had no ledger yet. `run_id` is the crawl that caused it,
    "" where an officer did. `imported` marks recordings 录屏录像 made elsewhere.
    """

    number = models.CharField(max_length=100, unique=True, verbose_name="采集件编号")
    folder = models.CharField(max_length=200)
    manner = models.CharField(max_length=12, verbose_name="方式")
    imported = models.BooleanField(default=False)
    url_asked = models.TextField(verbose_name="请求网址")
    url_final = models.TextField(verbose_name="最终网址")
    title = models.CharField(max_length=300, default="", verbose_name="标题")
    started_at = models.DateTimeField(db_index=True, verbose_name="开始")
    ended_at = models.DateTimeField(verbose_name="结束")
    run_id = models.CharField(max_length=60, default="", db_index=True)
    after_decision = models.BooleanField(default=False, verbose_name="处理决定后")
    manifest_digest = models.CharField(max_length=80)
    ledger_index = models.PositiveBigIntegerField(null=True, verbose_name="存证日志序号")

    objects: ClassVar[models.Manager["Capture"]] = models.Manager()

    def __str__(self) -> str:
        return self.number


class LeadCapture(models.Model):
    """A capture of a page of a lead, and what the checks found on it when run again 复检.

    `again` is "" where they could not be run (`why` says why). `bearing` says what the
    capture speaks for: the suspicion, or against it. `found` and `missing` are plain
    JSON: the lead's findings that the captured page shows, and those it lacks.
    """

    class Again(models.TextChoices):
        """What the checks found on what was captured."""

        PRESENT = "present", "仍在"
        CHANGED = "changed", "已变"
        GONE = "gone", "不见"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="captures")
    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="leads")
    again = models.CharField(max_length=8, choices=Again, default="", verbose_name="复检")
    why = models.TextField(default="", verbose_name="说明")
    bearing = models.CharField(max_length=10, default="suspicion")
    found = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["LeadCapture"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["lead", "capture"], name="capture_once_a_lead")
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.capture_id} {self.again}"
