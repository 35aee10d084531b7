"""A whole shop's licence 亮照 re-judged from its home page alone, as far as one page can.

That no licence is found takes the home page and every page it names; that one is shown
takes a single page. So one page can refute an absence, and confirm it only where it
names no other page. What it cannot tell is said, never taken for "gone".
"""

from collections.abc import Mapping
from typing import Any

from checks.finding import LicenceReading
from leads.captures import Recheck
from leads.digests import plain_words
from leads.finding_rows import SHOP_RULE
from leads.models import LeadFinding
from pages.page import Page

_SHOWN = frozenset({"shown", "exempt"})
_ONE_PAGE = "亮照须看首页和各证照页，单凭本页不能复检"


def recheck_licence(
    row: LeadFinding, page: Page, reading: LicenceReading | None, entry: Mapping[str, Any]
) -> Recheck:
    """Judge the conclusion `row` about a shop by the `page` that was captured.

    `reading` is what the page shows of a licence, `entry` the conclusion as plain JSON.
    """
    state = row.rule.removeprefix(SHOP_RULE)
    if reading is None:
        return Recheck(None, f"{_ONE_PAGE}：本页不是首页或证照页")
    if state == "not_found":
        return _absence(reading, entry)
    return _wrong(state, row, page, reading, entry)


def _absence(reading: LicenceReading, entry: Mapping[str, Any]) -> Recheck:
    if reading.state in _SHOWN:
        said = f"本页现已公示：{reading.reason}"
        return Recheck("gone", said, missing=[dict(entry) | {"why": said}])
    if reading.state == "not_found" and not reading.second_pages:
        return Recheck("present", "本页未公示，也没有指向证照页的链接", found=[dict(entry)])
    named = f"；本页指向 {len(reading.second_pages)} 个证照页" if reading.second_pages else ""
    return Recheck(None, f"{_ONE_PAGE}{named}；本页：{reading.reason or reading.state}")


def _wrong(
    state: str,
    row: LeadFinding,
    page: Page,
    reading: LicenceReading,
    entry: Mapping[str, Any],
) -> Recheck:
    words = plain_words(row.matched)
    stands = bool(words) and any(words in plain_words(text) for text in page.fields.values())
    if reading.state == state and (stands or not words):
        return Recheck("present", reading.reason, found=[dict(entry)])
    if reading.state == state:
        said = f"仍有同类问题，但所示内容不同：{reading.reason}"
        return Recheck("changed", said, missing=[dict(entry) | {"why": said}])
    if reading.state in _SHOWN and not reading.second_pages and not stands:
        said = f"本页现已公示：{reading.reason}"
        return Recheck("gone", said, missing=[dict(entry) | {"why": said}])
    return Recheck(None, f"{_ONE_PAGE}；本页：{reading.reason or reading.state}")
