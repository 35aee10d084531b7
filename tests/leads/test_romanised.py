"""Addresses in Latin letters tell the right division, and only where they tell it for certain."""

import pytest

from leads.divisions import divisions
from leads.places import read_place

_KINDS = {
    "市": ("Shi", "City"), "县": ("Xian", "County"), "区": ("Qu", "District"),
    "州": ("Zhou", "Prefecture"),
}  # fmt: skip
_LETTERS = {
    "530126": "Shilin", "530128": "Luquan", "530326": "Huize", "530402": "Hongta",
    "530628": "Yiliang", "530125": "Yiliang", "530821": "Ning'er", "530926": "Gengma",
    "532323": "Mouding", "532504": "Mile", "532531": "Lüchun", "532801": "Jinghong",
    "532923": "Xiangyun", "533103": "Mang", "533401": "Shangri-La",
}  # fmt: skip
_ABOVE = {
    "5301": "Kunming", "5303": "Qujing", "5304": "Yuxi", "5306": "Zhaotong", "5308": "Pu'er",
    "5309": "Lincang", "5323": "Chuxiong", "5325": "Honghe", "5328": "Xi Shuang Ban Na",
    "5329": "Dali", "5331": "Dehong", "5334": "Diqing",
}  # fmt: skip


def told(text: str) -> str | None:
    place = read_place(text)
    return place.code if place else None


@pytest.mark.parametrize("code", _LETTERS)
def test_counties_from_the_house_up_and_from_the_prefecture_down(code: str) -> None:
    name, above = _LETTERS[code], _ABOVE[code[:4]]
    for kind in _KINDS[divisions()[code].name[-1]]:
        assert told(f"No. 8 Renmin Road, {name} {kind}, {above}, Yunnan, China") == code
        assert told(f"{above.upper()} ZHOU {name.upper()} {kind.upper()}, Renmin Lu 8 Hao") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("No. 58 Renmin Road, Dali Old Town, Yunnan", "532901"),
        ("Dali City, Yunnan 671000", "532901"),
        ("Dali, Yunnan", "532900"),
        ("Dali Road, Wuhua District, Kunming", "530102"),
        ("Honghe Hani and Yi Autonomous Prefecture, Honghe County", "532529"),
        ("Yiliang County, Yunnan", "530000"),
        ("Kunming", "530100"),
        ("Half a mile from the station, Yunnan", "530000"),
        ("Shaxi Ancient Town, Jianchuan, Dali", "532931"),
        # The letters of counties elsewhere are the same.
        ("Xishan District, Wuxi, Jiangsu", None),
        ("Xishan District, Wuxi", None),
        ("Wuhua County, Meizhou", None),
        ("Shaxi Ancient Town, Taicang", None),
        ("Yunnan Road 5, Shanghai", None),
        ("Dali", None),
        ("We ship a mile away", None),
        ("Kunming 1" * 400, "530100"),
        ("a " * 5000, None),
    ],
)
def test_only_what_is_certain(text: str, code: str | None) -> None:
    assert told(text) == code
