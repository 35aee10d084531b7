"""存证日志, 系统验证与运行, 版本审核, 访问记录."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.jobs.kinds import KINDS
from desk.jobs.starting import start
from desk.web import audit, here
from desk.web.access import account_of, territory
from desk.web.asked import whole_number
from desk.web.deciding import status_of
from desk.web.doors import door
from desk.web.lead.forms import Located
from desk.web.listing import Column, Listing
from desk.web.models import AccessLine, SystemReview
from desk.web.roles import Role
from desk.web.search_field import SearchField
from desk.web.system import standing
from desk.web.system.ledger_lines import lines_of, newest_entries
from desk.web.templatetags.desk_words import beijing, office_title, safe_words, unit_title
from leads.ledger_book import ledger_begun
from leads.plain_text import storable

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
READS_LEDGER = frozenset({Role.OFFICER, Role.REVIEWER, Role.LEGAL, Role.ADMINISTRATOR})
REVIEWS_VERSION = frozenset({Role.LEGAL, Role.ADMINISTRATOR})

_JOBS = {
    "verify-ledger": "存证日志核验",
    "sample-captures": "采集件抽验",
    "look-around": "测量时间偏差",
    "ask-stamps": "补取时间戳",
    "check-system": "系统验证（已知答案、改动检出）",
}


@door("ledger/", "ledger", "存证日志", roles=READS_LEDGER)
def ledger(request: HttpRequest) -> HttpResponse:
    """The newest entries in words; `?before=` is the offset from which older ones are read."""
    account = account_of(request)
    end = whole_number(request.GET.get("before", ""), 15)
    begun = ledger_begun(here.home())
    context: dict[str, object] = {"title": "存证日志", "begun": begun}
    if begun:
        try:
            entries, older = newest_entries(here.home(), end)
        except OSError as error:
            context["trouble"] = f"存证日志无法读取（{error.strerror}），请告知系统管理员"
        else:
            context |= {"lines": lines_of(account, entries), "older": older, "paged": end}
    context["checked"] = standing.last_job("verify-ledger", "存证日志核验")
    return render(request, "system/ledger.html", context)


@door("ledger/verify/", "ledger-verify", "存证日志核验", roles=READS_LEDGER, methods=("POST",))
def ledger_verify(request: HttpRequest) -> HttpResponse:
    """Read the ledger through, by a job."""
    job = start(here.home(), "verify-ledger", account_of(request), title="存证日志核验",
                url="/ledger/")  # fmt: skip
    return redirect(f"/jobs/{job.id}/")


@door("system/", "system", "系统验证与运行", roles=ADMINISTRATORS, menu="系统", place=100)
def system(request: HttpRequest) -> HttpResponse:
    """How the installation stands; each line with what to do."""
    context = {
        "title": "系统验证与运行",
        "checks": [
            standing.last_job("verify-ledger", "存证日志核验"),
            standing.last_job("sample-captures", "采集件抽验"),
            standing.last_job("look-around", "时间偏差"),
            standing.last_job("check-system", "系统验证"),
        ],
        "facts": [standing.disk(), *standing.key_facts(), standing.calendar()],
        "stamps": standing.stamps(),
        "failed": [(job, _again(job.kind)) for job in standing.failed_jobs()],
        "unread": standing.filing_errors(),
        "bad": standing.bad_ones(),
        "version": standing.this_version(),
        "reviews": standing.reviews(),
        "jobs": _JOBS.items(),
        "waiting": AccessLine.objects.filter(entry=None).count(),
    }
    return render(request, "system/system.html", context)


def _again(kind: str) -> bool:
    return kind in KINDS and KINDS[kind].again


@door("system/run/", "system-run", "运行核验", roles=ADMINISTRATORS, methods=("POST",))
def run(request: HttpRequest) -> HttpResponse:
    """Begin one of the page's jobs."""
    kind = request.POST.get("job", "")
    if kind not in _JOBS:
        messages.error(request, "没有这种作业。")
        return redirect("/system/")
    job = start(here.home(), kind, account_of(request), title=_JOBS[kind], url="/system/")
    return redirect(f"/jobs/{job.id}/")


class VersionForm(Located):
    """本版本审核."""

    conclusion = forms.CharField(
        label="审核结论", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


@door(
    "system/review/",
    "system-review",
    "本版本审核",
    roles=REVIEWS_VERSION,
    methods=("GET", "POST"),
)
def review(request: HttpRequest) -> HttpResponse:
    """法规 reviews as 法制, an administrator as 技术; reviews are only added."""
    account = account_of(request)
    kind = standing.REVIEWERS[0] if account.kind is Role.LEGAL else standing.REVIEWERS[1]
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = SystemReview.objects.create(
            version=standing.this_version(),
            kind=kind,
            reviewer=account.name,
            conclusion=storable(form.cleaned_data["conclusion"], 2000),
            at=timezone.now(),
        )
        audit.note(request, audit.CHANGED, f"本版本审核 {made}", made.conclusion)
        messages.success(request, "已记入本版本审核。")
        return redirect("/system/review/")
    context = {
        "title": "本版本审核",
        "version": standing.this_version(),
        "kind": kind,
        "form": form,
        "rows": SystemReview.objects.order_by("-id")[:50],
    }
    return render(request, "system/review.html", context, status=status_of(form))


class AccessFilters(forms.Form):
    """筛选 of 访问记录."""

    q = SearchField(label="何人或对象", size=14)
    what = forms.ChoiceField(
        label="事项", required=False, choices=[("", "全部"), *audit.WORDS.items()]
    )


_COLUMNS = (
    Column[AccessLine]("时间", lambda one: beijing(one.at), width=20),
    Column[AccessLine]("何人", lambda one: safe_words(one.actor or "—", 30)),
    Column[AccessLine]("机构", lambda one: unit_title(one.unit) if one.unit else "—"),
    Column[AccessLine]("机关", lambda one: office_title(one.office) if one.office else "—"),
    Column[AccessLine]("事项", lambda one: audit.WORDS.get(one.what, one.what)),
    Column[AccessLine]("对象", lambda one: safe_words(one.subject, 80), width=40),
    Column[AccessLine]("说明", lambda one: safe_words(one.note, 120), "wrap", 40),
    Column[AccessLine]("来自", lambda one: one.address),
    Column[AccessLine]("存证", lambda one: "待登记" if one.entry is None else f"第{one.entry}条"),
)


@door("system/access/", "access-log", "访问记录", roles=ADMINISTRATORS)
def access_log(request: HttpRequest) -> HttpResponse:
    """Who looked at what, who was refused, who took something away; the newest first."""
    account = account_of(request)
    filters = AccessFilters(request.GET)
    filters.is_valid()
    own = territory(account.office)
    rows = AccessLine.objects.filter(own | Q(office="") if own else Q())
    if filters.cleaned_data.get("what"):
        rows = rows.filter(what=filters.cleaned_data["what"])
    if words := filters.cleaned_data.get("q", "").strip():
        rows = rows.filter(Q(actor__startswith=words) | Q(subject__startswith=words))
    listing = Listing(
        name="access-log",
        title="访问记录",
        rows=rows,
        columns=_COLUMNS,
        order=("-id",),
        empty="没有符合的记录。请清除筛选。",
        filters=filters,
    )
    return listing.answer(request)
