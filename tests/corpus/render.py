"""Shells of several makes around a page's words: modern, old tables in GBK, JSON-LD, mobile, …

What surrounds the words is what honest shops have: menus, promises of returns, other
goods, reviews (some of them complaints), a footer. None of it may make a lead.
"""

import html
import json
import re
from pathlib import Path
from string import Template

SHELLS = Path(__file__).parent / "shells"
_NAMES = ("modern", "old_tables", "json_ld", "mobile", "spans", "plain_list")

_MARKUP = re.compile(r"\{(tags|entities|script|alt):([^{}]*)\}")
_MARKS = re.compile("[\x01\x02]|\x03[0-9a-f]+\x04")
_RETURNS = "支持七天无理由退货，收到货后如有破损请拍照联系客服。"
_SHIPPING = "下午四点前付款当天发货，偏远地区除外，运费以结算页为准。"
_OTHERS = (
    "高仿真绢花 一束",
    "茶漏 不锈钢",
    "最新款围裙",
    "第一代保温杯",
    "糯种无事牌",
    "纯棉毛巾",
)
_REVIEWS = (
    "包装很好，物流快，下次还来。",
    "感觉是假货，味道不对，客服也不理人。",
    "送给爸妈的，说吃了腰不疼了，好评。",
    "一般般吧，没有想象的顶级。",
)
_SHOPS = ("云岭优选", "彩云小铺", "滇南小店", "苍山杂货", "翠湖商行", "金碧百货")


def shell(make: str, /, **values: str) -> str:
    """A shell filled in."""
    return Template((SHELLS / f"{make}.html").read_text("utf-8")).substitute(values)


def render(key: str, title: str, price: str, text: str) -> tuple[bytes, str]:
    """The page's bytes and content type; `key` chooses the shell."""
    number = int(key[2:4], 16)
    name = _NAMES[number % len(_NAMES)]
    facts, lines, alts, scripts = _split(text)
    charset = _charset(f"{title}{text}") if name == "old_tables" else "utf-8"
    page = shell(
        name,
        title=_shown(title),
        bare=html.escape(_MARKS.sub("", title)),
        shop=_SHOPS[number // 8 % len(_SHOPS)],
        price=price if re.search("[元块]", price) else f"¥{price}",
        number=str(number),
        charset=charset,
        product=_product(title, price),
        returns=_RETURNS,
        shipping=_SHIPPING,
        service=_RETURNS if number % 2 else _SHIPPING,
        rows="".join(f"<tr><th>{_shown(n)}</th><td>{_shown(v)}</td></tr>" for n, v in facts),
        definitions="".join(f"<dt>{_shown(n)}</dt><dd>{_shown(v)}</dd>" for n, v in facts),
        items="".join(f"<li>{_shown(n)}：{_shown(v)}</li>" for n, v in facts),
        pairs="".join(f"<p>{_shown(n)}：{_shown(v)}</p>" for n, v in facts),
        paragraphs="".join(f"<p>{_shown(line)}</p>" for line in lines),
        divisions="".join(f"<div>{_shown(line)}</div>" for line in lines),
        breaks="<BR>".join(_shown(line) for line in lines),
        spans="".join(_span(line) for line in lines),
        more="".join([*map(_picture, alts), *map(_script, scripts)]),
        aside=_aside(number),
        reviews=_reviews(number),
    )
    content_type = "text/html" if charset == "gbk" else "text/html; charset=utf-8"
    return page.encode("gb18030" if charset == "gbk" else charset), content_type


def _split(text: str) -> tuple[list[tuple[str, str]], list[str], list[str], list[str]]:
    facts: list[tuple[str, str]] = []
    lines: list[str] = []
    alts: list[str] = []
    scripts: list[str] = []

    def marked(match: re.Match[str]) -> str:
        kind, words = match[1], match[2]
        if kind == "alt":
            alts.append(words)
            return ""
        if kind == "script":
            scripts.append(words)
            return ""
        if kind == "tags":
            return "".join(f"\x01{c}\x02" for c in words)
        return "".join(f"\x03{ord(c):x}\x04" for c in words)

    for line in _MARKUP.sub(marked, text).split(" / "):
        if line.startswith("@"):
            for pair in line[1:].split("；"):
                name, _, value = pair.partition("：")
                facts.append((name, value))
        elif line.strip():
            lines.append(line.strip())
    return facts, lines, alts, scripts


def _shown(text: str) -> str:
    """HTML of a line: its characters, tags and references."""
    out = html.escape(text, quote=False)
    out = out.replace("\x01", "<i>").replace("\x02", "</i>")
    return re.sub("\x03([0-9a-f]+)\x04", r"&#x\1;", out)


def _span(line: str) -> str:
    return f'<p style="text-align:center"><span style="font-size:16px">{_shown(line)}</span></p>'


def _picture(alt: str) -> str:
    return f'<img src="/i/detail.jpg" alt="{html.escape(alt)}">'


def _script(words: str) -> str:
    data = json.dumps({"goods": {"detail": words}})
    return f"<script>window.__INITIAL_STATE__ = {data};</script>"


def _product(title: str, price: str) -> str:
    amount = re.sub(r"[^\d.]", "", price) or "99"
    offer = {"@type": "Offer", "price": amount, "priceCurrency": "CNY"}
    name = title.split(" ", maxsplit=1)[0]
    return json.dumps({"@type": "Product", "name": name, "offers": offer}, ensure_ascii=False)


def _charset(text: str) -> str:
    try:
        text.encode("gbk")
    except UnicodeEncodeError:
        return "utf-8"
    return "gbk"


def _aside(number: int) -> str:
    cards = "".join(
        f'<li><a href="/goods/{number}.html">{w}</a></li>' for w in _OTHERS[number % 3 :]
    )
    return f'<div class="recommend"><h3>猜你喜欢</h3><ul>{cards}</ul></div>'


def _reviews(number: int) -> str:
    items = "".join(f"<li>{word}</li>" for word in _REVIEWS[number % 2 :])
    return f'<div class="comments"><h3>商品评价({number})</h3><ul>{items}</ul></div>'
