"""保存筛选: keep a list's filter under a name, or take it away."""

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from desk.web.access import account_of
from desk.web.asked import own_path
from desk.web.doors import door
from desk.web.models import SavedFilter
from desk.web.roles import EVERYONE

MOST = 20


@door("saved-filters/", "saved-filters", "保存筛选", roles=EVERYONE, methods=("POST",))
def save(request: HttpRequest) -> HttpResponse:
    """Keep `query` under `name`; an empty query takes the name away."""
    account = account_of(request)
    page, name = request.POST.get("page", "")[:60], request.POST.get("name", "").strip()[:40]
    pairs = [(key, value) for key, value in parse_qsl(request.POST.get("query", "")) if value]
    query = urlencode([(key, value) for key, value in pairs if key not in {"after", "export"}])
    kept = SavedFilter.objects.filter(account=account, page=page)
    if name and query and len(query) <= 2000:
        if kept.exclude(name=name).count() >= MOST:
            messages.error(request, f"最多保存{MOST}个筛选，请先删去不用的。")
        else:
            SavedFilter.objects.update_or_create(
                account=account, page=page, name=name, defaults={"query": query}
            )
            messages.success(request, f"已保存筛选“{name}”。")
    elif name:
        kept.filter(name=name).delete()
        messages.success(request, f"已删去筛选“{name}”。")
    return redirect(own_path(request.POST.get("path", "/")))
