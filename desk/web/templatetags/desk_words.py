"""Filters of the desk's templates: times in Beijing, hostile words made visible, masks."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from desk.web import here
from leads.beijing import ZONE, shown_time
from leads.divisions import office_name
from leads.plain_text import visible

register = template.Library()


@register.filter
def beijing(moment: datetime | None) -> str:
    """2026-11-24 16:33:22, "" for none."""
    return shown_time(moment) if moment else ""


@register.filter
def day(moment: datetime | date | None) -> str:
    """11-24, with the year where it is not this one."""
    if moment is None:
        return ""
    when = moment.astimezone(ZONE).date() if isinstance(moment, datetime) else moment
    this_year = timezone.now().astimezone(ZONE).year
    return when.strftime("%m-%d" if when.year == this_year else "%Y-%m-%d")


@register.filter
def minute(moment: datetime | None) -> str:
    """11-24 16:33."""
    return f"{day(moment)} {moment.astimezone(ZONE):%H:%M}" if moment else ""


@register.filter
def safe_words(text: object, limit: int = 200) -> str:
    """Words from the web: controls and direction marks spelled out, cut to `limit`."""
    return visible(str(text or ""), int(limit))


@register.filter
def words_lines(text: object, limit: int = 4000) -> str:
    """The same with its line ends."""
    return visible(str(text or ""), int(limit), lines=True)


@register.filter
def unit_title(unit: str) -> str:
    """The name of a unit today."""
    return here.units().title(unit)


@register.filter
def area_title(area: str) -> str:
    """The name of an area 领域."""
    return here.units().area_title(area)


@register.filter
def office_title(code: str | None) -> str:
    """The name of an office; 属地待查 for none."""
    return office_name(code) if code else "属地待查"


@register.filter
def masked_person(name: str, kind: str = "") -> str:
    """李** for a natural person's name; names of companies stay.

    `kind` is the operator's type: who is known to be a natural person is masked however long
    the name is; where nothing is known, a name as short as a person's is taken for one.
    """
    clean = visible(name or "", 60)
    person = kind == "natural_person" or 2 <= len(clean) <= 4
    return clean[0] + "**" if clean and person else clean


@register.filter
def web_address(url: str) -> SafeString:
    """An address to read, never to click: Unicode, and punycode where it differs."""
    text = visible(url or "", 300)
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    other = _unicode_host(host) if host.isascii() and "xn--" in host else _ascii_host(host)
    if other and other != host:
        both = '<span class="url">{}</span> <span class="note">（{}）</span>'
        return format_html(both, text, other)
    return format_html('<span class="url">{}</span>', text)


def _unicode_host(host: str) -> str:
    try:
        return visible(host.encode("ascii").decode("idna"), 120)
    except UnicodeError:
        return ""


def _ascii_host(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


@register.filter
def yuan(fen: int | None) -> str:
    """Fen as yuan: ¥68.00."""
    return "" if fen is None else f"¥{fen // 100:,}.{fen % 100:02d}"
