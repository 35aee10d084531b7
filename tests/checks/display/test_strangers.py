import pytest

from checks.display.strangers import are_strangers, bears_house


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("昆明滇骞二手车销售有限公司", "昆明昶阆建材经营有限公司"),
        ("临沧穗芽芽服饰有限公司", "建德市霁岑五金制品有限公司"),
        ("玉溪绒朵朵商贸有限公司", "曲靖岫砚劳务服务有限公司"),
        ("蒙自南湖器皿有限公司", "云岫（昆明）商贸有限责任公司"),
    ],
)
def test_companies_that_have_nothing_in_common(one, other):
    assert are_strangers(one, other)
    assert are_strangers(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same 字号, in another place or trade
        ("昆明云岫商贸有限公司", "云岫（大理）茶业有限公司"),
        ("昆明云岫商贸有限公司", "云南省昆明市官渡区云岫食品有限公司"),
        ("昆明云岫商贸有限公司", "云岫控股集团股份有限公司"),
        # a trade that is not known counts as common
        ("昆明甲申风筝有限公司", "潍坊丙寅风筝有限公司"),
        # no company's whole name, or nothing of its own in it
        ("昆明云岫商贸有限公司", "五华区南屏百货店"),
        ("昆明云岫商贸有限公司", "云岫小铺"),
        ("昆明云岫商贸有限公司", "昆明茶叶有限公司"),
        ("昆明云岫商贸有限公司", ""),
    ],
)
def test_companies_that_may_be_of_one_house(one, other):
    assert not are_strangers(one, other)
    assert not are_strangers(other, one)


@pytest.mark.parametrize(
    ("title", "name", "bears"),
    [
        ("滇骞二手车", "昆明滇骞二手车销售有限公司", True),
        ("绒朵朵母婴生活馆", "玉溪绒朵朵商贸有限公司", True),
        ("昆明二手车 销售", "昆明滇骞二手车销售有限公司", False),
        ("", "昆明滇骞二手车销售有限公司", False),
        ("滇骞二手车", "", False),
    ],
)
def test_titles_that_bear_a_companys_name(title, name, bears):
    assert bears_house(title, name) is bears
