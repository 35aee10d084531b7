"""通知: what an account is told that waits for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One notice. `key` names the occasion, so that it is told once."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    key = models.CharField(max_length=120)
    text = models.CharField(max_length=300, verbose_name="内容")
    url = models.CharField(max_length=300, default="")
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    read_at = models.DateTimeField(null=True, db_index=True)

    objects: ClassVar[models.Manager["Notice"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "key"], name="notice_once")
        ]

    def __str__(self) -> str:
        return self.text
