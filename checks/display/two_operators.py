"""Two operators of one shop: 本商城经营者：甲公司 at the head of a page, 本商城经营者：乙公司 at
its foot, each with a code of its own. One of them does not run it, or not any more
(网络交易监督管理办法 12: changes are to be shown)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checks.display.own_name import COMPANY, OF_THIS_SHOP, TRADER, gives_reason, plain_name
from checks.display.strangers import have_no_house_in_common
from pages.page import Page

_SAID = re.compile(rf"{OF_THIS_SHOP}[ \u3000\xa0]{{0,3}}({COMPANY}|{TRADER})")
_MOST = 200_000


def why_two_operators(page: Page, proofs: Sequence[Mapping[str, Any]]) -> str:
    """Why two of the codes shown are of two operators, of each of whom the page says that he runs
    it, or "". `proofs` of kind "uscc" have the "holder" of their code (`name_holders`)."""
    held = {str(one["holder"]): str(one["text"]) for one in proofs if one.get("holder")}
    if len(held) < 2:
        return ""
    text = f"{page.text('description')[:_MOST]}\n{page.text('attributes')[:_MOST]}"
    said = dict.fromkeys(plain_name(one[1]) for one in _SAID.finditer(text))
    two = [name for name in said if name in held]
    if len(two) != 2 or held[two[0]] == held[two[1]] or gives_reason(page):
        return ""
    one, other = two
    if not have_no_house_in_common(one, other):
        return ""
    return (
        f"页面两处写明不同的经营者：“{one}”（{held[one]}）、“{other}”（{held[other]}），"
        "不是同一主体，须核对由谁经营"
    )
