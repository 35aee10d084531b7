import pytest

from pages.page import Form
from pages.reading import read_page


def forms(html: str) -> list[Form]:
    return read_page(html.encode(), "https://shop.example/a/").forms


def test_a_search_form():
    (form,) = forms(
        '<form action="/s" method="POST" accept-charset="gbk" id="search" role="search">'
        '<input name="q" value="旧"'
        ' placeholder="搜索商品"><input type="hidden" name="t" value="1">'
        '<select name="c"><option value="0">全部'
        '<option value="2" selected>茶</select><input type=checkbox name=n>'
        "<input type=checkbox name=y value=1 checked>"
        '<button name="go">搜一搜</button></form>'
    )
    assert (form.action, form.method, form.charset) == ("https://shop.example/s", "post", "gbk")
    assert form.role == "search search"
    assert form.fields == (
        ("q", "旧", "text"),
        ("t", "1", "hidden"),
        ("c", "2", "select"),
        ("y", "1", "checkbox"),
        ("go", "", "button"),
    )
    assert "搜索商品" in form.text
    assert "搜一搜" in form.text


def test_a_form_between_table_tags_keeps_its_fields():
    (form,) = forms(
        "<table><form action=/so.asp method=post><tr><td><input name=k></td>"
        "<td><input type=submit value=搜></td></tr>"
        "</form></table><input name=elsewhere>"
    )
    assert [name for name, _, _ in form.fields] == ["k", ""]


@pytest.mark.parametrize("action", ["javascript:void(0)", "mailto:a@b.example"])
def test_a_form_that_goes_nowhere_is_no_form(action):
    assert forms(f"<form action='{action}'><input name=q></form>") == []


def test_two_forms_and_an_action_left_out():
    first, second = forms("<form><input name=a></form><form action='?x#y'><input name=b></form>")
    assert first.action == "https://shop.example/a/"
    assert second.action == "https://shop.example/a/?x"
    assert first.method == "get"
