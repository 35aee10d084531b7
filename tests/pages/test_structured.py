import pytest

from pages.script_data import values_in
from pages.structured import Strings


def fields(value, **options) -> dict[str, list[str]]:
    strings = Strings()
    strings.add_value(value, **options)
    return strings.fields


def test_json_ld_with_its_reviews_apart():
    value = {
        "@type": "Product",
        "name": "普洱熟茶",
        "offers": {"price": "99.00", "priceCurrency": "CNY"},
        "review": [{"@type": "Review", "reviewBody": "这是假货"}],
    }
    found = fields(value, linked=True)
    assert found["structured"][:2] == ["普洱熟茶", "price: 99.00 CNY"]
    assert found["reviews"] == ["这是假货"]


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"goodsInfo": {"title": "高仿包"}}, "structured"),
        ({"data": {"detailHtml": "<p>高<b>仿</b>包</p>"}}, "structured"),
        ({"state": {"autoRenewTip": "每月自动扣款"}}, "structured"),
        ({"item": {"memo": "旧喷码已擦掉"}}, "structured"),
        ({"comments": [{"content": "假货"}]}, "reviews"),
        ({"hotWords": ["高仿"]}, "aside"),
        ({"recommendList": [{"name": "高仿"}]}, "aside"),
    ],
)
def test_keys_tell_whose_words_they_are(value, field):
    assert list(fields(value)) == [field]


@pytest.mark.parametrize(
    "value",
    [
        {"i18n": {"name_of": {"text": "高仿"}}},
        {"sensitiveWords": ["高仿", "A货"]},
        {"keyword": "高仿"},
        {"errorMessages": ["不能为空"]},
        {"x": "高仿"},
        {"x": "名下新单每台拿8%，隔代再拿4%"},
        {"id": "云足会员", "lead": "左右两条线业绩取小的那边对碰"},
        {"name": "club", "lead": "左右两条线业绩取小的那边对碰"},
    ],
)
def test_words_of_the_program_are_no_words_of_the_page(value):
    assert fields(value) == {}


def test_a_key_that_is_a_label_in_chinese_tells_of_the_page():
    rule = {"base": 398, "老客订过三次以上": "加80，理由是黏性高、不比价", "省": "云南"}
    assert fields(rule) == {"structured": ["老客订过三次以上：加80，理由是黏性高、不比价"]}
    assert fields({"banned": rule}) == {}
    assert list(fields({"comments": [rule]})) == ["reviews"]


def test_what_stands_beside_a_name_tells_of_it():
    plan = {"name": "云足会员", "join": "认购3台起激活", "kind": "会员", "lead": "名下新单每台拿8%"}
    found = fields({"memberPlan": plan, "comments": [{"name": "老客", "lead": "名下新单是骗人的"}]})
    assert found["structured"] == ["云足会员", "认购3台起激活", "名下新单每台拿8%"]
    assert "名下新单是骗人的" in found["reviews"]


def test_a_list_of_sentences_beside_a_name_is_read():
    told = ["出租个体户营业执照，一本月租一百八", "封一本换一本，人脸视频提前录好"]
    assert fields({"title": "执照现成的", "list": told})["structured"] == ["执照现成的", *told]
    assert fields({"title": "地区", "list": ["昆明", "大理"]})["structured"] == ["地区"]
    assert fields({"id": "7", "list": told}) == {}


def test_html_in_strings_is_read_as_text():
    assert fields({"detail": "<div>一行<br>高<i>仿</i></div>"})["structured"] == ["一行", "高仿"]


def test_much_data_is_cut():
    found = fields({"goods": [{"name": f"茶{i}"} for i in range(50_000)]})
    assert len(found["structured"]) <= 4_000


def test_a_long_chain_of_objects_is_walked():
    value = {"name": "茶"}
    for _ in range(5_000):
        value = {"goods": value}
    assert fields(value)["structured"] == ["茶"]


HIDDEN = "交2680元入会才能发展下线：直推一人返1200，二级返500，三级再返200"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"share": HIDDEN}, [HIDDEN]),
        ({"a": {"b": [HIDDEN]}}, [HIDDEN]),
        ({"share": "分享给好友"}, []),
        ({"messages": {"a": HIDDEN}}, []),
        ({"sensitiveWords": [HIDDEN]}, []),
    ],
)
def test_a_sentence_written_in_escapes_is_the_pages_under_any_key(value, shown):
    assert fields(value, escaped=True).get("structured", []) == shown
    assert "structured" not in fields(value)


def test_so_is_a_literal_of_a_script():
    strings = Strings()
    strings.add_literal("share", HIDDEN, escaped=True)
    strings.add_literal("error", HIDDEN + "。", escaped=True)
    strings.add_literal("", HIDDEN + "！", escaped=True)
    assert strings.fields == {"structured": [HIDDEN]}


def test_a_script_that_is_no_json_has_labels_in_chinese_too():
    said = "到期自动按68元扣，取消入口藏在三级菜单"
    literals = values_in(f'var plan={{price:"1.00",show:0,"备注":"{said}"}}')
    strings = Strings()
    for key, literal in literals[1]:
        strings.add_literal(key, literal)
    assert strings.fields == {"structured": [f"备注：{said}"]}


def test_names_without_end_hide_no_sentence_and_are_marked():
    strings = Strings()
    strings.add_value({"goods": [{"name": f"茶{i}"} for i in range(6_000)]})
    assert strings.cut
    strings.add_value({"goods": {"name": "名包", "desc": "原厂同一条线出来的高仿名包"}})
    assert strings.fields["structured"][-1] == "原厂同一条线出来的高仿名包"


def test_reviews_leave_room_for_the_shops_own_words():
    strings = Strings()
    strings.add_value({"reviews": [{"content": f"买家说的第{i}句话还不错"} for i in range(50_000)]})
    strings.add_value({"goods": {"name": "高仿名包"}})
    assert strings.fields["structured"] == ["高仿名包"]
