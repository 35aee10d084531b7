"""Numbers tell their division, and whether they can be trusted."""

import pytest

from leads import area_codes

# Numbers of the domain notes; the last of each kind fails its check.
USCC = ["91330106673959654P", "91310110MA1G81DR35", "91512081MA62K0260E", "91350100M000100Y43"]
SC = ["SC10741018302531", "SC10744030704994", "SC11351090100010", "SC12336098200173"]


@pytest.mark.parametrize("number", USCC)
def test_sound_credit_codes(number: str) -> None:
    found = area_codes.of_uscc(number)
    assert found is not None
    assert (found.area, found.sound) == (number[2:8], True)
    spaced = area_codes.of_uscc(
        f"统一社会信用代码：{number[:6].lower()} {number[6:12]}-{number[12:]}"
    )
    assert spaced == found


@pytest.mark.parametrize(
    ("number", "area", "sound"),
    [
        ("91330106673959654A", "330106", False),
        ("9133O106673959654P", "330106", False),
        ("９１３３０１０６６７３９５９６５４Ｐ", "330106", True),
    ],
)
def test_credit_codes_that_only_hint(number: str, area: str, sound: bool) -> None:
    found = area_codes.of_uscc(number)
    assert found is not None
    assert (found.area, found.sound) == (area, sound)


@pytest.mark.parametrize("number", ["", "9133", "x" * 100_000, "91330106673959654P1", "\x00"])
def test_what_is_no_credit_code(number: str) -> None:
    assert area_codes.of_uscc(number) is None


@pytest.mark.parametrize("number", SC)
def test_production_licences(number: str) -> None:
    found = area_codes.of_sc(number)
    assert found is not None
    assert (found.area, found.sound) == (number[5:11], True)


def test_the_other_numbers() -> None:
    jy = area_codes.of_jy("JY15308250014109")
    assert jy is not None and (jy.area, jy.sound) == ("530825", True)
    assert area_codes.of_jy("15308250014108") == area_codes.AreaCode(
        "530825", "15308250014108", False
    )
    reg = area_codes.of_reg_no("110108000000016")
    assert reg is not None and (reg.area, reg.sound) == ("110108", True)
    old = area_codes.of_reg_no("注册号5301032001234")
    assert old is not None and (old.area, old.sound) == ("530103", True)
    qs = area_codes.of_sc("QS530114010123")
    assert qs is not None and (qs.area, qs.sound) == ("530100", False)


@pytest.mark.parametrize(
    ("text", "area", "sound"),
    [
        ("滇公网安备 53010202002026号", "530102", True),
        ("53062802000020", "530628", True),
        ("粤公网安备53010202002026号", "530102", False),
        ("滇公网安备44030502000001号", "440305", False),
    ],
)
def test_police_filings(text: str, area: str, sound: bool) -> None:
    found = area_codes.of_police_filing(text)
    assert found is not None
    assert (found.area, found.sound) == (area, sound)
    assert area_codes.of_police_filing("滇公网安备5301020200202号") is None
