import re

import pytest

from pages.codes import find_codes
from pages.encoded import EncodedText
from pages.permit_forms import PERMIT_FORMS
from tests.plain_steps import plain_steps

# Numbers in unusual spellings, which no mark may miss.
_SPELLINGS = re.split(
    r"[|\n]",
    """\
SC11453011290121|Ｓ　Ｃ １１４５３０９２５０１８２６|s c:1145301129012
ｊ ｙ13202020009651|JY：13202020009651|yb15301020001234|Ｙ　ｂ 15301020001234
滇 I C P 备 字第 16900347 号－2|滇Ｂ1 － 20160011|B1.Ｂ２-20160011
滇公网安备第 53 0102 0290 0026 号|国 药 准 字 Ｈ20023456|国药准　字Z53020001
国药健字B20020001|卫药准字(95)第12345|滇械注准20192140001|国械备 20190001 号
国食药监械（准）字2010第2400001号|滇 Ｇ 妆网备字 2023000001|国妆网备进字（沪）2023000001
国妆特字Ｇ20230001|国食健字 G20150001|食健备Ｇ201953000001|卫食健进字（2002）第0123号
PDN 20081234-1F010203|WP20190001 EX 20190001|Ｌ　－　YN－KM00123|L —YN12345
A（云）农种许字（2020）第0001号|滇审茶2020001号|滇 Ａa 8710001|(滇)-非经营性-2023-0001
滇昆械经营备字 20230001 号|(滇)网械平台备字［2023］第00001号|农药生许（滇）53010001
滇食健广审(文)第230101-00001号|GPD番茄（2020）530001""",
)


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
        ("批准文号：兽药字250051082", ("vet_drug", "兽药字250051082", True, "")),
        ("兽药字（2012）250051082", ("vet_drug", "兽药字(2012)250051082", True, "")),
        ("兽药生字 2500510", ("vet_drug", "兽药生字2500510", False, "format")),
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
    assert plain_steps(lambda: find_codes({"description": text})) < 150


@pytest.mark.parametrize("form", PERMIT_FORMS, ids=lambda form: f"{form.kind}-{form.needs[0]}")
def test_a_mark_stands_in_every_number(form):
    marks = form.needs if form.marks is None else form.marks
    for spelling in _SPELLINGS:
        text = EncodedText(f"茶\n{spelling}\n{spelling} {spelling}")
        numbers = [text.text[start:end] for start, end in text.spans(form.pattern)]
        assert not any("\n" in number for number in numbers)
        if marks:
            assert all(any(mark in number for mark in marks) for number in numbers)
