from checks.display.particulars import particulars_of, values
from pages.reading import read_page


def read(html: str):
    page = read_page(html.encode(), "https://shop.example/")
    found = particulars_of(page)
    for one in found:
        assert page.fields[one.field][one.start : one.end] == one.value
    return found


def test_labelled_facts_in_one_line_and_in_a_table():
    line = read(
        "<p>统一社会信用代码：91530102MAYYQ8P105　名称：勐海某某茶业有限公司　类型：有限责任公司　"
        "法定代表人：张三　注册资本：50万元　住所：云南省勐海县茶源路18号</p>"
    )
    table = read(
        "<table><tr><td>企业名称</td><td>勐海某某茶业有限公司</td></tr>"
        "<tr><td>住所</td><td>云南省勐海县茶源路18号</td></tr></table>"
    )
    for found in (line, table):
        assert values(found, "name") == ["勐海某某茶业有限公司"]
        assert values(found, "domicile") == ["云南省勐海县茶源路18号"]
    assert values(line, "person") == ["张三"]
    assert values(line, "capital") == ["50万元"]


def test_labels_of_goods_are_no_labels_of_the_shop():
    assert values(read("<p>产品名称：普洱茶</p><p>产品类型：熟茶</p>"), "name", "type") == []


def test_values_end_where_the_next_label_begins():
    found = read("<p>经营者：李四 经营场所：昆明市某路1号 电话：0871-65310000</p>")
    assert values(found, "person") == ["李四"]
    assert values(found, "licence") == ["昆明市某路1号"]
    assert values(found, "contact") == ["0871-65310000"]


def test_a_licence_in_english():
    found = read(
        "<p>Yunxiu Trading Co., Ltd.<br>统一社会信用代码：91530102MAYYQ8P105<br>"
        "Legal representative: He Shuwen<br>Type: limited liability company &middot; "
        "Registered capital: CNY 1,000,000<br>Registered address: No. 9 Baisha Street, Lijiang</p>"
    )
    assert values(found, "person") == ["He Shuwen"]
    assert values(found, "type") == ["limited liability company"]
    assert values(found, "domicile") == ["No. 9 Baisha Street, Lijiang"]
    assert values(read("<p>Type: scarf</p><p>Operator: none</p>"), "type", "person") == []


def test_a_licence_that_is_the_words_of_its_picture():
    found = read(
        "<img src=/a.jpg alt='营业执照 统一社会信用代码91530102MAYYQ8P105 昆明云岫商贸有限公司 "
        "法定代表人 普晓禾 住所 昆明市五华区翠湖路1号'>"
    )
    assert values(found, "person") == ["普晓禾"]
    assert values(found, "domicile") == ["昆明市五华区翠湖路1号"]


def test_rows_near_a_code_that_is_spaced_out():
    found = read("<p>经营者 杨梅香<br>915301&nbsp;02MAYYQ8&nbsp;P105</p>")
    assert values(found, "person") == ["杨梅香"]
