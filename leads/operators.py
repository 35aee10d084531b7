"""Which operator runs a shop: one 主体 behind several sites and shops.

Tied by what is given to one operator alone: a sound code, the number of an ICP
or police filing on a site of its own, and the site's name itself (www. and m.
are one site). A tie never joins operators whose codes differ.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from checks.finding import OperatorSigns
from leads.area_codes import of_uscc
from leads.models import Operator, OperatorSign, Shop

FILINGS = ("icp", "police_filing")
"""Kinds of signs that are given to one operator alone."""

_SAME_SITE = re.compile(r"^(?:www|m|wap|h5|mobile|3g)\d?\.")
_ICP = re.compile(r"[\u4e00-\u9fff]ICP备\d{6,12}号?")
_MOST = 20


def site_name(url: str) -> str:
    """The name of a site without what only serves telephones: m.shop.example is shop.example."""
    text = url.strip() if "//" in url else f"//{url.strip()}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip(".").lower(), parts.port
    except ValueError:
        return ""
    name = _SAME_SITE.sub("", host, count=1)
    # What is left must still be a name: m.cn is one.
    name = name if "." in name else host
    return f"{name}:{port}" if port and port not in (80, 443) else name


def filing_key(kind: str, number: str) -> str:
    """A filing's number without what parts the sites of one subject: 滇ICP备2023001154号-2."""
    plain = re.sub(r"\s", "", number).upper()
    if kind == "icp":
        match = _ICP.match(plain)
        return match.group().removesuffix("号") + "号" if match else ""
    digits = re.search(r"\d{14}", plain)
    return digits.group() if digits else ""


def tied_operator(shop: Shop, signs: OperatorSigns) -> Operator | None:
    """Another operator that is the same as the one of `shop`, by filing or by site, or None.

    Only for a site of one's own: on a platform the filings are the platform's.
    """
    own = shop.operator
    if not _is_site(shop) or signs.operator_type in ("in_platform", "natural_person"):
        return None
    for other in _candidates(shop, signs):
        fits = own.uscc is None or other.uscc is None or own.uscc == other.uscc
        if other.pk != own.pk and other.merged_into_id is None and fits and _codes_fit(own, other):
            return other
    return None


def _candidates(shop: Shop, signs: OperatorSigns) -> Iterator[Operator]:
    shops = Shop.objects.exclude(pk=shop.pk).select_related("operator")
    name = site_name(shop.site)
    for other in shops.filter(site__contains=name.split(":")[0]).order_by("pk")[: _MOST * 5]:
        if site_name(other.site) == name and _is_site(other):
            yield other.operator
    for kind, values in zip(FILINGS, (signs.icp, signs.police_filing), strict=True):
        for value in values[:_MOST]:
            key = filing_key(kind, value)
            if not key:
                continue
            found = OperatorSign.objects.filter(
                kind=kind, value__contains=key.removesuffix("号")
            ).exclude(shop=shop)
            for sign in found.select_related("shop__operator").order_by("pk")[:_MOST]:
                if filing_key(kind, sign.value) == key and _is_own_site(sign.shop):
                    yield sign.shop.operator


def _is_site(shop: Shop) -> bool:
    """Whether the shop is a whole site, not one of a platform's."""
    return site_name(shop.key) == site_name(shop.site) and "/" not in shop.key.strip("/")


def _is_own_site(shop: Shop) -> bool:
    others = ("in_platform", "natural_person", "platform")
    return _is_site(shop) and shop.operator.operator_type not in others


def _codes_fit(one: Operator, other: Operator) -> bool:
    """Whether the sound codes that pages of both showed do not differ."""
    codes = [_shown_codes(operator) for operator in (one, other)]
    return not codes[0] or not codes[1] or bool(codes[0] & codes[1])


def _shown_codes(operator: Operator) -> set[str]:
    values = OperatorSign.objects.filter(shop__operator=operator, kind="uscc").values_list(
        "value", flat=True
    )
    return {code.text for value in values[:100] if (code := of_uscc(value)) and code.sound}
