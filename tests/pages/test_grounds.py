"""White letters whose ground is that of another element."""

import pytest

from pages.reading import read_page


def hidden(html: str) -> bool:
    page = read_page(html.encode(), "https://shop.example/", "text/html; charset=utf-8")
    assert ("假酒" in page.text("hidden")) != ("假酒" in page.text("description"))
    return "假酒" in page.text("hidden")


@pytest.mark.parametrize(
    "html",
    [
        "<body bgcolor=#ffffff><font color=#ffffff>假酒</font>",
        "<body bgcolor=FFFFFF><p><font color=white size=2><b>假酒</b></font>",
        "<table><tr><td bgcolor=white><font color=#FFF>假酒</font></table>",
        "<div style='background:#fff'><span style='color:#fff'>假酒</span></div>",
        "<body style='background:#fff'><p style='color:#fefefe'>假酒</p>",
        "<style>body{background:#fff}.x{color:#fff}</style><p class=x>假酒</p>",
        "<link rel=stylesheet href=/a.css>"
        "<p style='background:#fff'><b style='color:#fff'>假酒</b>",
    ],
)
def test_white_on_white(html):
    assert hidden(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color:#fff'>假酒",  # on what is not known
        "<body bgcolor=white><table><tr><td bgcolor=red><font color=#FFF>假酒</font></table>",
        "<body bgcolor=white><div style='background:red'><font color=#FFF>假酒</font></div>",
        "<body bgcolor=white><font color=white>　</font><font color=red>假酒</font>",
        "<body bgcolor=white><font color=white><font color=red>假酒</font></font>",
        "<div style='background:#fff url(a.jpg)'><span style='color:#fff'>假酒</span></div>",
        "<table background=a.jpg><tr><td bgcolor=''><font color=white>假酒</font></table>",
        # laid over something else, or given a ground by a sheet that is not read
        "<div style='background:#fff'><img src=a.jpg>"
        "<p style='position:absolute;color:#fff'>假酒</p>",
        "<link rel=stylesheet href=/a.css><body bgcolor=white><font color=white>假酒</font>",
        "<link rel=stylesheet href=/a.css><style>.x{color:#fff}body{background:#fff}</style>"
        "<p class=x>假酒</p>",
        "<style>body{background:#fff}.x{color:#fff}.b:nth-child(2){background:red}</style>"
        "<div class=b><p class=x>假酒</p></div>",
    ],
)
def test_what_may_stand_on_another_ground_is_seen(html):
    assert not hidden(html)
