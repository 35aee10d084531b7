"""Each sign is read for the place it tells, in the order of the law."""

import pytest

from leads.signs import Known, read_signs, texts


def places(**operator: object) -> list[tuple[str, str | None, bool]]:
    return [(s.kind, s.place.code, s.firm) for s in read_signs(Known.of(operator))]


def test_the_order_and_which_are_firm() -> None:
    signs = places(
        ship_from="云南昆明",
        phone="0872-2123456",
        icp="滇ICP备2023001154号",
        police_filing="滇公网安备53010202002026号",
        jy="JY15308250014109",
        addresses=[
            {"kind": "licence", "text": "大理市下关"},
            {"kind": "actual_place", "text": "腾冲市"},
        ],
    )
    assert signs == [
        ("actual_place", "530581", True), ("licence", "532901", True), ("jy", "530825", True),
        ("police_filing", "530102", False), ("icp", "530000", False), ("phone", "532900", False),
        ("ship_from", "530100", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("phone", "place"),
    [
        ("0871-65123456", "530100"), ("(0691)2123456", "532800"),
        ("０８７２ ２１２３４５６", "532900"), ("+86 871 65123456", "530100"),
        ("0086-874-3123456", "530300"), ("电话0879 2123456", "530800"),
        ("13987654321", "none"), ("400-800-1234", "none"), ("800-820-8820", "none"),
        ("871-65123456", "none"), ("65123456", "none"), ("10086", "none"), ("", "none"),
        ("0755-26012345", None), ("010-62123456", None), ("0086 21 62123456", None),
    ],
)  # fmt: skip
def test_area_codes_of_telephones(phone: str, place: str | None) -> None:
    signs = places(phone=phone)
    assert signs == ([] if place == "none" else [("phone", place, False)])


def test_two_telephones_in_one_text_are_two_signs() -> None:
    assert places(phone="0871-63111111、0872-2222222；0871-63111112") == [
        ("phone", "530100", False),
        ("phone", "532900", False),
    ]


def test_a_number_under_the_wrong_name_is_still_read() -> None:
    assert places(jy="SC10741018302531") == [("jy", None, True)]
    assert places(uscc="110108000000016") == [("uscc", None, True)]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (None, []), (True, []), (3.5, []), ("", []), (" ", []), ("x", ["x"]), (7, ["7"]),
        (["a", None, 2, ["deep"], {}], ["a", "2"]), ({"a": 1}, []), (10**400, []),
    ],
)  # fmt: skip
def test_values_of_any_kind(value: object, read: list[str]) -> None:
    assert texts(value) == read
