"""封签 and what else takes the passphrase of the office's key: finishing, a redacted copy.

The passphrase goes from the form to the job over a pipe. No page, file or log holds it; so
the page that asks for it is itself the one that asks once more ⏎.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from desk.jobs.starting import start
from desk.web import audit, here
from desk.web.access import account_of, one_of, packages_of, reviews_of
from desk.web.captures.state import standing_of
from desk.web.deciding import decided, status_of
from desk.web.doors import door
from desk.web.packages.forms import FinishForm, RedactForm, SealForm
from desk.web.roles import Role
from desk.web.stepping import officer_of
from leads.errors import IllegalStep
from leads.models import Capture, CasePackage, PackageReview
from leads.package_reviews import begin_sealing, state_of

SEALS = frozenset({Role.OFFICER, Role.UNIT})
SAID = "以本机关密钥封签，内容不再变；遗漏须另做新包。"
NOT_REVIEWED = "尚未审核，不能封签。"


@door(
    "packages/reviews/<int:pk>/seal/",
    "package-seal",
    "封签",
    roles=SEALS,
    methods=("GET", "POST"),
)
@sensitive_post_parameters("passphrase")
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """封签: asked once more together with the passphrase; a job does it."""
    account = account_of(request)
    row = one_of(request, reviews_of(account), f"送审 {pk}", pk=pk)
    form = SealForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid() and officer_of(form, account):
        version = form.cleaned_data["version"]
        begun = decided(form, lambda _steps: _begin(row, version))
        if begun is not None:
            audit.note(request, audit.CHANGED, f"证据包 {row.case}", "封签")
            job = start(
                here.home(),
                "seal-package",
                account,
                title=f"封签证据包 {row.case}",
                subject=f"送审 {row.pk}",
                url=f"/packages/reviews/{row.pk}/",
                arguments={"review": row.pk},
                secret=form.cleaned_data["passphrase"],
            )
            return redirect(f"/jobs/{job.id}/")
        form.renew(row)
        row.refresh_from_db()
    context = {
        "title": f"封签 {row.case}",
        "row": row,
        "form": form,
        "said": SAID,
        "trouble": _trouble(state_of(row)),
        "back": f"/packages/reviews/{row.pk}/",
        "button": "确认封签",
    }
    status = status_of(form)
    if context["trouble"] and status == 200:
        status = 409
    return render(request, "packages/seal.html", context, status=status)


def _trouble(state: str) -> str:
    if state in {"made", "sent", "returned"}:
        return NOT_REVIEWED
    return {"sealing": "正在封签，请看作业。", "sealed": "本件已封签。"}.get(state, "")


def _begin(row: PackageReview, version: int) -> PackageReview:
    """Begin to seal, unless a capture is seen not to be whole; the job reads all of them back."""
    home = here.home()
    for capture in Capture.objects.filter(leads__lead__in=row.leads.all()).distinct():
        found = standing_of(home, capture)
        if found.broken:
            raise IllegalStep(
                f"采集件核验不一致，不能封签，请告知管理员，编号{capture.number}：{found.why}",
                f"the capture {capture.number} does not verify",
            )
    return begin_sealing(row, version=version)


@door("packages/finish/", "packages-finish", "写成正式包", roles=SEALS, methods=("GET", "POST"))
@sensitive_post_parameters("passphrase")
def finish(request: HttpRequest) -> HttpResponse:
    """补取时间戳, and write the packages whose stamps have come."""
    account = account_of(request)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and officer_of(form, account):
        audit.note(request, audit.CHANGED, "证据包", "补取时间戳、写成正式包")
        job = start(
            here.home(),
            "finish-packages",
            account,
            title="补取时间戳，写成正式包",
            url="/packages/",
            secret=form.cleaned_data["passphrase"],
        )
        return redirect(f"/jobs/{job.id}/")
    context = {
        "title": "写成正式包",
        "form": form,
        "said": "补取时间戳；已取得的，以本机关密钥登记并写成正式包。",
        "waiting": packages_of(account).filter(stamped=False).exclude(file="").order_by("id"),
        "back": "/packages/",
        "button": "确认",
    }
    return render(request, "packages/seal.html", context, status=status_of(form))


@door(
    "packages/<int:pk>/redact/", "package-redact", "脱敏副本", roles=SEALS, methods=("GET", "POST")
)
@sensitive_post_parameters("passphrase")
def redact(request: HttpRequest, pk: int) -> HttpResponse:
    """脱敏副本: a derived package with a number of its own; the original stays."""
    account = account_of(request)
    row = one_of(request, packages_of(account).exclude(file=""), f"证据包 {pk}", pk=pk)
    form = RedactForm(request.POST or None, initial={"plan": _plan(row)})
    if request.method == "POST" and form.is_valid():
        officer = officer_of(form, account)
        if officer is not None:
            audit.note(request, audit.CHANGED, row, "派生脱敏副本")
            job = start(
                here.home(),
                "redact-package",
                account,
                title=f"脱敏副本 {row.number}",
                subject=row.number,
                url=f"/packages/{row.pk}/",
                arguments={"plan": form.cleaned_data["plan"], "officers": [officer.pk]},
                secret=form.cleaned_data["passphrase"],
            )
            return redirect(f"/jobs/{job.id}/")
    context = {
        "title": f"脱敏副本 {row.number}",
        "form": form,
        "said": "派生的副本另编包号并封签，注明由何包派生；原包不变。",
        "trouble": "" if row.stamped else "时间戳待补，取得后才能派生副本。",
        "back": f"/packages/{row.pk}/",
        "button": "确认派生",
    }
    return render(request, "packages/seal.html", context, status=status_of(form))


def _plan(row: CasePackage) -> str:
    return (
        f'package = "{row.number}"\nreason = "提供给当事人"\n\n'
        '[[mask]]\npath = "data/captures/采集件编号/page-01.png"\nreason = "买家个人信息"\n'
        'regions = [{ x = 40, y = 600, width = 300, height = 80, category = "姓名" }]\n'
    )
