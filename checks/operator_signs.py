"""What a page tells of who runs the shop (经营主体线索): raw material of the dossier."""

import re

from checks.display.holders import holder_of
from checks.display.own_name import claimed_names, plain_name
from checks.display.particulars import Particular, particulars_of, values
from checks.finding import OperatorSigns
from pages.page import Code, Page

_PHONE = re.compile(
    r"(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|400[- ]?\d{3}[- ]?\d{4})"
)
_PLATFORM = re.compile("平台")
_ADDRESS = re.compile("[省市县区州乡镇村路街号]")
_MAX = 20


def operator_signs(page: Page, *, home: bool = False) -> OperatorSigns:
    """The signs of one page.

    Numbers of a producer are no numbers of the shop: SC numbers are taken from
    a home or licence page only. Lines that speak of the platform are left out.
    """
    found = [
        one for one in particulars_of(page) if not _speaks_of_platform(page, one.field, one.start)
    ]
    codes = [code for code in page.codes if _is_own(page, code)]
    signs = OperatorSigns(
        names=_names(page, found, codes),
        uscc=_codes(codes, "uscc"),
        reg_no=_codes(codes, "reg_no"),
        addresses=_addresses(found),
        jy=_codes(codes, "jy"),
        sc=_codes(codes, "sc") if home else [],
        police_filing=_codes(codes, "police_filing"),
        icp=_codes(codes, "icp"),
        phones=_phones(found),
        ship_from=values(found, "ship_from")[:_MAX],
    )
    signs.operator_type = _type(page, signs)
    return signs


def _is_own(page: Page, code: Code) -> bool:
    return code.field not in ("hidden", "meta") and not _speaks_of_platform(
        page, code.field, code.start
    )


def _speaks_of_platform(page: Page, field: str, place: int) -> bool:
    text = page.fields.get(field, "")
    start = text.rfind("\n", 0, place) + 1
    return _PLATFORM.search(text, max(start, place - 60), place) is not None


def _names(page: Page, found: list[Particular], codes: list[Code]) -> list[str]:
    """Names behind a label, those that codes stand under, and by whom a line says that the site
    is run or its rights are held: 某某公司　统一社会信用代码：9153…, © 2026 某某公司 版权所有."""
    own = [one for one in codes if one.kind in ("uscc", "reg_no")]  # a wrong code has a name too
    alone = len({one.value for one in own}) == 1
    held = (holder_of(page, one, found, alone=alone) for one in own)
    names = (*values(found, "name"), *held, *claimed_names(page))
    plain = {plain_name(name): name for name in reversed(names) if name}
    return list(reversed(plain.values()))[:_MAX]


def _codes(codes: list[Code], kind: str) -> list[str]:
    """Values of one kind that are right or cannot be judged."""
    right = (code.value for code in codes if code.kind == kind and code.valid is not False)
    return list(dict.fromkeys(right))[:_MAX]


def _addresses(found: list[Particular]) -> list[tuple[str, str]]:
    """(kind, text); a plain 地址 counts as the actual place, since it is where to find them."""
    kinds = {
        "actual_place": "actual_place",
        "domicile": "domicile",
        "licence": "licence",
        "place": "actual_place",
    }
    pairs = (
        (kinds[one.kind], one.value)
        for one in found
        if one.kind in kinds and _ADDRESS.search(one.value)
    )
    return list(dict.fromkeys(pairs))[:_MAX]


def _phones(found: list[Particular]) -> list[str]:
    phones: list[str] = []
    for one in found:
        if one.kind == "contact":
            phones.extend(re.sub("[ -]", "", match) for match in _PHONE.findall(one.value))
    return list(dict.fromkeys(phones))[:_MAX]


def _type(page: Page, signs: OperatorSigns) -> str:
    """natural_person where the shop declares itself exempt, own_site where its own filing and
    licence stand together; else unknown: a page rarely tells more."""
    text = page.text("description")
    if "依法不需要办理市场主体登记" in "".join(text.split()):
        return "natural_person"
    if re.search("平台(?:经营者|内经营者|营业执照)|入驻商家|店铺首页", text[:200_000]):
        return "in_platform"
    return "own_site" if signs.icp and (signs.uscc or signs.reg_no) else "unknown"
