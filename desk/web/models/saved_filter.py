"""保存的筛选: a list's filter under a name."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    """The query string of one list page, kept for its maker."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=40, verbose_name="名称")
    query = models.CharField(max_length=2000)
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["SavedFilter"]] = models.Manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "page", "name"], name="one_filter_a_name")
        ]

    def __str__(self) -> str:
        return self.name
