"""监测提示: 300 hints in about 40 groups, one decision for many, nothing decided in passing."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.web.roles import Role
from leads.models import Lead
from tests.desk.web.hints.monday import file_monday

Stage = Lead.Stage


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


def groups_on(page: str) -> list[tuple[str, str, int]]:
    """Level, kind and number of the rows of the list."""
    rows = re.findall(
        r'<tr><td class="level-(\d)">[^<]*</td><td>([^<]*)</td><td class="number">(\d+)</td>', page
    )
    return [(level, kind, int(number)) for level, kind, number in rows]


def ticks(page: str) -> list[str]:
    return re.findall(r'name="tick" value="(\d+:\d+)"[^>]*checked', page)


def test_07_当300件待筛时_应约40组_一级在前(made, client):
    file_monday(made)
    assert Lead.objects.filter(stage=Stage.SUSPECTED).count() == 300
    page = client.get("/hints/").content.decode()
    assert "待筛 40组/300件" in page
    rows = groups_on(page)
    assert len(rows) == 40
    assert sum(number for *_, number in rows) == 300
    kinds = [kind for _, kind, _ in rows]
    assert [kinds.count(k) for k in ("同一主体", "同一图片", "同一文字", "轻微绝对化用语")] == [
        12,
        8,
        11,
        1,
    ]
    assert kinds.count("单件") == 7 and kinds[-1] == "曾排除且内容未变"
    levels = [level for level, kind, _ in rows if kind != "曾排除且内容未变"]
    assert levels == sorted(levels) and levels[0] == "1"
    with CaptureQueriesContext(connection) as asked:
        client.get("/hints/")
    assert len(asked) <= 20, "as many queries for 300 hints as for a few"
