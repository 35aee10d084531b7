import time

import pytest

from pages.visibility import StyleRules, hiding, hiding_of


@pytest.mark.parametrize(
    ("style", "how"),
    [
        ("display:none", "display"),
        ("DISPLAY : NONE !important", "display"),
        ("display:none ! important", "display"),
        ("visibility:hidden", "visibility"),
        ("color:red;font-size:0", "font"),
        ("font-size:0.0px", "font"),
        ("opacity:0", "opacity"),
        ("position:absolute;left:-9999px", "off-screen"),
        ("position:fixed; top:-2000px", "off-screen"),
        ("text-indent:-999em", "indent"),
        ("position:absolute;clip:rect(0,0,0,0)", "clip"),
        ("height:0;overflow:hidden", "clip"),
        ("max-height:0;overflow:hidden", "clip"),
        ("transform:scale(0)", "clip"),
        ("transform: translate(4px) scale(0, 1)", "clip"),
        ("color:transparent", "opacity"),
        ("color:rgba(255, 255, 255, 0.01)", "opacity"),
        ("color:rgb(0 0 0 / 0)", "opacity"),
        ("position:fixed;top:-500px", "off-screen"),
        ("font-size:0.1em", "font"),
        ("font-size:5%", "font"),
        # what waits for a click, slides in, or is drawn otherwise than in its colour
        ("max-height:0;overflow:hidden;transition:max-height .2s", None),
        ("transform:scale(0);transition:all .3s", None),
        ("transform:scale(0.9)", None),
        (
            "color:transparent;-webkit-background-clip:text;background:linear-gradient(red,blue)",
            None,
        ),
        ("color:rgba(0,0,0,.05)", "opacity"),
        ("color:rgba(0,0,0,.5)", None),
        ("color:rgb(0,0,0)", None),
        ("position:fixed;left:-300px", None),
        ("position:absolute;left:50%;margin-left:-600px", None),
        ("font-size:.24rem", None),
        ("font-size:.8em", None),
        ("display:block", ""),
        ("color:red", None),
        ("font-size:10px", None),
        ("opacity:0.5", None),
        ("left:-9999px", None),
        ("margin-left:-20px;position:absolute", None),
        ("", None),
    ],
)
def test_inline_styles(style, how):
    assert hiding_of(style) == how


def rules(css: str) -> StyleRules:
    made = StyleRules()
    made.add(css)
    return made


@pytest.mark.parametrize(
    ("css", "tag", "attributes", "how"),
    [
        (".x{display:none}", "p", {"class": "a x"}, "display"),
        ("#x{display:none}", "p", {"id": "x"}, "display"),
        ("p.x, .y{display:none}", "p", {"class": "y"}, "display"),
        ("div.x{display:none}", "p", {"class": "x"}, None),
        # the stronger rule decides
        (".x{display:none} .x.on{display:block}", "p", {"class": "x on"}, ""),
        (".x{display:none} .x{display:block}", "p", {"class": "x"}, ""),
        # what depends on more than the element is left out
        (".menu .x{display:none}", "p", {"class": "x"}, None),
        (".x:hover{display:none}", "p", {"class": "x"}, None),
        ("@media print{.x{display:none}}", "p", {"class": "x"}, None),
        ("@media screen{.y{color:red}} .x{display:none}", "p", {"class": "x"}, "display"),
        ("/* .x{display:none} */", "p", {"class": "x"}, None),
        # an inline style wins
        (".x{display:none}", "p", {"class": "x", "style": "display:block"}, ""),
    ],
)
def test_style_elements(css, tag, attributes, how):
    assert hiding(tag, attributes, rules(css)) == how


@pytest.mark.parametrize(
    ("tag", "attributes", "how"),
    [
        ("p", {"hidden": None}, "display"),
        ("noscript", {}, "display"),
        ("dialog", {}, "display"),
        ("dialog", {"open": None}, None),
        # one click away is not hidden
        ("div", {"class": "tab-pane", "style": "display:none"}, None),
        ("div", {"role": "tabpanel", "hidden": None}, None),
        ("div", {"class": "swiper-slide", "style": "opacity:0"}, None),
    ],
)
def test_attributes(tag, attributes, how):
    assert hiding(tag, attributes, StyleRules()) == how


@pytest.mark.parametrize(
    ("css", "attributes", "how"),
    [
        # at-rules that hold on every screen count; those of the printer do not
        (".x{display:none}@media screen{.x{display:block}}", {"class": "x"}, ""),
        ("@media all{.x{display:none}}", {"class": "x"}, "display"),
        ("@supports (display:grid){.x{display:none}}", {"class": "x"}, "display"),
        # on some screens: shows, and does not hide
        (".x{display:none}@media (min-width:60em){.x{display:block}}", {"class": "x"}, ""),
        ("@media (max-width:768px){.x{display:none}}", {"class": "x"}, None),
        # importance, specificity, layers, order
        (".x{display:block!important}", {"class": "x", "style": "display:none"}, ""),
        (".x{display:none!important}", {"class": "x", "style": "display:block"}, "display"),
        (".x{display:none!important}.x{display:block}", {"class": "x"}, "display"),
        (".x{display:block!important}#y{display:none}", {"class": "x", "id": "y"}, ""),
        ("#y{display:block}.x{display:none}", {"class": "x", "id": "y"}, ""),
        ("html body p{display:block}p{display:none}", {"class": "x"}, ""),
        (".x{display:block}@layer a{p.x{display:none}}", {"class": "x"}, ""),
        # any property that hides may be taken back by another rule
        (".x{opacity:0}.x.on{opacity:1}", {"class": "x on"}, None),
        (".x{font-size:0}.x.on{font:14px Arial}", {"class": "x on"}, None),
        (".x{color:transparent}.x.on{color:#333}", {"class": "x on"}, None),
        (".x{text-indent:-9999px}.x.on{text-indent:0}", {"class": "x on"}, None),
        (".x{position:absolute;left:-9999px}.x.on{left:0}", {"class": "x on"}, None),
        (".x{opacity:0}", {"class": "x", "style": "opacity:1"}, None),
        (".x{display:none}.x{visibility:visible}", {"class": "x"}, "display"),
        (".x{max-height:0}.y{overflow:hidden}", {"class": "x y"}, "clip"),
        # the attribute is the weakest
        (".x{display:block}", {"class": "x", "hidden": None}, ""),
        ("", {"style": "display:block", "hidden": None}, ""),
        # what asks for more than is known shows, and does not hide
        (".x{display:none}.x:not(.y){display:block}", {"class": "x"}, ""),
        (".x:first-child{display:none}", {"class": "x"}, None),
    ],
)
def test_rules_are_weighed_as_a_browser_weighs_them(css, attributes, how):
    assert hiding("p", attributes, rules(css)) == how


@pytest.mark.parametrize(
    "css",
    [
        "/*" * 100_000,
        "@media{" * 50_000,
        ".a{" * 100_000,
        ".a.b{display:none}" * 20_000,
        "a" * 300_000,
    ],
    ids=range(5),
)
def test_hostile_sheets_are_read_in_time(css):
    start = time.process_time()
    made = rules(css)
    for number in range(1_000):
        made.hiding("p", f"a b c{number}", "")
    assert time.process_time() - start < 3
