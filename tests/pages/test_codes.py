import time

import pytest

from pages.codes import find_codes


def one(text: str):
    (code,) = find_codes({"description": text})
    assert text[code.start : code.end] == code.raw
    assert "\n" not in code.raw
    return code.kind, code.value, code.valid, code.note


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("许可证 SC11453011290121", ("sc", "SC11453011290121", True, "")),
        ("ＳＣ１１４５３０９２５０１８２６", ("sc", "SC11453092501826", True, "")),
        ("SC 1145 3011 2901 21", ("sc", "SC11453011290121", True, "")),
        ("SC11453010306856", ("sc", "SC11453010306856", False, "check-digit")),
        ("SC1145301030685", ("sc", "SC1145301030685", False, "length")),
        ("JY15308259901410\n", ("jy", "JY15308259901410", True, "")),
        ("JY：13202020009651", ("jy", "JY13202020009651", True, "")),
        ("YB15301020001234", ("filing_food", "YB15301020001234", None, "")),
        ("滇ICP备2023900154号-1", ("icp", "滇ICP备2023900154号-1", True, "")),
        ("滇 icp备 16900347号－2", ("icp", "滇ICP备16900347号-2", True, "")),
        ("滇ICP备1234567号", ("icp", "滇ICP备1234567号", False, "format")),
        ("滇B2-20160011", ("icp_licence", "滇B2-20160011", True, "")),
        (
            "滇公网安备 53010202900026号",
            ("police_filing", "滇公网安备53010202900026号", True, ""),
        ),
        (
            "滇公网安备5301020290002号",
            ("police_filing", "滇公网安备5301020290002号", False, "length"),
        ),
        (
            "京公网安备53010202900026号",
            ("police_filing", "京公网安备53010202900026号", False, "area"),
        ),
        ("国药准字Z20025001", ("drug", "国药准字Z20025001", True, "")),
        ("国药准字 HJ20140001", ("drug", "国药准字HJ20140001", True, "")),
        ("国药准字Z2002500", ("drug", "国药准字Z2002500", False, "format")),
        ("国药健字Z20250011", ("drug", "国药健字Z20250011", False, "no-drug-number")),
        ("滇卫药准字（1996）第001号", ("drug", "滇卫药准字(1996", False, "no-drug-number")),
        ("滇械注准20182640001", ("device", "滇械注准20182640001", True, "")),
        ("国械注进20193141234", ("device", "国械注进20193141234", True, "")),
        ("滇械注准20193341234", ("device", "滇械注准20193341234", False, "authority")),
        ("滇械注进20192141234", ("device", "滇械注进20192141234", False, "authority")),
        ("滇昆械备20230001号", ("device", "滇昆械备20230001号", True, "")),
        ("云G妆网备字2023002054", ("cosmetics", "云G妆网备字2023002054", True, "")),
        ("国妆特字G20180001", ("cosmetics", "国妆特字G20180001", True, "")),
        ("国食健注G20190040", ("health_food", "国食健注G20190040", True, "")),
        ("食健备G202053001234", ("health_food", "食健备G202053001234", True, "")),
        ("农药登记证号 PD20001183", ("pesticide", "PD20001183", True, "")),
        ("农药 PD85105-3", ("pesticide", "PD85105-3", True, "")),
        ("许可证号 L-YN00123", ("travel_agency", "L-YN00123", True, "")),
        ("L-YN-CJ00045", ("travel_agency", "L-YN-CJ00045", True, "")),
        ("D(滇昆)农种许字(2019)第0001号", ("seed", "D(滇昆)农种许字(2019)第0001号", True, "")),
        ("滇审玉2019001号", ("seed", "滇审玉2019001号", True, "")),
    ],
)
def test_each_sort_of_number(text, expected):
    assert one(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SCUBA 2023",
        "MSC1234567890123456",
        "备案号 2023",
        "PD20001183",
        "审美疲劳2019001",
        "国药集团2023",
        "SC1145\n3011290121",
    ],
)
def test_what_is_no_number(text):
    assert find_codes({"description": text}) == []


def test_numbers_of_buyers_and_of_other_goods_are_not_the_shops():
    text = "统一社会信用代码：91530102MAYYQ8P105"
    assert find_codes({"reviews": text, "aside": text}) == []
    assert [code.field for code in find_codes({"hidden": text, "links": text})] == [
        "links",
        "hidden",
    ]


@pytest.mark.parametrize(
    "text",
    ["9a" * 500_000, "1 " * 500_000, "信用代码" * 200_000, "滇ICP备" * 100_000, "SC" * 300_000],
)
def test_hostile_text_takes_no_time(text):
    start = time.process_time()
    find_codes({"description": text})
    assert time.process_time() - start < 5
