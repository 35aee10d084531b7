"""个人口令: by what an officer confirms to be there."""

from typing import ClassVar

from django.db import models

from leads.models.officer import Officer


class PersonalCode(models.Model):
    """An officer's personal code, as `leads.personal_codes` keeps it: never the code itself.

    `salt` and `digest` are those of scrypt, in hexadecimal. `failures` counts wrong
    ones in a row; `locked_until` is until when none is looked at.
    """

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="personal_code")
    salt = models.CharField(max_length=64)
    digest = models.CharField(max_length=128)
    set_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["PersonalCode"]] = models.Manager()

    def __str__(self) -> str:
        return f"个人口令：{self.officer}"
