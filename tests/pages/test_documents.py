"""Frames that are written out in the page (iframe srcdoc)."""

import pytest

from pages.documents import document_of
from pages.reading import read_page


def read(html: str):
    return read_page(html.encode(), "https://shop.example/", "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "frame",
    [
        "<iframe srcdoc='<p>假酒</p>'></iframe>",
        "<iframe srcdoc='&lt;p&gt;假酒&lt;/p&gt;'></iframe>",
        "<iframe srcdoc='<iframe srcdoc=&quot;<p>假酒</p>&quot;></iframe>'></iframe>",
    ],
)
def test_a_frame_written_out_is_read_at_its_place(frame):
    assert read(f"<p>茶</p>{frame}<p>水</p>").text("description") == "茶\n假酒\n水"


def test_a_frame_has_its_own_style_sheets():
    inner = "<style>.x{display:none}</style><p class=x>隐</p><p class=y>见</p>"
    frame = f"<iframe srcdoc='{inner}'></iframe>"
    page = read(f"<style>.y{{display:none}}</style>{frame}<p class=x>到</p>")
    assert page.text("hidden") == "隐"
    assert page.text("description") == "见\n到"


def test_a_hidden_frame_is_hidden_text():
    page = read("<p>茶</p><div style='display:none'><iframe srcdoc='<p>假酒</p>'></iframe></div>")
    assert page.text("hidden") == "假酒"


def test_links_and_forms_go_on_around_a_frame():
    html = (
        "<form action=/s><a href=/x>甲<iframe srcdoc='<p>乙'></iframe>丙</a><input name=q></form>"
    )
    page = read(html)
    assert [link.url for link in page.links] == ["https://shop.example/x"]
    assert page.forms[0].fields[0][0] == "q"


def test_sheets_that_are_not_read_are_known_of():
    assert document_of("<link rel=stylesheet href=a.css>").rules.linked
    assert document_of("<style>@import url(a.css);</style>").rules.linked
    assert not document_of("<link rel=icon href=a.ico><style>p{color:red}</style>").rules.linked
