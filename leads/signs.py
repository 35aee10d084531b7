"""Signs 属地线索: what is known of an operator, each read for the place it tells.

In the order in which territory is inferred (domain notes 4.2): addresses, food
licences, code and registration number, police and ICP filings, telephone, place
of dispatch. Input comes from pages: any value may be absent, null or garbage.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from leads import area_codes
from leads.area_codes import AreaCode
from leads.divisions import PROVINCE, name_of, province_name, resolve
from leads.places import Place, read_places, read_town
from leads.plain_text import visible

UNSOUND = "校验不符"
"""The note on a number that fails its check."""
MOST = 50
"""Values of one kind that are read; more is noise or an attack."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: `kind` (its field, or the kind of address), its Chinese `label`,
    the words `seen`, and the `place` they tell.

    A `firm` sign is a statement of address or a number that passes its check;
    the others only hint. `note` says in Chinese what to bear in mind.
    """

    kind: str
    label: str
    seen: str
    place: Place
    firm: bool
    note: str = ""

    def __str__(self) -> str:
        text = f"{self.label}“{visible(self.seen, 40)}”→{self.place.name}"
        return text + (f"（{self.note}）" if self.note else "")


@dataclass(slots=True)
class Known:
    """What is known of an operator, as text. Keys are those of `wangjian leads route`."""

    area: str = ""
    operator_type: str = "unknown"
    goods: str = ""
    rules: list[str] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, operator: Mapping[str, object]) -> "Known":
        """Whatever `operator` holds that can be understood; the rest is left out."""
        kinds = ("uscc", "reg_no", "jy", "sc", "police_filing", "icp", "phone", "ship_from")
        return cls(
            area="".join(texts(operator.get("area"))[:1]).strip(),
            operator_type="".join(texts(operator.get("operator_type"))[:1]).strip() or "unknown",
            goods=" ".join(texts(operator.get("goods"))),
            rules=texts(operator.get("rules")),
            addresses=list(_addresses(operator.get("addresses"))),
            values={k: texts(operator.get(k)) for k in (*kinds, "platform_domicile")},
        )


def texts(value: object) -> list[str]:
    """The texts of a value that may be a text, a number, a list of them, or nothing of use."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, (str, int)):
        text = str(value) if isinstance(value, str) or abs(value) < 10**18 else ""
        return [text] if text.strip() else []
    if isinstance(value, (list, tuple)):
        return [
            t
            for entry in value[:MOST]
            if not isinstance(entry, (list, tuple))
            for t in texts(entry)
        ]
    return []


def _addresses(value: object) -> Iterator[tuple[str, str]]:
    entries = value if isinstance(value, (list, tuple)) else [value]
    for entry in entries[:MOST]:
        if isinstance(entry, Mapping):
            kind, words = texts(entry.get("kind")), texts(entry.get("text"))
        else:
            kind, words = [], texts(entry)
        known = next((k for k in kind if k in _ADDRESS_LABELS), "address")
        yield from ((known, text) for text in words)


def read_signs(known: Known) -> list[Sign]:
    """Every sign that tells a place, strongest kind first."""
    by_kind = {"actual_place": 0}
    addresses = sorted(known.addresses, key=lambda a: by_kind.get(a[0], 1))
    signs = [sign for kind, text in addresses for sign in _address_signs(kind, text)]
    for kind in _NUMBERS:
        signs += [s for text in known.values.get(kind, []) if (s := _number_sign(kind, text))]
    signs += _filing_signs(known.values.get("icp", []))
    signs += [sign for text in known.values.get("phone", []) for sign in _phone_signs(text)]
    for text in known.values.get("ship_from", []):
        signs += [Sign("ship_from", "发货地", text, place, False) for place in read_places(text)]
    return [*_town_signs(addresses, signs), *signs]


def _town_signs(addresses: list[tuple[str, str]], signs: list[Sign]) -> Iterator[Sign]:
    """Addresses that name only a town several counties have, read below the prefecture that
    the other signs tell. Where one of them lies outside Yunnan, the town may too.
    """
    places = [sign.place for sign in signs if sign.kind != "icp"]
    if any(place.code is None for place in places):
        return
    prefectures = {p.code[:4] + "00" for p in places if p.code is not None and p.code != PROVINCE}
    for kind, text in addresses:
        if read_places(text):
            continue
        found = {place for above in prefectures if (place := read_town(text, above))}
        if len(found) == 1:
            where = "、".join(name_of(above) for above in sorted(prefectures))
            yield Sign(
                kind, _ADDRESS_LABELS[kind], text, found.pop(), True, f"同名乡镇在{where}只有这一处"
            )


_ADDRESS_LABELS = {
    "actual_place": "实际经营地址",
    "domicile": "住所",
    "licence": "执照地址",
    "address": "地址",
}
ADDRESS_KINDS = frozenset(_ADDRESS_LABELS)
"""Kinds of signs that are addresses in words; "address" is one of no stated kind."""


def _address_signs(kind: str, text: str) -> Iterator[Sign]:
    for place in read_places(text):
        yield Sign(kind, _ADDRESS_LABELS[kind], text, place, True)


Reader = Callable[[str], AreaCode | None]
# The second reader takes a number that stands under the wrong name.
_NUMBERS: dict[str, tuple[Reader, ...]] = {
    "jy": (area_codes.of_jy, area_codes.of_sc),
    "sc": (area_codes.of_sc, area_codes.of_jy),
    "uscc": (area_codes.of_uscc, area_codes.of_reg_no),
    "reg_no": (area_codes.of_reg_no, area_codes.of_uscc),
    "police_filing": (area_codes.of_police_filing,),
}
_NUMBER_LABELS = {
    "jy": "食品经营许可证号",
    "sc": "食品生产许可证号",
    "uscc": "统一社会信用代码登记机关",
    "reg_no": "注册号登记机关",
    "police_filing": "公安备案号",
}


def _number_sign(kind: str, text: str) -> Sign | None:
    number = next((n for read in _NUMBERS[kind] if (n := read(text))), None)
    if number is None:
        return None
    found = resolve(number.area)
    if found.code is None and not found.elsewhere:
        return None
    notes = [found.note] if found.note else []
    if not number.sound:
        notes.append(UNSOUND)
    # A filing tells where the site was filed, never where the shop is run.
    firm = number.sound and kind != "police_filing"
    place = Place(found.code, found.elsewhere)
    return Sign(kind, _NUMBER_LABELS[kind], number.text, place, firm, "；".join(notes))


_PROVINCES = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "吉": "22", "黑": "23",
    "沪": "31", "苏": "32", "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41",
    "鄂": "42", "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50", "川": "51", "蜀": "51",
    "贵": "52", "黔": "52", "云": "53", "滇": "53", "藏": "54", "陕": "61", "甘": "62", "陇": "62",
    "青": "63", "宁": "64", "新": "65",
}  # fmt: skip


def _filing_signs(filings: list[str]) -> Iterator[Sign]:
    """ICP filings ICP备案: the province only."""
    for text in filings:
        match = re.search(
            r"([一-鿿])\s*(?:ICP|B\s*[12]\s*-)", unicodedata.normalize("NFKC", text[:200]).upper()
        )
        code = _PROVINCES.get(match[1]) if match else None
        if code == "53":
            yield Sign("icp", "ICP备案", text, Place(PROVINCE), False)
        elif code:
            yield Sign("icp", "ICP备案", text, Place(elsewhere=province_name(code)), False)


_PHONE_CODES = {
    "0871": "530100", "0874": "530300", "0877": "530400", "0875": "530500", "0870": "530600",
    "0888": "530700", "0879": "530800", "0883": "530900", "0878": "532300", "0873": "532500",
    "0876": "532600", "0691": "532800", "0872": "532900", "0692": "533100", "0886": "533300",
    "0887": "533400",
}  # fmt: skip
# A landline with its area code: 3 digits for 010 and 02x, else 4, and 7 or 8 of the subscriber.
_LANDLINE = re.compile(
    r"(?<!\d)(?:(?:\+?86|0086)[\s-]*)?[(]?(0?(?:10|2\d|[3-9]\d{2}))[)]?[\s-]*([2-8]\d{2,3}[\s-]?\d{4})(?!\d)"
)


def _phone_signs(text: str) -> Iterator[Sign]:
    """The area code 区号 of each landline. Mobile, 400 and 800 numbers tell no place."""
    known: set[str] = set()
    plain = re.sub("[—–―‐−]+", "-", unicodedata.normalize("NFKC", text[:200]))
    for match in _LANDLINE.finditer(plain):
        code = match[1]
        # Without a leading 0 the code is only known behind the country's +86.
        if not code.startswith("0"):
            if "86" not in match[0][: match.start(1) - match.start()]:
                continue
            code = "0" + code
        if code not in known:
            known.add(code)
            inside = _PHONE_CODES.get(code)
            place = Place(inside) if inside else Place(elsewhere="云南省外")
            yield Sign("phone", f"电话区号{code}", text, place, False)


def platform_sign(known: Known) -> Sign | None:
    """The platform's domicile 平台住所地."""
    for text in known.values.get("platform_domicile", []):
        for place in read_places(text):
            return Sign("platform_domicile", "平台住所地", text, place, True)
    return None


def place_words(code: str) -> str:
    """A division for a sentence: its name, the code in brackets."""
    return f"{name_of(code)}（{code}）"
