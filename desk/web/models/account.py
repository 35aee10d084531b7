"""用户: who signs in to the desk."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from desk.web.roles import Role
from leads.models import Officer


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their name for signing in."""

    def make(self, username: str, password: str, **facts: object) -> "Account":
        """A new account; the password is kept as its hash."""
        account = self.model(username=username, **facts)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """An account: a person, a role, a unit of an office.

    `office` is the six-digit code of the territory. `officer` carries the certificate
    执法证号 without which nobody decides. `must_change` asks for a new password first.
    A stopped account (`is_active` False) is signed out with its next request.
    """

    username = models.CharField(max_length=60, unique=True, verbose_name="登录名")
    name = models.CharField(max_length=60, verbose_name="姓名")
    role = models.CharField(max_length=16, choices=Role, verbose_name="角色")
    unit = models.CharField(max_length=41, verbose_name="机构")
    office = models.CharField(max_length=6, verbose_name="属地")
    officer = models.OneToOneField(
        Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="account"
    )
    is_active = models.BooleanField(default=True, verbose_name="在用")
    must_change = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    keys_on = models.BooleanField(default=True, verbose_name="列表快捷键")

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def kind(self) -> Role:
        """The role as such."""
        return Role(self.role)

    def has_perm(self, permission: str, on: object = None) -> bool:
        """None: doors and `access` decide, not Django's table of permissions."""
        return False
