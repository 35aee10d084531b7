import time

import pytest

from pages.declarations import declared, hiding_of, may_hide, turns


@pytest.mark.parametrize(
    ("style", "how"),
    [
        ("clip-path:inset(100%)", "clip"),
        ("clip-path: circle(0px at 50% 50%)", "clip"),
        ("-webkit-clip-path:inset(50%)", "clip"),
        ("clip-path:polygon(0 0,0 0,0 0)", "clip"),
        ("clip-path:inset(0 0 100% 0)", "clip"),
        ("transform:translate(-9999px,0)", "clip"),
        ("transform:translate3d(0,-9999px,0)", "clip"),
        ("translate:-9999px", "clip"),
        ("scale:0", "clip"),
        ("transform:scale(.001)", "clip"),
        ("transform:matrix(0,0,0,0,0,0)", "clip"),
        ("transform:rotateY(90deg)", "clip"),
        ("height:0;overflow-y:hidden", "clip"),
        ("height:1px;width:1px;overflow:hidden", "clip"),
        ("width:0;overflow:hidden", "clip"),
        ("max-height:0em;overflow:clip", "clip"),
        ("color:#00000000", "opacity"),
        ("color:#ffffff00", "opacity"),
        ("-webkit-text-fill-color:transparent", "opacity"),
        ("opacity:1%", "opacity"),
        ("filter:opacity(0)", "opacity"),
        ("color:red;background:red", "font"),
        ("color:hsl(0,0%,100%);background:#fff", "font"),
        ("color:rgba(255,255,255,1);background:#fff no-repeat", "font"),
        ("font:0/0 a", "font"),
        ("font:1px/1 Arial", "font"),
        ("font-size:0rem", "font"),
        ("font-size:calc(0px)", "font"),
        ("margin:0 0 0 -9999px", "off-screen"),
        ("position:relative;left:-9999px", "off-screen"),
        ("position:absolute;inset:-9999px auto auto auto", "off-screen"),
        ("position:absolute;left:calc(-100vw - 9999px)", "off-screen"),
        ("text-indent:100%;overflow:hidden", "indent"),
        ("content-visibility:hidden", "display"),
        ("display:none!important;display:block", "display"),
        ("display:/**/none", "display"),
        (r"display:n\6f ne", "display"),
    ],
)
def test_ways_of_hiding(style, how):
    assert hiding_of(style) == how
    assert may_hide(style)


@pytest.mark.parametrize(
    "style",
    [
        # rounded, cut at an edge, slid by a slider or a drawer
        "clip-path:inset(0 round 8px)",
        "clip-path:inset(10px)",
        "transform:translateX(-100%)",
        "transform:translate3d(-2400px,0,0)",
        "transform:translate(-50%,-50%)",
        # a box kept open by its edges, or that grows to fill its row
        "height:0;padding-bottom:75%;overflow:hidden",
        "width:0;flex:1;overflow:hidden",
        "max-width:0;overflow:hidden;text-overflow:ellipsis",
        # drawn by a shadow, or on a picture
        "color:#fff;background:#fff;text-shadow:0 0 3px #000",
        "color:#fff;background:#fff url(a.jpg)",
        "color:#000f",
        "font:700 14px/1 Arial",
        "opacity:100%",
        "margin-left:-20px",
    ],
)
def test_what_looks_like_hiding_and_is_none(style):
    assert hiding_of(style) is None


def test_a_later_declaration_counts_unless_an_earlier_is_important():
    assert hiding_of("display:none;display:block") == ""
    assert declared("color:Red !IMPORTANT;color:blue")["color"] == ("red", True)


def test_part_of_a_hiding_counts_beside_other_rules():
    assert may_hide("left:-9999px") and hiding_of("left:-9999px") is None
    assert may_hide("max-height:0") and not may_hide("max-height:50px")


def test_letters_back_to_front():
    assert turns("unicode-bidi:bidi-override;direction:rtl")
    assert not turns("direction:rtl")


def test_long_styles_are_read_in_time():
    start = time.process_time()
    for piece in ("\\6f ", "a:", "/*", "rgb(", "font:1px ", "-"):
        hiding_of("opacity:1;" + piece * 100_000)
    assert time.process_time() - start < 1
