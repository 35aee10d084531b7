"""Shadow trees that a page declares are read as they are shown."""

from pages.reading import read_page
from pages.shadow import with_shadow_trees

URL = "https://shop.example/"


def shown(html: str) -> str:
    return read_page(html.encode(), URL, "text/html").text("description")


def test_a_declared_tree_is_shown_and_other_templates_are_not() -> None:
    html = (
        "<shop-foot><template shadowrootmode=open><style>p{display:none}</style><p>亮照信息</p>"
        "<template><p>模板</p></template><slot></slot></template><b>主体</b></shop-foot>"
        "<template><p>也是模板</p></template><p>正文</p>"
    )
    assert shown(html).split() == ["亮照信息", "主体", "正文"]


def test_pages_without_one_stay_as_they_are() -> None:
    html = "<template><p>一</p></template></template><p>二</p>"
    assert with_shadow_trees(html) == html


def test_hostile_nesting_is_read() -> None:
    piece = "<template shadowrootmode=open>" * 20_000 + "<p>底</p>"
    assert with_shadow_trees(piece).count("<div>") == 20_000
    assert "底" in shown(piece[: 30 * 100] + "<p>底</p>")
