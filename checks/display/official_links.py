"""Links to the official licence display (电子营业执照亮照) and to filing registers.

zzlz.gsxt.gov.cn carries the code of the licence in the link itself
(`serial=<USCC>-SAIC_SHOW_100000<USCC><epoch ms>`), so it can be compared with
what the page prints, off line. The signature in `signData` cannot be checked
off line. An older form carries no code.
"""

import re
from collections import Counter
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from pages.check_digits import is_uscc
from pages.page import Link, Page

_SERIAL = re.compile(r"([0-9A-HJ-NP-RT-UW-Y]{18})-SAIC_SHOW_100000([0-9A-Z]{18})(\d{13})")
_LOOSE = re.compile(r"([0-9A-Z]{18})-SAIC_SHOW_\d{1,8}?([0-9A-Z]{18})?(\d{0,20})$")
_OLD_SERIAL = re.compile(r"\d{20,40}-SAIC_SHOW_\d{10,40}")
_POLICE_HOSTS = ("beian.gov.cn", "beian.mps.gov.cn")
_MIIT_HOSTS = ("beian.miit.gov.cn", "miitbeian.gov.cn", "miit.gov.cn")
_IMITATES = re.compile(r"gsxt|zzlz|gov[.-]cn\b|(?:^|[.-])(?:samr|saic|gov)(?:[.-]|$)")
_OFFICIAL_WORDS = re.compile(
    "电子营业执照|(?:工商|市监|市场监管).{0,2}亮照|亮照(?:标识|系统|公示)|工商网监|网监.{0,4}标识|红盾|"
    "工商.{0,4}电子标识|信用信息公示系统|市场监管.{0,4}(?:认证|电子标识)"
)
_OLD_MARK = re.compile(r"dzbs|wljg|hd315|licenselink|weblogo|method=hddoc|bscx\.do", re.IGNORECASE)
"""In addresses of the marks that offices of provinces and cities gave out before 亮照."""
_MARK_HOSTS = ("ebs.org.cn",)
"""Marks of Shenzhen's office stand under no gov.cn."""
_FILING_CODE = re.compile(r"(?:recordcode|code)=(\d{6,20})")


@dataclass(frozen=True, slots=True)
class DisplayLink:
    """A link to the licence display. `uscc` is the code in it or None (older form),
    `sound` whether link and code are well formed."""

    url: str
    text: str
    uscc: str | None
    sound: bool


def host_of(url: str) -> str:
    """The host of an address, lower case, or ""."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".").lower()
    except ValueError:
        return ""


def own_hosts(page: Page) -> frozenset[str]:
    """The hosts of the page's own site. A saved page without an address tells its own by the
    addresses it declares, else by the host that most of its links share."""
    host = host_of(page.url)
    if host:
        return frozenset((host,))
    declared = {host_of(page.canonical or ""), host_of(page.meta.get("og:url", ""))} - {""}
    if not declared:
        hosts = Counter(host_of(link.url) for link in page.links)
        del hosts[""]
        declared = {name for name, count in hosts.most_common(1) if count >= 3}
    return frozenset(("", *declared))


def _is_under(host: str, names: tuple[str, ...]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def display_link(link: Link) -> DisplayLink | None:
    """The licence display that a link leads to, or None if it leads elsewhere."""
    host = host_of(link.url)
    if not _is_under(host, ("gsxt.gov.cn",)) or is_register_front(link):
        return None
    text = link.text or link.image
    serial = dict(parse_qsl(urlsplit(link.url).query, keep_blank_values=True)).get("serial", "")
    if not serial:
        # The register's own pages: a link mark, though without a code to compare.
        return DisplayLink(link.url, text, None, host != "zzlz.gsxt.gov.cn")
    serial = unquote(serial).strip().upper()
    match = _SERIAL.fullmatch(serial)
    if match is not None:
        return DisplayLink(link.url, text, match[1], match[1] == match[2] and is_uscc(match[1]))
    if _OLD_SERIAL.fullmatch(serial):
        return DisplayLink(link.url, text, None, True)
    loose = _LOOSE.fullmatch(serial)
    return DisplayLink(link.url, text, loose[1] if loose else None, False)


def is_old_mark(link: Link) -> bool:
    """Whether a link is a mark 工商电子标识 of the offices' own sites before 电子营业执照亮照: it
    says that there was a licence, and has to be looked at."""
    host = host_of(link.url)
    if _is_under(host, _MARK_HOSTS):
        return True
    if not _is_under(host, ("gov.cn",)) or is_register_front(link):
        return False
    words = "".join(f"{link.text}{link.image}".split())
    return _OFFICIAL_WORDS.search(words) is not None or _OLD_MARK.search(link.url) is not None


def is_register_front(link: Link) -> bool:
    """Whether a link leads to the register's front page, which shows nobody's licence."""
    if not _is_under(host_of(link.url), ("gsxt.gov.cn",)):
        return False
    return not urlsplit(link.url).path.strip("/").removeprefix("index.html")


def is_display_front(link: Link) -> bool:
    """Whether a link leads to the front page of the licence display itself (zzlz.gsxt.gov.cn),
    where nobody can look a licence up: a mark without the shop's serial."""
    return is_register_front(link) and host_of(link.url) == "zzlz.gsxt.gov.cn"


def claims_office(link: Link, own: frozenset[str]) -> bool:
    """Whether a link pretends to be an official licence mark 官方标识 and leads elsewhere.

    By its words (电子营业执照, 工商亮照) on the way to a host that is no office's, or by
    a host that imitates an official one (gsxt.gov.cn.shop.example, zzlz-gsxt.com).
    """
    host = host_of(link.url)
    if not host or host in own or _is_under(host, ("gov.cn", *_MARK_HOSTS)):
        return False
    if _IMITATES.search(host):
        return True
    return _OFFICIAL_WORDS.search("".join(f"{link.text}{link.image}".split())) is not None


def police_code_in(url: str) -> str | None:
    """The police filing number that a link to the police register carries, or None."""
    if not _is_under(host_of(url), _POLICE_HOSTS):
        return None
    match = _FILING_CODE.search(unquote(url))
    return match[1] if match else None


def is_police_register(url: str) -> bool:
    """Whether an address is of the police's filing register."""
    return _is_under(host_of(url), _POLICE_HOSTS)


def is_miit_register(url: str) -> bool:
    """Whether an address is of the ministry's ICP register."""
    return _is_under(host_of(url), _MIIT_HOSTS)
