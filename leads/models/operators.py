"""Who runs a shop: the dossier 主体档案 that grows with every page."""

from typing import ClassVar

from django.db import models


class Operator(models.Model):
    """网络经营主体: whoever runs one shop or several.

    `uscc` is a sound code that ties shops together, None until one is seen.
    `merged_into` is set when two operators proved to be one; nothing is deleted.
    """

    name = models.CharField(max_length=300, default="", verbose_name="名称")
    uscc = models.CharField(max_length=18, null=True, unique=True, verbose_name="统一社会信用代码")
    operator_type = models.CharField(max_length=20, default="unknown", verbose_name="类型")
    licence_state = models.CharField(max_length=20, default="", verbose_name="亮照")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    first_seen = models.DateTimeField(verbose_name="首见")
    last_seen = models.DateTimeField(verbose_name="末见")

    objects: ClassVar[models.Manager["Operator"]] = models.Manager()

    def __str__(self) -> str:
        return self.name or self.uscc or f"主体{self.pk}"


class Shop(models.Model):
    """网店: a site of one's own or a shop on a platform. `key` is the crawler's, one a shop."""

    site = models.CharField(max_length=255, verbose_name="网站")
    key = models.CharField(max_length=300, verbose_name="网店")
    name = models.CharField(max_length=300, default="", verbose_name="店名")
    url = models.TextField(default="", verbose_name="网址")
    operator = models.ForeignKey(Operator, on_delete=models.PROTECT, related_name="shops")
    first_seen = models.DateTimeField(verbose_name="首见")
    last_seen = models.DateTimeField(verbose_name="末见")

    objects: ClassVar[models.Manager["Shop"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "key"], name="one_shop_per_site_and_key")
        ]

    def __str__(self) -> str:
        return self.name or self.key


class OperatorSign(models.Model):
    """What a page of the shop told of its operator, and when it was seen.

    `kind` is a key of `leads.signs`: name, uscc, reg_no, jy, sc, police_filing,
    icp, phone, ship_from, or the kind of an address. `record` says where the
    page lies that showed it first.
    """

    shop = models.ForeignKey(Shop, on_delete=models.CASCADE, related_name="signs")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=500)
    digest = models.CharField(max_length=32)
    url = models.TextField(default="")
    record = models.JSONField(null=True)
    first_seen = models.DateTimeField(verbose_name="首见")
    last_seen = models.DateTimeField(verbose_name="末见")

    objects: ClassVar[models.Manager["OperatorSign"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shop", "kind", "digest"], name="sign_once_a_shop")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"
