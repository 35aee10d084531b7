"""Forms of 初步核实: one officer's opinion, a change of it, the head's decision."""

from typing import Any

from django import forms

from desk.web import here
from desk.web.lead.forms import REASONS
from desk.web.stepping import StepForm
from leads.divisions import PROVINCE, divisions_within
from leads.models import Lead, Opinion
from leads.opinions import Judgement, alternatives

_Conclusion = Opinion.Conclusion


def offices() -> list[tuple[str, str]]:
    """Every office of the province, by its place."""
    return [
        (code, "省局" if code == PROVINCE else name) for code, name in divisions_within(PROVINCE)
    ]


class OpinionForm(StepForm):
    """核实意见. Nothing is preselected but what the lead says itself: its territory."""

    looked_again = forms.BooleanField(
        label="复看：已重新查看页面或采集件",
        error_messages={"required": "请先复看页面或采集件，再勾选。"},
    )
    method = forms.ChoiceField(
        label="核实方式",
        choices=Opinion.Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选核实方式。"},
    )
    party = forms.ChoiceField(
        label="主体",
        choices=Opinion.Party.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选主体已确认或待查。"},
    )
    office = forms.ChoiceField(label="属地", required=False)
    area = forms.ChoiceField(
        label="定性", widget=forms.RadioSelect, error_messages={"required": "请选定性。"}
    )
    conclusion = forms.ChoiceField(
        label="结论",
        choices=_Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选登记、排除或补充取证。"},
    )
    dismissed_as = forms.ChoiceField(
        label="排除理由", choices=REASONS, widget=forms.RadioSelect, required=False,
        help_text="结论为排除时选。",
    )  # fmt: skip
    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )

    def __init__(self, lead: Lead, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        units = here.units()
        self.choose("office", [("", "待查"), *offices()])
        self.fields["office"].initial = lead.office or ""
        self.fields["version"].initial = lead.version
        areas = alternatives(lead)
        named_areas = [
            (area, f"{units.area_title(area)}{'' if area == lead.area else '（备选）'}")
            for area in areas
        ]
        self.choose("area", named_areas)
        if len(areas) == 1:
            self.fields["area"].initial = areas[0]

    def clean(self) -> dict[str, Any]:
        """排除 needs its reason, 登记 a territory."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("conclusion") == _Conclusion.DISMISS and not cleaned.get("dismissed_as"):
            self.add_error("dismissed_as", "结论为排除时须选一个理由。")
        if cleaned.get("conclusion") == _Conclusion.REGISTER and not cleaned.get("office"):
            self.add_error("office", "结论为登记时须选属地。")
        return cleaned

    @property
    def judgement(self) -> Judgement:
        """What was filled in."""
        said = self.cleaned_data
        return Judgement(
            looked_again=said["looked_again"],
            method=said["method"],
            party=said["party"],
            office=said["office"],
            area=said["area"],
            conclusion=said["conclusion"],
            reason=said["reason"],
            dismissed_as=said["dismissed_as"],
        )


class DisputeForm(StepForm):
    """报负责人: in what the two disagree."""

    reason = forms.CharField(
        label="分歧要点",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明分歧。"},
    )


class RulingForm(StepForm):
    """负责人决定."""

    conclusion = forms.ChoiceField(
        label="决定",
        choices=_Conclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选登记、排除或补充取证。"},
    )
    dismissed_as = forms.ChoiceField(
        label="排除理由", choices=REASONS, widget=forms.RadioSelect, required=False,
        help_text="决定排除时选。",
    )  # fmt: skip
    office = forms.ChoiceField(
        label="属地", required=False, help_text="决定登记而两人所选不同时选。"
    )
    area = forms.ChoiceField(label="定性", required=False, help_text="决定登记而两人所选不同时选。")
    reason = forms.CharField(
        label="理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明理由。"},
    )

    def __init__(self, lead: Lead, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        units = here.units()
        self.choose("office", [("", "两人所选"), *offices()])
        self.choose(
            "area", [("", "两人所选"), *((a, units.area_title(a)) for a in alternatives(lead))]
        )

    def clean(self) -> dict[str, Any]:
        """排除 needs its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("conclusion") == _Conclusion.DISMISS and not cleaned.get("dismissed_as"):
            self.add_error("dismissed_as", "决定排除时须选一个理由。")
        return cleaned
