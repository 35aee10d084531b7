"""The filter row of 线索: stage, area, unit, territory, strength, platform, campaign, deadline."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from desk.web import here
from desk.web.lead.forms import Choosing
from desk.web.models import Account
from desk.web.office_asked import beyond, office_asked
from desk.web.roles import Role
from desk.web.search_field import SearchField
from leads.beijing import day_of
from leads.divisions import PROVINCE, divisions_within
from leads.harm import NAMES
from leads.models import Lead, Shop
from leads.search import LEADS, scopes_of
from leads.step_rules import RUNNING

_ANY = [("", "全部")]
_FEW_SHOPS = 5_000
OPEN = (
    Lead.Stage.SUSPECTED,
    Lead.Stage.SCREENED,
    Lead.Stage.VERIFIED,
    Lead.Stage.REFERRED,
    Lead.Stage.ANSWERED,
)


class LeadFilters(Choosing):
    """筛选. What cannot be read is left out and said so; nothing here can widen what is seen."""

    q = SearchField(label="文字", size=10)
    stage = forms.ChoiceField(label="阶段", required=False)
    area = forms.ChoiceField(label="领域", required=False)
    unit = forms.ChoiceField(label="机构", required=False)
    office = forms.ChoiceField(label="属地", required=False)
    level = forms.ChoiceField(
        label="级别", required=False, choices=[*_ANY, *((str(n), w) for n, w in NAMES.items())]
    )
    strength = forms.ChoiceField(
        label="强度", required=False, choices=[*_ANY, ("strong", "强"), ("weak", "弱")]
    )
    site = SearchField(label="平台", size=10)
    campaign = forms.CharField(
        label="专项", required=False, max_length=120, widget=forms.TextInput(attrs={"size": 10})
    )
    due = forms.ChoiceField(
        label="时限",
        required=False,
        choices=[*_ANY, ("over", "超期"), ("3", "三日内到期"), ("7", "七日内到期")],
    )
    since = forms.ChoiceField(
        label="见到",
        required=False,
        choices=[*_ANY, ("1", "昨日以来"), ("7", "七日以来"), ("30", "三十日以来")],
    )
    mine = forms.BooleanField(label="我的", required=False)

    def __init__(self, account: Account, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.account = account
        self._few_shops: bool | None = None
        units = here.units()
        self.choose("stage", [*_ANY, ("open", "在办"), *Lead.Stage.choices])
        self.choose("area", [*_ANY, *((area.id, area.name) for area in units.areas)])
        known = [(unit.id, unit.title) for unit in units.units if unit.receives_leads]
        self.choose("unit", [*_ANY, *known])
        self.choose("office", [*_ANY, *divisions_within(account.office), *beyond(account)])

    def narrowed(self, rows: "QuerySet[Lead]") -> "QuerySet[Lead]":
        """`rows` as the filters say."""
        self.is_valid()  # fields that cannot be read are missing from cleaned_data
        said: dict[str, Any] = self.cleaned_data
        if stage := said.get("stage"):
            rows = rows.filter(stage__in=OPEN) if stage == "open" else rows.filter(stage=stage)
        for name in ("area", "unit", "strength"):
            if said.get(name):
                rows = rows.filter(**{name: said[name]})
        if said.get("level"):
            rows = rows.filter(level=int(said["level"]))
        if office := said.get("office"):
            rows = rows.filter(office_asked(self.account, office))
        if said.get("site"):
            rows = self._of_platform(rows, said["site"].strip().lower())
        if said.get("campaign"):
            rows = rows.filter(campaign=said["campaign"].strip())
        rows = self._by_time(rows, said)
        if said.get("mine"):
            rows = rows.filter(mine(self.account))
        return self._by_words(rows, said.get("q", ""))

    def _by_time(self, rows: "QuerySet[Lead]", said: dict[str, Any]) -> "QuerySet[Lead]":
        today = day_of(timezone.now())
        match said.get("due"):
            case "over":
                rows = rows.filter(sort_due__lt=today, stage__in=RUNNING)
            case "3" | "7" as days:
                last = today + timedelta(days=int(days))
                rows = rows.filter(sort_due__range=(today, last), stage__in=RUNNING)
        if said.get("since"):
            rows = rows.filter(last_seen__gte=timezone.now() - timedelta(days=int(said["since"])))
        return rows

    def _by_words(self, rows: "QuerySet[Lead]", query: str) -> "QuerySet[Lead]":
        if not query.strip():
            return rows
        account = self.account
        office, prefecture, unit = scopes_of(account.office, account.unit)
        scopes = [unit] if account.kind is Role.UNIT else []
        # Heads read what their own office has to do with, those of the province too.
        if account.kind is Role.REVIEWER or not account.office.endswith("00"):
            scopes.append(office)
        elif account.office != PROVINCE:
            scopes.append(prefecture)
        found = LEADS.matching(query, scopes)
        return rows.filter(pk__in=found) if found is not None else rows.none()

    def _of_platform(self, rows: "QuerySet[Lead]", site: str) -> "QuerySet[Lead]":
        """The leads of the shops whose site begins with `site`.

        The leads of few shops are found by those; those of a large platform are told apart
        among the leads that the account sees.
        """
        shops = Shop.objects.filter(site__startswith=site)
        if self._few_shops is None:
            self._few_shops = shops[: _FEW_SHOPS + 1].count() <= _FEW_SHOPS
        return (
            rows.filter(shop__in=shops)
            if self._few_shops
            else rows.filter(shop__site__startswith=site)
        )


def mine(account: Account) -> Q:
    """我的: at my own office, for my own unit where that is a business unit."""
    own = Q(office=account.office)
    return own & Q(unit=account.unit) if account.kind is Role.UNIT else own
