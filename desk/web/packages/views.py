"""证据包: the list, making one ready, its review, one package, verifying and downloading it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.jobs.starting import start
from desk.jobs.state import Job, newest_of
from desk.web import audit, here
from desk.web.access import account_of, captures_of, leads_of, one_of, reviews_of
from desk.web.asked import whole_number
from desk.web.captures.state import standing_of
from desk.web.deciding import decided, status_of
from desk.web.doors import door, noted_read
from desk.web.listing import Listing
from desk.web.models import Account
from desk.web.packages import sealing  # noqa: F401  its doors
from desk.web.packages.forms import MakeForm, ReviewForm
from desk.web.packages.rows import (
    columns,
    made_before,
    packages_shown,
    stamp_words,
    verified_words,
)
from desk.web.roles import READS_LEADS, Role
from desk.web.stepping import StepForm, officer_of
from leads.models import Capture, CasePackage, Lead, PackageReview
from leads.package_reviews import (
    STATES,
    approve,
    give_back,
    make_review,
    note_trouble,
    send,
    state_of,
)
from leads.signing_off import after_decision
from leads.stages import Stages
from leads.step_rules import REGISTERED

MAKES = frozenset({Role.OFFICER, Role.UNIT})
REVIEWS = frozenset({Role.LEGAL, Role.REVIEWER})
_BEFORE = frozenset({"made", "returned"})
_OFFERED = 200
_BEGINS_WITHIN = timedelta(minutes=1)
NOT_BEGUN = "封签作业没有开始，请重试"


@door("packages/", "packages", "证据包", roles=READS_LEADS, menu="证据包", place=80)
def packages(request: HttpRequest) -> HttpResponse:
    """Sealed packages, and above them what is under review."""
    account = account_of(request)
    under_way = reviews_of(account).filter(package="").order_by("-id")
    listing = Listing(
        name="packages",
        title="证据包",
        rows=packages_shown(account),
        columns=columns(),
        order=("-made_at", "-id"),
        empty="暂无证据包。请先制作，送审通过后封签。",
        row_url=lambda row: f"/packages/{row.pk}/",
        template="packages/list.html",
        extra={
            "reviews": [(one, STATES[state_of(one)]) for one in under_way[:100]],
            "makes": account.kind in MAKES,
        },
    )
    return listing.answer(request)


@door("packages/new/", "package-new", "制作证据包", roles=MAKES, methods=("GET", "POST"))
def package_new(request: HttpRequest) -> HttpResponse:
    """制作: choose leads, case, officers."""
    account = account_of(request)
    visible = leads_of(account).filter(stage__in=REGISTERED, draft=False).order_by("-id")
    offered = Lead.objects.filter(pk__in=list(visible.values_list("pk", flat=True)[:_OFFERED]))
    asked = whole_number(request.GET.get("lead", ""))
    first = {"first": account.officer_id, "leads": [] if asked is None else [asked]}
    form = MakeForm(
        offered.order_by("-id"), account.office, request.POST or None, initial=first,
        before=lambda case: made_before(account, case),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid() and officer_of(form, account):
        said = form.cleaned_data
        made = decided(
            form,
            lambda steps: make_review(
                account.office,
                said["case"],
                list(said["leads"]),
                (said["first"], said["second"]),
                title=said["title"],
                test=said["test"],
            ),
        )
        if made is not None:
            audit.note(request, audit.CHANGED, f"证据包 {made.case}", "制作")
            messages.success(request, "已制作。核对后请送审。")
            return redirect(f"/packages/reviews/{made.pk}/")
    context = {"title": "制作证据包", "form": form, "none": not offered.exists()}
    return render(request, "packages/new.html", context, status=status_of(form))


@door(
    "packages/reviews/<int:pk>/",
    "package-review",
    "送审与审核",
    roles=READS_LEADS,
    methods=("GET", "POST"),
)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One package before it is sealed: what goes in, sending it, judging it."""
    account = account_of(request)
    rows = reviews_of(account).select_related("first", "second")
    row = one_of(request, rows, f"送审 {pk}", pk=pk)
    job = newest_of(here.home(), "seal-package", f"送审 {row.pk}")
    if (trouble := _sealing_ended(row, job)) is not None:
        note_trouble(row, trouble)
        row.refresh_from_db()
    doing = request.POST.get("do", "") if request.method == "POST" else ""
    first = {"version": row.version}
    judging = ReviewForm(request.POST if doing == "review" else None, initial=first)
    sending = StepForm(request.POST if doing == "send" else None, initial=first, prefix="send")
    if doing == "send" and account.kind in MAKES and _sent(request, row, account, sending):
        return redirect(f"/packages/reviews/{row.pk}/")
    if doing == "review" and account.kind in REVIEWS and _judged(request, row, account, judging):
        return redirect(f"/packages/reviews/{row.pk}/")
    if not doing:
        noted_read(request, f"送审 {row.case}")
    row.refresh_from_db()
    bound = next((one for one in (judging, sending) if one.is_bound), judging)
    state = state_of(row)
    seen = leads_of(account, each=True).filter(package_reviews=row)
    context: dict[str, Any] = {
        "title": f"证据包 {row.case}",
        "row": row,
        "state": state,
        "words": STATES[state],
        "leads": seen.select_related("shop__operator").order_by("id"),
        "held": _held(account, row),
        "judging": judging if _shown(judging, REVIEWS, account, state == "sent") else None,
        "sending": sending if _shown(sending, MAKES, account, state in _BEFORE) else None,
        "seals": account.kind in MAKES,
        "package": CasePackage.objects.filter(number=row.package).first() if row.package else None,
        "job": job,
    }
    return render(request, "packages/review.html", context, status=status_of(bound))


def _sealing_ended(row: PackageReview, job: Job | None) -> str | None:
    """Why sealing ended without a word, so that it can be sealed again: its process was killed,
    or never begun. None while it goes on, and in the moment before its job is there."""
    if state_of(row) != "sealing" or row.sealing_at is None:
        return None
    if job is not None and job.begun >= row.sealing_at:
        return job.reason if job.state in {"failed", "broken"} else None
    return NOT_BEGUN if timezone.now() - row.sealing_at > _BEGINS_WITHIN else None


def _shown(form: StepForm, roles: frozenset[Role], account: Account, now: bool) -> bool:
    # A form that was sent is shown with what it says, even where somebody was faster.
    return account.kind in roles and (now or form.is_bound)


def _held(account: Account, row: PackageReview) -> list[tuple[Capture, Any]]:
    """The captures that go in, each with its state: one that is not whole blocks."""
    home = here.home()
    captures = captures_of(account).filter(leads__lead__in=row.leads.all()).distinct()
    return [(one, standing_of(home, one)) for one in captures.order_by("started_at", "id")[:200]]


def _sent(request: HttpRequest, row: PackageReview, account: Account, form: StepForm) -> bool:
    officer = officer_of(form, account) if form.is_valid() else None
    if officer is None:
        return False

    def step(steps: Stages) -> PackageReview:
        done = send(row, officer, version=form.cleaned_data["version"])
        after_decision(steps.home, steps.office)
        return done

    if decided(form, step) is None:
        form.renew(row)
        return False
    audit.note(request, audit.CHANGED, f"证据包 {row.case}", "送审")
    messages.success(request, "已送审，等待法规或负责人审核。")
    return True


def _judged(request: HttpRequest, row: PackageReview, account: Account, form: ReviewForm) -> bool:
    if not form.is_valid():
        return False
    said = form.cleaned_data
    take = approve if said["choice"] == "approve" else give_back

    def step(steps: Stages) -> PackageReview:
        done = take(
            row, account.name, said["opinion"], version=said["version"], officer=account.officer
        )
        after_decision(steps.home, steps.office)
        return done

    if decided(form, step) is None:
        form.renew(row)
        return False
    words = "审核通过" if said["choice"] == "approve" else "退回"
    audit.note(request, audit.CHANGED, f"证据包 {row.case}", f"{words}：{said['opinion']}")
    messages.success(request, f"已{words}。")
    return True


@door("packages/<int:pk>/", "package", "证据包", roles=READS_LEADS)
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """One sealed package: what it holds, its stamp, its verification."""
    account = account_of(request)
    row = one_of(request, packages_shown(account), f"证据包 {pk}", pk=pk)
    noted_read(request, row)
    job = newest_of(here.home(), "verify-package", row.number)
    context = {
        "title": f"证据包 {row.number}",
        "row": row,
        "review": PackageReview.objects.filter(package=row.number).first(),
        "stamp": stamp_words(row),
        "job": job,
        "verified": (job.words, job.css) if job and job.state != "done" else verified_words(row),
        "makes": account.kind in MAKES,
    }
    return render(request, "packages/package.html", context)


@door("packages/<int:pk>/verify/", "package-verify", "核验", roles=READS_LEADS, methods=("POST",))
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to look at every byte of the package."""
    account = account_of(request)
    row = one_of(request, packages_shown(account), f"证据包 {pk}", pk=pk)
    job = start(
        here.home(),
        "verify-package",
        account,
        title=f"核验证据包 {row.number}",
        subject=row.number,
        url=f"/packages/{row.pk}/",
        arguments={"package": row.pk},
    )
    return redirect(f"/jobs/{job.id}/")


@door("packages/<int:pk>/download/", "package-download", "下载", roles=READS_LEADS)
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The ZIP, piece by piece; that somebody took it is written down."""
    account = account_of(request)
    row = one_of(request, packages_shown(account).exclude(file=""), f"证据包 {pk}", pk=pk)
    path = Path(row.file)
    if not path.is_file() or path.suffix != ".zip" or path.is_symlink():
        messages.error(request, f"{row.number}：文件不在原处，请告知系统管理员从备份恢复。")
        return redirect(f"/packages/{row.pk}/")
    audit.note(request, audit.EXPORTED, row, f"下载证据包 {row.digest}")
    response = FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
    response["Content-Type"] = "application/zip"
    return response
