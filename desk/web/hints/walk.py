"""逐件看: the way through a group, one lead after the other, under the filters of the list."""

from django.http import HttpRequest, QueryDict

from desk.web.hints.filters import HintFilters

_LONGEST = 80


def walking(request: HttpRequest, cluster: str) -> str:
    """The query of a lead's page within a group: the group, and the filters that made it.

    "" where there is no group.
    """
    query = QueryDict(mutable=True)
    if cluster:
        query["group"] = cluster[:_LONGEST]
        for name in HintFilters.base_fields:
            if value := request.GET.get(name):
                query[name] = value[:_LONGEST]
    return query.urlencode()


def cluster_of(request: HttpRequest) -> str:
    """The group that is walked through, "" for none."""
    return request.GET.get("group", "")[:_LONGEST]
