"""Pages made from a few words, as a shop's goods page would hold them."""

from dataclasses import replace
from datetime import date

from checks.context import Context
from checks.finding import Finding, Inspection
from keywords.lexicon import Lexicon
from pages.reading import read_page
from tests.keywords.neutral_text import neutral_sentences

TODAY = date(2026, 11, 24)

_GOODS = """<!doctype html><html><head><meta charset="utf-8">
<title>{title} - 云上小店</title></head>
<body><div class="nav"><a href="/">首页</a><a href="/c/1">全部商品</a></div>
<h1>{title}</h1><p>售价：<b>{price}</b>元 <button>加入购物车</button></p>
<table>{rows}</table><div class="detail">{detail}</div>{after}</body></html>"""


def goods_page(
    detail: str = "",
    *,
    title: str = "云上好物",
    price: str = "129.00",
    facts: dict[str, str] | None = None,
    after: str = "",
) -> str:
    """A page of goods: `detail` one paragraph a line, `facts` as its table, `after` as HTML."""
    rows = "".join(f"<tr><th>{k}</th><td>{v}</td></tr>" for k, v in (facts or {}).items())
    paragraphs = "".join(f"<p>{line}</p>" for line in detail.split("\n"))
    return _GOODS.format(title=title, price=price, rows=rows, detail=paragraphs, after=after)


def leads(inspection: Inspection, area: str | None = None) -> set[str]:
    """Terms that make the page a lead."""
    return {f.term for f in inspection.findings if f.lead and area in (None, f.area)}


def areas(inspection: Inspection) -> set[str]:
    """Areas in which the page makes a lead."""
    return {f.area for f in inspection.findings if f.lead}


def excused(inspection: Inspection) -> list[Finding]:
    """Findings that something excuses."""
    return [f for f in inspection.findings if f.excused]


def seen_page(lexicon: Lexicon, detail: str) -> Context:
    """The page of goods with `detail`, as the checks are given it."""
    body = goods_page(detail).encode()
    page = read_page(body, "https://shop.example/p/1.html", "text/html")
    return Context(page, lexicon, today=TODAY)


def made_finding(
    seen: Context, area: str, said: str, *, unit: str = "market_order", **changes: object
) -> Finding:
    """A strong lead of a rule made up, on the first eight code points of `said`."""
    start = seen.page.fields["description"].index(said)
    made = seen.bare_finding(
        area,
        rule="made-up",
        unit=unit,
        lead=True,
        strength="strong",
        reason="看到的说法。",
        excuse="",
        matched=said[:8],
        field="description",
        start=start,
        end=start + 8,
    )
    return replace(made, **changes)


def lines(number: int) -> list[str]:
    """Lines of everyday trade, 30 code points and more each."""
    sentences = iter(neutral_sentences(number * 6))
    out = []
    for _ in range(number):
        line = ""
        while len(line) < 30:
            line += next(sentences)
        out.append(line)
    return out
