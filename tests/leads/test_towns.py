"""A town tells its county, where only one county has it."""

import pytest

from leads.places import read_place
from leads.towns import county_by_town, town_at


@pytest.mark.parametrize(
    ("words", "county"),
    [
        ("喜洲镇周城村", "532901"),
        ("位于孟定镇清水河", "530926"),
        ("关上街道办事处", "530111"),
        ("斗南镇", "530114"),  # a 街道 today
        ("呈贡斗南", "530114"),
        ("安宁工业园区", "530181"),
        ("马关", "532625"),
        ("黑井古镇大龙祠", "532302"),  # the old part of 黑井镇
        ("诺邓古村", "532929"),
        # two counties have it, towns elsewhere share it, or it is none
        ("板桥镇", None),
        ("沙溪镇", None),
        ("凤凰古镇", None),
        ("安宁疗养", None),
        ("购买关上街道", None),
    ],
)
def test_an_address_that_names_no_division(words, county):
    assert county_by_town(words) == county


@pytest.mark.parametrize(
    ("words", "above", "county"),
    [
        ("锦屏镇文庙街", "530800", "530823"),
        ("锦屏镇文庙街", "532600", "532626"),
        ("锦屏镇文庙街", "530100", None),
        ("勐捧镇曼种村", "532800", "532823"),
    ],
)
def test_a_town_of_several_counties_below_one_prefecture(words, above, county):
    assert county_by_town(words, above) == county


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("大理州沙溪镇", "532931"),
        ("昆明市 关上街道", "530111"),
        ("昆明市人民西路", "530100"),
        ("昆明市经开区洛羊街道", "530100"),  # a zone stays one
    ],
)
def test_a_town_below_a_prefecture(text, code):
    place = read_place(text)
    assert place is not None
    assert place.code == code


def test_a_township_of_a_nation_is_found_without_it():
    town = town_at("双河彝族乡田坝村", 0)
    assert town is not None
    assert town.county_in("530100") == "530115"
