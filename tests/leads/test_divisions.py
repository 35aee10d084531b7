"""Codes of any year lead to the place of today."""

from collections import Counter

import pytest

from leads.divisions import (
    abolished,
    common_superior,
    division,
    divisions,
    divisions_within,
    elsewhere,
    name_of,
    office_name,
    resolve,
    within,
)

COUNTS = {
    "530100": 14, "530300": 9, "530400": 9, "530500": 5, "530600": 11, "530700": 5,
    "530800": 10, "530900": 8, "532300": 10, "532500": 13, "532600": 8, "532800": 3,
    "532900": 12, "533100": 5, "533300": 4, "533400": 3,
}  # fmt: skip


def test_sixteen_prefectures_and_129_counties() -> None:
    levels = Counter(d.level for d in divisions().values())
    assert levels == {"province": 1, "prefecture": 16, "county": 129}
    counties = Counter(d.superior for d in divisions().values() if d.level == "county")
    assert counties == COUNTS


def test_every_abolished_code_has_a_place_today() -> None:
    assert len(abolished()) > 90
    for gone in abolished().values():
        assert gone.code not in divisions()
        assert division(gone.successor) is not None
        found = resolve(gone.code)
        assert found.code == gone.successor
        assert str(gone.until) in found.note


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("530121", "530114"), ("532231", "530129"), ("532130", "530629"), ("533527", "530926"),
        ("532499", "530400"), ("530199", "530100"), ("530101", "530100"), ("539999", "530000"),
        ("530802", "530802"), ("100000", None), ("12345", None), ("５３０１０２", None),
    ],
)  # fmt: skip
def test_codes(code: str, now: str | None) -> None:
    assert resolve(code).code == now


def test_codes_of_other_provinces() -> None:
    assert resolve("440305").elsewhere == "广东省"
    assert resolve("440305").code is None
    assert len(elsewhere()) > 3000


@pytest.mark.parametrize(
    ("codes", "above"),
    [
        (["530102"], "530102"), (["530102", "530103"], "530100"), (["530102", "532901"], "530000"),
        (["532900", "532901"], "532900"), (["530102", "530000"], "530000"), ([], "530000"),
    ],
)  # fmt: skip
def test_the_lowest_common_superior(codes: list[str], above: str) -> None:
    assert common_superior(codes) == above


def test_names() -> None:
    assert name_of("532504") == "红河哈尼族彝族自治州弥勒市"
    assert office_name("530000") == "云南省市场监督管理局"
    assert within("532504", "532500")
    assert not within("532504", "530500")


def test_no_two_places_of_a_list_bear_one_name() -> None:
    names = dict(divisions_within("530000"))
    assert len(set(names.values())) == len(names)
    assert (names["532900"], names["532901"]) == ("大理白族自治州", "大理市")
    assert (names["532500"], names["532529"]) == ("红河哈尼族彝族自治州", "红河县")
    assert names["530000"] == "全省" and names["530100"] == division("530100").short
