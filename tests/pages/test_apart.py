"""What depends on the place of an element: rules with combinators, words of style sheets, turned
letters."""

import pytest

from pages.page import Page
from pages.reading import read_page


def read(html: str) -> Page:
    return read_page(html.encode(), "https://shop.example/", "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("css", "html", "field"),
    [
        (
            ".x{display:none}.a .x{display:block}",
            "<div class=a><p class=x>字</p></div>",
            "description",
        ),
        (".x{display:none}.a .x{display:block}", "<div class=b><p class=x>字</p></div>", "hidden"),
        (
            ".x{display:none}.a>.x{display:block}",
            "<div class=a><p class=x>字</p></div>",
            "description",
        ),
        (
            ".x{display:none}.a>.x{display:block}",
            "<div class=a><div><p class=x>字</p></div></div>",
            "hidden",
        ),
        (".a .x{display:none}", "<div class=a><p class=x>字</p></div>", "hidden"),
        (".a .x{display:none}", "<div class=b><p class=x>字</p></div>", "description"),
        # a menu that opens when it is pointed at
        (
            ".x{display:none}li:hover .x{display:block}",
            "<ul><li><div class=x>字</div></li></ul>",
            "description",
        ),
        ("span.x{display:none}", "<span class=x>字</span>", "hidden"),
    ],
)
def test_rules_for_a_place(css, html, field):
    assert read(f"<style>{css}</style><body>{html}").text(field) == "字"


@pytest.mark.parametrize(
    ("css", "html", "text"),
    [
        (".x::before{content:'高仿'}", "<p class=x>手表</p>", "高仿手表"),
        ('.x:after{content:"高仿"}', "<p class=x>手表</p><p>茶</p>", "手表高仿\n茶"),
        (r'.x:before{content:"\9ad8\4eff"}', "<p>卖<b class=x></b>表</p>", "卖高仿表"),
        (".x:before{content:attr(data-t)}", "<p class=x data-t=高仿>表</p>", "高仿表"),
        ("#d .x:before{content:'高仿'}", "<div id=d><p class=x>表</p></div>", "高仿表"),
        # the signs of an icon font, what is on no element, on no screen, and not shown
        (r".x:before{content:'\e601'}", "<p class=x>表</p>", "表"),
        (".x:before{content:'高仿'}", "<p>表</p>", "表"),
        ("@media print{.x:before{content:'高仿'}}", "<p class=x>表</p>", "表"),
        (".x:before{content:'高仿';display:none}", "<p class=x>表</p>", "表"),
    ],
)
def test_words_of_style_sheets(css, html, text):
    assert read(f"<style>{css}</style><body>{html}").text("description") == text


def test_words_of_style_sheets_have_an_end():
    html = f"<style>.x:before{{content:'{'假' * 900}'}}</style>" + "<b class=x>酒</b>" * 9_000
    assert len(read(html).text("description")) < 40_000


@pytest.mark.parametrize(
    "html",
    [
        "<p>卖<bdo dir=rtl>仿高</bdo>表</p>",
        "<p>卖<b style='unicode-bidi:bidi-override;direction:rtl'>仿高</b>表</p>",
        "<style>.r{unicode-bidi:bidi-override;direction:rtl}</style><p>卖<i class=r>仿高</i>表</p>",
    ],
)
def test_turned_letters_stand_between_the_signs_that_turn_them(html):
    assert read(html).text("description") == "卖\u202e仿高\u202c表"


def test_letters_that_are_not_turned():
    html = "<p>卖<bdo dir=ltr>高</bdo><b style='direction:rtl'>仿</b></p>"
    assert read(html).text("description") == "卖高仿"


def test_a_label_in_coloured_letters_still_speaks_for_its_block():
    html = (
        "<p>茶</p><table><tr><td><font color=red><b>看了又看</b></font><hr><p>别家高仿</p></table>"
    )
    assert "别家高仿" in read(html).text("aside")
