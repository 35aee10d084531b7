"""Forms of 移送与反馈: sending, the head's signature, the answer, a consultation."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from desk.web import here
from desk.web.day_field import DayField
from desk.web.stepping import StepForm
from desk.web.verifying.forms import offices
from leads.beijing import day_of
from leads.decisions import Answer, Form
from leads.models import Lead
from leads.sending import POLICE, Sending

_OTHER = "other"
_GROUNDS = {Answer.NO_CASE.value, Answer.OBJECTION.value}


class SendForm(StepForm):
    """移送: the form, where to, why, with which paper."""

    form = forms.ChoiceField(
        label="方式",
        widget=forms.RadioSelect,
        error_messages={"required": "请选提交、移送、交办或报请。"},
    )
    office = forms.ChoiceField(
        label="至机关", required=False, help_text="提交限本局；报请限上级；交办限下级。"
    )
    unit = forms.ChoiceField(label="主办机构", required=False)
    assisting = forms.MultipleChoiceField(
        label="协办机构", required=False, widget=forms.CheckboxSelectMultiple
    )
    external = forms.ChoiceField(
        label="外部机关", required=False, help_text="只用于移送；选了则不填上面的机关。"
    )
    external_name = forms.CharField(label="其他外部机关名称", required=False, max_length=60)
    document_no = forms.CharField(
        label="文号", required=False, max_length=60, help_text="可空，打印后手填。"
    )
    document_day = DayField(
        label="移送书日期", required=False,
        help_text="只用于移送公安：涉嫌犯罪案件移送书另行制作，此处只登记文号和日期。",
        error_messages={"invalid": "日期应为年-月-日，如 2026-11-30。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="管辖理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明管辖理由。"},
    )

    def __init__(
        self, lead: Lead, open_forms: list[Form], own: str, *words: Any, **named: Any
    ) -> None:
        super().__init__(*words, **named)
        self.own = own
        units = here.units()
        known = [(one.id, one.title) for one in units.units if one.receives_leads]
        bodies = list(dict.fromkeys([*lead.external, POLICE]))
        area = units.area(lead.area)
        self.choose("form", [(one.value, _told(one)) for one in open_forms])
        self.choose("office", [("", "本件属地"), *offices()])
        self.choose("unit", known)
        self.choose("assisting", [one for one in known if one[0] != lead.unit])
        self.choose("external", [("", "无"), *((b, b) for b in bodies), (_OTHER, "其他（填名称）")])
        self.fields["unit"].initial = lead.unit
        self.fields["office"].initial = lead.office or ""
        self.fields["version"].initial = lead.version
        if area is not None:
            self.fields["assisting"].help_text = "、".join(map(units.title, area.assist)) and (
                f"常见协办：{'、'.join(map(units.title, area.assist))}"
            )
        if len(open_forms) == 1:
            self.fields["form"].initial = open_forms[0].value

    def clean(self) -> dict[str, Any]:
        """What goes outside goes by 移送; the police's paper has a number and a day."""
        said: dict[str, Any] = super().clean() or {}
        external = said.get("external", "")
        if external == _OTHER:
            external = said.get("external_name", "").strip()
            if not external:
                self.add_error("external_name", "请填外部机关的名称。")
        if external and said.get("form") not in {Form.TRANSFER.value, None}:
            self.add_error("form", "向外部机关只能移送。")
        if external == POLICE:
            if not said.get("document_no", "").strip():
                self.add_error("document_no", "移送公安须填移送书文号。")
            if not said.get("document_day") and "document_day" not in self.errors:
                self.add_error("document_day", "移送公安须填移送书日期。")
        if said.get("document_day") and said["document_day"] > day_of(timezone.now()):
            self.add_error("document_day", "日期还未到。")
        said["to_external"] = external
        return said

    @property
    def sending(self) -> Sending:
        """What was filled in; 提交 always goes to one's own office."""
        said = self.cleaned_data
        submit = said["form"] == Form.SUBMIT.value
        return Sending(
            form=said["form"],
            unit=said["unit"],
            office=self.own if submit else said["office"],
            external=said["to_external"],
            reason=said["reason"],
            document_no=said["document_no"].strip(),
            document_day=said["document_day"] if said["to_external"] == POLICE else None,
            assisting=tuple(one for one in said["assisting"] if one != said["unit"]),
        )


class RemarkForm(StepForm):
    """审签: the head's remark; needed where it is refused."""

    remark = forms.CharField(label="审签意见", required=False, max_length=500)


class AnswerForm(StepForm):
    """反馈: one of nine, with grounds where they are needed."""

    answer = forms.ChoiceField(
        label="反馈",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一种反馈。"},
    )
    note = forms.CharField(
        label="依据或说明",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不予立案、管辖异议必填。",
    )
    document_no = forms.CharField(label="文号", required=False, max_length=60)
    day = DayField(
        label="文书日期",
        required=False,
        help_text="立案批准日或文书送达日；计入当月。空为今日。",
        error_messages={"invalid": "日期应为年-月-日，如 2026-11-30。"},
    )

    def clean_day(self) -> date | None:
        """Not to come."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day > day_of(timezone.now()):
            raise forms.ValidationError("日期还未到。")
        return day

    def clean(self) -> dict[str, Any]:
        """不予立案 and 管辖异议 say on what they rest."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") in _GROUNDS and not said.get("note", "").strip():
            self.add_error("note", f"{Answer(said['answer']).label}须写明依据。")
        return said


class ConsultForm(StepForm):
    """协商管辖."""

    outcome = forms.ChoiceField(
        label="协商结果",
        choices=[("receiver", "由接收机关继续办理"), ("none", "协商未果，拟报请共同上级指定")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选协商结果。"},
    )
    note = forms.CharField(
        label="经过",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明协商经过。"},
    )


def _told(form: Form) -> str:
    return {
        Form.SUBMIT: "提交（本局业务机构）",
        Form.TRANSFER: "移送（他局、他部门）",
        Form.ASSIGN: "交办（下级）",
        Form.REQUEST: "报请（上级）",
    }[form]
