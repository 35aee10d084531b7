"""初步核实意见: what each of the two officers concluded, by themselves."""

from typing import ClassVar

from django.db import models

from leads.models.lead import Lead
from leads.models.officer import Officer


class Opinion(models.Model):
    """One officer's opinion on a lead at one turn of its verification.

    `version` is the lead's when the first opinion was given: both opinions of a turn share
    it. A changed opinion 修改意见 is a further row with `changes` naming the one before;
    both stay. The second officer must not see the first's conclusion before giving one.
    `dismissed_as` (leads.decisions.DismissReason) goes with 排除. `salt` makes the digest that
    the history shows until both are in tell nothing of the conclusion.
    """

    class Conclusion(models.TextChoices):
        """结论."""

        REGISTER = "register", "登记"
        DISMISS = "dismiss", "排除"
        MORE = "more", "补充取证"

    class Method(models.TextChoices):
        """核实方式."""

        ONLINE = "online", "网上复看"
        REGISTER = "register", "查登记信息"
        PHONE = "phone", "电话核实"
        OFFLINE = "offline", "线下核实"

    class Party(models.TextChoices):
        """主体."""

        CONFIRMED = "confirmed", "已确认"
        UNKNOWN = "unknown", "待查"

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="opinions")
    version = models.PositiveIntegerField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="opinions")
    looked_again = models.BooleanField(default=False, verbose_name="复看")
    method = models.CharField(max_length=12, choices=Method, verbose_name="核实方式")
    party = models.CharField(max_length=12, choices=Party, verbose_name="主体")
    office = models.CharField(max_length=6, default="", verbose_name="属地")
    area = models.CharField(max_length=41, verbose_name="定性")
    conclusion = models.CharField(max_length=12, choices=Conclusion, verbose_name="结论")
    dismissed_as = models.CharField(max_length=20, default="", verbose_name="排除理由")
    reason = models.TextField(verbose_name="理由")
    salt = models.CharField(max_length=64, default="")
    changes = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    at = models.DateTimeField(verbose_name="时间")

    objects: ClassVar[models.Manager["Opinion"]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.lead_id} {self.officer_id} {self.conclusion}"
