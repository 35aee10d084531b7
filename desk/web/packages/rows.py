"""How packages read in the list: number, leads, party, captures, manner, review, seal, stamp."""

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from desk.jobs.verifications import last_verification
from desk.web import here
from desk.web.access import leads_of, packages_of, reviews_of
from desk.web.listing import Column
from desk.web.models import Account
from desk.web.templatetags.desk_words import day, masked_person, minute, safe_words
from leads.models import CasePackage, Lead, LeadCapture, PackageReview


def packages_shown(account: Account) -> "QuerySet[CasePackage]":
    """The account's packages with what a line tells; of their leads only those it may see."""
    ties = LeadCapture.objects.filter(lead__packages=OuterRef("pk"))
    number = ties.order_by().values("lead__packages").annotate(n=Count("capture", distinct=True))
    leads = leads_of(account, each=True).select_related("shop__operator").order_by("id")
    approved = PackageReview.objects.filter(package=OuterRef("number")).values("approved_by")[:1]
    return packages_of(account).annotate(
        captured=Coalesce(Subquery(number.values("n")[:1], output_field=IntegerField()), 0),
        attended=Exists(ties.filter(capture__manner="attended")),
        approved_by=Subquery(approved),
    ).prefetch_related(Prefetch("leads", queryset=leads))  # fmt: skip


def made_before(account: Account, case: str) -> list[str]:
    """What bears the number of `case` already, in a line each; what the account may not see is
    told without its leads."""
    known = packages_shown(account).filter(case=case)
    waiting = reviews_of(account).filter(case=case, package="").prefetch_related("leads")
    told = [_told(f"证据包{one.number}", one) for one in known.order_by("id")[:5]]
    told += [_told("一份送审中的证据包", one) for one in waiting.order_by("id")[:5]]
    if not told:
        others = CasePackage.objects.filter(case=case).exists()
        if others or PackageReview.objects.filter(case=case, package="").exists():
            told.append("其他机构或机关的证据包")
    return told


def _told(what: str, one: CasePackage | PackageReview) -> str:
    numbers = "、".join(str(lead) for lead in one.leads.all()[:5])
    return f"{what}（{day(one.made_at)}，线索{numbers}）"


def verified_words(row: CasePackage) -> tuple[str, str]:
    """What the last verification of the package as it is now came to, and its colour."""
    last = last_verification(here.home(), "package", row.number)
    if last is None or last.digest != row.digest:
        return "未核验", ""
    if last.ok:
        return "✓一致", "good"
    return ("…时间戳待补", "pending") if last.pending else ("✕不一致", "bad")


def sealed_words(row: CasePackage) -> tuple[str, str]:
    """封签 of a package."""
    return (f"已封签 {minute(row.made_at)}", "good") if row.file else ("未完成", "bad")


def stamp_words(row: CasePackage) -> tuple[str, str]:
    """时间戳 of a package."""
    if not row.file:
        return "—", ""
    return ("✓已取得", "good") if row.stamped else ("…待补", "pending")


def party(lead: Lead) -> str:
    """当事人: the operator, a person's name masked; the shop where nobody is known."""
    operator = lead.shop.operator
    if operator.name:
        return masked_person(operator.name, operator.operator_type)
    return safe_words(lead.shop.name or lead.shop.key, 24)


def columns() -> tuple[Column[CasePackage], ...]:
    """The list's columns."""
    return (
        Column("包号", lambda row: f"{row.number}{'（试用）' if row.test else ''}", width=28),
        Column("线索", _leads, width=40),
        Column("当事人", _parties, width=30),
        Column("件数", lambda row: getattr(row, "captured", 0), "number"),
        Column("自动/双人", lambda row: "双人" if getattr(row, "attended", False) else "自动"),
        Column("审核", lambda row: safe_words(getattr(row, "approved_by", "") or "—", 20)),
        Column("封签", lambda row: _marked(*sealed_words(row))),
        Column("时间戳", lambda row: _marked(*stamp_words(row))),
        Column("核验", lambda row: _marked(*verified_words(row))),
    )


def _leads(row: CasePackage) -> SafeString:
    return format_html_join("、", "{}", ((str(lead),) for lead in row.leads.all()))


def _parties(row: CasePackage) -> str:
    return "；".join(dict.fromkeys(party(lead) for lead in row.leads.all()))


def _marked(words: str, css: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', css, words)
