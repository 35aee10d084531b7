"""What a password must be, said in Chinese: Django has no Chinese for these sentences."""

from typing import Any

from django.contrib.auth import password_validation as known
from django.core.exceptions import ValidationError


def _said(text: str, code: str) -> ValidationError:
    return ValidationError(text, code=code)


class LongEnough(known.MinimumLengthValidator):
    """At least `min_length` characters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a shorter one."""
        if len(password) < self.min_length:
            raise _said(f"密码太短：至少{self.min_length}位。", "password_too_short")


class NotCommon(known.CommonPasswordValidator):
    """None of the 20,000 that everybody uses."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one of them."""
        if password.lower().strip() in self.passwords:
            raise _said("这是常见密码，容易被猜到，请换一个。", "password_too_common")


class NotNumeric(known.NumericPasswordValidator):
    """Not of digits alone."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for digits alone."""
        if password.isdigit():
            raise _said("密码不能全是数字，请加入字母。", "password_entirely_numeric")


class NotLikeTheName(known.UserAttributeSimilarityValidator):
    """Not like the account's name."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one that is."""
        try:
            super().validate(password, user)
        except ValidationError:
            raise _said("密码与登录名或姓名太相似，请换一个。", "password_too_similar") from None
