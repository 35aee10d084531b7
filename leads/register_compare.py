"""A dossier beside the register 登记信息比对: what the shops show, what is registered.

What differs feeds the suggestion to look into the list of abnormal operations
经营异常名录 (企业经营异常名录管理暂行办法 4, 个体工商户经营异常状态标记同). A suggestion is no
finding: extracts are of a day, and shops may be rightly older or newer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from checks.register import Register, RegisterEntry
from leads.area_codes import of_reg_no, of_uscc
from leads.models import Operator, OperatorSign, Shop
from leads.operators import site_name
from leads.places import Place, read_place
from leads.plain_text import visible
from leads.register_file import name_key

Kind = Literal["not_registered", "status", "name", "address", "site_not_filed", "abnormal_listed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which shops and register differ, in both languages."""

    kind: Kind
    shown: str
    registered: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One operator compared. `entry` is None where the register does not have it.

    `suggestion` is what an officer may do about it, in Chinese, or "".
    """

    operator: Operator
    code: str
    entry: RegisterEntry | None
    differences: tuple[Difference, ...]
    suggestion: str


def compare(operator: Operator, register: Register) -> Comparison | None:
    """The dossier of `operator` against the register; None where nothing ties them together.

    They are tied by a sound code, else by a registered name that one operator alone has.
    """
    signs = list(OperatorSign.objects.filter(shop__operator=operator).order_by("first_seen", "id"))
    names = _values(signs, "name")
    codes = [
        code.text for value in _values(signs, "uscc") if (code := of_uscc(value)) and code.sound
    ]
    if operator.uscc:
        codes.insert(0, operator.uscc)
    codes += [
        no.text for value in _values(signs, "reg_no") if (no := of_reg_no(value)) and no.sound
    ]
    codes = list(dict.fromkeys(codes))
    entry = next((found for code in codes if (found := register.by_code(code))), None)
    if entry is None and not codes:
        entry = next((found for name in names if (found := register.by_name(name))), None)
    if entry is None:
        silent = next((code for code in codes if register.covers(code)), None)
        if silent is None:
            return None
        return Comparison(operator, silent, None, (_not_registered(silent),), _NOT_REGISTERED)
    sites = [shop.site for shop in Shop.objects.filter(operator=operator)]
    told = tuple(differences(entry, names, _addresses(signs), sites))
    return Comparison(operator, entry.uscc or entry.reg_no, entry, told, _suggestion(entry, told))


def compare_all(register: Register) -> Iterable[Comparison]:
    """Every operator of the dossier that the register says something of."""
    for operator in Operator.objects.filter(merged_into=None).order_by("pk").iterator():
        compared = compare(operator, register)
        if compared is not None:
            yield compared


def differences(
    entry: RegisterEntry, names: list[str], addresses: list[str], sites: list[str]
) -> Iterable[Difference]:
    """What shops show under `names`, `addresses`, `sites`, where the register has another."""
    if entry.gone:
        yield Difference(
            "status", "仍在网上经营", entry.status,
            f"登记状态为“{visible(entry.status, 40)}”，网店仍在经营",
            f"registered as {visible(entry.status, 40)}, and the shop goes on trading",
        )  # fmt: skip
    if entry.abnormal:
        since = f"（{entry.abnormal_since}起）" if entry.abnormal_since else ""
        reason = visible(entry.abnormal_reason, 80)
        yield Difference(
            "abnormal_listed", "", reason,
            f"已列入经营异常名录{since}{reason}", f"on the list of abnormal operations: {reason}",
        )  # fmt: skip
    known = {name_key(name) for name in (entry.name, *entry.former_names)}
    other = [name for name in names if name_key(name) not in known]
    if names and len(other) == len(names):
        yield Difference(
            "name", other[0], entry.name,
            f"公示名称“{visible(other[0], 60)}”，登记名称“{visible(entry.name, 60)}”",
            f"shown as {visible(other[0], 60)}, registered as {visible(entry.name, 60)}",
        )  # fmt: skip
    yield from _address_difference(entry, addresses)
    if entry.sites and sites:
        filed = {site_name(site) for site in entry.sites}
        unfiled = [site for site in sites if site_name(site) not in filed]
        if unfiled:
            yield Difference(
                "site_not_filed", unfiled[0], "、".join(entry.sites[:3]),
                f"网店 {visible(unfiled[0], 80)} 不在年报公示的网址之内",
                f"the shop {visible(unfiled[0], 80)} is not among the sites it filed",
            )  # fmt: skip


def _address_difference(entry: RegisterEntry, addresses: list[str]) -> Iterable[Difference]:
    registered = [place for text in (entry.address, entry.premises) if (place := read_place(text))]
    shown = [(text, place) for text in addresses if (place := read_place(text))]
    if not registered or not shown:
        return
    if any(_near(place, other) for _, place in shown for other in registered):
        return
    text = shown[0][0]
    yield Difference(
        "address", text, entry.address or entry.premises,
        f"公示地址“{visible(text, 60)}”与登记住所“{visible(entry.address or entry.premises, 60)}”"
        "不在同一县（市、区）",
        f"shown at {visible(text, 60)}, registered at "
        f"{visible(entry.address or entry.premises, 60)}: not the same county",
    )  # fmt: skip


def _near(one: Place, other: Place) -> bool:
    """Whether two places can be the same: what one leaves out decides nothing."""
    if one.code is None or other.code is None:
        return (
            one.code is None and other.code is None and (one.elsewhere[:3] == other.elsewhere[:3])
        )
    shorter, longer = sorted((one.code.rstrip("0"), other.code.rstrip("0")), key=len)
    return longer.startswith(shorter) or one.zone != "" or other.zone != ""


def _addresses(signs: list[OperatorSign]) -> list[str]:
    return _values(signs, "address:domicile") + _values(signs, "address:licence")


def _values(signs: list[OperatorSign], kind: str) -> list[str]:
    return list(dict.fromkeys(sign.value for sign in signs if sign.kind == kind))


_NOT_REGISTERED = "登记信息中查不到：核查是否冒用、伪造代码或者无照经营（无证无照经营查处办法）"


def _not_registered(code: str) -> Difference:
    return Difference(
        "not_registered",
        code,
        "",
        f"登记信息中查不到代码 {code}",
        f"no operator has the code {code}",
    )


def _suggestion(entry: RegisterEntry, found: tuple[Difference, ...]) -> str:
    kinds = {difference.kind for difference in found}
    if "status" in kinds:
        return "核查注销、吊销后仍从事经营活动；不属列入经营异常名录的情形"
    told = "、".join(
        {"name": "名称", "address": "住所", "site_not_filed": "网址"}[kind]
        for kind in ("name", "address", "site_not_filed")
        if kind in kinds
    )
    if not told:
        return ""
    holder = "标记经营异常状态" if re.search("个体", entry.kind) else "列入经营异常名录"
    return f"建议核查{told}公示情况；查实隐瞒真实情况、弄虚作假或者登记住所无法联系的，依法{holder}"
