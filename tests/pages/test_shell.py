import pytest

from pages.reading import read_page


def flags(html: str) -> list[str]:
    return read_page(html.encode(), "https://shop.example/").flags


@pytest.mark.parametrize(
    "html",
    [
        "<title>店</title><div id=app></div><script src=/app.js></script>",
        "<div id=root><p>加载中…</p></div><script src=/a.js></script>",
        "<app-root></app-root><script src=/a.js></script>",
        "<noscript>请启用JavaScript后访问</noscript><div id=x></div><script src=/a.js></script>",
        "<noscript>You need to enable JavaScript to run this app.</noscript><script src=/a.js>"
        "</script>",
        "<ul><li v-for='g in goods'>{{ g.name }} {{ g.price }} {{ g.sold }}</li></ul>"
        "<script src=/vue.js></script>",
        "<script>location.href='/home'</script>",
        # a frame without its picture: the heading is the shop's name
        "<div id=app><header><h1>某某茶店</h1></header><main></main></div><script src=/a.js>"
        "</script>",
        "<div id=app><h2>全部商品</h2><p>加载中…</p></div><script src=/a.js></script>",
    ],
)
def test_shells(html):
    assert "script-shell" in flags(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "普洱茶，产地勐海，汤色红浓。" * 30 + "</p><script src=/a.js></script>",
        "<div id=app><p>" + "服务端渲染的商品介绍。" * 40 + "</p></div><script src=/a.js></script>",
        "<div id=app><header><a href=/>店</a></header><main><h1>云南三七粉 250克</h1><p>¥65.00</p>"
        "<p>纯正三七粉</p></main></div><script>window.data={}</script><script src=/a.js></script>",
        "<p>暂无商品</p>",
        "<h1>证照信息</h1><p>"
        + "统一社会信用代码：91530102MAYYQ8P105 名称：某某店 " * 2
        + "</p><script>var a=1</script>",
    ],
)
def test_pages_that_stand_by_themselves(html):
    assert "script-shell" not in flags(html)
