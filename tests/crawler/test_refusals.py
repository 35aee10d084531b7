"""Block pages, walls and error pages are told from content, in Chinese and English."""

from typing import Any

import pytest

from crawler.addresses import Scope
from crawler.cards import cards
from crawler.outline import outline
from crawler.page_kind import judge
from crawler.refusals import Refusal, json_refusal, refusal
from pages.reading import read_page

ASKED = "http://s.example/g/1"
FILLER = "<p>" + "本店主营茶叶与茶器，欢迎选购。" * 200 + "</p>"


def _refusal(body: str, status: int = 200, url: str = ASKED) -> Refusal | None:
    html = body if "<html" in body else f"<html><body>{body}</body></html>"
    page = read_page(html.encode(), url, "text/html; charset=utf-8")
    tree = outline(html, url)
    goods = cards(tree, Scope(url))
    return refusal(status, ASKED, tree, goods, judge(page, tree, goods))


REFUSED = [
    ("<title>安全验证</title><p>请拖动滑块完成验证</p>", 200, "captcha"),
    ("<p>Please verify you are a human</p>", 200, "captcha"),
    (
        '<div class="geetest_holder"></div><script src="/gt.js"></script><p>请稍候</p>',
        200,
        "captcha",
    ),
    ("<title>Just a moment...</title><p>Checking your browser</p>", 503, "captcha"),
    ("<script>document.cookie='v=1';location.reload()</script>", 200, "captcha"),
    ("<title>访问受限</title><p>您的访问过于频繁，请稍后再试</p>", 200, "blocked"),
    ("<h1>Access Denied</h1>", 403, "blocked"),
    ("<h1>403 Forbidden</h1><hr>nginx", 403, "blocked"),
    ("<p>Too Many Requests</p>", 429, "blocked"),
    ("<p>您的IP已被拦截</p>", 200, "blocked"),
    ("<p>unauthorized</p>", 401, "login"),
    ("<form><input name=u><input type=password></form><p>请先登录后查看商品</p>", 200, "login"),
    ("<p>登录后可查看价格</p>", 200, "login"),
    ("<title>Sign in</title><input type=password><p>Please sign in to continue</p>", 200, "login"),
    ("<p>请下载APP查看该商品</p><img src=qr.png>", 200, "login"),
    ("<p>请使用微信扫一扫打开</p>", 200, "login"),
    ("<title>404 Not Found</title>", 404, "error"),
    ("<p>该商品已下架</p>", 200, "error"),
    ("<title>页面不存在</title><p>去别处看看</p>", 200, "error"),
    ("<h1>Page not found</h1>", 200, "error"),
    ("<h1>Internal Server Error</h1>", 500, "error"),
    ("<p>系统繁忙，请稍后再试</p>", 200, "error"),
    ("<pre>Fatal error: Uncaught exception in /www/x.php</pre>", 200, "error"),
    ("", 200, "error"),
]


@pytest.mark.parametrize(("body", "status", "outcome"), REFUSED)
def test_what_stands_in_for_the_page_is_named(body: str, status: int, outcome: str) -> None:
    found = _refusal(body, status)
    assert found is not None
    assert found.outcome == outcome
    assert found.detail


GOODS = "<h1>防爬虫纱窗</h1><p>¥39.00</p><button>加入购物车</button>"
LIST = "".join(
    f'<div class=i><a href="/g/{n}"><img src=x>货{n}</a><b>¥{n}</b></div>' for n in range(4)
)


@pytest.mark.parametrize(
    "body",
    [
        GOODS,
        GOODS + "<p>404不锈钢，验证码请输入验证码，访问受限</p>",
        LIST + "<p>请先登录</p><input type=password>",
        LIST + "<p>没有找到更多商品</p>",
        f"<title>登录 - 注册 - 某店</title>{FILLER}",
        f"{FILLER}<p>下载APP享优惠</p>",
        f"{FILLER}<div class='geetest'></div>",
        "<h1>关于我们</h1><p>本店始于一九八八年，主营普洱茶。</p>" + "<a href=/a>甲</a>" * 3,
    ],
)
def test_content_is_content_whatever_words_stand_on_it(body: str) -> None:
    assert _refusal(body) is None


def test_a_login_page_that_was_asked_for_is_none() -> None:
    html = "<html><body><p>请登录</p><input type=password></body></html>"
    url = "http://s.example/login"
    page = read_page(html.encode(), url, "text/html")
    tree = outline(html, url)
    assert refusal(200, url, tree, [], judge(page, tree, [])) is None


def test_being_sent_to_the_login_page_is_a_wall() -> None:
    body = "<title>会员登录</title><form><input name=u><input type=password></form>"
    found = _refusal(body, url="http://s.example/login?back=%2Fg%2F1")
    assert found == Refusal("login", "login wall")


@pytest.mark.parametrize(
    ("status", "value", "outcome"),
    [
        (200, {"code": 401, "msg": "请先登录"}, "login"),
        (200, {"code": 1, "message": "访问过于频繁"}, "blocked"),
        (200, {"errmsg": "please complete the captcha"}, "captcha"),
        (404, {"msg": "商品不存在"}, "error"),
        (429, {}, "blocked"),
    ],
)
def test_a_data_answer_says_its_refusal_itself(status: int, value: Any, outcome: str) -> None:
    found = json_refusal(status, value)
    assert found is not None
    assert found.outcome == outcome


def test_data_is_data() -> None:
    assert json_refusal(200, {"code": 0, "msg": "登录成功", "list": []}) is None
    assert json_refusal(200, [1, 2]) is None
