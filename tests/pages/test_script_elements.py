import pytest

from pages.reading import read_page

CODE = "91530102MAYYQ8P105"
LINE = f"统一社会信用代码：{CODE}"
DATA = f"var D={{no:'{CODE}'}};"
FOOT = "function Foot(){return e('footer',{style:{a:1}},e('p',null,'统一社会信用代码：',D.no))}"


def written(script):
    page = read_page(f"<div id=r></div><script>{script}</script>".encode(), "http://shop.example/")
    return page.text("structured").split("\n")


@pytest.mark.parametrize(
    "script",
    [
        f"var e=React.createElement;{DATA}{FOOT}ReactDOM.createRoot(r).render(e(Foot))",
        f"const {{createElement:e}}=React;{DATA}{FOOT}ReactDOM.render(e(Foot),r)",
        DATA + "ReactDOM.render(React.createElement('p',null,'统一社会信用代码：'+D.no),r)",
    ],
)
def test_elements_that_are_drawn(script):
    assert LINE in written(script)


@pytest.mark.parametrize(
    "script",
    [
        f"var e=React.createElement;{DATA}{FOOT}ReactDOM.createRoot(r).render(e(App))",
        f"var e=React.createElement;{DATA}{FOOT}e(Foot)",
        f"{DATA}{FOOT}a.render(e(Foot))",
        f"var e=React.createElement;{DATA}{FOOT.replace('Foot()', 'Foot(D)')}a.render(e(Foot))",
    ],
)
def test_elements_that_nobody_draws(script):
    assert LINE not in written(script)
