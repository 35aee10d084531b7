"""Forms of deciding about hints: 值得核实 or 排除 with its reason, none preselected."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model

from desk.web import here
from leads.decisions import DismissReason
from leads.divisions import divisions_within
from leads.harm import NAMES

SCREEN, DISMISS, EACH = "screen", "dismiss", "each"

REASONS = [(reason.value, f"{n} {reason.label}") for n, reason in enumerate(DismissReason, 1)]
"""排除理由, each with the key that picks it."""


class Choosing(forms.Form):
    """A form whose choices are made when it is."""

    def choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Offer `choices` at a field."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class Located(Choosing):
    """A form whose first faulty field takes the focus, with scripts or without."""

    def full_clean(self) -> None:
        """Check, and mark where to go on."""
        super().full_clean()
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors and not field.widget.is_hidden:
                field.widget.attrs["autofocus"] = True
                break


_INCOMPLETE = "页面不完整，请重新打开本页再填。"


class StepForm(Located):
    """A form of a step. `version` is that of what is decided on, as the officer saw it."""

    version = forms.IntegerField(
        label="版本",
        widget=forms.HiddenInput,
        error_messages={"required": _INCOMPLETE, "invalid": _INCOMPLETE},
    )

    def renew(self, row: Model) -> None:
        """Give the form the version of now: what was typed stays and can be sent again."""
        if self.is_bound:
            data: Any = self.data
            data = data.copy()
            rows = type(row)._default_manager.filter(pk=row.pk)
            data[self.add_prefix("version")] = str(rows.values_list("version", flat=True).get())
            self.data = data


class Decision(StepForm):
    """初筛 of a hint."""

    choices = [(SCREEN, "值得核实"), (DISMISS, "排除")]

    choice = forms.ChoiceField(
        label="决定",
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选值得核实或排除。"},
    )
    reason = forms.ChoiceField(
        label="排除理由", choices=REASONS, widget=forms.RadioSelect, required=False
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """排除 needs a reason, and 其他 words."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("choice") != DISMISS:
            return cleaned
        if not cleaned.get("reason"):
            if "reason" not in self.errors:
                self.add_error("reason", "排除须选一个理由。")
        elif cleaned["reason"] == DismissReason.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", "理由为“其他”时须写明。")
        return cleaned


class GroupDecision(Decision):
    """初筛 of a group: one by one 逐件看 is offered as well."""

    field_order = ("choice", "reason", "note")

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        del self.fields["version"]
        self.choose("choice", [*Decision.choices, (EACH, "逐件看")])
        self.fields["choice"].error_messages["required"] = "请选值得核实、排除或逐件看。"


class Dismissal(Decision):
    """排除 of a hint that was found worth a look before: the choice is made."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.fields["choice"].widget = forms.HiddenInput()
        self.fields["choice"].initial = DISMISS


class BulkDismissal(Dismissal):
    """排除 from a list: each lead brings its own version."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        del self.fields["version"]


class Note(Located):
    """初筛 of several: words are welcome, none are needed."""

    note = forms.CharField(label="说明", required=False, max_length=500)


class Reason(Located):
    """The reason of a step about several leads, each of which brings its own version: 恢复."""

    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.TextInput(attrs={"size": 30}),
        error_messages={"required": "请写明理由。"},
    )


class ReasonedStep(Reason, StepForm):
    """A step that only needs its reason: 恢复, 回避."""


class Level(ReasonedStep):
    """调整级别."""

    level = forms.TypedChoiceField(
        label="级别", coerce=int, choices=[(n, word) for n, word in NAMES.items()]
    )
    field_order = ("level", "reason")


class Assignment(Located):
    """指派: to a unit, to an office, or both."""

    unit = forms.ChoiceField(label="机构", required=False)
    office = forms.ChoiceField(label="属地", required=False)
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.TextInput(attrs={"size": 30}),
        error_messages={"required": "指派须写明理由。"},
    )

    def __init__(self, territory: str, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        known = [(unit.id, unit.title) for unit in here.units().units if unit.receives_leads]
        for name, choices in (("unit", known), ("office", divisions_within(territory))):
            self.choose(name, [("", "不变"), *choices])

    def clean(self) -> dict[str, Any]:
        """One of the two at least."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("unit") and not cleaned.get("office"):
            self.add_error("unit", "请选机构或属地。")
        return cleaned


class AssignmentStep(Assignment, StepForm):
    """指派 of one lead."""
