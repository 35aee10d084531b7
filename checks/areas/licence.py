"""亮照亮证: whether a shop shows its licence, and what is wrong with what it shows.

电子商务法 15 and 76, 网络交易监督管理办法 12. One page says what it shows
(`read_licence`); that a licence is missing only a whole shop can say
(`conclude`), with the proof of where was looked.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

from checks.context import Context
from checks.display.page_reading import read_page_display
from checks.display.permits import permit_basis, trades_without_permit
from checks.display.seen import is_licence_page
from checks.display.shop_reading import Look, conclude
from checks.display.vocabulary import Vocabulary, vocabulary
from checks.finding import Finding, LicenceReading
from keywords.lexicon import Lexicon
from pages.page import Page

__all__ = ["AREA", "UNIT", "Look", "check", "conclude", "finding_of", "read_licence"]

AREA = "licence"
UNIT = "network"

_BEIJING = timezone(timedelta(hours=8))
WRONG = frozenset(("invalid", "mismatch"))
"""States that what is shown is wrong: these one page alone can prove."""

_EXCUSES = {
    "mismatch": "两个代码属于同一主体的新旧登记，或者链接属于平台",
    "invalid": "代码系笔误，原证照代码正确",
    "exempt": "声明属实，文字差异不影响意思",
    "name_differs": "两个名称是同一主体更名前后的名称，或者经授权、委托经营并另有说明",
    "deregistered": "所印状态是笔误或者旧截图，主体仍在登记",
}
"""By state, or by the issue that the state comes from."""


def check(context: Context) -> list[Finding]:
    """What the page itself proves: a wrong code, two codes that differ, an altered declaration."""
    reading = read_licence(
        context.page,
        context.lexicon,
        home=context.home,
        second=context.second,
        today=context.today,
    )
    if reading is None:
        return []
    altered = reading.state == "exempt" and "statement_altered" in reading.issues
    if reading.state not in WRONG and not altered:
        return []
    return [finding_of(context, reading)]


def read_licence(
    page: Page,
    lexicon: Lexicon,
    *,
    home: bool = False,
    second: Sequence[Page] = (),
    today: date | None = None,
) -> LicenceReading | None:
    """The reading of a shop's home or licence page; None for any other page.

    `home`: the page is a shop's home page. `second` are pages beside it that
    were read too: with them the reading is that of the shop. `today` is the day
    on which a licence's term has ended or not.
    """
    if not home and not is_licence_page(page):
        return None
    words = vocabulary(lexicon)
    day = today or datetime.now(UTC).astimezone(_BEIJING).date()
    reading = read_page_display(page, words, day)
    return _with_second(page, reading, second, words, day) if home and second else reading


def _with_second(
    page: Page, reading: LicenceReading, second: Sequence[Page], words: Vocabulary, day: date
) -> LicenceReading:
    readings = [(page.url, reading)]
    readings += [(other.url, read_page_display(other, words, day)) for other in second]
    looked = [{"url": url, "outcome": "read", "record": None} for url, _ in readings]
    return conclude(readings, looked)


def finding_of(context: Context, reading: LicenceReading) -> Finding:
    """The finding that a reading is; absence has no place in the page."""
    proof = next(
        (one for one in reading.proof if one.get("kind") in _FIRST_PROOF.get(reading.state, ())), {}
    )
    raw, field = str(proof.get("raw") or proof.get("text") or ""), str(proof.get("place", ""))
    in_page = (
        "start" in proof
        and context.page.fields.get(field, "")[proof["start"] : proof["end"]] == raw
    )
    rule = "statement-altered" if reading.state == "exempt" else reading.state.replace("_", "-")
    return context.bare_finding(
        AREA,
        rule=rule,
        unit=UNIT,
        lead=True,
        strength="strong",
        reason=f"{reading.reason}。",
        excuse=_excuse(reading),
        matched=raw,
        field=field if in_page else "",
        start=proof["start"] if in_page else 0,
        end=proof["end"] if in_page else 0,
        basis=context.basis(AREA, *_articles(reading)),
    )


def _excuse(reading: LicenceReading) -> str:
    """What would excuse the reading, by the issue that decides it where there is one."""
    by_issue = [issue for issue in reading.issues if issue in _EXCUSES]
    decides = {"mismatch": "name_differs", "invalid": "deregistered"}.get(reading.state)
    key = decides if decides in by_issue else reading.state
    return _EXCUSES.get(key, "证照信息公示在本次没有查看的页面")


def _articles(reading: LicenceReading) -> list[str]:
    """The keys of the articles that this page's showing breaks: those on the licence, on the
    declaration where one is made, on the permits of what is sold where none is seen."""
    keys = [*_SHOWING, *(("exempt",) if reading.state == "exempt" else ())]
    if not _PERMITS.isdisjoint(reading.issues):
        keys += map(permit_basis, trades_without_permit(reading.proof))
    return list(dict.fromkeys(filter(None, keys)))


_SHOWING = ("display", "rules")
_PERMITS = frozenset(("permit_missing", "exemption_doubtful"))
_FIRST_PROOF = {
    "mismatch": ("uscc",),
    "invalid": ("uscc-wrong", "reg_no-wrong", "status", "zzlz"),
    "exempt": ("statement-altered", "statement"),
}
