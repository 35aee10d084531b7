import pytest

from pages.reading import read_page

HIDDEN = "<div {} style='display:none'>概不退款</div>"


def fields(html: str) -> dict[str, str]:
    page = read_page(f"<p>好茶一饼</p>{html}".encode(), "https://shop.example/p")
    return {name: page.fields.get(name, "") for name in ("description", "hidden")}


@pytest.mark.parametrize(
    "opener",
    [
        """<a href="#" onclick="document.getElementById('m').style.display='block'">说明</a>""",
        """<button data-bs-target="#m">说明</button>""",
        """<button aria-controls="m">说明</button>""",
        """<a href="#m">说明</a>""",
        """<b class=t>说明</b><script>$('.t').click(function(){$("#m").slideToggle()})</script>""",
    ],
)
def test_what_a_click_opens_is_read(opener):
    told = fields(opener + HIDDEN.format("id=m"))
    assert "概不退款" in told["description"] and told["hidden"] == ""


def test_what_a_script_opens_by_its_class_is_read():
    script = "<script>document.querySelector('.more-terms').hidden=false</script>"
    told = fields(script + "<div class='box more-terms' hidden>概不退款</div>")
    assert "概不退款" in told["description"]


@pytest.mark.parametrize(
    "page",
    [
        HIDDEN.format("id=m"),
        HIDDEN.format("id=m") + "<script>document.getElementById('n').remove()</script>",
        HIDDEN.format("class=k") + "<p>.k 和 #m 都不是按钮</p>",
        "<a href='#m'>说明</a><div id=m style='position:absolute;left:-9999px'>概不退款</div>",
    ],
)
def test_what_nothing_opens_stays_hidden(page):
    assert fields(page) == {"description": fields(page)["description"], "hidden": "概不退款"}
