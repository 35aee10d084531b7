"""Text of inline SVG and MathML."""

import pytest

from pages.reading import read_page


def read(html: str):
    return read_page(html.encode(), "https://shop.example/", "text/html; charset=utf-8")


@pytest.mark.parametrize(
    "html",
    [
        "<svg><g><g><text x=1><tspan>假</tspan><tspan>酒</tspan></text></g></g></svg>",
        "<svg><a href=/x><text>假酒</text></a></svg>",
        "<svg><switch><g><foreignObject><p>假酒</p></foreignObject></g></switch></svg>",
        "<math><mrow><mi>假</mi><mi>酒</mi></mrow><annotation>x</annotation></math>",
    ],
)
def test_text_however_deep(html):
    assert read(f"<p>茶</p>{html}<p>水</p>").text("description").replace("\n", "") == "茶假酒水"


@pytest.mark.parametrize(
    "html",
    [
        "<svg style='display:none'><text>假酒</text></svg>",
        "<svg><g style='visibility:hidden'><text>假酒</text></g></svg>",
        "<svg><text fill=none>假酒</text></svg>",
        "<style>.x{display:none}</style>"
        "<svg class=x><foreignObject><p>假酒</p></foreignObject></svg>",
    ],
)
def test_hidden_text(html):
    page = read(f"<p>茶</p>{html}<p>水</p>")
    assert page.text("hidden") == "假酒"
    assert page.text("description") == "茶\n水"


def test_what_is_not_drawn_is_no_text():
    html = (
        "<svg><title>名</title><defs><text>型</text></defs><symbol><text>号</text></symbol></svg>"
    )
    assert read(f"{html}<p>茶").text("description") == "茶"
