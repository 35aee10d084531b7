"""作业: what runs in the background, its result line by line, and why it failed."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from desk.jobs.kinds import KINDS
from desk.jobs.starting import start_again
from desk.jobs.state import Job, folder, read_job, recent_jobs
from desk.web import audit, here
from desk.web.access import account_of, not_here
from desk.web.doors import door
from desk.web.roles import EVERYONE, READS_LEADS, Role

_SHOWN = 100


@door("jobs/", "jobs", "作业", roles=READS_LEADS | {Role.ADMINISTRATOR})
def jobs(request: HttpRequest) -> HttpResponse:
    """The account's own jobs; for administrators all of them."""
    account = account_of(request)
    all_of_them = account.kind is Role.ADMINISTRATOR
    rows = [
        job for job in recent_jobs(here.home(), 400) if all_of_them or job.account == account.pk
    ][:_SHOWN]
    return render(request, "jobs/jobs.html", {"title": "作业", "rows": rows, "all": all_of_them})


@door("jobs/<slug:ident>/", "job", "作业", roles=EVERYONE)
def job(request: HttpRequest, ident: str) -> HttpResponse:
    """One job; the page asks again while it runs."""
    found = _job(request, ident)
    kind = KINDS.get(found.kind)
    context = {
        "title": found.title,
        "job": found,
        "own": found.account == account_of(request).pk,
        "again": found.state in {"failed", "broken"} and kind is not None and kind.again,
        "next": found.result.get("url", "") if found.state == "done" else "",
        "waits": not found.over and "stay" not in request.GET,
    }
    return render(request, "jobs/job.html", context)


@door("jobs/<slug:ident>/again/", "job-again", "重试", roles=EVERYONE, methods=("POST",))
def again(request: HttpRequest, ident: str) -> HttpResponse:
    """重试 what failed or was broken off."""
    found = _job(request, ident)
    kind = KINDS.get(found.kind)
    if not found.over or found.state == "done" or kind is None or not kind.again:
        messages.error(request, "这件作业不能重试；需要口令的请回到原页面再做。")
        return redirect(f"/jobs/{ident}/")
    fresh = start_again(here.home(), found, account_of(request))
    return redirect(f"/jobs/{fresh.id}/")


@door("jobs/<slug:ident>/file/<int:number>/", "job-file", "打印预览", roles=EVERYONE)
def file(request: HttpRequest, ident: str, number: int) -> HttpResponseBase:
    """A file that the job printed; it is downloaded, never shown within the desk."""
    found = _job(request, ident)
    if found.account != account_of(request).pk:
        # An administrator sees that a job was done, not the records of a case that it printed.
        raise not_here(request, f"作业 {ident} 文件 {number}")
    files = found.result.get("files") or []
    if not 0 < number <= len(files):
        raise not_here(request, f"作业 {ident} 文件 {number}")
    path = folder(here.home()) / f"{found.id}-{number}.pdf"
    if not path.is_file():
        raise not_here(request, f"作业 {ident} 文件 {number}")
    audit.note(request, audit.EXPORTED, found.subject, f"打印预览 {files[number - 1]['title']}")
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=path.name, content_type="application/pdf"
    )


def _job(request: HttpRequest, ident: str) -> Job:
    account = account_of(request)
    found = read_job(here.home(), ident)
    own = found is not None and found.account == account.pk
    if found is None or not (own or account.kind is Role.ADMINISTRATOR):
        raise not_here(request, f"作业 {ident}")
    return found
