"""Numbers of seed and pesticides: missing, said to be on the pack, and where none is needed."""

import pytest

from tests.checks.made_pages import goods_page
from tests.checks.rules.by_rules_alone import told

MISSING = {"farm_supplies.registration-missing", "farm_supplies.approval-missing"}


@pytest.mark.parametrize(
    ("title", "text", "missing"),
    [
        ("除草剂 200毫升", "一喷就死，玉米地用，买五送一", True),
        ("除草剂 200毫升", "没有登记证也能查到厂家，放心用", True),
        ("苦参碱 生物农药", "登记证PD开头能查，见效慢，安全间隔期看标签", False),
        ("除草剂 200毫升", "标签登记作物有柑橘，按亩用量打", False),
        ("水稻种子 两公斤", "高产抗倒，今年新到", True),
        ("水稻种 农户自留余种", "赶街卖自家剩的常规稻种十来斤，不是杂交，没包装", False),
        ("杂交水稻种 农户自留余种", "自家地里留的种，杂交一代", True),
    ],
)
def test_a_number_is_missing_only_where_it_must_stand(lexicon, title, text, missing):
    found = told(lexicon, goods_page(text, title=title), "farm_supplies")
    assert bool(found & MISSING) is missing
