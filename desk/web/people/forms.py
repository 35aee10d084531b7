"""Forms of 用户与权限: an account, a delegation."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.web import here
from desk.web.access import territory
from desk.web.day_field import DayField
from desk.web.models import Account
from desk.web.roles import DECIDES, Role
from leads.beijing import day_of
from leads.divisions import divisions_within, within
from leads.models import Officer
from leads.officers import enrol


class AccountForm(forms.Form):
    """账号. The certificate 执法证号 is needed by roles that decide."""

    username = forms.RegexField(
        r"^[A-Za-z0-9_.\-]{2,60}$",
        label="登录名",
        error_messages={"invalid": "登录名只能用字母、数字和 _ . -，至少2个。"},
    )
    name = forms.CharField(label="姓名", max_length=60)
    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = forms.ChoiceField(label="机构")
    office = forms.ChoiceField(label="属地")
    number = forms.CharField(
        label="执法证号", required=False, max_length=60, help_text="不登记则不能作决定。"
    )
    valid_to = DayField(
        label="有效期至",
        required=False,
        help_text="过期后不能作决定。",
    )

    def __init__(self, administrator: Account, *words: Any, **named: Any) -> None:
        self.account: Account | None = named.pop("account", None)
        self.administrator = administrator
        super().__init__(*words, **named)
        unit, office = self.fields["unit"], self.fields["office"]
        assert isinstance(unit, forms.ChoiceField) and isinstance(office, forms.ChoiceField)
        unit.choices = [(one.id, one.title) for one in here.units().units]
        office.choices = divisions_within(administrator.office)
        if self.account is not None:
            self.fields["username"].disabled = True

    def clean_username(self) -> str:
        """A name that nobody has."""
        name: str = self.cleaned_data["username"]
        if self.account is None and Account.objects.filter(username=name).exists():
            raise ValidationError("已有这个登录名。")
        return name

    def clean(self) -> dict[str, Any]:
        """Business roles belong to a business unit; a certificate belongs to one account."""
        said: dict[str, Any] = super().clean() or {}
        role, unit, number = said.get("role"), said.get("unit"), (said.get("number") or "").strip()
        if role == Role.UNIT and unit == "network":
            self.add_error("unit", "业务机构人员须选业务机构。")
        if role == Role.OFFICER and unit and unit != "network":
            self.add_error("unit", "网监执法人员的机构为网络市场监管机构。")
        if number and role and Role(role) not in DECIDES:
            self.add_error("number", "此角色不作决定，不登记执法证号。")
        holders = Account.objects.filter(officer__number=number)
        if self.account is not None:
            holders = holders.exclude(pk=self.account.pk)
        if number and holders.exists():
            self.add_error("number", "此执法证号已登记在另一账号。")
        elif number and (refused := self._refused(number, said.get("name", ""))):
            self.add_error("number", refused)
        return said

    def _refused(self, number: str, name: str) -> str:
        """Why a certificate that is known already cannot be this account's, "" where it can."""
        known = Officer.objects.filter(number=number).first()
        if known is None or (self.account is not None and self.account.officer_id == known.pk):
            return ""
        if not within(known.office, self.administrator.office):
            return "此执法证号登记在其他机关，不能在此更改。请核对证号。"
        if not known.active:
            return "此执法证号已停用，不能再登记。请核对证号。"
        if known.name != name.strip():
            return "此执法证号登记的是另一姓名。请核对证号和姓名。"
        return ""

    def officer(self) -> Officer | None:
        """The officer with the certificate, entered or brought up to date; a certificate that
        is out of service stays so."""
        said = self.cleaned_data
        number = (said.get("number") or "").strip()
        if not number:
            return None
        return enrol(
            said["name"],
            number,
            unit=said["unit"],
            office=said["office"],
            units=here.units(),
            valid_to=said.get("valid_to"),
        )

    def changes(self, before: Mapping[str, Any]) -> str:
        """What is changed, as the audit tells it: 姓名 李某→李某某；属地 530502→530500."""
        told = []
        for name, old in before.items():
            new = self.cleaned_data.get(name)
            if (new or "") != (old or ""):
                told.append(f"{self.fields[name].label} {old or '无'}→{new or '无'}")
        return "；".join(told) or "未变"


class DelegationForm(forms.Form):
    """代理: who acts for whom, from when to when."""

    giver = forms.ModelChoiceField(label="由", queryset=Account.objects.none())
    taker = forms.ModelChoiceField(label="代理人", queryset=Account.objects.none())
    starts = DayField(label="起")
    ends = DayField(label="止")

    def __init__(self, administrator: Account, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        own = Account.objects.filter(territory(administrator.office), is_active=True)
        known = own.order_by("name", "id")
        for name in ("giver", "taker"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = known

    def clean(self) -> dict[str, Any]:
        """Two people of one role, unit and office, for days to come, at most 90."""
        said: dict[str, Any] = super().clean() or {}
        giver, taker = said.get("giver"), said.get("taker")
        if giver and taker:
            if giver == taker:
                self.add_error("taker", "不能由本人代理。")
            elif (giver.role, giver.unit, giver.office) != (taker.role, taker.unit, taker.office):
                self.add_error("taker", "代理人须与被代理人同角色、同机构、同属地。")
        starts, ends = said.get("starts"), said.get("ends")
        if starts and ends:
            if ends < starts:
                self.add_error("ends", "止日不能早于起日。")
            elif (ends - starts).days > 90:
                self.add_error("ends", "一次代理最长90日。")
            elif ends < day_of(timezone.now()):
                self.add_error("ends", "止日已过。")
        return said
