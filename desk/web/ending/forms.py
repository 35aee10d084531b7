"""Forms of 线下核实, 处置, 行政指导, 办结, 延期, 撤销登记."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from desk.web.day_field import DayField
from desk.web.lead.forms import Located
from desk.web.stepping import StepForm
from leads.acts import fen_of
from leads.beijing import day_of
from leads.errors import IllegalStep
from leads.measures import Act
from leads.models import Measure, Officer, OfflineCheck

_NUMBERS = re.compile(r"[\s,，、;；]+")
_WRONG_DAY = {"invalid": "日期应为年-月-日，如 2026-11-30。", "required": "请填日期。"}


def past_day(day: date | None) -> date | None:
    """A day that is not to come."""
    if day is not None and day > day_of(timezone.now()):
        raise forms.ValidationError("日期还未到。")
    return day


class OfflineForm(StepForm):
    """线下核实: who was there besides, when, where, what was found."""

    second = forms.ChoiceField(
        label="第二名执法人员", error_messages={"required": "线下核实须两名执法人员。"}
    )
    day = DayField(label="检查日期", error_messages=_WRONG_DAY)
    place = forms.CharField(
        label="地点", max_length=300, error_messages={"required": "请填检查地点。"}
    )
    found = forms.CharField(
        label="发现",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明检查发现。"},
    )
    sampling = forms.CharField(
        label="抽检建议",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    also = forms.CharField(
        label="同时涉及的其他线索",
        required=False,
        max_length=1500,
        help_text="填编号，以逗号分开。一次检查只计一次实地检查。",
    )
    visit = forms.ChoiceField(
        label="检查编号", required=False, help_text="新的检查自动编号；补记同一次检查时选原编号。"
    )

    def __init__(self, officer: Officer | None, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        people, visits = [], []
        if officer is not None:
            others = Officer.objects.filter(office=officer.office, active=True)
            people = [(str(o.pk), str(o)) for o in others.exclude(pk=officer.pk).order_by("name")]
            known = OfflineCheck.objects.filter(office=officer.office).order_by("-visit")
            visits = list(dict.fromkeys(known.values_list("visit", flat=True)[:200]))[:20]
        self.choose("second", [("", "请选"), *people])
        self.choose("visit", [("", "新的检查"), *((one, one) for one in visits)])

    def clean_day(self) -> date | None:
        """Not to come."""
        return past_day(self.cleaned_data["day"])

    def clean_also(self) -> list[str]:
        """The numbers, each once."""
        return [one for one in _NUMBERS.split(self.cleaned_data["also"]) if one]


class MeasureForm(StepForm):
    """处置: an act with its document and the day that counts. Amounts are typed in yuan."""

    kind = forms.ChoiceField(
        label="类型", choices=Measure.Kind.choices, error_messages={"required": "请选类型。"}
    )
    day = DayField(
        label="日期",
        help_text="立案批准日、文书送达日、发函日、决定日或移送书日；计入当月。",
        error_messages=_WRONG_DAY,
    )
    document_no = forms.CharField(label="文号", required=False, max_length=60)
    count = forms.IntegerField(
        label="数量",
        initial=1,
        min_value=1,
        max_value=100_000,
        help_text="文书份数、网站个数、网店个数或信息条数。",
        error_messages={"invalid": "数量应为整数。", "required": "请填数量。"},
    )
    fine = forms.CharField(label="罚款（元）", required=False, max_length=20)
    confiscated = forms.CharField(label="没收（元）", required=False, max_length=20)
    receipt = forms.BooleanField(label="已有回执（移送公安）", required=False, initial=True)
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="更正须写明理由。",
    )

    def clean_day(self) -> date | None:
        """Not to come."""
        return past_day(self.cleaned_data["day"])

    def clean_fine(self) -> int:
        """Fen."""
        return _fen(self.cleaned_data["fine"])

    def clean_confiscated(self) -> int:
        """Fen."""
        return _fen(self.cleaned_data["confiscated"])

    def clean(self) -> dict[str, Any]:
        """罚没款 has an amount; nothing else has."""
        said: dict[str, Any] = super().clean() or {}
        money = said.get("fine") or said.get("confiscated")
        if money and said.get("kind") != Measure.Kind.FINE:
            self.add_error("fine", "只有“罚没款”填金额。")
        return said

    @property
    def act(self) -> Act:
        """What was filled in."""
        said = self.cleaned_data
        police = said["kind"] == Measure.Kind.POLICE
        return Act(
            kind=said["kind"],
            day=said["day"],
            document_no=said["document_no"].strip(),
            count=said["count"],
            fine_fen=said["fine"],
            confiscated_fen=said["confiscated"],
            receipt=said["receipt"] or not police,
            note=said["note"],
        )


class GuidanceForm(Located):
    """行政指导 of several leads, each of which brings its own version."""

    day = DayField(label="日期", error_messages=_WRONG_DAY)
    document_no = forms.CharField(label="文号", required=False, max_length=60)
    note = forms.CharField(
        label="指导内容",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明指导内容。"},
    )

    def clean_day(self) -> date | None:
        """Not to come."""
        return past_day(self.cleaned_data["day"])


class ClosingForm(StepForm):
    """办结."""

    reason = forms.CharField(
        label="办结结果",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明结果。"},
    )


class AskingForm(StepForm):
    """延期 and 撤销登记: why."""

    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )


def _fen(typed: str) -> int:
    try:
        return fen_of(typed)
    except IllegalStep as error:
        raise forms.ValidationError(error.zh) from error
