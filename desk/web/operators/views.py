"""网络经营主体: the dossier of who runs shops, compared with the register."""

from typing import Any

from django import forms
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from desk.web import audit, here
from desk.web.access import account_of, leads_of, one_of, operators_in_parts, operators_of
from desk.web.doors import door, noted_read
from desk.web.listing import Column, Listing
from desk.web.operators.words import LICENCE_STATES, SIGN_NAMES, TYPES, code_checked, shown_name
from desk.web.roles import Role
from desk.web.search_field import SearchField
from desk.web.templatetags.desk_words import day, safe_words
from leads.errors import LeadsError
from leads.models import Lead, Operator, OperatorSign, Shop
from leads.register_compare import compare
from leads.register_file import register_at_hand
from leads.search import OPERATORS

READERS = frozenset({Role.OFFICER, Role.UNIT, Role.REVIEWER})
MOST_SIGNS, MOST_LEADS = 120, 100
FEW = 3_000
"""Operators that are asked one by one for leads that the account may see, sooner than those of all
leads are told."""


class OperatorFilters(forms.Form):
    """筛选."""

    q = SearchField(label="名称或代码", size=14)
    operator_type = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *TYPES.items()]
    )
    licence_state = forms.ChoiceField(
        label="亮照", required=False, choices=[("", "全部"), *LICENCE_STATES.items()]
    )

    def narrowed(self, rows: "QuerySet[Operator]") -> "QuerySet[Operator]":
        """`rows` as the filters say."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        for name in ("operator_type", "licence_state"):
            if said.get(name):
                rows = rows.filter(**{name: said[name]})
        if self.query:
            found = OPERATORS.matching(self.query)
            rows = rows.filter(pk__in=found) if found is not None else rows.none()
        return rows

    @property
    def query(self) -> str:
        """The words that are searched for."""
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).strip()

    def few(self) -> list[int] | None:
        """The numbers of the operators that the words find, if they are searched for and find
        few."""
        found = OPERATORS.matching(self.query) if self.query else None
        if found is None:
            return None
        numbers = list(
            Operator.objects.filter(pk__in=found).values_list("pk", flat=True)[: FEW + 1]
        )
        return numbers if len(numbers) <= FEW else None


_COLUMNS = (
    Column[Operator]("名称", lambda one: shown_name(one) or "（未见名称）", width=36),
    Column[Operator]("代码（校验）", lambda one: code_checked(one.uscc or ""), width=30),
    Column[Operator]("类型", lambda one: TYPES.get(one.operator_type, "待查")),
    Column[Operator]("网站、网店", lambda one: str(getattr(one, "shop_count", "")), "number"),
    Column[Operator]("亮照", lambda one: LICENCE_STATES.get(one.licence_state, "—")),
    Column[Operator]("线索", lambda one: str(getattr(one, "lead_count", "") or 0), "number"),
    Column[Operator]("最近见到", lambda one: day(one.last_seen)),
)


@door("operators/", "operators", "网络经营主体", roles=READERS, menu="网络经营主体", place=70)
def operators(request: HttpRequest) -> HttpResponse:
    """The operators of the account's leads, those seen first last."""
    account = account_of(request)
    filters = OperatorFilters(request.GET)
    own = leads_of(account, each=True).filter(shop__operator=OuterRef("pk"))
    walked = filters.narrowed(operators_of(account, each=True))
    few = filters.few()
    if few is None:
        rows = filters.narrowed(operators_of(account))
        parts = [filters.narrowed(part) for part in operators_in_parts(account)]
    else:
        rows, parts = walked.filter(pk__in=few), []
    rows = rows.annotate(
        shop_count=_number(Shop.objects.filter(operator=OuterRef("pk")), "operator"),
        lead_count=_number(own, "shop__operator"),
    )
    listing = Listing(
        name="operators",
        title="网络经营主体",
        rows=rows,
        parts=parts,
        walked=walked,
        columns=_COLUMNS,
        order=("-id",),
        empty="没有符合的主体。主体随监测的页面自动建档。",
        filters=filters,
        row_url=lambda one: f"/operators/{one.pk}/",
    )
    return listing.answer(request)


def _number(rows: "QuerySet[Any]", by: str) -> Subquery:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Subquery(counted)


@door("operators/<int:pk>/", "operator", "主体档案", roles=READERS)
def operator(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier: names and codes as seen, licence, shops, leads, the register beside it."""
    account = account_of(request)
    one = Operator.objects.filter(pk=pk).select_related("merged_into").first()
    if one is not None and one.merged_into is not None:
        return redirect("operator", pk=one.merged_into.pk)
    one = one_of(request, operators_of(account, each=True), f"主体 {pk}", pk=pk)
    noted_read(request, f"主体 {pk}")
    full = request.GET.get("full") == "1"
    if full:
        audit.note(request, audit.READ, f"主体 {pk}", "查看全称")
    signs = OperatorSign.objects.filter(shop__operator=one).order_by("kind", "first_seen", "id")
    own = leads_of(account, each=True)
    leads = own.filter(shop__operator=one).select_related("shop").order_by("-id")
    context = {
        "title": shown_name(one, full=full) or f"主体 {pk}",
        "operator": one,
        "full": full,
        "code": code_checked(one.uscc or ""),
        "type": TYPES.get(one.operator_type, "待查"),
        "licence": LICENCE_STATES.get(one.licence_state, "—"),
        "signs": [_sign(one, sign, full=full) for sign in signs[:MOST_SIGNS]],
        "shops": Shop.objects.filter(operator=one).order_by("first_seen")[:MOST_SIGNS],
        "leads": leads[:MOST_LEADS],
        "open": leads.exclude(stage__in=(Lead.Stage.CLOSED, Lead.Stage.DISMISSED)).count(),
        **_register(one),
    }
    return render(request, "operators/operator.html", context)


def _sign(one: Operator, sign: OperatorSign, *, full: bool) -> tuple[str, str, str, str]:
    kind = sign.kind.removeprefix("address:")
    hidden = not full and kind in {"phone", "name"}
    named = hidden and kind == "name"
    value = shown_name(one, sign.value) if named else safe_words(sign.value, 200)
    if hidden and kind == "phone":
        value = "查看全称后显示"
    return SIGN_NAMES.get(kind, kind), value, day(sign.first_seen), day(sign.last_seen)


def _register(one: Operator) -> dict[str, Any]:
    """The comparison with the register's extract, or why there is none."""
    try:
        register = register_at_hand(here.home())
        compared = compare(one, register) if register is not None else None
    except LeadsError as error:
        return {"compared": None, "register": error.zh}
    if register is None:
        return {
            "compared": None,
            "register": "未导入登记信息。请系统管理员用 wangjian register 导入。",
        }
    return {
        "compared": compared,
        "register": "" if compared else "没有可与登记信息对应的代码或名称。",
    }
