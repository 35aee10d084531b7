"""Addresses as shops write them tell the right place, and only places do."""

import pytest

from leads.divisions import divisions
from leads.places import read_place, read_places

OUTSIDE = "outside"


def told(text: str) -> str | None:
    place = read_place(text)
    if place is None:
        return None
    if place.code is None:
        return OUTSIDE
    return ("zone " if place.zone else "") + place.code


COUNTIES = [d for d in divisions().values() if d.level == "county"]


@pytest.mark.parametrize("county", COUNTIES, ids=lambda d: d.code)
def test_every_county_in_every_form(county) -> None:  # type: ignore[no-untyped-def]
    above = divisions()[county.superior]
    short_above = above.short + ("州" if above.name.endswith("自治州") else "市")
    plain = county.short + county.name[-1] if county.short != county.name else county.name
    forms = [
        f"云南省{above.name}{county.name}某某路1号",
        f"云南省{short_above}{plain}某某镇",
        f"{short_above}{plain}",
        f"云南{above.short}{plain}某某街道",
        f"{above.name} {county.name}",
        f"地址：{county.name}某某路",
        f"云南省{plain}",
    ]
    assert {form: told(form) for form in forms} == dict.fromkeys(forms, county.code)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("红河州弥勒市", "532504"), ("红河县迤萨镇", "532529"), ("红河州", "532500"),
        ("云南红河", "532500"), ("大理市", "532901"), ("大理州", "532900"), ("大理", "532900"),
        ("大理古城人民路", "532901"), ("丽江古城", "530702"), ("丽江古城区", "530702"),
        ("云南省大理市祥云县", "532923"), ("楚雄市双柏县", "532322"), ("文山市", "532601"),
        ("普洱市", "530800"), ("普洱", "530800"), ("普洱茶", None), ("云南普洱茶", None),
        ("普洱熟茶批发", None), ("大理石材市场", None), ("文山三七", None), ("宣威火腿", None),
        ("保山小粒咖啡", None), ("云南白药大药房", None), ("红河大道12号", None),
        ("曲靖市麒麟南路", "530300"), ("昆明市官渡区大理路8号", "530111"),
        ("昆明市场监管局", "530100"), ("云县", "530922"), ("广西凌云县泗城镇", OUTSIDE),
        ("某店在凌云县", OUTSIDE), ("某某凌云县分店", None), ("百色市凌云县", OUTSIDE),
        ("五华县", OUTSIDE),
        ("五华区", "530102"), ("安宁区", OUTSIDE), ("安宁市", "530181"), ("河口区", OUTSIDE),
        ("河口县", "532532"), ("杭州", OUTSIDE), ("广东 深圳", OUTSIDE), ("香港九龙", OUTSIDE),
        ("东方红小区3幢", None), ("大同路", None), ("北京路155号", None),
        ("上海市普洱路", OUTSIDE), ("昆明市普洱路", "530100"),
        ("昆明经开区信息产业基地", "zone 530100"), ("昆明国家高新技术产业开发区", "zone 530100"),
        ("滇池度假区", "zone 530100"), ("云南省滇中新区", "zone 530100"),
        ("昆明经开区（官渡区）洛羊街道", "530111"), ("蒙自经开区", "532503"),
        ("曲靖经济技术开发区翠峰路", "zone 530300"), ("中甸县", "533401"), ("潞西市", "533103"),
        ("翠云区", "530802"), ("呈贡县", "530114"), ("昆明市晋宁县", "530115"),
        ("云 南 省 昆 明 市 西 山 区", "530112"), ("云南省／昆明市／盘龙区", "530103"),
        ("ＹＮ云南省昆明市", "530100"), ("", None), ("   ", None), ("\u202e\u200b", None),
        ("云\u200b南省昆\u00ad明市五华区", "530102"), ("地址在云南省保山市", "530500"),
        ("中国云南省腾冲市和顺镇", "530581"), ("澜沧拉祜族自治县", "530828"),
        ("雲南省騰衝市和順鎮", "530581"), ("麗江市古城區", "530702"), ("廣東省深圳市", OUTSIDE),
        ("大理州大理经济技术开发区", "zone 532900"), ("楚雄州楚雄高新区", "zone 532300"),
        ("红河洲弥勒市", "532504"), ("大理白族自治州下关", "532901"),
        ("昆明市呈贡区高新区马金铺", "530114"), ("嵩明杨林经济技术开发区", "530127"),
        ("普洱工业园区", "zone 530800"), ("昆明市高端装备产业园区", "zone 530100"),
        ("昆明市安宁工业园区", "530181"), ("昆明市杨林镇工业园区", "530127"),
        ("云 南 省，玉 溪 市，易 门 县，中 心 街", "530425"),
        ("云南 省 玉溪 市 易门 县", "530425"), ("大理 市 场", "532900"),
        ("丽江地区丽江县石鼓镇", "530721"), ("丽江地区丽江县大研镇", "530702"),
        ("昆明市昆明市五华区", "530102"), ("曲靖地区寻甸县仁德镇", "530129"),
        ("楚雄州禄劝县", "530128"), ("玉溪市宜良县", "530400"), ("河口口岸", "532532"),
        ("保山工贸园区", "zone 530500"),
        ("双江自治县", "530925"), ("寻甸回族自治县", "530129"), ("版纳", "532800"),
    ],
)  # fmt: skip
def test_addresses(text: str, place: str | None) -> None:
    assert told(text) == place


def test_several_addresses_in_one_text() -> None:
    places = read_places("保山市隆阳区；大理市下关镇\n上海市")
    assert [place.code for place in places] == ["530502", "532901", None]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("昆明市官渡区/呈贡区", ["530111", "530114"]),
        ("景洪市、勐海县和勐腊县", ["532801", "532822", "532823"]),
        ("昆明市五华区、昆明市盘龙区", ["530102", "530103"]),
        ("昆明市五华区、五华区", ["530102"]),
        # what follows is no county: a street, a town, a place in the same county
        ("昆明市官渡区和平路12号", ["530111"]),
        ("大理市下关镇、大理镇", ["532901"]),
        ("昆明市五华区人民路1号/盘龙路2号", ["530102"]),
    ],
)
def test_counties_in_a_row(text: str, codes: list[str]) -> None:
    assert [place.code for place in read_places(text)] == codes


def test_a_megabyte_is_read_at_its_beginning_only() -> None:
    assert told("昆明市五华区" + "路" * 1_000_000) == "530102"
    assert told("路" * 1_000_000 + "昆明市五华区") is None


def test_places_have_names() -> None:
    place = read_place("昆明经开区")
    assert place is not None
    assert place.name == "昆明市（经开区）"
    outside = read_place("深圳市南山区")
    assert outside is not None
    assert outside.name == "广东省深圳市"
