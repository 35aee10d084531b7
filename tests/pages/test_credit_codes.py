import pytest

from pages.credit_codes import credit_codes


def told(text: str) -> list[tuple[str, str, bool | None, str]]:
    found = list(credit_codes(text, "description"))
    for code in found:
        assert text[code.start : code.end] == code.raw
    return [(code.kind, code.value, code.valid, code.note) for code in found]


@pytest.mark.parametrize(
    "written",
    [
        "统一社会信用代码：91330106673959654P",
        "信用代码 ９１３３ ０１０６ ６７３９ ５９６５ ４Ｐ",
        "统一社会信用代码：9133 0106 6739 5965 4P",
        "统一社会信用代码(注册号): 91330106673959654p",
        "统 一 社 会 信 用 代 码：91330106673959654P",
        "营业执照号码：91330106673959654P 电话 0871-65310000",
        "© 某公司 91330106673959654P 版权所有",
        "2023 91330106673959654P 2024",
        "统一社会信用代码\n91330106673959654P",
        "统一社会信用代码：9133\u200b0106\u200b6739 5965 4P",
    ],
)
def test_however_it_is_written(written):
    assert told(written) == [("uscc", "91330106673959654P", True, "")]


@pytest.mark.parametrize(
    ("written", "value", "note"),
    [
        ("信用代码：9133O106673959654P", "91330106673959654P", "valid-after-O-to-0"),
        ("信用代码：9133010667395965 4Q", "91330106673959654Q", "check-digit"),
        ("统一社会信用代码：91350100M000100Y4Z", "91350100M000100Y4Z", "check-digit"),
        ("统一社会信用代码：9133010667395965", "9133010667395965", "length"),
        ("统一社会信用代码：\n91330106673959654Q", "91330106673959654Q", "check-digit"),
    ],
)
def test_wrong_codes_under_a_label_are_told_as_wrong(written, value, note):
    assert told(written) == [("uscc", value, False, note)]


def test_old_registration_numbers():
    assert told("注册号：110108000000016") == [("reg_no", "110108000000016", True, "")]
    assert told("注册号：110108000000017") == [("reg_no", "110108000000017", False, "")]
    assert told("工商注册号：5301021234567") == [("reg_no", "5301021234567", None, "old-13-digits")]
    assert told("统一社会信用代码/注册号：110108000000016")[0][0] == "reg_no"


@pytest.mark.parametrize(
    "text",
    [
        "订单号 530102199001011234",
        "信用代码：91330106*****9654P",
        "信用代码：见营业执照 SHOPPINGMALLABCDEFGH",
        "型号 91330106673959654Q",
        "统一社会信用代码：\n电话 0871-65310000",
        "统一社会信用代码：\n0871-65310000",
        "哈希 91330106673959654Pabcdef0123456789abcdef",
        "电话 0871-6531-0000 0871-6531-0001 0871-6531",
    ],
)
def test_what_is_no_code(text):
    assert told(text) == []
