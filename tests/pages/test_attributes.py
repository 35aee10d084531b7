import pytest

from pages.attributes import as_pair, pairs


@pytest.mark.parametrize(
    ("line", "in_list", "pair"),
    [
        ("产地：云南勐海", False, ("产地", "云南勐海")),
        ("产　地 : 云南", False, ("产地", "云南")),
        ("· 净含量：357克", True, ("净含量", "357克")),
        ("颜色分类：红色", True, ("颜色分类", "红色")),
        # running text has colons of its own
        ("温馨提示：拍前请联系客服", False, None),
        ("好消息，老板说：全场打折", True, None),
        ("产地：", True, None),
    ],
)
def test_lines_that_are_attributes(line, in_list, pair):
    assert as_pair(line, in_list) == pair


def test_pairs_tell_where_the_value_stands():
    text = "品牌：云上\n产地：云南 勐海"
    assert pairs(text) == [("品牌", "云上", 3), ("产地", "云南 勐海", 9)]
    _, value, start = pairs(text)[1]
    assert text[start : start + len(value)] == value
