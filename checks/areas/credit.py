"""Credit supervision (信用监管): what a shop shows of itself against the register.

企业信息公示暂行条例 17, 市场主体登记管理条例. A name, an address or a state that differs
from the register feeds the suggestion to list the operator as abnormal (经营异常). The
comparison needs an extract of the register (checks.register); without one only what the
page says itself is judged.
"""

import re

from checks.context import Context
from checks.display.particulars import Particular, particulars_of
from checks.finding import Finding, Strength
from checks.register import RegisterEntry
from checks.talk_excuses import with_talk_excuses
from checks.term_check import term_findings
from pages.words import words

AREA = "credit"
UNIT = "enterprise_supervision"
COMPARED = ("name-differs", "address-differs")

LIGHT = words("地址挂靠")

_ENDED = re.compile("注销|吊销|撤销|清算|停业|迁出")
_PLACE = re.compile(r"[\u4e00-\u9fff]{1,7}?(?:自治州|自治县|省|市|州|区|县)")
_WORDS = re.compile(r"[\s（）()·.,，。、\-—]+")


def check(context: Context) -> list[Finding]:
    """The findings of the page in this area."""
    said = with_talk_excuses(context, term_findings(context, AREA, UNIT, light=LIGHT))
    return said + _against_register(context)


def _against_register(context: Context) -> list[Finding]:
    register = context.register
    if register is None:
        return []
    findings: list[Finding] = []
    found = particulars_of(context.page)
    shown = [
        code
        for code in context.page.codes
        if code.kind == "uscc" and code.valid and code.field not in ("hidden", "meta")
    ]
    for code in {code.value: code for code in shown}.values():
        entry = register.by_code(code.value)
        place = (code.raw, code.field, code.start, code.end)
        if entry is None:
            if register.covers(code.value):
                findings.append(
                    _finding(context, "not-registered", place, "登记信息中查不到这个代码", "strong")
                )
            continue
        findings.extend(_compared(context, entry, found, place))
    return findings


def _compared(
    context: Context,
    entry: RegisterEntry,
    found: list[Particular],
    place: tuple[str, str, int, int],
) -> list[Finding]:
    findings = []
    if entry.gone or _ENDED.search(entry.status):
        findings.append(
            _finding(
                context, "status", place, f"登记状态为“{entry.status}”，仍在网上经营", "strong"
            )
        )
    if entry.abnormal:
        findings.append(
            _finding(context, "abnormal", place, "该主体已列入经营异常名录", "weak", lead=False)
        )
    names = [one for one in found if one.kind == "name"]
    known = {_bare(name) for name in (entry.name, *entry.former_names) if name}
    if names and known and all(_bare(one.value) not in known for one in names):
        one = names[0]
        at = (one.value, one.field, one.start, one.end)
        what = f"公示名称“{one.value}”与登记名称“{entry.name}”不一致"
        findings.append(_finding(context, "name-differs", at, what, "strong"))
    addresses = [one for one in found if one.kind in ("domicile", "licence")]
    if addresses and entry.address and not any(_same_place(o.value, entry) for o in addresses):
        one = addresses[0]
        at = (one.value, one.field, one.start, one.end)
        what = f"公示住所“{one.value}”与登记住所“{entry.address}”不在同一县（市、区）"
        findings.append(_finding(context, "address-differs", at, what, "strong"))
    return findings


def _finding(
    context: Context,
    rule: str,
    place: tuple[str, str, int, int],
    what: str,
    strength: Strength,
    *,
    lead: bool = True,
) -> Finding:
    matched, field, start, end = place
    return context.bare_finding(
        AREA,
        rule=rule,
        unit=UNIT,
        lead=lead,
        strength=strength,
        reason=f"页面公示“{matched}”：{what}。可作为列入经营异常名录的核查线索。",
        excuse="登记信息更新在后，或者页面公示的是平台、其他主体",
        matched=matched,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "publicity", "commerce"),
    )


def _bare(name: str) -> str:
    return _WORDS.sub("", name).lower()


def _same_place(shown: str, entry: RegisterEntry) -> bool:
    """Whether two addresses name the same county; what one of them leaves out decides nothing."""
    registered = f"{entry.address}\n{entry.premises}"
    ours, theirs = _PLACE.findall(shown), _PLACE.findall(registered)
    if not ours or not theirs:
        return True
    return ours[-1] in registered or any(place in shown for place in theirs[1:])
