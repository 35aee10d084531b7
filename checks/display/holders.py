"""Under whose name a page shows a code, and whether name and code can be of one operator.

GB 32100-2015: an operator has one code, whose first two characters say of what kind it is (91
enterprises, 92 individual traders 个体工商户, 93 farmers' cooperatives). Two codes under one name,
or a company under a trader's code, are at odds whatever their check characters say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from checks.display.own_name import (
    COMPANY,
    OF_THIS_SHOP,
    OPERATOR,
    TRADER,
    labelled_name,
    plain_name,
    said_operator,
)
from checks.display.particulars import LABELS, Particular
from pages.page import Code, Page

_NAME = re.compile(rf"(?<![\u4e00-\u9fff])(?:{COMPANY}|{TRADER}(?![\u4e00-\u9fff]))")
_LABELLED = re.compile(
    f"(?:(?:{LABELS['name']}|經營者)(?:名称)?[：:]|{OPERATOR}|{OF_THIS_SHOP})"
    f"[ \u3000\xa0]{{0,3}}({COMPANY}|{TRADER})"
)
"""The name alone behind its label, on the line above the code's."""
_PAST = re.compile(
    "原(?:统一|代码|注册|名|执照)|旧(?:代码|执照|照)|曾用|变更前|已?注销|已变更|历史"
)
"""A code that a line calls the former one is beside the new one by right."""
_NUMBER = re.compile("[0-9A-Z]{15}")
_NEAR = 400
"""Code points between a code and the label of the name on the same licence."""
_INDIVIDUAL = "个体工商户"


def holder_of(page: Page, code: Code, found: Iterable[Particular], *, alone: bool = False) -> str:
    """The full name that a code stands under, or "" where that is not plain: the last one before
    it on its line, else that of a label near it with no other number between. `alone`: no other
    code is on the page, so that the only name is its own wherever it stands.
    """
    text = page.fields.get(code.field, "")
    start = text.rfind("\n", 0, code.start) + 1
    stop = text.find("\n", code.end)
    if _PAST.search(text[max(start, code.start - 40) : stop if stop >= 0 else None][:160]):
        return ""
    near_by = max(start, code.start - 200)
    before = list(_NAME.finditer(text[near_by : code.start]))
    if before and not _NUMBER.search(text[near_by + before[-1].end() : code.start]):
        return plain_name(before[-1].group())
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)].strip()
    if whole := _NAME.fullmatch(above) or _LABELLED.fullmatch(above):
        return plain_name(whole[whole.lastindex or 0])
    if runs := said_operator(above[-300:]):
        return runs
    told = [(one, full) for one in found if one.kind == "name" and (full := labelled_name(one))]
    names = {plain_name(full) for _, full in told}
    if alone and len(names) == 1:
        return names.pop()
    near = [
        (abs(one.start - code.start), plain_name(full))
        for one, full in told
        if one.field == code.field
        and abs(one.start - code.start) <= _NEAR
        and not _NUMBER.search(text[min(one.end, code.end) : max(one.start, code.start)])
    ]
    return min(near)[1] if near else ""


def name_holders(
    page: Page, proof: Sequence[dict[str, Any]], codes: Sequence[Code], found: list[Particular]
) -> None:
    """Write the "holder" of each of the shop's own codes into its proof."""
    known = {(code.field, code.start): code for code in codes if code.kind == "uscc"}
    alone = len({code.value for code in known.values()}) == 1
    for one in proof:
        code = known.get((str(one.get("place")), one.get("start", -1)))
        if one.get("kind") == "uscc" and code is not None:
            one["holder"] = holder_of(page, code, found, alone=alone)


def two_codes_of_one(proofs: Iterable[Mapping[str, Any]]) -> str:
    """Why codes shown under one and the same name cannot both be its own, or ""."""
    known: dict[str, str] = {}
    for name, code in _held(proofs):
        if known.setdefault(name, code) != code:
            return (
                f"“{name}”名下公示了两个不同的统一社会信用代码（{known[name]}、{code}），"
                "同一主体只有一个代码，须核对哪一个属实"
            )
    return ""


def why_of_another_kind(proofs: Iterable[Mapping[str, Any]], found: Iterable[Particular]) -> str:
    """Why a company and the code it stands with are of two kinds of operators, or ""."""
    individual = any(one.kind == "type" and one.value.startswith(_INDIVIDUAL) for one in found)
    for name, code in _held(proofs):
        if code.startswith("92") and name.endswith("公司") and not individual:
            return (
                f"公示的名称“{name}”是公司，统一社会信用代码{code}以92开头，"
                "是个体工商户的代码，名称与代码不是同一主体"
            )
    return ""


def _held(proofs: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """(name, code) of codes with a name; one that an official link bears too is vouched for."""
    told = list(proofs)
    linked = {one.get("text") for one in told if one.get("kind") == "zzlz" and one.get("sound")}
    for proof in told:
        if proof.get("kind") == "uscc" and proof.get("holder") and proof.get("text") not in linked:
            yield str(proof["holder"]), str(proof["text"])
