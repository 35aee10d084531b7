"""Official marks that lead elsewhere (伪造、冒用政府部门、社会团体的电子标识).

A picture or link that says 公安备案, 工商亮照, 12315 or 诚信网站 must lead to the office
or body that gives it. The host decides, by its exact end.
"""

import re
from urllib.parse import urlsplit

from checks.context import Context
from checks.finding import Finding
from pages.page import Link

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"
COMPARED = ("forged-mark",)

_MARKS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile("公安备案|公网安备|网警|公安机关"), ("gov.cn",)),
    (
        re.compile(
            "工商亮照|亮照标识|电子营业执照标识|工商网监|红盾|网络工商|市场监管(?:局)?(?:认证|"
            "标识|亮照)|工商局|企业信用信息公示|市场监督管理(?:总局|局)"
        ),
        ("gov.cn",),
    ),
    (
        re.compile("12315|消费者协会|消协|3\\.?15"),
        ("gov.cn", "12315.cn", "cca.org.cn", "315online.com.cn"),
    ),
    (re.compile("ICP备案|工信部备案|工业和信息化部"), ("gov.cn",)),
    (
        re.compile(
            "诚信网站|可信网站|网站诚信|AAA级信用|信用评价|电子商务诚信|行业协会认证|"
            "互联网协会|违法不良信息举报|网络110"
        ),
        (
            "gov.cn",
            "12377.cn",
            "isc.org.cn",
            "cecdc.com",
            "knet.cn",
            "kxnet.cn",
            "cnnic.cn",
            "itrust.org.cn",
            "12321.cn",
            "credit.szfw.org",
            "szfw.org",
            "315online.com.cn",
        ),
    ),
)
_ANY = re.compile("|".join(words.pattern for words, _ in _MARKS))
_LONGEST_MARK = 30
_TALK = re.compile("[，。？！]|怎么|如何|指南|新闻|通知")


def check(context: Context) -> list[Finding]:
    """Marks whose link leaves the site for a host that gives no such mark."""
    shown = (context.page.text(name) for name in ("links", "alt", "image_text"))
    if not any(map(_ANY.search, shown)):
        return []
    own = _host(context.page.url)
    findings = []
    for link in context.page.links[:500]:
        what = _said_on(link)
        if link.hidden or not what:
            continue
        host = _host(link.url)
        if not host or host == own or _site(host) == _site(own):
            continue
        for words, ends in _MARKS:
            said = words.search(what)
            if said and not any(host == end or host.endswith(f".{end}") for end in ends):
                findings.append(_finding(context, link, what, host))
                break
        if len(findings) >= 3:
            break
    return findings


def _said_on(link: Link) -> str:
    """The mark that a link bears, "" for none; that of a QR code stands beside it."""
    if link.rel == "qr":
        lines = [line.strip() for line in link.image.split("\n")]
    else:
        lines = [link.text.strip() or link.image.strip()]
    marks = (one for one in lines if len(one) <= _LONGEST_MARK and _ANY.search(one))
    return next((one for one in marks if not _TALK.search(one)), "")


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _site(host: str) -> str:
    """The last two labels, three under .com.cn and its like."""
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in ("com", "net", "org", "gov", "edu", "ac") else 2
    return ".".join(labels[-size:])


def _finding(context: Context, link: Link, what: str, host: str) -> Finding:
    field = next(
        (
            name
            for name in ("links", "description", "alt", "image_text")
            if what in context.page.text(name)
        ),
        "",
    )
    start = context.page.fields.get(field, "").find(what) if field else 0
    return context.bare_finding(
        AREA,
        rule="forged-mark",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"标识“{what}”的链接指向 {host}，不是颁发该标识的机关、团体的网站，涉嫌伪造、"
        f"冒用官方标识。",
        excuse="机关、团体更换了网站；链接经正当的跳转服务",
        matched=what if field else link.url,
        field=field,
        start=start,
        end=start + len(what) if field else 0,
        basis=context.basis(AREA, "false", "confusion"),
    )
