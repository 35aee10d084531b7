"""Rows of a licence without colons."""

import pytest

from checks.display.loose_particulars import loose_particulars
from checks.display.particulars import particulars_of, values
from pages.reading import read_page

CODE = "91530102MAYYQ8P105"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"统一社会信用代码{CODE}\n法定代表人普晓禾", {"法定代表人": "普晓禾"}),
        (f"法定代表人\n普晓禾\n统一社会信用代码\n{CODE}", {"法定代表人": "普晓禾"}),
        (f"法 定 代 表 人：普晓禾\n信用代码：{CODE}", {"法定代表人": "普晓禾"}),
        (f"住　　所　昆明市五华区\n信用代码：{CODE}", {"住所": "昆明市五华区"}),
        # several on one line, one blank between all of them
        (f"名称 云岫茶行 信用代码 {CODE} 经营者姓名 罗开元 组成形式 个人经营",
         {"名称": "云岫茶行", "经营者姓名": "罗开元", "组成形式": "个人经营"}),
        (f"信用代码：{CODE}\n经营者 罗开元 经营场所 元阳县南沙镇",
         {"经营者": "罗开元", "经营场所": "元阳县南沙镇"}),
        (f"信用代码：{CODE.lower()}\n法定代表人普晓禾", {"法定代表人": "普晓禾"}),
        # labels in one column, values in the next
        (f"名称\n信用代码\n经营者\n住所\n云岫茶行\n{CODE}\n罗开元\n元阳县",
         {"名称": "云岫茶行", "经营者": "罗开元", "住所": "元阳县"}),
        # one word of a sentence is no row
        (f"信用代码：{CODE}\n本店开业，负责人员齐心，欢迎光临，诚信经营", {}),
        # a label is no value, a sentence is no person, and far from a code nothing is read
        (f"法定代表人\n住所\n昆明市\n信用代码：{CODE}", {"住所": "昆明市"}),
        (f"经营者应当公示其营业执照信息\n信用代码：{CODE}", {}),
        ("法定代表人普晓禾", {}),
    ],
)  # fmt: skip
def test_labels_and_values(text, found):
    said = {label: text[start:end] for label, start, end in loose_particulars(text)}
    assert said == found


def test_rows_of_two_elements_are_read():
    rows = "".join(
        f"<div><b>{label}</b><span>{value}</span></div>"
        for label, value in [
            ("名称", "昆明云岫商贸有限公司"),
            ("统一社会信用代码", CODE),
            ("法定代表人", "普晓禾"),
            ("住所", "昆明市五华区翠湖路1号"),
        ]
    )
    found = particulars_of(read_page(rows.encode(), "https://shop.example/"))
    assert values(found, "person") == ["普晓禾"]
    assert values(found, "domicile") == ["昆明市五华区翠湖路1号"]
    assert values(found, "name") == ["昆明云岫商贸有限公司"]


def test_a_label_with_a_colon_wins():
    html = f"<p>经营者：王五</p><p>信用代码：{CODE}</p><p>负责人李四</p>"
    found = particulars_of(read_page(html.encode(), "https://shop.example/"))
    assert values(found, "person") == ["王五"]
