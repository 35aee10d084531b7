"""The filter row of 取证: words of the address, manner, lead, days."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from desk.web.day_field import DayField
from desk.web.search_field import SearchField
from leads.beijing import ZONE
from leads.models import Capture, Lead

MANNERS = {"automatic": "自动", "attended": "双人在场", "imported": "导入"}


class CaptureFilters(forms.Form):
    """筛选. What cannot be read is left out and said so; nothing here widens what is seen."""

    q = SearchField(label="编号或网址", size=14)
    manner = forms.ChoiceField(
        label="方式", required=False, choices=[("", "全部"), *MANNERS.items()]
    )
    lead = SearchField(label="线索", size=14)
    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)

    def narrowed(self, rows: "QuerySet[Capture]", leads: "QuerySet[Lead]") -> "QuerySet[Capture]":
        """`rows` as the filters say; a lead is looked for among `leads`."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        if words := said.get("q", "").strip():
            rows = rows.filter(Q(number__startswith=words) | Q(url_asked__icontains=words))
        if said.get("manner"):
            rows = rows.filter(manner=said["manner"])
        if number := said.get("lead", "").strip():
            named = leads.filter(Q(number=number) | Q(hint_no=number))
            rows = rows.filter(leads__lead__in=named)
        if said.get("since"):
            rows = rows.filter(started_at__gte=datetime.combine(said["since"], time(), ZONE))
        if said.get("until"):
            end = datetime.combine(said["until"] + timedelta(days=1), time(), ZONE)
            rows = rows.filter(started_at__lt=end)
        return rows
