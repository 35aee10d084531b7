"""Reasons of the crawler become sentences; unknown ones stay as they are."""

import os

import django
import pytest

from crawler.slice_end import SliceEnd
from desk.cli.reasons import limit_text, reason_text, site_state_text


@pytest.mark.parametrize(
    ("detail", "zh"),
    [
        ("left alone after refusals", "多次被拒，不再打扰"),
        ("not-found 404", "页面不存在（状态码 404）"),
        ("4 slices in a row ended without a page: error", "连续 4 段没有读到任何页面（error）"),
        ("something new", "something new"),
    ],
)
def test_a_reason_is_told_in_chinese(detail: str, zh: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    assert reason_text(detail) == zh
    monkeypatch.setenv("WANGJIAN_LANG", "en")
    assert reason_text(detail) == detail


def test_every_reason_of_the_refusals_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    import re
    from pathlib import Path

    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    source = (Path(__file__).parents[2] / "crawler" / "refusals.py").read_text(encoding="utf-8")
    details = re.findall(r'Refusal\("\w+", f?"([^"{]+)', source)
    assert len(details) > 10
    for detail in details:
        text = detail + "404" if detail.endswith(" ") else detail
        assert reason_text(text) != text, text


def test_limits_have_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    assert limit_text("pages") == "页数上限"


def test_how_slices_end_without_a_page_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    for end in (SliceEnd.MEMORY, SliceEnd.HUNG, SliceEnd.CRASHED, SliceEnd.KILLED):
        detail = f"4 slices in a row ended without a page: {end.name.lower()}"
        assert end.name.lower() not in reason_text(detail), detail


def test_where_a_site_stands_is_told_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crawler.database")
    django.setup()  # models can only be imported once Django knows its settings
    from crawler.models import SiteRun

    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    for state in SiteRun.State:
        assert site_state_text(state.value) == state.label
    monkeypatch.setenv("WANGJIAN_LANG", "en")
    assert site_state_text("waiting") == "waiting"
