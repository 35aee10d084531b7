"""Forms of signing in, the first start and one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django_otp.plugins.otp_totp.models import TOTPDevice

from desk.web.models import Account


class SignInForm(AuthenticationForm):
    """登录. `code` is asked of accounts that have set up one-time codes."""

    code = forms.CharField(
        label="动态口令",
        required=False,
        max_length=8,
        help_text="未启用的不填",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    error_messages = {
        "invalid_login": "登录名、密码或动态口令不对。连续5次失败将锁定15分钟。",
        "inactive": "此账号已停用，请联系系统管理员。",
    }

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["username"].label = "登录名"
        self.fields["password"].label = "密码"

    def confirm_login_allowed(self, user: Any) -> None:
        """The one-time code, where the account has a device for it."""
        super().confirm_login_allowed(user)
        device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
        if device is not None and not device.verify_token(self.cleaned_data.get("code") or ""):
            raise self.get_invalid_login_error()
        self.otp_device = device


class _NewPassword(forms.Form):
    password = forms.CharField(
        label="新密码",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少10位，不能全是数字，不能是常见密码。",
    )
    again = forms.CharField(
        label="再输一次", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """The two agree and the password is good enough."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("password") != cleaned.get("again"):
            self.add_error("again", "两次输入不一致。")
        elif password := cleaned.get("password"):
            try:
                validate_password(password, Account(username=str(cleaned.get("username") or "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class FirstStartForm(_NewPassword):
    """建立管理员: with the code that the terminal showed."""

    setup_code = forms.CharField(
        label="首次启动口令", help_text="启动工作台的终端上显示的口令。", max_length=40
    )
    username = forms.CharField(label="登录名", max_length=60, min_length=2)
    name = forms.CharField(label="姓名", max_length=60)
    field_order = ("setup_code", "username", "name", "password", "again")


class PasswordForm(_NewPassword):
    """改密码."""

    old = forms.CharField(
        label="现密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ("old", "password", "again")

    def __init__(self, account: Account, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.account = account

    def clean_old(self) -> str:
        """The one in use."""
        old: str = self.cleaned_data["old"]
        if not self.account.check_password(old):
            raise ValidationError("现密码不对。")
        return old


class CodeForm(forms.Form):
    """确认动态口令: a code that the new device shows."""

    code = forms.CharField(label="手机上显示的六位数", max_length=8)
