"""取证: the captures 采集件, one of them, its picture, verifying it, taking a new one."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from desk.jobs.capture_jobs import clock_words
from desk.jobs.starting import start
from desk.jobs.state import newest_of
from desk.web import here
from desk.web.access import account_of, captures_of, lead_seen, leads_of, one_of
from desk.web.asked import whole_number
from desk.web.captures.filters import MANNERS, CaptureFilters
from desk.web.captures.forms import ATTENDED, AddressForm
from desk.web.captures.pictures import NoPicture, drawn, shown_pictures
from desk.web.captures.state import proof_of, read_of, standing_of
from desk.web.doors import door, noted_read
from desk.web.listing import Column, Listing
from desk.web.roles import READS_LEADS, Role
from desk.web.templatetags.desk_words import beijing, web_address
from evidence.capture.manifest import Captured
from evidence.package.names import is_own_name
from evidence.seal.digests import digest_file
from leads.models import Capture, LeadCapture

CAPTURES_BY = frozenset({Role.OFFICER})
"""Who has pages captured: 网监."""
_LONGEST_TEXT = 60_000


def _standing(row: Capture) -> SafeString:
    found = standing_of(here.home(), row)
    return format_html('<span class="{}">{}</span>', found.css, found.words)


def _leads(row: Capture) -> SafeString | str:
    links = [
        (tie.lead_id, str(tie.lead), tie.get_again_display() or "未复检") for tie in row.leads.all()
    ]
    return format_html_join("、", '<a href="/leads/{}/">{}</a>（{}）', links) if links else "—"


_COLUMNS = (
    Column[Capture]("编号", lambda row: row.number, width=30),
    Column[Capture]("方式", lambda row: MANNERS.get(row.manner, row.manner)),
    Column[Capture]("网址", lambda row: web_address(row.url_final or row.url_asked), "address", 60),
    Column[Capture]("时间", lambda row: beijing(row.started_at), width=20),
    Column[Capture]("核验", _standing),
    Column[Capture]("线索", _leads, "leads", 40),
)


@door("captures/", "captures", "取证", roles=READS_LEADS, menu="取证", place=40)
def captures(request: HttpRequest) -> HttpResponse:
    """The captures that the account may see, the newest first."""
    account = account_of(request)
    visible = leads_of(account, each=True)
    filters = CaptureFilters(request.GET)
    ties = LeadCapture.objects.filter(lead_seen(account)).select_related("lead").order_by("id")
    rows = filters.narrowed(captures_of(account), visible)
    listing = Listing(
        name="captures",
        title="取证",
        rows=rows.prefetch_related(Prefetch("leads", queryset=ties)),
        columns=_COLUMNS,
        order=("-started_at", "-id"),
        empty="暂无采集件。可粘贴网址采集，或在任务中开启采集。",
        filters=filters,
        row_url=lambda row: f"/captures/{row.pk}/",
        template="captures/list.html",
        extra={"form": AddressForm() if account.kind in CAPTURES_BY else None},
    )
    return listing.answer(request)


@door("captures/new/", "capture-new", "采集网址", roles=CAPTURES_BY, methods=("GET", "POST"))
def capture_new(request: HttpRequest) -> HttpResponse:
    """A pasted address: captured by a job, or taken to the attended capture."""
    account = account_of(request)
    lead = whole_number(request.GET.get("lead", ""))
    first = {"url": request.GET.get("url", ""), "lead": lead}
    form = AddressForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["lead"]:
            one_of(request, leads_of(account, each=True), f"线索 {said['lead']}", pk=said["lead"])
        if said["how"] == ATTENDED:
            asked = {"url": said["url"]} | ({"lead": said["lead"]} if said["lead"] else {})
            return redirect(f"/attended/new/?{urlencode(asked)}")
        job = start(
            here.home(),
            "capture",
            account,
            title=f"自动采集 {said['url'][:120]}",
            subject=said["url"][:200],
            url="/captures/",
            arguments={"url": said["url"], "lead": said["lead"]},
        )
        return redirect(f"/jobs/{job.id}/")
    context = {"title": "采集网址", "form": form}
    return render(request, "captures/new.html", context, status=422 if form.errors else 200)


@door("captures/<int:pk>/", "capture", "采集件", roles=READS_LEADS)
def capture(request: HttpRequest, pk: int) -> HttpResponse:
    """One capture: the picture and the words first, then the facts."""
    row = _row(request, pk)
    noted_read(request, row)
    home = here.home()
    captured = read_of(home, row)
    account = account_of(request)
    ties = row.leads.filter(lead_seen(account)).select_related("lead").order_by("id")
    context = {
        "title": f"采集件 {row.number}",
        "row": row,
        "manner": MANNERS.get(row.manner, row.manner),
        "standing": standing_of(home, row),
        "proof": proof_of(home, row),
        "captured": captured,
        "ties": ties,
        "job": newest_of(home, "verify-capture", row.number),
    }
    if captured is not None:
        context |= _facts(captured)
    return render(request, "captures/capture.html", context)


def _text_of(captured: Captured) -> tuple[str, str]:
    """The visible words, and why they are not shown: only those that were entered are."""
    for one in captured.of_role("text")[:1]:
        path = captured.folder / one.name
        try:
            if not is_own_name(one.name) or digest_file(path).sha256 != one.sha256:
                return "", "文字与登记的摘要不符，不予显示。"
            return path.read_text("utf-8", "replace"), ""
        except OSError:
            return "", "文字文件不在，请核验。"
    return "", ""


def _facts(captured: Captured) -> dict[str, object]:
    text, text_trouble = _text_of(captured)
    looks = captured.environment.get("cleanliness") or ()
    browser = captured.environment.get("browser") or {}
    machine = captured.environment.get("machine") or {}
    return {
        "pictures": [(n, one) for n, one in enumerate(shown_pictures(captured))],
        "text": text[:_LONGEST_TEXT],
        "text_trouble": text_trouble,
        "text_cut": len(text) > _LONGEST_TEXT,
        "offset": clock_words(captured.clock.to_json()),
        "offset_why": captured.clock.zh,
        "looks": [one for one in looks if isinstance(one, dict)],
        "browser": browser if isinstance(browser, dict) else {},
        "machine": machine if isinstance(machine, dict) else {},
        "replayable": captured.main is not None,
    }


@door("captures/<int:pk>/picture/", "capture-picture", "采集件图片", roles=READS_LEADS)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture, drawn again; `?n=` counts from 0."""
    row = _row(request, pk)
    captured = read_of(here.home(), row)
    number = whole_number(request.GET.get("n", "0"), 3)
    if captured is None or number is None:
        raise Http404
    try:
        if captured.digest != row.manifest_digest:
            raise NoPicture("采集件清单与登记的不符，不予显示")
        data = drawn(captured, number)
    except NoPicture as error:
        return HttpResponse(f"{error}\n", status=409, content_type="text/plain; charset=utf-8")
    noted_read(request, f"{row} 图片")
    return HttpResponse(data, content_type="image/png")


@door("captures/<int:pk>/verify/", "capture-verify", "核验", roles=READS_LEADS, methods=("POST",))
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to read the capture back; the page of the job shows the result line by line."""
    row = _row(request, pk)
    job = start(
        here.home(),
        "verify-capture",
        account_of(request),
        title=f"核验采集件 {row.number}",
        subject=row.number,
        url=f"/captures/{row.pk}/",
        arguments={"capture": row.pk},
    )
    messages.info(request, "已开始核验。")
    return redirect(f"/jobs/{job.id}/")


def _row(request: HttpRequest, pk: int) -> Capture:
    rows: QuerySet[Capture] = captures_of(account_of(request))
    return one_of(request, rows, f"采集件 {pk}", pk=pk)
