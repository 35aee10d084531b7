import pytest

from pages.reading import read_page

HTML = """
<nav><a href="/">首页</a></nav>
<main><a href="/p/1" rel="NoFollow"> 普洱 <b>茶</b> </a>
<a href="/lic"><img src="/y.png" alt="营业执照"></a>
<a href="/t" title="提示"></a><a>没有地址</a><a href="javascript:1">脚本</a></main>
<div style="display:none"><a href="/trap">陷阱</a></div>
<div style="position:absolute;left:-9999px"><a href="/trap2">陷阱</a></div>
<h1 style="text-indent:-9999px"><a href="/logo">店名</a></h1>
<div onclick="location.href='/by/click'">点</div><div data-href="/by/data">点</div>
<div data-url="not a link">x</div>
<map><area href="/area" alt="区"></map><iframe src="/frame"></iframe>
<div class="footer"><a href="https://beian.miit.gov.cn/">滇ICP备2023900154号-1</a></div>
<img data-src="/lazy.jpg" src="/blank.gif" alt="懒"><img src="/plain.jpg">
"""


def test_links_tell_where_they_hang_and_what_is_on_them():
    page = read_page(HTML.encode(), "https://shop.example/")
    told = {link.url.removeprefix("https://shop.example"): link for link in page.links}
    assert set(told) == {
        "/",
        "/p/1",
        "/lic",
        "/t",
        "/trap",
        "/trap2",
        "/logo",
        "/by/click",
        "/by/data",
        "/area",
        "/frame",
        "https://beian.miit.gov.cn/",
    }
    assert told["/"].region == "nav"
    assert (told["/p/1"].text, told["/p/1"].rel, told["/p/1"].region) == (
        "普洱 茶",
        "nofollow",
        "main",
    )
    assert told["/lic"].image == "营业执照"
    assert told["/t"].text == "提示"
    assert told["/trap"].hidden
    assert told["/trap2"].hidden
    assert not told["/logo"].hidden
    assert told["/by/click"].rel == "onclick"
    assert told["/frame"].rel == "frame"
    assert told["https://beian.miit.gov.cn/"].region == "footer"


def test_pictures_are_those_that_will_be_shown():
    page = read_page(HTML.encode(), "https://shop.example/")
    assert ("https://shop.example/lazy.jpg", "懒") in page.images
    assert ("https://shop.example/plain.jpg", "") in page.images
    assert "image-text-unchecked" in page.flags


def test_addresses_for_discovery_in_the_head():
    html = (
        "<link rel=search href=/os.xml title=店><link rel=next href=?p=2>"
        "<link rel=stylesheet href=/a.css>"
    )
    page = read_page(html.encode(), "https://shop.example/list")
    assert [(link.url, link.rel, link.region) for link in page.links] == [
        ("https://shop.example/os.xml", "search", "head"),
        ("https://shop.example/list?p=2", "next", "head"),
    ]


@pytest.mark.parametrize(
    "tag",
    [
        "<a onclick=\"window.open('/lic')\">亮照</a>",
        "<a href='#' onclick=\"location.href='/lic'\">亮照</a>",
        "<a href=\"javascript:window.open('/lic')\">亮照</a>",
        "<img src=/gs.png alt=亮照 onclick=\"window.open('/lic')\">",
    ],
)
def test_scripts_that_only_jump_are_links(tag):
    (link,) = read_page(tag.encode(), "https://shop.example/").links
    assert (link.url, link.text) == ("https://shop.example/lic", "亮照")


def test_the_name_of_an_icon_for_those_who_hear_the_page():
    page = read_page("<a href=/zz aria-label=亮照><i></i></a>".encode(), "https://a.example/")
    assert page.links[0].text == "亮照"


def test_a_picture_that_is_loaded_late_is_no_link():
    html = "<a href=/p onclick=\"location.href='/count'\">茶</a><img data-url=/late.jpg>"
    page = read_page(html.encode(), "https://shop.example/")
    assert [link.url for link in page.links] == ["https://shop.example/p"]


def test_documents_shown_in_the_page_are_frames_and_films_are_not():
    html = "<embed src=/yyzz.pdf><object data=/lic.html></object><embed src=/banner.swf>"
    page = read_page(html.encode(), "https://shop.example/")
    assert [(link.url.rpartition("/")[2], link.rel) for link in page.links] == [
        ("yyzz.pdf", "frame"),
        ("lic.html", "frame"),
    ]


def test_posters_that_a_style_hangs_up_are_pictures():
    html = (
        "<style>.hero{background:#fff url('/hero.jpg') no-repeat}.i{background:url(i.svg)}</style>"
        "<div class=hero></div><div style='background-image:url(/wall.png)' title=海报></div>"
    )
    page = read_page(html.encode(), "https://shop.example/")
    assert page.images == [
        ("https://shop.example/wall.png", "海报"),
        ("https://shop.example/hero.jpg", ""),
    ]
    saved = read_page(html.replace("/wall", "wall").encode(), "file:///tmp/s/index.html")
    assert saved.images[0][0] == "file:///tmp/s/wall.png"


@pytest.mark.parametrize(
    ("html", "scripted"),
    [
        ("<a href='#'>营业执照</a>", False),
        ("<a href='javascript:void(0)'>营业执照</a>", False),
        ("<a href='#' onclick='show()'>营业执照</a>", True),
        ("<a href='javascript:show()'>营业执照</a>", True),
        ("<a href='#'>营业执照</a><script src=/a.js></script>", True),
    ],
)
def test_what_a_link_to_nowhere_may_open(html, scripted):
    page = read_page(html.encode(), "https://shop.example/")
    assert page.scripted is scripted
    if not scripted:
        assert page.links[0].url.rstrip("#") == "https://shop.example/"


def test_what_leads_to_a_link_on_its_line():
    html = (
        "<p>技术支持：<b>云工坊</b> <a href=/a>标识</a></p>"
        "<p><a href=/b>首页</a></p>茶<br><a href=/c>x</a>"
    )
    links = read_page(html.encode(), "https://shop.example/").links
    assert [link.led for link in links] == ["技术支持：云工坊", "", ""]
