"""Forms of requests and complaints."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from crawler.models import Run
from desk.web import here
from desk.web.campaigns.rows import TaskRow
from desk.web.day_field import DayField
from desk.web.lead.forms import Located, StepForm
from desk.web.search_field import SearchField
from leads.beijing import day_of
from leads.models import Complaint, Request

_ANY = [("", "全部")]


class RequestForm(Located):
    """提请."""

    kind = forms.ChoiceField(label="类型", choices=Request.Kind.choices)
    title = forms.CharField(
        label="名称", max_length=200, error_messages={"required": "请填写名称。"}
    )
    source = forms.CharField(label="来源与批准", max_length=300, required=False)
    url = forms.CharField(label="网址", max_length=2000, required=False)
    lead = forms.CharField(label="线索编号（取证支持时填）", max_length=60, required=False)
    note = forms.CharField(
        label="要求", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    due = DayField(label="期限", required=False, help_text="不填按本局设定的工作日计算。")


class WordsForm(StepForm):
    """A step that needs words."""

    words = forms.CharField(
        label="说明",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明。"},
    )

    def __init__(self, label: str, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["words"].label = label


class ComplaintForm(Located):
    """录入来件."""

    kind = forms.ChoiceField(label="类型", choices=Complaint.Kind.choices)
    number = forms.CharField(
        label="件号", max_length=60, required=False, help_text="12315平台的编号；不填由系统编号。"
    )
    received_on = DayField(label="收到日期", error_messages={"required": "请填写收到日期。"})
    matter = forms.CharField(
        label="事项",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不要写投诉举报人的姓名、电话、地址。",
        error_messages={"required": "请写明事项。"},
    )
    respondent = forms.CharField(label="被投诉举报人", max_length=300, required=False)
    url = forms.CharField(label="网址", max_length=2000, required=False)
    unit = forms.ChoiceField(label="承办机构", required=False)
    name = forms.CharField(label="姓名", max_length=60, required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    address = forms.CharField(label="地址", max_length=300, required=False)

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        units = [(unit.id, unit.title) for unit in here.units().units if unit.receives_leads]
        self.choose("unit", [("", "未定"), *units])
        self.fields["received_on"].initial = day_of(timezone.now())


class TieForm(StepForm):
    """关联线索."""

    lead = forms.CharField(
        label="线索或提示编号", max_length=60, error_messages={"required": "请填写编号。"}
    )


class RequestFilters(forms.Form):
    """筛选."""

    kind = forms.ChoiceField(label="类型", required=False, choices=[*_ANY, *Request.Kind.choices])
    state = forms.ChoiceField(label="状态", required=False, choices=[*_ANY, *Request.State.choices])

    def narrowed(self, rows: Any) -> Any:
        """`rows` as the filters say."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return rows.filter(**said)


class ComplaintFilters(forms.Form):
    """筛选. Without a choice what is closed is left out."""

    kind = forms.ChoiceField(label="类型", required=False, choices=[*_ANY, *Complaint.Kind.choices])
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "未办结"), ("closed", "已办结"), ("all", "全部")],
    )
    q = SearchField(label="件号或事项", size=14)

    def narrowed(self, rows: Any) -> Any:
        """`rows` as the filters say."""
        self.is_valid()
        said = self.cleaned_data
        if said.get("kind"):
            rows = rows.filter(kind=said["kind"])
        if said.get("state") in ("", None):
            rows = rows.filter(closed_on=None)
        elif said["state"] == "closed":
            rows = rows.exclude(closed_on=None)
        if words := (said.get("q") or "").strip():
            rows = rows.filter(Q(number__contains=words) | Q(matter__contains=words))
        return rows


class TaskFilters(forms.Form):
    """筛选 of campaigns; the tab is kept with it."""

    tab = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    q = SearchField(label="名称或来源", size=14)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[*_ANY, ("none", "未启动"), *Run.State.choices],
    )

    def fits(self, row: TaskRow) -> bool:
        """Whether a campaign is to be shown."""
        words, state = self.cleaned_data.get("q") or "", self.cleaned_data.get("state")
        if words and words not in f"{row.title} {row.source} {row.approval}":
            return False
        return not state or state == (row.run.state if row.run else "none")
