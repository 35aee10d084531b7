"""Territory 属地 and unit: to whom a lead about an operator goes.

The order of signs is that of domain notes 4.2. The law fixes one rule: a shop on
a platform belongs to its actual place of business, a site of one's own and a
platform to its domicile (行政处罚程序规定 10). Signs that disagree are kept, and
the lowest office above them designates 指定管辖.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from keywords.errors import shown
from leads.divisions import PROVINCE, common_superior, division, within
from leads.places import Place
from leads.plain_text import visible
from leads.signs import ADDRESS_KINDS, UNSOUND, Known, Sign, place_words, platform_sign, read_signs
from leads.units import Units, shipped_units

Status = Literal["routed", "out_of_province", "operator_unknown", "conflict", "designate"]
FINDING_UNIT = "network"
"""The unit 网络市场监管机构, which finds out who runs a shop."""
LINE_LIMIT = 1 << 20
"""Characters of one line of input; a longer one is refused, not read."""


@dataclass(frozen=True, slots=True)
class Routed:
    """Where a lead goes.

    `unit` is an id of units.toml, None where the area is not known (an operator of whom
    nothing is known stays with the network unit then). `office` is
    the six-digit code of the office, None outside Yunnan. `external` names bodies
    that the matter goes to as well, `why` the reasons, in Chinese.
    """

    unit: str | None
    office: str | None
    status: Status
    external: list[str] = field(default_factory=list)
    why: str = ""


def route(operator: Mapping[str, object], units: Units | None = None) -> Routed:
    """The unit and the office responsible, from what is known of an operator.

    Keys as `wangjian leads route --json` takes them (design.md); any may be
    absent, null or garbage. Never raises.
    """
    table = units or shipped_units()
    known = Known.of(operator)
    decision = _decide(known)
    area = table.area(known.area)
    reasons = [decision.why]
    unit = area.unit if area else None
    if unit is None and decision.status == "operator_unknown":
        # Who the operator is, is first to be found out: that is the network unit's own work.
        unit = FINDING_UNIT
    if area is None:
        first = f"，先由{table.title(unit)}查明主体" if unit else ""
        reasons.append(f"领域{shown(known.area) or '未给'}，不能定主办机构{first}")
    else:
        reasons.append(f"{area.name}由{table.title(area.unit)}主办")
        if area.gap:
            reasons.append(area.gap)
    external = table.external(known.area, known.goods, known.rules)
    if external:
        reasons.append(f"另移送{'、'.join(external)}")
    return Routed(
        unit=unit,
        office=decision.office,
        status=decision.status,
        external=external,
        why="；".join(reasons) + "。",
    )


# The decision on territory.


@dataclass(frozen=True, slots=True)
class _Decision:
    status: Status
    office: str | None
    why: str


def _decide(known: Known) -> _Decision:
    signs = read_signs(known)
    if known.operator_type == "platform" and (own := platform_sign(known)) is not None:
        signs.insert(0, own)
    actual = [s for s in signs if s.kind == "actual_place"]
    stated = {"domicile", "licence", "address", "platform_domicile"}
    domicile = [s for s in signs if s.kind in stated]
    if known.operator_type in {"in_platform", "natural_person"} and actual:
        rule = "平台内经营者由实际经营地管辖"
        return _from_actual_places(actual, _others(signs, actual), rule)
    if known.operator_type in {"own_site", "platform"} and domicile:
        rule = "自建网站和平台经营者由住所地管辖"
        return _from_firm([s for s in signs if s.firm and s not in actual], signs, rule)
    if len(actual) > 1 and _in_one(actual) is None:
        return _from_actual_places(actual, _others(signs, actual), "实际经营地不止一处")
    firm = [s for s in signs if s.firm]
    if firm:
        return _from_firm(firm, signs, "")
    hints = _hints(known, signs)
    return _from_hints(hints) if hints else _from_platform(known)


def _from_actual_places(actual: list[Sign], others: list[Sign], rule: str) -> _Decision:
    """Jurisdiction by actual place of business; several of them need a designation."""
    start = f"{rule}；{_list(actual)}"
    codes = _codes(actual)
    if not codes:
        return _Decision("out_of_province", None, f"{start}，不在云南省")
    place = _in_one(actual)
    if place is None:
        office = _office_above(actual)
        return _Decision("designate", office, f"{start}，由{place_words(office)}指定管辖")
    return _settle(place, others, start)


def _from_firm(firm: list[Sign], signs: list[Sign], rule: str) -> _Decision:
    """Jurisdiction by statements of address and sound numbers, which must agree."""
    start = (f"{rule}；" if rule else "") + _list(firm)
    if not _codes(firm):
        return _Decision("out_of_province", None, f"{start}，不在云南省")
    place = _in_one(firm)
    if place is None:
        office = _office_above(firm)
        why = f"线索不一致：{start}，由共同上级{place_words(office)}指定管辖"
        return _Decision("conflict", office, why)
    return _settle(place, _others(signs, firm), start)


def _from_hints(hints: list[Sign]) -> _Decision:
    """Nothing firm is known: filings, telephone, dispatch, numbers that fail their check."""
    spoken = _spoken(hints)
    start = f"仅有间接线索：{_list(spoken)}"
    if not _codes(spoken):
        return _Decision("out_of_province", None, f"{start}，不在云南省")
    place = _in_one(spoken)
    if place is None:
        office = _office_above(spoken)
        return _Decision("conflict", office, f"{start}，互不一致，由{place_words(office)}核查指定")
    return _settle(place, _others(hints, spoken), start)


def _spoken(hints: list[Sign]) -> list[Sign]:
    """The hints that speak. The place of dispatch does only where nothing else does, a number
    that fails its check not against a filing or a telephone of Yunnan."""
    stronger = [s for s in hints if s.kind != "ship_from"]
    sound = [s for s in stronger if s.kind in {"police_filing", "phone"} and UNSOUND not in s.note]
    if sound and all(s.place.code for s in sound):
        return [s for s in stronger if s in sound or s.kind == "icp"]
    return stronger or hints


def _from_platform(known: Known) -> _Decision:
    """Nothing but the platform's domicile, whose office may handle what it found first."""
    own = platform_sign(known)
    if own is not None and own.place.code is not None:
        why = f"经营者所在地不明；{own}，平台住所地机关先行发现的也可管辖"
        return _settle(own.place, [], why)
    why = "没有可用的属地线索，主体待查，由发现机关保留；发现机关不明的由省局网络市场监管机构承接"
    return _Decision("operator_unknown", PROVINCE, why)


def _hints(known: Known, signs: list[Sign]) -> list[Sign]:
    """Signs to fall back on. On a platform, filings are mostly the platform's own."""
    if known.operator_type not in {"in_platform", "natural_person"}:
        return signs
    own = [s for s in signs if s.kind not in {"icp", "police_filing"}]
    filings = [s for s in signs if s.kind == "police_filing" and s.place.code is not None]
    return own or filings


def _settle(place: Place, others: list[Sign], why: str) -> _Decision:
    """`place` is decided; signs that agree may still tell the county."""
    office = place.code or PROVINCE
    if place.zone:
        reason = f"{why}；功能区不是县级行政区，由{place_words(office)}指定管辖"
        return _Decision("designate", office, reason)
    for sign in others:
        finer = sign.place.code
        if finer and not sign.place.zone and finer != office and within(finer, office):
            office, why = finer, f"{why}；更具体的看{sign}"
    differing = [s for s in others if not (s.place.code and _on_one_line(s.place.code, office))]
    if differing:
        why += f"；另有不同线索不采：{_list(differing)}"
    return _Decision("routed", office, f"{why}；属地{place_words(office)}")


def _in_one(signs: list[Sign]) -> Place | None:
    """The one place that all signs tell, some more and some less exactly; None if they differ."""
    codes = _codes(signs)
    deepest = max(codes, key=_depth)
    if len(codes) < len(signs) or not all(within(deepest, code) for code in codes):
        return None
    # A zone has no county's office: only another address can tell the county, no number can.
    zone = next((s.place for s in signs if s.place.zone), None)
    in_words = [s.place.code for s in signs if s.kind in ADDRESS_KINDS and not s.place.zone]
    if zone is not None and not any(c and _depth(c) == 2 for c in in_words):
        return zone
    return Place(deepest)


def _office_above(signs: list[Sign]) -> str:
    """The lowest office above all signs; the provincial one where some lie outside."""
    codes = _codes(signs)
    return common_superior(codes) if len(codes) == len(signs) else PROVINCE


def _codes(signs: list[Sign]) -> list[str]:
    return [s.place.code for s in signs if s.place.code is not None]


def _depth(code: str) -> int:
    found = division(code)
    return {"province": 0, "prefecture": 1, "county": 2}[found.level] if found else 0


def _on_one_line(a: str, b: str) -> bool:
    return within(a, b) or within(b, a)


def _others(signs: list[Sign], taken: list[Sign]) -> list[Sign]:
    return [s for s in signs if s not in taken]


def _list(signs: list[Sign]) -> str:
    # Many shops of one operator repeat the same address.
    return "，".join(list(dict.fromkeys(map(str, signs)))[:6])


# The command's lines.


def route_lines(lines: Iterable[str], units: Units | None = None) -> Iterator[str]:
    """One JSON line for each line of `lines`; blank lines are passed over.

    A line that is no JSON object gives {"line", "error", "id": null}, and the
    next line is read.
    """
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r\n"):
            yield _json_line(_routed_line(number, line, units))


def _routed_line(number: int, line: str, units: Units | None) -> dict[str, object]:
    try:
        if len(line) > LINE_LIMIT:
            raise ValueError(f"longer than {LINE_LIMIT} characters")
        # NaN and Infinity are no JSON; they stay texts, so that the answer is JSON.
        operator = json.loads(line.lstrip("\ufeff"), parse_constant=str)
        if not isinstance(operator, dict):
            raise ValueError("not a JSON object")
    except (ValueError, RecursionError) as error:
        problem = f"第{number}行不是 JSON 对象：{shown(error, 120)}"
        return {"id": None, "line": number, "error": problem}
    return {"id": operator.get("id"), **asdict(route(operator, units))}


def _json_line(value: dict[str, object]) -> str:
    """One line of JSON; characters that a terminal or a pipe cannot take are escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return text if text == visible(text) else json.dumps(value)
