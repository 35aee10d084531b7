"""A licence that contradicts itself on its page (证照自相矛盾): code, second code, name.

企业信息公示暂行条例 17 (隐瞒真实情况、弄虚作假), 电子商务法 15, 76. Home pages are judged by
checks.areas.licence; here is any other page that prints a licence. No register is needed.
"""

import re2

from checks.context import OWN, Context
from checks.finding import Finding, Strength
from checks.talk_excuses import talk_excuse
from pages.page import Code

AREA = "credit"
UNIT = "enterprise_supervision"
COMPARED = ("code-wrong", "not-the-operators")

_TYPO = "valid-after-O-to-0"
_SEVERAL = re2.compile(
    "更名|变更|原名|曾用名|旧(?:代码|证|照)|新(?:代码|证|照)|子公司|分公司|分店|门店一|集团|"
    "各(?:店|主体)|"
    "授权|委托|加盟|供应商|发货方|厂家|生产(?:商|企业)|平台|合作"
)
_NAME = "[\\x{4e00}-\\x{9fff}（）()]{4,30}"
_SUFFIX = "(?:公司|商行|茶行|经营部|合作社|工作室|店|铺|厂|中心|馆|庄|坊|行)"
_RUN_BY = re2.compile(f"由({_NAME}?{_SUFFIX})(?:负责|独立|实际)?(?:经营|运营|主办|开办)")
_LICENCE_OF = re2.compile(
    f"(?:营业执照|执照名称|执照主体|证照名称|执照)\\s*[：:]?\\s*({_NAME}?{_SUFFIX})"
)


def check(context: Context) -> list[Finding]:
    """A code that fails its check, two codes, an operator who is not the licence's."""
    if context.home:
        return []
    codes = {
        code.value: code for code in context.page.codes if code.kind == "uscc" and code.field in OWN
    }
    findings = [
        _finding(
            context, "code-wrong", _at(code), "不符合统一社会信用代码的编码、校验规则", "strong"
        )
        for code in codes.values()
        if code.valid is False and code.note != _TYPO
    ]
    right = [code for code in codes.values() if code.valid]
    text = "\n".join(context.page.fields.get(name, "") for name in OWN)
    if len(right) == 2 and not _SEVERAL.search(text):
        what = f"同一页面另有代码“{right[0].raw}”，两个代码属于不同主体"
        findings.append(_finding(context, "two-codes", _at(right[1]), what, "weak"))
    return findings + _another_name(context)


def _another_name(context: Context) -> list[Finding]:
    text = "\n".join(context.page.fields.get(name, "") for name in OWN)
    run_by = _RUN_BY.search(text[:50_000])
    if run_by is None or _SEVERAL.search(text):
        return []
    for field in OWN:
        shown = _LICENCE_OF.search(context.page.fields.get(field, "")[:50_000])
        if shown is None:
            continue
        ours, theirs = run_by[1], shown[1]
        if ours in theirs or theirs in ours:
            return []
        place = (theirs, field, shown.start(1), shown.end(1))
        what = f"执照名称与页面自称的经营者“{ours}”不一致"
        return [_finding(context, "not-the-operators", place, what, "strong")]
    return []


def _at(code: Code) -> tuple[str, str, int, int]:
    return code.raw, code.field, code.start, code.end


def _finding(
    context: Context, rule: str, place: tuple[str, str, int, int], what: str, strength: Strength
) -> Finding:
    matched, field, start, end = place
    excused = talk_excuse(context, field, start, end)
    reason = f"页面公示“{matched}”：{what}"
    reason += f"。不作为线索：{excused}。" if excused else "，可作为核查线索。"
    return context.bare_finding(
        AREA,
        rule=rule,
        unit=UNIT,
        lead=True,
        strength=strength,
        reason=reason,
        excuse="录入笔误，原证照正确；公示的是平台、供应商等其他主体",
        matched=matched,
        field=field,
        start=start,
        end=end,
        basis=context.basis(AREA, "publicity", "commerce"),
        excused=excused,
    )
