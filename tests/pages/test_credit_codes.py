from itertools import product

import pytest

from pages import credit_codes as module
from pages.credit_codes import STARTS, credit_codes
from pages.encoded import EncodedText


def told(text: str) -> list[tuple[str, str, bool | None, str]]:
    found = list(credit_codes(EncodedText(text), "description"))
    for code in found:
        assert text[code.start : code.end] == code.raw
    return [(code.kind, code.value, code.valid, code.note) for code in found]


@pytest.mark.parametrize(
    "written",
    [
        "统一社会信用代码：91530102MAYYQ8P105",
        "信用代码 ９１５３ ０１０２ ＭＡＹＹ Ｑ８Ｐ１ ０５",
        "统一社会信用代码：9153 0102 MAYY Q8P1 05",
        "统一社会信用代码 9153 - 0102 - MAYY - Q8P1 - 05",
        "信用代码：9153 – 0102 – MAYY – Q8P1 – 05 - 0871-65310000",
        "统一社会信用代码(注册号): 91530102mayyq8p105",
        "统 一 社 会 信 用 代 码：91530102MAYYQ8P105",
        "营业执照号码：91530102MAYYQ8P105 电话 0871-65310000",
        "© 某公司 91530102MAYYQ8P105 版权所有",
        "2023 91530102MAYYQ8P105 2024",
        "统一社会信用代码\n91530102MAYYQ8P105",
        "统一社会信用代码：9153\u200b0102\u200bMAYY Q8P1 05",
    ],
)
def test_however_it_is_written(written):
    assert told(written) == [("uscc", "91530102MAYYQ8P105", True, "")]


@pytest.mark.parametrize(
    ("written", "value", "note"),
    [
        ("信用代码：9153O102MAYYQ8P105", "91530102MAYYQ8P105", "valid-after-O-to-0"),
        ("信用代码：91530102MAYYQ8P1 00", "91530102MAYYQ8P100", "check-digit"),
        ("统一社会信用代码：91350100M000100Y4Z", "91350100M000100Y4Z", "check-digit"),
        ("统一社会信用代码：91530102MAYYQ8P1", "91530102MAYYQ8P1", "length"),
        ("统一社会信用代码：\n91530102MAYYQ8P100", "91530102MAYYQ8P100", "check-digit"),
    ],
)
def test_wrong_codes_under_a_label_are_told_as_wrong(written, value, note):
    assert told(written) == [("uscc", value, False, note)]


def test_old_registration_numbers():
    assert told("注册号：110108000000016") == [("reg_no", "110108000000016", True, "")]
    assert told("注册号：110108000000017") == [("reg_no", "110108000000017", False, "")]
    assert told("工商注册号：5301021234567") == [("reg_no", "5301021234567", None, "old-13-digits")]
    assert told("统一社会信用代码/注册号：110108000000016")[0][0] == "reg_no"


def test_letters_in_a_row_are_no_words_where_an_area_stands_before_them():
    assert told("信用代码：91530102MAEUWQ5H6R") == [("uscc", "91530102MAEUWQ5H6R", True, "")]
    assert told("信用代码：91530102MAEUWQ5H6W") == [
        ("uscc", "91530102MAEUWQ5H6W", False, "check-digit")
    ]


def test_villages_collectives_need_no_label():
    assert told("某村股份经济合作社 N2530102MAKUGE7M00") == [
        ("uscc", "N2530102MAKUGE7M00", True, "")
    ]


@pytest.mark.parametrize(
    "label", ["营业执照：", "证照编号：", "工商登记号：", "工商注册：", "登记证号："]
)
def test_registration_numbers_under_loose_labels_must_be_sound(label):
    assert told(f"{label}110108000000016 经营者：某") == [("reg_no", "110108000000016", True, "")]
    assert told(f"{label}110108000000017 经营者：某") == []


@pytest.mark.parametrize(
    "text",
    [
        "商标注册号：第58273641号（第25类）",
        "商标注册号：9158273641（第25类）",
        "项目：注册商标\n内容：步云BUYUN，注册号第38817264号",
        "步云BUYUN，第25类，注册号第38817264号",
        "医疗器械注册号 20182140123",
        "婴幼儿配方乳粉产品配方注册号 国食注字YP20230177",
        "软件著作权注册号：2021SR0123456",
        "订单号 530102199001011234",
        "信用代码：91530102*****8P105",
        "信用代码：见营业执照 SHOPPINGMALLABCDEFGH",
        "型号 91530102MAYYQ8P100",
        "统一社会信用代码：\n电话 0871-65310000",
        "统一社会信用代码：\n0871-65310000",
        "哈希 91530102MAYYQ8P105abcdef0123456789abcdef",
        "电话 0871-6531-0000 0871-6531-0001 0871-6531",
    ],
)
def test_what_is_no_code(text):
    assert told(text) == []


@pytest.mark.parametrize("space", ["", " ", "\t", "\n", "\r", "\f"])
def test_every_label_is_one_of_the_starts(space):
    for label in ("信用代码", "信用编码", "注册号", "执照编号", "执照号码", "纳税人识别号", "税号"):
        for gaps in product(("", space), repeat=len(label) - 1):
            written = "".join(map("".join, zip(label, (*gaps, ""), strict=True)))
            if module._LABELLED.match(f"{written}：530100100012345"):
                assert written.startswith(STARTS[0]), written
    for label in ("营业执照", "证照编号", "工商注册号", "登记证号"):
        assert module._REGISTERED.match(f"{label}：530100100012345")
        assert label.startswith(STARTS[1])


def test_no_labelled_number_is_longer_than_what_is_looked_at():
    longest = f"纳税人识别号{'，' * 14}{'1 -' * 40}1"
    span = module._LABELLED.match(longest).span()
    assert span == (0, len(longest))
    assert len(longest) < module._LONGEST
