"""Two operators of one shop: 本商城经营者：甲公司 at the head of a page, 本商城经营者：乙公司 at
its foot, each with a code of its own. One of them does not run it, or not any more
(网络交易监督管理办法 12: changes are to be shown)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checks.display.own_name import COMPANY, TRADER, gives_reason, plain_name
from checks.display.strangers import have_no_house_in_common
from pages.page import FieldName, Page

_SAID = re.compile(
    "本(?:店铺?|网店|网站|站|商城|页面)的?(?:实际)?(?:经营者|经营主体|经营单位|运营者|运营主体|运营方|运营单位)"
    f"(?:名称)?[：:][ \u3000\xa0]{{0,3}}({COMPANY}|{TRADER})"
)
_CODE = re.compile("[0-9A-Z]{18}")
_MOST = 200_000
_LINES = 2
"""The code of an operator stands on the line of his name or on the next."""
_FIELDS: tuple[FieldName, ...] = ("description", "attributes")


def why_two_operators(page: Page, proofs: Sequence[Mapping[str, Any]]) -> str:
    """Why two of the codes shown are of two operators, of each of whom the page says that he runs
    it, or "". `proofs` of kind "uscc" are the codes that are shown as the shop's own."""
    shown = {str(proof.get("text")) for proof in proofs if proof.get("kind") == "uscc"}
    if len(shown) < 2:
        return ""
    told: dict[str, tuple[str, str]] = {}
    for field in _FIELDS:
        lines = page.fields.get(field, "")[:_MOST].split("\n")
        for number, line in enumerate(lines):
            said = _SAID.search(line[:600]) if "本" in line else None
            if said is None:
                continue
            near = "\n".join((line[said.end() : 600], *lines[number + 1 : number + _LINES]))
            if (found := _CODE.search(near)) and found.group() in shown:
                told.setdefault(found.group(), (plain_name(said[1]), found.group()))
    if len(told) != 2 or gives_reason(page):
        return ""
    (one, code), (other, another) = told.values()
    if not have_no_house_in_common(one, other):
        return ""
    return (
        f"页面两处写明不同的经营者：“{one}”（{code}）、“{other}”（{another}），"
        "不是同一主体，须核对由谁经营"
    )
