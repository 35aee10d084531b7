"""监测提示: groups of suspected hints, worst first; one decision for a group's members."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from desk.web import here
from desk.web.access import account_of, leads_of, not_here
from desk.web.deciding import status_of
from desk.web.doors import door, noted_read
from desk.web.hints.filters import HintFilters
from desk.web.hints.last_run import last_run
from desk.web.hints.members import members_of, shared_sentence
from desk.web.hints.scope import waiting_for
from desk.web.hints.sheet import taken_away
from desk.web.hints.walk import walking
from desk.web.lead.choosing import chosen_in, take
from desk.web.lead.deciding_many import ask_about, batch_address, tell_batch
from desk.web.lead.forms import EACH, SCREEN, GroupDecision, Reason
from desk.web.lead.picture import may_be_drawn
from desk.web.lead.records import newest_capture
from desk.web.models import Account, SavedFilter
from desk.web.roles import DECIDES, Role
from desk.web.stepping import confirmed
from leads.batches import MOST, steps_of
from leads.beijing import day_of
from leads.divisions import within
from leads.harm import NAMES, SIGNS
from leads.models import LeadCapture
from leads.triage import KINDS, WINDOW, Group, Kind, grouped

_UNDONE = {"dismissed", "screened"}
_LOOKED_INTO = 20
"""Captures of a group in which its picture is looked for."""
_DIGITS = 15
"""Digits of an event's id at most."""


@door("hints/", "hints", "监测提示", roles=DECIDES, menu="监测提示", place=10)
def hints(request: HttpRequest) -> HttpResponse:
    """The groups, worst first."""
    account = account_of(request)
    filters = HintFilters(account, request.GET or {})
    today = day_of(timezone.now())
    made = grouped(waiting_for(account, filters), today)
    groups = filters.chosen(made)
    if request.GET.get("export") == "xlsx":
        return taken_away(request, groups, today)
    shown = sum(len(group.hints) for group in groups)
    period = here.office().periods.screen
    edge = _latest_late(today, period)
    listed = [_line(group, today, request, edge) for group in groups]
    context = {
        "title": "监测提示",
        "filters": filters,
        "groups": [line for line in listed if not line["folded"]],
        "folded": [line for line in listed if line["folded"]],
        "count": len(groups),
        "shown": shown,
        "more": sum(len(group.hints) for group in made) >= WINDOW,
        "window": WINDOW,
        "query": request.GET.urlencode(),
        "saved": SavedFilter.objects.filter(account=account, page="hints"),
        "levels": _levels(filters, account, groups, request),
        "period": period,
        "last": last_run() if not groups else None,
        "not_handed": account.kind is Role.UNIT
        and not here.office().receives_suspected(account.unit),
    }
    return render(request, "hints/groups.html", context)


@door("hints/<str:cluster>/", "hint-group", "分组初筛", roles=DECIDES, methods=("GET", "POST"))
def hint_group(request: HttpRequest, cluster: str) -> HttpResponse:
    """A group: what it shares once, what differs in rows, one decision (⏎)."""
    account = account_of(request)
    filters = HintFilters(account, request.GET or {})
    today = day_of(timezone.now())
    groups = grouped(waiting_for(account, filters), today)
    group = next((one for one in groups if one.cluster == cluster), None)
    if group is None and not _well_formed(cluster):
        raise not_here(request, f"分组 {cluster[:60]}")
    if request.method == "POST":
        return _decide(request, group)
    if group is None:
        return _done(request)
    noted_read(request, f"分组 {cluster}")
    return _page(request, group, GroupDecision(), None)


@door(
    "hints/batches/<str:number>/",
    "batch",
    "批次",
    roles=DECIDES,
    methods=("GET", "POST"),
)
def batch(request: HttpRequest, number: str) -> HttpResponse:
    """What one batch did to which hints, and its undoing 恢复."""
    account = account_of(request)
    near = request.GET.get("near", "")
    known = near.isascii() and near.isdigit() and len(near) <= _DIGITS
    steps = steps_of(number, int(near)) if known else []
    visible = {
        lead.pk: lead
        for lead in leads_of(account, each=True)
        .filter(pk__in=[step.lead_id for step in steps])
        .select_related("shop__operator")
    }
    steps = [step for step in steps if step.lead_id in visible]
    if not steps:
        raise not_here(request, f"批次 {number[:60]}")
    form = Reason(request.POST or None)
    standing = [
        step
        for step in steps
        if step.step in _UNDONE and visible[step.lead_id].version == step.version
    ]
    if request.method == "POST" and form.is_valid():
        ticks = [f"{s.lead_id}:{s.version}" for s in standing]
        chosen = chosen_in(request, leads_of(account, each=True), ticks)
        done = take(request, form, chosen, "restore")
        if done is not None:
            tell_batch(request, done, "已恢复为监测提示")
            return redirect(batch_address(done) or "/hints/")
    context = {
        "title": f"批次 {number}",
        "steps": [(step, visible[step.lead_id]) for step in steps],
        "standing": standing,
        "form": form,
    }
    return render(request, "hints/batch.html", context, status=status_of(form))


def _decide(request: HttpRequest, group: Group | None) -> HttpResponse:
    """A decision on what was ticked: asked again first, then taken.

    What left the group meanwhile stays among the ticked: its own step says why not.
    """
    form = GroupDecision(request.POST)
    rows = leads_of(account_of(request), each=True)
    chosen = chosen_in(request, rows, request.POST.getlist("tick"))
    ticked = [one.lead.pk for one in chosen]
    if form.is_valid():
        said = form.cleaned_data
        if said["choice"] == EACH and (ticked or group is not None):
            cluster = group.cluster if group is not None else ""
            first = ticked[0] if ticked or group is None else group.worst.pk
            return redirect(f"/leads/{first}/?{walking(request, cluster)}")
        if not chosen:
            form.add_error(None, "没有勾选任何一件。请先勾选要一并处理的提示。")
        elif len(chosen) > MOST:
            form.add_error(None, f"一次最多{MOST}件，请减少勾选。")
        elif not confirmed(request):
            back = request.get_full_path()
            return ask_about(request, form, chosen, said["choice"], back=back)
        else:
            done = take(request, form, chosen, said["choice"])
            if done is not None:
                words = "已定为值得核实" if said["choice"] == SCREEN else "已排除"
                tell_batch(request, done, words)
                return redirect(batch_address(done) or _with_filters("/hints/", request))
    return _done(request) if group is None else _page(request, group, form, ticked)


def _done(request: HttpRequest) -> HttpResponse:
    """The page of a group whose hints were all decided, or joined another."""
    context = {"title": "分组初筛", "back": _with_filters("/hints/", request)}
    return render(request, "hints/group_done.html", context)


def _page(
    request: HttpRequest, group: Group, form: GroupDecision, ticked: list[int] | None
) -> HttpResponse:
    shown = group.hints[:MOST]
    account = account_of(request)
    members = members_of(shown, here.home().archive, account.office, ticked)
    context = {
        "title": f"分组初筛：{KINDS[group.kind]} {len(group.hints)}件",
        "group": group,
        "facts": group.facts(day_of(timezone.now())),
        "level": f"{SIGNS[group.level]}{NAMES[group.level]}",
        "sentence": shared_sentence(shown),
        "by_operator": group.kind is Kind.OPERATOR,
        "pictured": _pictured(group),
        "members": members,
        "apart": sum(1 for member in members if member.apart),
        "left": len(group.hints) - len(shown),
        "most": MOST,
        "form": form,
        "may_decide": account.officer is not None,
        "back": _with_filters("/hints/", request),
        "opened": walking(request, group.cluster),
    }
    return render(request, "hints/group.html", context, status=status_of(form))


def _line(group: Group, day: date, request: HttpRequest, edge: date) -> dict[str, object]:
    single = group.kind is Kind.SINGLE
    address = f"/leads/{group.worst.pk}/" if single else f"/hints/{group.cluster}/"
    return {
        "group": group,
        "name": KINDS[group.kind],
        "level": group.level,
        "level_words": f"{SIGNS[group.level]}{NAMES[group.level]}",
        "number": len(group.hints),
        "by_operator": group.kind is Kind.OPERATOR,
        "weak": group.kind is Kind.WEAK,
        "single": single,
        "areas": list(dict.fromkeys(hint.area for hint in group.hints)),
        "facts": [*_outside(group, account_of(request).office), *group.facts(day)],
        "late": group.since <= edge,
        "url": address if single else _with_filters(address, request),
        "folded": group.kind is Kind.SEEN,
    }


def _outside(group: Group, office: str) -> list[str]:
    """How many of a group's hints belong to no office within the territory of `office`."""
    number = sum(1 for hint in group.hints if hint.office and not within(hint.office, office))
    return [f"属外地或地域待定{number}件"] if number else []


def _latest_late(today: date, period: int) -> date:
    """The last day on which a hint was first seen that has waited longer than `period`."""
    calendar, day = here.calendar(), today
    while calendar.left(day, today) <= period:
        day -= timedelta(days=1)
    return day


def _levels(
    filters: HintFilters, account: Account, groups: list[Group], request: HttpRequest
) -> list[tuple[int, str, int, str]]:
    """How many groups each level has, whichever level is chosen now."""
    if filters.said.get("level"):
        any_level = filters.without("level")
        made = grouped(waiting_for(account, any_level), day_of(timezone.now()))
        groups = any_level.chosen(made)
    found = []
    for level, word in NAMES.items():
        query = request.GET.copy()
        query["level"] = str(level)
        number = sum(1 for group in groups if group.level == level)
        found.append((level, f"{SIGNS[level]}{word}", number, "?" + query.urlencode()))
    return found


def _pictured(group: Group) -> int | None:
    """The hint whose capture shows the picture that the group shares, None where none was made."""
    if group.kind is not Kind.PICTURE:
        return None
    ids = [hint.pk for hint in group.hints[:MOST]]
    ties = LeadCapture.objects.filter(lead__in=ids).select_related("capture").order_by("-id")
    newest = newest_capture(list(ties[:_LOOKED_INTO]))
    return newest[0].lead_id if newest is not None and may_be_drawn(newest[1]) else None


def _well_formed(cluster: str) -> bool:
    """Whether an address once named a group: its hints may have been decided since."""
    kind, _, _ = cluster.partition("-")
    return kind in set(Kind)


def _with_filters(path: str, request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return f"{path}?{query}" if query else path
