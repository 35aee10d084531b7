"""A page that only sends its visitor elsewhere is a redirect, and nothing else is."""

import pytest

from crawler.jumps import jump_of

URL = "http://s.example/a/"


def _jump(body: str) -> str | None:
    return jump_of(body.encode(), URL, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("body", "to"),
    [
        ('<meta http-equiv="refresh" content="0;url=/home">', "http://s.example/home"),
        (
            "<META HTTP-EQUIV=Refresh CONTENT=\"3; URL='b.html'\">请稍候",
            "http://s.example/a/b.html",
        ),
        ('<meta http-equiv=refresh content="1,/home">', "http://s.example/home"),
        ("<script>location.href='/home';</script>", "http://s.example/home"),
        ('<script>window.location="/home"</script>', "http://s.example/home"),
        ("<script>top.location.replace('/home')</script>", "http://s.example/home"),
        ("<title>某店</title><script>self.location = '/home'</script>", "http://s.example/home"),
    ],
)
def test_an_order_to_go_elsewhere_is_followed(body: str, to: str) -> None:
    assert _jump(body) == to


@pytest.mark.parametrize(
    "body",
    [
        '<meta http-equiv="refresh" content="300;url=/home">',
        '<meta http-equiv="refresh" content="0;url=/a/">',
        '<meta http-equiv="refresh" content="5">',
        '<meta http-equiv="refresh" content="0;url=file:///etc/passwd">',
        "<script>function go(){location.href='/home'}</script>",
        "<script>b.onclick=()=>{location='/home'}</script>",
        "<script>document.cookie='v=1';location.href='/home'</script>",
        "<script>location.href='/home'</script><p>" + "本店主营普洱茶。" * 30 + "</p>",
        "<p>普通页面</p>",
        "",
        '{"location": "/home"}',
    ],
)
def test_a_page_of_its_own_is_none(body: str) -> None:
    assert _jump(body) is None
