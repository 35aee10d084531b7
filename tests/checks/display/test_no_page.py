import pytest

from checks.display.no_page import says_closed, says_no_page
from pages.reading import read_page


def page(html):
    return read_page(html.encode(), "https://shop.example/zz.html")


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><center>nginx/1.18.0</center>",
        "<title>出错了</title><h1>404</h1><p>返回首页</p>",
        "<p>抱歉，您访问的页面不存在或者已被删除</p>",
        "<p>找不到您要的页面</p>",
        "<p>该链接已失效</p>",
    ],
)
def test_pages_that_are_none(html):
    assert says_no_page(page(html))
    assert not says_closed(page(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p>店铺已关闭</p>",
        "<p>网站正在维护</p>",
        "<p>域名已过期</p>",
        "<title>Account Suspended</title><p>This account has been suspended.</p>",
        "<p>没有找到站点</p>",
    ],
)
def test_sites_that_are_closed(html):
    assert says_closed(page(html))
    assert not says_no_page(page(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p>银镯 404 型 ￥404</p>",
        "<p>电话 0871-4041404</p>",
        "<p>营业执照资料整理中</p>",
        f"<h1>404</h1><p>{'这里还说了许多别的。' * 40}</p>",
        "<p>页面不存在色差问题 统一社会信用代码：91530102MAYYQ8P105</p>",
    ],
)
def test_pages_that_say_something(html):
    assert not says_no_page(page(html))
    assert not says_closed(page(html))
