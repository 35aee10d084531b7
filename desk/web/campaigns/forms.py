"""新建专项: one page, checked as a whole, every fault by its line."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from crawler.campaign import Campaign
from desk.web import here
from desk.web.campaigns.choosing import list_choices
from desk.web.day_field import DayField
from desk.web.lead.forms import Located
from desk.web.models import Account
from desk.web.roles import Role
from keywords.model_faults import DoesNotFit, Misfit, fit
from leads.beijing import day_of
from leads.list_shelf import Shelf
from leads.models import Officer
from leads.plain_text import visible

KINDS = ("日常监测", "专项行动", "业务机构提请", "取证支持")
ASKED = "业务机构提请"
MOST_SITES = 2_000


class CampaignForm(Located):
    """A campaign. `values` are the keys of its file once the form is valid."""

    kind = forms.ChoiceField(label="类型", choices=[(kind, kind) for kind in KINDS])
    title = forms.CharField(
        label="名称", max_length=100, error_messages={"required": "请填写名称。"}
    )
    source = forms.CharField(
        label="来源", max_length=200, error_messages={"required": "请写明由谁提出、文号。"}
    )
    approval = forms.CharField(label="批准", max_length=200, required=False)
    unit = forms.ChoiceField(label="提请机构", required=False)
    lists = forms.MultipleChoiceField(
        label="关键词表", required=False, widget=forms.CheckboxSelectMultiple
    )
    file = forms.FileField(
        label="或上传关键词表（TOML、XLSX）",
        required=False,
        help_text="无错的表存为草稿，各机构会签后才能启动。",
    )
    sites = forms.CharField(
        label="站点（每行一个网址）",
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"required": "请填写站点，每行一个网址。"},
    )
    pages = forms.IntegerField(label="每站最多页数", required=False, min_value=1, max_value=100_000)
    delay = forms.FloatField(
        label="每页间隔（秒）", min_value=0.5, max_value=300, initial=5, required=False
    )
    start = DayField(label="起", required=False)
    end = DayField(label="止", required=False)
    officers = forms.CharField(label="执法人员", max_length=200, required=False)
    every = forms.ChoiceField(
        label="定时",
        required=False,
        choices=[("", "不定时"), ("1d", "每天"), ("1w", "每周"), ("2w", "每两周")],
    )
    at = forms.CharField(label="时刻", max_length=5, required=False, initial="02:00")

    def __init__(self, account: Account, on_shelf: Shelf, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self._account = account
        units = [(unit.id, unit.title) for unit in here.units().units]
        self.choose("lists", list_choices(on_shelf, here.home()))
        if account.kind is Role.UNIT:
            # A unit checks online for itself; whom the task is for is not its to choose.
            del self.fields["unit"]
            self.fields["kind"].widget = forms.HiddenInput()
            self.fields["kind"].initial = ASKED
        else:
            self.choose("unit", [("", "本机构自行安排"), *units])
        self.campaign: Campaign | None = None
        self.values: dict[str, Any] = {}

    def clean_kind(self) -> str:
        """A unit's task is one that it asks for."""
        kind: str = self.cleaned_data["kind"]
        return ASKED if self._account.kind is Role.UNIT else kind

    def clean_officers(self) -> str:
        """Officers who are entered here and may act: the task's record names them."""
        said: str = self.cleaned_data["officers"]
        today = day_of(timezone.now())
        unknown = []
        for name in _names(said):
            found = Officer.objects.filter(Q(name=name) | Q(number=name))
            if not any(one.may_decide(today) for one in found):
                unknown.append(visible(name, 30))
        if unknown:
            raise ValidationError(
                f"没有在册的执法人员：{'、'.join(unknown)}。请按登记的姓名填写，以顿号分隔；"
                "未登记的请管理员先登记执法证。"
            )
        return said

    def clean(self) -> dict[str, Any]:
        """All of it as a campaign: what does not fit is told where it was typed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("lists") and not cleaned.get("file") and "lists" not in self.errors:
            self.add_error("lists", "请选关键词表，或上传一份。")
        if self.errors:
            return cleaned
        lines = [
            (number, line.strip())
            for number, line in enumerate(cleaned["sites"].splitlines(), start=1)
            if line.strip() and not line.strip().startswith("#")
        ]
        if len(lines) > MOST_SITES:
            self.add_error("sites", f"有{len(lines)}个站点，一次最多{MOST_SITES}个，请分成几次。")
            return cleaned
        self.values = self._values(cleaned, [site for _, site in lines])
        # A file that is being sent in has no name yet; it is checked by itself.
        checked = self.values | {"lists": self.values["lists"] or ["—"]}
        try:
            self.campaign = fit(checked, Campaign)
        except DoesNotFit as error:
            for misfit in error.misfits:
                self._tell(misfit, [number for number, _ in lines])
        return cleaned

    def _values(self, cleaned: dict[str, Any], sites: list[str]) -> dict[str, Any]:
        account = self._account
        unit = account.unit if account.kind is Role.UNIT else cleaned.get("unit", "")
        every, at = cleaned.get("every"), cleaned.get("at")
        return {
            "title": cleaned["title"],
            "kind": cleaned["kind"],
            "source": cleaned["source"],
            "approval": cleaned.get("approval") or "",
            "unit": unit or "",
            "lists": list(cleaned.get("lists") or []),
            "sites": sites,
            "officers": [name for name in _names(cleaned.get("officers", "")) if name],
            "territory": account.office if account.office != here.office().code else "",
            **_dates(cleaned.get("start"), cleaned.get("end")),
            "limits": {
                key: cleaned[key] for key in ("pages", "delay") if cleaned.get(key) is not None
            },
            **({"schedule": {"every": every, **({"at": at} if at else {})}} if every else {}),
        }

    def _tell(self, misfit: Misfit, lines: list[int]) -> None:
        """A fault at the field where it was typed; of a site its line."""
        expected = f"；应为：{misfit.expected_zh}" if misfit.expected_zh else ""
        said = visible(f"{misfit.problem_zh}{expected}", 300)
        at = misfit.at
        if at[:1] == ("sites",) and len(at) > 1 and isinstance(at[1], int) and at[1] < len(lines):
            said = f"第{lines[at[1]]}行：{said}"
        places = {"schedule": "at", "limits": str(at[-1]) if at else "", "officers": "officers"}
        head = str(at[0]) if at else ""
        name = places.get(head, head)
        self.add_error(name if name in self.fields else None, said)


def line_of(text: str, url: str) -> int:
    """The line in which a site was typed, 0 where it cannot be told."""
    host = urlsplit(url).netloc
    for number, line in enumerate(text.splitlines(), start=1):
        if host and host in line.lower():
            return number
    return 0


def _names(text: str) -> list[str]:
    for sign in "，,；;、":
        text = text.replace(sign, " ")
    return text.split()


def _dates(start: date | None, end: date | None) -> dict[str, date]:
    return {k: v for k, v in (("start", start), ("end", end)) if v is not None}
