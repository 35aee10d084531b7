"""Lines of shown text and the fields they go into."""

from pages.reading import read_page


def test_a_menu_that_names_this_page_too_is_a_menu():
    menu = "<nav><a href='/'>首页</a> | <a href='/gao'>祛斑霜</a> | <a href='/ba'>去疤膏</a></nav>"
    page = read_page(f"{menu}<p>好茶一饼</p>".encode(), "https://shop.example/gao")
    assert page.fields["links"] == "首页 | 祛斑霜 | 去疤膏"
    assert page.fields["description"] == "好茶一饼"


def test_a_link_to_the_page_itself_is_no_menu():
    body = "<p><a href='/gao'>祛斑霜三天见效</a>，点<a href='/'>首页</a></p>"
    page = read_page(body.encode(), "https://shop.example/gao")
    assert "祛斑霜三天见效" in page.fields["description"]
