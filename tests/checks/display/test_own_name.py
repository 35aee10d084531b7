import pytest

from checks.display.own_name import runs_under_another, why_another
from checks.display.page_reading import read_page_display
from checks.display.vocabulary import vocabulary
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.checks.made_pages import TODAY

CODE = "91530102MAYYQ8P105"
REST = f"统一社会信用代码：{CODE} 法定代表人：普晓禾 住所：昆明市五华区翠湖路1号"
LICENCE = f"名称：昆明云岫商贸有限公司 {REST}"


def issues(*lines: str) -> list[str]:
    html = "".join(f"<p>{line}</p>" for line in lines)
    page = read_page(f"<title>小铺</title>{html}".encode(), "https://shop.example/")
    return read_page_display(page, vocabulary(Lexicon([])), TODAY).issues


@pytest.mark.parametrize(
    "lines",
    [
        (LICENCE, "Copyright © 2015-2026 蒙自南湖器皿有限公司 All Rights Reserved"),
        (LICENCE, "蒙自南湖器皿有限公司 版权所有"),
        (LICENCE, "主办单位：大理苍洱农产品专业合作社"),
        (LICENCE, "本店由蒙自南湖器皿有限公司经营"),
        (f"昆明云岫商贸有限公司 {REST}", "版权所有：蒙自南湖器皿有限公司"),
    ],
)
def test_a_site_of_another_than_the_licences_holder(lines):
    assert issues(*lines) == ["name_differs"]


@pytest.mark.parametrize(
    "lines",
    [
        (LICENCE,),
        (LICENCE, "© 2026 昆明云岫商贸有限公司 版权所有"),
        (LICENCE, "© 2026 云岫小铺 版权所有"),
        # a branch, another way of writing the form
        (LICENCE, "版权所有 昆明云岫商贸有限公司大理分公司"),
        (LICENCE, "版权所有 昆明云岫商贸有限责任公司"),
        (f"名称：云岫（昆明）商贸有限公司 {REST}", "版权所有 云岫(昆明)商贸有限公司"),
        # one of two names is the holder's
        (LICENCE, "主办单位：昆明云岫商贸有限公司", "© 2026 蒙自南湖器皿有限公司"),
        # who made the site, on whose platform it stands, whose goods are sold
        (LICENCE, "© 昆明蓝海网络有限公司 技术支持"),
        (LICENCE, "© 某某网络科技有限公司 平台运营方"),
        (LICENCE, "卖家中心 商家入驻", "© 某某网络科技有限公司"),
        (LICENCE, "本店经销蒙自南湖器皿有限公司的产品"),
        # a shop's name is no full name
        (f"商户名称：云岫小铺 {REST}", "© 昆明云岫商贸有限公司"),
        (f"本店由昆明云岫商贸有限公司经营（{REST}）",),
    ],
)
def test_names_that_do_not_differ(lines):
    assert "name_differs" not in issues(*lines)


@pytest.mark.parametrize(
    ("line", "state"),
    [
        # who holds the rights need not run the shop
        ("© 2026 蒙自南湖器皿有限公司", "shown"),
        ("本商城由<b>蒙自南湖器皿有限公司</b>自营", "needs_human"),
        ("本店由蒙自南湖器皿有限公司经营", "needs_human"),
    ],
)
def test_a_shop_that_says_another_runs_it(line, state):
    page = read_page(f"<p>{line}</p><p>{LICENCE}</p>".encode(), "https://shop.example/")
    reading = read_page_display(page, vocabulary(Lexicon([])), TODAY)
    assert (reading.state, reading.issues) == (state, ["name_differs"])


def test_an_operator_named_where_no_code_is():
    page = read_page("<p>经营主体：蒙自南湖器皿有限公司</p>".encode(), "https://shop.example/")
    proof = read_page_display(page, vocabulary(Lexicon([])), TODAY).proof
    assert runs_under_another(proof)


def test_the_names_of_several_pages_are_compared():
    own = {"kind": "own-name", "text": "昆明茗扬茶具有限公司"}
    held = {"kind": "licence-name", "text": "广州市粤海日用品有限公司"}
    assert "粤海" in why_another([own, held])
    assert why_another([own]) == why_another([held]) == ""


@pytest.mark.parametrize("label", ["本商城运营主体", "本店经营者", "本网店经营主体", "运营主体"])
@pytest.mark.parametrize("other", ["蒙自南湖器皿有限公司", "昆明云岫商贸有限公司"])
def test_who_is_said_to_run_the_shop_beside_the_licence(label, other):
    html = f"<title>小铺</title><p>{label}：{other}　客服 0871-65310000</p><p>{LICENCE}</p>"
    reading = read_page_display(
        read_page(html.encode(), "https://shop.example/"), vocabulary(Lexicon([])), TODAY
    )
    assert reading.state == ("mismatch" if "南湖" in other else "shown")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("建水县砚边紫陶店（个体工商户）", "mismatch"),
        ("昆明市五华区云岫茶行", "needs_human"),
        ("昆明市五华区云岫茶行（个体工商户）", "needs_human"),
    ],
)
def test_a_trader_who_is_said_to_run_the_shop_beside_anothers_licence(name, state):
    html = f"<title>小铺</title><p>店铺经营者：{name}</p><p>{LICENCE}</p>"
    reading = read_page_display(
        read_page(html.encode(), "https://shop.example/"), vocabulary(Lexicon([])), TODAY
    )
    assert reading.state == state


def test_a_company_beside_a_traders_licence_goes_to_an_officer():
    trader = "名称：五华区南屏百货店 统一社会信用代码：92530702MAYYR3W765 经营者：普晓禾"
    html = f"<title>小铺</title><p>经营者：昆明云岫商贸有限公司</p><p>{trader}</p>"
    reading = read_page_display(
        read_page(html.encode(), "https://shop.example/"), vocabulary(Lexicon([])), TODAY
    )
    assert reading.state != "mismatch"
