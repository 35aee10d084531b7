"""What an absence says 未见的含义: nothing, where this look could not have made the finding.

A campaign asks with its own lists; another's findings stay as they are. Words in pictures are not
gone where pictures were not read, and a word is not gone from the page because it left the list.
"""

from collections.abc import Iterable, Sequence

from keywords.keyword_list import KeywordList
from leads.models import LeadFinding
from pages.picture_text import UNCHECKED


def why_not_judged(
    row: LeadFinding, area: str, lists: Sequence[KeywordList], flags: Iterable[str]
) -> str:
    """Why a page that was read with `lists`, and has `flags`, cannot tell whether `row`, a finding
    of a lead of `area`, is gone; "" where it can."""
    if row.field == "image_text" and UNCHECKED in flags:
        return "文字在图片中，本次没有识别图片，未作判断"
    if not row.list_id or not row.term:
        known = any(one.area == area for one in lists)
        return "" if known else "本次没有使用这一领域的词表，未作判断"
    own = next((one for one in lists if one.id == row.list_id), None)
    if own is None:
        return f"本次没有使用词表“{row.list_id}”，未作判断"
    if row.list_version != own.version and all(term.text != row.term for term in own.terms):
        return "词表已变，不再有这个词，未作判断"
    return ""
