"""Shadow trees that a page declares are read as they are shown."""

from pages.reading import read_page
from pages.shadow import with_shadow_trees
from tests.pages.typical_page import typical_page
from tests.plain_steps import plain_steps

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


def test_a_page_without_templates_is_not_read_letter_by_letter() -> None:
    html = typical_page().decode()
    # 0.06 measured; a search of every letter takes 1.6.
    assert plain_steps(lambda: [with_shadow_trees(html) for _ in range(100)]) < 0.5


def test_a_template_is_known_in_any_case() -> None:
    html = "<b>甲</b><TEMPLATE ShadowRootMode=open><p>乙</p></Template>"
    assert with_shadow_trees(html) == "<b>甲</b><div><p>乙</p></div>"


def test_hostile_nesting_is_read() -> None:
    piece = "<template shadowrootmode=open>" * 20_000 + "<p>底</p>"
    assert with_shadow_trees(piece).count("<div>") == 20_000
    assert "底" in shown(piece[: 30 * 100] + "<p>底</p>")
