"""Refusals: answers that are not the page asked for, and must never be read as content.

Block pages, captchas, login and app-download walls, error pages, pages that say
"not found" with status 200: each is told by what it says and by what it lacks. A
page that shows goods is content, whatever words stand on it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.cards import Card
from crawler.outline import Outline
from crawler.page_kind import Judgement
from crawler.visit import Outcome

SHORT_PAGE = 1500
"""Characters of visible text up to which a page can be a wall or an error page."""


GONE_STATUSES = frozenset({404, 410})
"""Statuses that say that a page does not exist."""
_NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer is no content: the visit's outcome and detail (stable first word)."""

    outcome: Outcome
    detail: str


def _either(chinese: str, english: str) -> re.Pattern[str]:
    return re.compile(f"(?:{chinese})|(?:{english})", re.IGNORECASE)


_CAPTCHA = _either(
    "滑动验证|拖动滑块|滑块验证|安全验证|人机验证|访问验证|请完成验证|请输入验证码|行为验证|点击完成验证|"
    "验证您是真人|身份核实",
    r"captcha|verify (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)|not a robot|"
    r"checking your browser|security check|please complete the|"
    r"enable javascript and cookies to continue",
)
_CAPTCHA_MARKUP = re.compile(
    r"geetest|tcaptcha|nc_wrapper|nocaptcha|g-recaptcha|h-captcha|cf-challenge|cf-turnstile|"
    r"slide-?verify|aliyuncaptcha|yidun",
    re.IGNORECASE,
)
_BLOCK = _either(
    "访问过于频繁|请求过于频繁|操作过于频繁|访问太频繁|访问被拒绝|拒绝访问|禁止访问|访问受限|访问异常|异常访问|"
    "ip已被|您的ip|网络环境异常|请求被拦截|已被拦截|防火墙|存在风险|爬虫",
    r"access (?:is |was )?(?:denied|blocked|forbidden)|forbidden|you have been blocked|"
    r"too many requests|rate limit|unusual (?:traffic|activity)|automated (?:access|requests)|"
    r"request blocked|bot detected",
)
_LOGIN = _either(
    "请先?登录|登录后(?:可|才能|即可|方可)?(?:查看|访问|浏览|购买)?|请登陆|需要登录|会员登录|账号登录|密码登录|扫码登录|用户登录",
    r"(?:please )?(?:log|sign) ?in(?: to (?:continue|view|see))?|login required|members only",
)
_APP = _either(
    "下载\\s*app|打开\\s*app|app\\s*(?:内|中|里)?(?:查看|打开)|客户端(?:查看|打开|下载)|请(?:使用|在)(?:手机|微信).{0,8}打开|"
    "扫(?:码|一扫|描).{0,8}(?:下载|查看)|立即下载",
    r"open in (?:the )?app|download (?:the|our) app|get the app|view in app",
)
_GONE = _either(
    "(?:页面|网页|商品|宝贝|产品|文件|内容|店铺)(?:不存在|已删除|已失效|走丢了|找不到|未找到|已下架|已关闭)|"
    "找不到(?:该|您|此)?.{0,6}(?:页面|网页|商品)|(?<!\\d)404(?!\\d)|已经?下架|该商品.{0,6}(?:不存在|下架|失效)",
    r"(?:page|product|item) (?:you .{0,40})?(?:not found|could not be found|cannot be found|"
    r"does not exist|is no longer available|has been removed)|404 not found|not found|error 404|"
    r"no longer exists",
)
_BROKEN = _either(
    "系统(?:错误|繁忙|异常|维护)|服务器(?:错误|繁忙|内部错误|开小差)|网站维护|维护中|升级中|数据库(?:连接)?(?:错误|失败)|"
    "程序(?:错误|异常)|站点已(?:关闭|暂停)|没有找到站点|网站建设中",
    r"internal server error|service unavailable|bad gateway|gateway time-?out|under maintenance|"
    r"fatal error|uncaught exception|sqlstate|stack trace|traceback \(most recent|database error|"
    r"application error|something went wrong|site (?:is )?(?:suspended|disabled)",
)
_RELOADING = re.compile(
    r"document\.cookie\s*=|location\.reload\s*\(|__jsl|acw_sc__|challenge-platform", re.IGNORECASE
)
_LOGIN_PATH = re.compile(
    r"(?:^|[/_.=-])(?:log-?in|sign-?in|passport|auth|sso)(?:$|[/_.?&=-])", re.IGNORECASE
)


def refusal_by_status(status: int) -> Refusal | None:
    """What a status alone says; None where the body decides."""
    if status in (403, 406, 418, 429, 451, 456, 567):
        return Refusal("blocked", f"block-status {status}")
    if status in {401, 407}:
        return Refusal("login", f"login-status {status}")
    if status in GONE_STATUSES:
        return Refusal("error", f"{_NOT_FOUND} {status}")
    if status >= 400:
        return Refusal("error", f"error-status {status}")
    return None


def says_gone(detail: str) -> bool:
    """Whether the detail of an error says that the page does not exist."""
    return detail.startswith(_NOT_FOUND)


def refusal(
    status: int, asked: str, tree: Outline, goods: Sequence[Card], judgement: Judgement
) -> Refusal | None:
    """Why the answer is not the page asked for, or None where it is content.

    `asked` is the address first asked for, before redirects; `tree.url` is where
    the answer came from.
    """
    words = _Words(tree)
    named = _named_refusal(words, asked, status)
    if status >= 400:
        by_status = refusal_by_status(status)
        # A captcha may come with 403 or 503: the words say more than the number.
        if named is not None and named.outcome in ("captcha", "login", "blocked"):
            return Refusal(named.outcome, f"{named.detail} {status}")
        return by_status
    if judgement.kind == "product" and "buy-button" in judgement.goods_signs:
        return None
    if sum(bool(card.url) for card in goods) >= 2:
        return None
    return named


@dataclass(slots=True)
class _Words:
    """What a page says and how much."""

    tree: Outline
    title: str = ""
    text: str = ""
    length: int = 0
    script: str = ""
    markup: str = ""
    passwords: int = 0
    references: int = 0

    def __post_init__(self) -> None:
        self.text = self.tree.root.text(SHORT_PAGE + 500)
        self.length = self.tree.root.weight
        marks: list[str] = []
        scripts: list[str] = []
        for element in self.tree.elements():
            if element.tag == "title":
                self.title = self.title or element.text(200)
            elif element.tag == "script":
                scripts.append(element.attrs.get("src", ""))
                scripts.extend(part[:3000] for part in element.content if isinstance(part, str))
            elif element.tag == "input" and element.attrs.get("type", "").lower() == "password":
                self.passwords += not element.hidden
            elif element.marks:
                marks.append(element.marks[:80])
        self.script = "\n".join(scripts)[:20_000]
        self.markup = " ".join(marks)[:20_000]
        self.references = len({r.url for r in self.tree.references})

    @property
    def short(self) -> bool:
        return self.length <= SHORT_PAGE

    @property
    def bare(self) -> bool:
        """Little text and few ways on: the page stands in for another."""
        return self.length <= 400 and self.references <= 25


def _named_refusal(words: _Words, asked: str, status: int) -> Refusal | None:
    title, text = words.title, words.text
    if words.length == 0 and not words.script and status < 400:
        return Refusal("error", "empty page")
    if words.short and (_CAPTCHA.search(title) or (words.bare and _CAPTCHA.search(text))):
        return Refusal("captcha", "captcha words")
    if words.bare and (
        _CAPTCHA_MARKUP.search(words.markup) or _CAPTCHA_MARKUP.search(words.script)
    ):
        return Refusal("captcha", "captcha markup")
    if words.length <= 80 and words.references <= 1 and _RELOADING.search(words.script):
        return Refusal("captcha", "visitor-check script")
    if words.short and (_BLOCK.search(title) or (words.bare and _BLOCK.search(text))):
        return Refusal("blocked", "block words")
    if _login_wall(words, asked):
        return Refusal("login", "login wall")
    if words.bare and _APP.search(text):
        return Refusal("login", "app wall")
    if words.short and _GONE.search(title):
        return Refusal("error", f"{_NOT_FOUND} title")
    if words.bare and _GONE.search(text):
        return Refusal("error", f"{_NOT_FOUND} words")
    if words.short and (_BROKEN.search(title) or (words.bare and _BROKEN.search(text))):
        return Refusal("error", "broken words")
    return None


def _login_wall(words: _Words, asked: str) -> bool:
    """A login form where something else was asked for."""
    if _LOGIN_PATH.search(urlsplit(asked).path):
        return False
    sent_to_login = bool(_LOGIN_PATH.search(urlsplit(words.tree.url).path))
    if words.passwords and words.short and (sent_to_login or _LOGIN.search(words.title)):
        return True
    if words.bare and (words.passwords or sent_to_login) and _LOGIN.search(words.text):
        return True
    return words.bare and words.references <= 8 and bool(_LOGIN.search(words.text[:120]))


def json_refusal(status: int, value: Any) -> Refusal | None:
    """Why a JSON answer is no content: its own code and message say so, or the status."""
    by_status = refusal_by_status(status) if status >= 400 else None
    if not isinstance(value, dict):
        return by_status
    message = " ".join(
        str(value[k])[:200] for k in ("message", "msg", "error", "errmsg") if k in value
    )
    if _CAPTCHA.search(message):
        return Refusal("captcha", "captcha words")
    if _BLOCK.search(message):
        return Refusal("blocked", "block words")
    code = str(value.get("code", value.get("status", "")))
    if _LOGIN.search(message) and code not in ("0", "200", "true", "True"):
        return Refusal("login", "login words")
    return by_status
