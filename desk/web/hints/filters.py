"""The filter row of 监测提示: kind of group, level, area, territory."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from desk.web import here
from desk.web.lead.forms import Choosing
from desk.web.models import Account
from desk.web.office_asked import beyond, office_asked
from leads.divisions import divisions_within
from leads.harm import NAMES
from leads.models import Lead
from leads.triage import KINDS, Group

_ANY = [("", "全部")]


class HintFilters(Choosing):
    """筛选. `kind` chooses among groups that are made, the others among the hints."""

    kind = forms.ChoiceField(
        label="分组", required=False, choices=[*_ANY, *((k.value, w) for k, w in KINDS.items())]
    )
    level = forms.ChoiceField(
        label="级别", required=False, choices=[*_ANY, *((str(n), w) for n, w in NAMES.items())]
    )
    area = forms.ChoiceField(label="领域", required=False)
    office = forms.ChoiceField(label="属地", required=False)

    def __init__(self, account: Account, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.account = account
        areas = [(area.id, area.name) for area in here.units().areas]
        within = [*divisions_within(account.office), *beyond(account)]
        for name, choices in (("area", areas), ("office", within)):
            self.choose(name, [*_ANY, *choices])
        self.is_valid()  # what cannot be read is missing from cleaned_data
        self.said: dict[str, Any] = self.cleaned_data

    def without(self, name: str) -> "HintFilters":
        """The same filters but one."""
        return HintFilters(self.account, {k: v for k, v in self.said.items() if v and k != name})

    def narrowed(self, rows: "QuerySet[Lead]") -> "QuerySet[Lead]":
        """`rows` as the filters say."""
        if area := self.said.get("area"):
            rows = rows.filter(area=area)
        if level := self.said.get("level"):
            rows = rows.filter(level=int(level))
        if office := self.said.get("office"):
            rows = rows.filter(office_asked(self.account, office))
        return rows

    def chosen(self, groups: list[Group]) -> list[Group]:
        """The groups of the kind that is asked for."""
        kind = self.said.get("kind")
        return [group for group in groups if not kind or group.kind == kind]
