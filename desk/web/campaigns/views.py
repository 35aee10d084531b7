"""专项: setting one up, its page, starting it. 运行: watching one, holding it, ending it."""

import secrets
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from pydantic import ValidationError

from crawler.campaign import Campaign
from crawler.campaign_files import campaign_files, write_campaign
from crawler.models import Run
from crawler.runs import PreparedRun
from crawler.workers import somebody_works
from desk.web import audit, here
from desk.web.access import account_of, not_here, one_of
from desk.web.campaigns.choosing import list_name, versions_of
from desk.web.campaigns.controls import DONE, controlled, may
from desk.web.campaigns.forms import KINDS, CampaignForm, line_of
from desk.web.campaigns.prefilled import prefilled
from desk.web.campaigns.rows import list_title, state_of
from desk.web.campaigns.run_sight import sight_of_run
from desk.web.campaigns.starting import NotStarted, checked, said, started
from desk.web.campaigns.waiting import faulty_runs
from desk.web.doors import door
from desk.web.listing import Column, Listing
from desk.web.lists.uploads import fault_rows
from desk.web.lists.views import take_in
from desk.web.models import Account
from desk.web.stepping import asked_again, confirmed
from desk.web.tasks.sight import READERS, runs_of, sees_campaign
from desk.web.templatetags.desk_words import minute, safe_words
from keywords.errors import FileFault
from leads.list_shelf import shelf

MOST_SITES_SHOWN, MOST_RUNS_SHOWN = 200, 50
_ONCE, _STARTED = "once", "started"
_MOST_REMEMBERED = 20


@door("campaigns/new/", "campaign-new", "新建专项", roles=READERS, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """Set up a campaign: check all of it, then keep it or start it."""
    account = account_of(request)
    if request.method == "GET":
        form = CampaignForm(account, shelf(here.home()), initial=prefilled(request, account))
        return _form_page(request, form)
    data = request.POST.copy()
    if run_id := request.session.get(_STARTED, {}).get(data.get(_ONCE, "")):
        messages.info(request, "这张表已经提交过，专项已在运行，没有再启动一次。")
        return redirect("run", ident=run_id)
    faults = []
    if (file := request.FILES.get("file")) is not None:
        try:
            kept = take_in(request, file)
        except FileFault as error:
            faults = fault_rows(error.faults)
        else:
            # From here on the list is one of the shelf: the file need not be sent again.
            data.appendlist("lists", list_name(kept, here.home()))
    form = CampaignForm(account, shelf(here.home()), data, request.FILES if faults else None)
    if not form.is_valid() or faults:
        return _form_page(request, form, faults)
    if data.get("do") == "save":
        ident = _kept(request, form)
        messages.success(request, "已保存，尚未启动。")
        return redirect("campaign", ident=ident)
    try:
        assert form.campaign is not None
        prepared = checked(account, form.campaign)
    except NotStarted as error:
        for line in error.lines:
            form.add_error(None, _with_line(line, form))
        return _form_page(request, form)
    if not confirmed(request):
        notes = [f"“{form.campaign.title}”检查无误。确认后启动，运行中可以暂停或终止。"]
        back = "/campaigns/new/"
        data[_ONCE] = secrets.token_urlsafe(9)
        return asked_again(request, said(prepared), back=back, notes=notes, data=data)
    ident = _kept(request, form)
    campaign = campaign_files(here.home()).campaigns[ident][1]
    return _start(request, account, replace(prepared, campaign=campaign), data.get(_ONCE, ""))


def _form_page(request: HttpRequest, form: CampaignForm, faults: Any = ()) -> HttpResponse:
    context = {"title": "新建专项", "form": form, "faults": faults}
    wrong = form.is_bound and (form.errors or faults)
    return render(request, "campaigns/new.html", context, status=422 if wrong else 200)


def _with_line(line: str, form: CampaignForm) -> str:
    """A reason that names a site, with the line in which it was typed."""
    assert form.campaign is not None
    for site in form.campaign.sites:
        if site.url in line and (number := line_of(form.cleaned_data["sites"], site.url)):
            return f"第{number}行：{line}"
    return line


def _kept(request: HttpRequest, form: CampaignForm) -> str:
    path, campaign = write_campaign(here.home(), form.values, timezone.now())
    audit.note(request, audit.CHANGED, f"专项 {campaign.title}", f"新建 {path.stem}")
    return campaign.id


def _start(
    request: HttpRequest, account: Account, prepared: PreparedRun, once: str = ""
) -> HttpResponse:
    """Start a run; the form that bears `once` starts none again: whoever goes back and reloads
    sends it twice."""
    campaign = prepared.campaign
    try:
        run_id = started(account, prepared)
    except NotStarted as error:
        for line in error.lines:
            messages.error(request, line)
        return redirect("campaign", ident=campaign.id)
    if once:
        before = dict(list(request.session.get(_STARTED, {}).items())[-_MOST_REMEMBERED:])
        request.session[_STARTED] = before | {once: run_id}
    audit.note(request, audit.CHANGED, f"运行 {run_id}", f"启动 {campaign.title}")
    messages.success(request, f"已启动“{campaign.title}”。")
    return redirect("run", ident=run_id)


@door("campaigns/<str:ident>/", "campaign", "专项", roles=READERS, methods=("GET", "POST"))
def campaign(request: HttpRequest, ident: str) -> HttpResponse:
    """A campaign: what it asks where, its runs; and starting it."""
    account = account_of(request)
    runs = runs_of(account).filter(campaign_id=ident).defer("lists", "versions")
    path, one = campaign_files(here.home()).campaigns.get(ident, (None, None))
    if one is None or not sees_campaign(account, one):
        last = runs.order_by("-started_at").first()
        if last is None:
            raise not_here(request, f"专项 {ident}")
        try:
            path, one = None, Campaign.model_validate(last.campaign)
        except ValidationError:
            messages.info(request, "专项文件已不在，且由旧版本运行，只能查看最近一次运行。")
            return redirect("run", ident=last.pk)
    if request.method == "POST" and path is not None:
        try:
            prepared = checked(account, one, path)
        except NotStarted as error:
            for line in error.lines:
                messages.error(request, line)
            return redirect("campaign", ident=ident)
        if not confirmed(request):
            return asked_again(request, said(prepared), back=request.path)
        return _start(request, account, prepared)
    on_shelf = shelf(here.home())
    context = {
        "title": one.title,
        "campaign": one,
        "path": path,
        "lists": [list_title(name, on_shelf) for name in one.lists],
        "versions": versions_of(one.lists, on_shelf, here.home()),
        "sites": one.sites[:MOST_SITES_SHOWN],
        "more": len(one.sites) - MOST_SITES_SHOWN,
        "runs": [(run, state_of(run)) for run in runs.order_by("-started_at")[:MOST_RUNS_SHOWN]],
        "under_way": runs.exclude(state=Run.State.ENDED).exists(),
    }
    return render(request, "campaigns/campaign.html", context)


@door("runs/<str:ident>/", "run", "运行", roles=READERS, methods=("GET", "POST"))
def run(request: HttpRequest, ident: str) -> HttpResponse:
    """A run as it goes: sites, coverage, hints, troubles; 暂停 继续 终止."""
    account = account_of(request)
    row = one_of(request, runs_of(account), f"运行 {ident}", pk=ident)
    if request.method == "POST":
        do = request.POST.get("do", "")
        refusal = may(account, row, do)
        if refusal:
            messages.error(request, refusal)
        elif do == "give_up" and not confirmed(request):
            return asked_again(
                request,
                "终止后不能继续。已读的页和提示都保留，未看完的站点记为未完成。",
                back=request.path,
                grave=True,
            )
        else:
            controlled(row, do)
            audit.note(request, audit.CHANGED, f"运行 {row.pk}", DONE[do])
            messages.success(request, f"{DONE[do]}。")
        return redirect("run", ident=ident)
    context = sight_of_run(row, account) | {
        "title": f"运行：{row.title}",
        "waits": row.state == Run.State.RUNNING and not somebody_works(),
    }
    return render(request, "campaigns/run.html", context)


class RunFilters(forms.Form):
    """筛选."""

    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("faulty", "一日内异常"), *Run.State.choices],
    )
    kind = forms.ChoiceField(
        label="类型", required=False, choices=[("", "全部"), *((kind, kind) for kind in KINDS)]
    )

    def narrowed(self, rows: "QuerySet[Run]") -> "QuerySet[Run]":
        """`rows` as the filters say."""
        self.is_valid()
        state, kind = self.cleaned_data.get("state"), self.cleaned_data.get("kind")
        if state == "faulty":
            rows = rows.filter(faulty_runs())
        elif state:
            rows = rows.filter(state=state)
        return rows.filter(kind=kind) if kind else rows


_RUN_COLUMNS = (
    Column[Run]("运行", lambda row: row.pk, width=26),
    Column[Run]("专项", lambda row: safe_words(row.title, 50), width=36),
    Column[Run]("类型", lambda row: row.kind),
    Column[Run]("由谁启动", lambda row: safe_words(row.started_by, 40), width=24),
    Column[Run]("开始", lambda row: minute(row.started_at), width=14),
    Column[Run]("结束", lambda row: minute(row.ended_at) or "—", width=14),
    Column[Run]("状态", state_of, width=18),
    Column[Run]("问题", lambda row: safe_words("；".join(row.troubles), 80), "wrap", 40),
)


@door("runs/", "runs", "运行", roles=READERS)
def runs(request: HttpRequest) -> HttpResponse:
    """All runs that the account may see, the newest first."""
    filters = RunFilters(request.GET)
    rows = filters.narrowed(runs_of(account_of(request)))
    return Listing(
        name="runs",
        title="运行",
        rows=rows.defer("lists", "versions", "campaign"),
        columns=_RUN_COLUMNS,
        order=("-started_at", "id"),
        empty="暂无运行。请到任务与专项启动一个专项。",
        filters=filters,
        row_url=lambda row: f"/runs/{row.pk}/",
    ).answer(request)
