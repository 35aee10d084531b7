"""Whom a lead is about: the shop and its operator, as records print them."""

from evidence.package.records.facts import Absent, Fact, Operator
from leads.models import Lead, OperatorSign
from pages.check_digits import is_uscc

_UNSEEN = Absent("未取得", "页面未标明或未识别")
_DOMICILES = ("address:domicile", "address:licence")
"""住所: as the shop gives it, else as it stands on the licence."""


def shop_words(lead: Lead) -> tuple[Fact, Fact]:
    """The platform (the site) and the shop's name, as the pages gave them."""
    return lead.shop.site, lead.shop.name or _UNSEEN


def operator_facts(lead: Lead) -> Operator:
    """The operator as the shop's pages show it. Nothing here was looked up in a register."""
    signs: dict[str, str] = {}
    for sign in OperatorSign.objects.filter(shop=lead.shop).order_by("id"):
        signs.setdefault(sign.kind, sign.value)
    code = signs.get("uscc") or lead.shop.operator.uscc or ""
    return Operator(
        name=signs.get("name") or lead.shop.operator.name or _UNSEEN,
        code_seen=code or _UNSEEN,
        code=code or _UNSEEN,
        code_check=("校验相符" if is_uscc(code) else "校验不符") if code else None,
        domicile=next((signs[kind] for kind in _DOMICILES if kind in signs), _UNSEEN),
        actual_place=signs.get("address:actual_place"[:20]) or _UNSEEN,
    )
