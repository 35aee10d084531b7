"""A name or host like that of a known site (仿冒知名网站的域名、名称): 反不正当竞争法 7.

Known sites stand in the reference file. A host is compared by its labels: a letter
changed (taoba0), a known name with something hung on it (jd-youhui) where the page
also calls itself so, or the whole known host as a label (www.taobao.com.example.cn).
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from checks.context import Context
from checks.finding import Finding
from checks.pattern_rule import compiled
from checks.plain_text import plain, plain_word
from checks.references import KnownSite

AREA = "unfair_competition"
UNIT = "antimonopoly_competition"
COMPARED = ("imitated-site",)

_LEAST = 5
"""Shorter names (jd, mi) are compared only where the page calls itself so."""

_SAME_SHAPE = str.maketrans({"0": "o", "1": "l", "5": "s", "i": "l", "8": "b"})
_PUBLIC = frozenset(
    (
        "com",
        "cn",
        "net",
        "org",
        "gov",
        "edu",
        "top",
        "shop",
        "vip",
        "xyz",
        "cc",
        "co",
        "io",
        "hk",
        "www",
        "m",
    )
)
_OFFICIAL = (
    "官网|官方网站|官方商城|官方网|官方购物|官方订票|官方售票|官方平台|官方首页|"
    "官方入口|网上商城|登录|客户服务中心|购票网|订票网|正品商城"
)
_HELPER = compiled(
    "教程|代运营|入驻|开店|插件|采集|导购|比价|优惠券|返利|装修|培训|货源|代办|攻略|怎么|如何|"
    "旗舰店|专营店|同款"
)
_NEAR_NAMES = compiled(
    "淘宝汪|掏宝网|陶宝网|淘堡网|桃宝网|京冬|京东尚城|惊东|经东商城|天描|天猫尚城|天猫猫|"
    "拼夕夕商城|拼多少|拼哆哆|唯品汇|唯品荟|苏宁意购|苏宁易够|携城旅|携程旅形|"
    "美困网|美团团网|支付保|支负宝|12360|12307|123o6|抖音商诚|抖因商城|小红薯商城官|当当当网|"
    "阿里巴吧|阿里爸爸批发"
)


def check(context: Context) -> list[Finding]:
    """One finding for a host or a title that imitates a known site."""
    host = _host(context.page.url)
    title = plain(context.page.title[:200]).text
    sites = context.references.sites
    if host and any(_belongs(host, site) for site in sites):
        return []
    near = _NEAR_NAMES.search(title)
    if near and not _HELPER.search(title):
        return [_finding(context, f"标题中的“{near.group()}”与知名网站名称近似", near.group())]
    labels = [(label, plain_word(label)) for label in host.split(".") if label not in _PUBLIC]
    for site in sites:
        why = _host_imitates(host, labels, site, title) if host else ""
        if why:
            return [_finding(context, why, host)]
        word = _calls_itself(title, site)
        if word and not _HELPER.search(title):
            return [_finding(context, f"标题自称“{word}”，而网址不是{site.name}的", word)]
    return []


def _host(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    if "xn--" in host:
        try:
            host = host.encode("ascii").decode("idna")
        except UnicodeError:
            pass
    return "" if re.fullmatch(r"[\d.]+|localhost|[0-9a-f:]+", host) else host


def _belongs(host: str, site: KnownSite) -> bool:
    return any(host == end or host.endswith(f".{end}") for end in site.hosts)


def _host_imitates(host: str, labels: list[tuple[str, str]], site: KnownSite, title: str) -> str:
    """Why `host` imitates the site, or "". `labels`: each of its own labels, and that folded."""
    for known in site.hosts:
        if f".{known}." in f".{host}.":
            return f"网址把“{known}”放在别的域名之前"
        core = _core(known)
        for label, folded in labels:
            if len(core) >= _LEAST and folded != core and _one_apart(folded, core):
                return f"域名“{label}”与{site.name}的“{core}”只差一个字符"
            if not label.isascii() and folded == core:
                return f"域名用形近字符冒充“{core}”"
            if core not in label:
                continue
            named = site.name in title or any(plain_word(a) in title for a in site.aliases)
            if (
                core in re.split(r"[-_]|(?<=\D)(?=\d)", label)
                and named
                and not _HELPER.search(title)
            ):
                return f"域名“{label}”含有{site.name}的“{core}”，标题又自称{site.name}"
            if named and len(core) >= _LEAST and label != core and not _HELPER.search(title):
                return f"域名“{label}”含有{site.name}的“{core}”，标题又自称{site.name}"
    return ""


@lru_cache(maxsize=2_000)
def _core(host: str) -> str:
    """The label of a known host that is its name."""
    labels = host.split(".")
    return labels[-2] if labels[0] in ("www", "weixin") else labels[0]


@lru_cache(maxsize=2_000)
def _shape(name: str) -> str:
    return name.translate(_SAME_SHAPE)


@lru_cache(maxsize=2_000)
def _one_apart(label: str, core: str) -> bool:
    """Whether two names look alike, or differ by one letter (changed, added, lost, swapped)."""
    if _shape(label).replace("rn", "m").replace("vv", "w") == _shape(core):
        return True
    if abs(len(label) - len(core)) > 1 or len(core) < _LEAST + 1:
        return False
    at = next(
        (i for i, (a, b) in enumerate(zip(label, core, strict=False)) if a != b),
        min(len(label), len(core)),
    )
    rest, other = label[at:], core[at:]
    return (
        rest[1:] == other[1:]
        or rest == other[1:]
        or rest[1:] == other
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def _calls_itself(title: str, site: KnownSite) -> str:
    for name in (site.name, *site.aliases):
        folded = plain_word(name)
        if folded not in title:
            continue
        found = re.search(
            f"{re.escape(folded)}(?:网|商城|购物|旅行|中国|全国|网上)?(?:{_OFFICIAL})", title
        )
        if found:
            return found.group()
    return ""


def _finding(context: Context, why: str, matched: str) -> Finding:
    title = context.page.title
    start = title.find(matched)
    return context.bare_finding(
        AREA,
        rule="imitated-site",
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"{why}，容易使人误认为是该网站或者与其有特定联系。",
        excuse="得到授权；名称另有来历；只是介绍、导购而未冒充",
        matched=matched,
        field="title" if start >= 0 else "",
        start=max(start, 0),
        end=start + len(matched) if start >= 0 else 0,
        basis=context.basis(AREA, "confusion"),
    )
