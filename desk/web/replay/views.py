"""隔离回放, the desk's page: an explicit second step that frames the viewer on another name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from desk.web import here
from desk.web.access import account_of, captures_of, one_of
from desk.web.doors import door, noted_read
from desk.web.replay.archived import NotReplayed, archived
from desk.web.replay.hosts import viewer_host
from desk.web.replay.tickets import SECONDS, Ticket
from desk.web.replay.viewer import PREFIX, page_of
from desk.web.roles import READS_LEADS
from leads.captures import folder_of

_SHOWN = 50


@door("captures/<int:pk>/replay/", "replay", "隔离回放", roles=READS_LEADS)
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """The framed viewer. `?view=dom` shows the markup as the browser had it."""
    account = account_of(request)
    row = one_of(request, captures_of(account), f"采集件 {pk}", pk=pk)
    noted_read(request, f"{row} 隔离回放")
    view = "dom" if request.GET.get("view") == "dom" else "page"
    context: dict[str, object] = {"title": f"隔离回放 {row.number}", "row": row, "view": view}
    host = viewer_host(request, here.office().desk)
    try:
        page = page_of(archived(folder_of(here.home(), row), row.manifest_digest), view)
        context |= {
            "shown": page.shown,
            "missing": list(dict.fromkeys(page.missing))[:_SHOWN],
            "missing_number": len(set(page.missing)),
        }
    except NotReplayed as error:
        context["trouble"] = str(error)
    if not host:
        context["trouble"] = (
            "没有隔离回放的主机名，不能回放。请管理员在 wangjian.toml 的 [desk] 设 replay_host，"
            "须与工作台的主机名不同。"
        )
    if "trouble" not in context:
        origin = f"{request.scheme}://{host}"
        desk = f"{request.scheme}://{request.get_host()}"
        ticket = Ticket(row.pk, account.pk, host, desk).signed()
        context |= {"frame": f"{origin}{PREFIX}{ticket}/{view}", "minutes": SECONDS // 60}
        request.frame_sources = origin  # type: ignore[attr-defined]
    return render(request, "replay/replay.html", context)
