"""任务与来件: what business units ask for, and complaints that come in from 12315."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead
from leads.models.officer import Officer


class Request(models.Model):
    """业务机构提请: monitoring, inspection or evidence support that a unit asks for."""

    class Kind(models.TextChoices):
        """提请类型."""

        DAILY = "daily", "日常监测"
        CAMPAIGN = "campaign", "专项行动"
        CHECK = "check", "业务机构提请"
        EVIDENCE = "evidence", "取证支持"

    class State(models.TextChoices):
        """状态."""

        OPEN = "open", "待受理"
        ACCEPTED = "accepted", "办理中"
        DONE = "done", "已完成"
        DECLINED = "declined", "不受理"

    number = models.CharField(max_length=40, unique=True, verbose_name="任务编号")
    kind = models.CharField(max_length=12, choices=Kind, verbose_name="类型")
    title = models.CharField(max_length=200, verbose_name="名称")
    source = models.CharField(max_length=300, default="", verbose_name="来源与批准")
    unit = models.CharField(max_length=41, db_index=True, verbose_name="提请机构")
    office = models.CharField(max_length=6, db_index=True, verbose_name="机关")
    asked_by = models.CharField(max_length=60, verbose_name="提请人")
    note = models.TextField(default="", verbose_name="说明")
    url = models.TextField(default="", verbose_name="网址")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="requests")
    due = models.DateField(null=True, verbose_name="期限")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, db_index=True)
    handled_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.TextField(default="", verbose_name="办理结果")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Request"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Complaint(models.Model):
    """12315来件: a complaint 投诉 or report 举报. Who sent it lies apart (Complainant)."""

    class Kind(models.TextChoices):
        """来件类型."""

        COMPLAINT = "complaint", "投诉"
        REPORT = "report", "举报"

    number = models.CharField(max_length=60, unique=True, verbose_name="件号")
    kind = models.CharField(max_length=10, choices=Kind, verbose_name="类型")
    matter = models.TextField(verbose_name="事项")
    respondent = models.CharField(max_length=300, default="", verbose_name="被投诉举报人")
    url = models.TextField(default="", verbose_name="网址")
    received_on = models.DateField(verbose_name="收到日期")
    due = models.DateField(null=True, db_index=True, verbose_name="期限")
    due_provisional = models.BooleanField(default=False)
    unit = models.CharField(max_length=41, default="", verbose_name="承办机构")
    office = models.CharField(max_length=6, db_index=True, verbose_name="机关")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.PROTECT, related_name="complaints")
    result = models.TextField(default="", verbose_name="办理结果")
    closed_on = models.DateField(null=True, verbose_name="办结日期")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Complaint"]] = models.Manager()

    def __str__(self) -> str:
        return self.number


class Complainant(models.Model):
    """投诉举报人. Never enters leads, lists, packages or exports; each look is logged."""

    complaint = models.OneToOneField(
        Complaint, on_delete=models.PROTECT, related_name="complainant"
    )
    name = models.CharField(max_length=60, default="", verbose_name="姓名")
    phone = models.CharField(max_length=40, default="", verbose_name="电话")
    address = models.CharField(max_length=300, default="", verbose_name="地址")

    objects: ClassVar[models.Manager["Complainant"]] = models.Manager()

    def __str__(self) -> str:
        return f"来件{self.complaint_id}的投诉举报人"
