"""The checks run again on what was captured 复检: still there, changed, gone, or not to be told.

What a browser showed is read as pages are and checked as pages are; then it is asked
for each finding that made the lead whether the page still bears it. A page that could
not be seen (blocked, login, error) says nothing; one that says it does not exist is gone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from checks.finding import Finding, Inspection
from checks.inspect import inspect
from evidence.capture.manifest import Captured
from keywords.keyword_list import KeywordList
from keywords.lexicon import Lexicon
from leads.beijing import day_of
from leads.captures import Recheck
from leads.digests import page_name, plain_words
from leads.finding_rows import SHOP_RULE
from leads.judgeable import why_not_judged
from leads.licence_recheck import recheck_licence
from leads.models import Lead, LeadFinding
from pages.page import Page
from pages.quality_marks import is_unsure, mark_label
from pages.reading import read_page

__all__ = ["Recheck", "Unread", "checked", "findings_on", "recheck", "unread_of"]

LICENCE_AREA = "licence"

Refine = Callable[[Inspection], Inspection]
UnreadKind = Literal["gone", "blocked", "login", "error", "unreachable", "browser-lost"]

_OF_OTHERS = frozenset({"links", "aside", "reviews"})
"""Fields with words of other goods and other people: what stands only there is not the page's."""
_BROKEN_OFF = ("hang", "crashed", "memory", "browser-lost", "time-limit")
_MOST_SNIPPET = 400


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a captured page is no content: a kind, and the status or sign it was told by."""

    kind: UnreadKind
    detail: str = ""

    @property
    def again(self) -> Literal["gone"] | None:
        """What it says of the findings: only a page that does not exist shows that they are gone.

        What keeps us out, or fails, says nothing.
        """
        return "gone" if self.kind == "gone" else None

    @property
    def why(self) -> str:
        """In Chinese, for an officer."""
        said = f"（{self.detail}）" if self.detail else ""
        return f"{_WHY[self.kind]}{said}"


_WHY: dict[UnreadKind, str] = {
    "gone": "页面已不存在",
    "blocked": "网站拦截了采集，看不到页面内容，不能据此认为内容已经消失",
    "login": "页面要求登录，看不到内容，不能据此认为内容已经消失",
    "error": "网站出错，看不到页面内容，不能据此认为内容已经消失",
    "unreachable": "页面没有打开，不能据此认为内容已经消失",
    "browser-lost": "采集用的浏览器中途退出，没有看到页面，与网站无关，不能据此认为内容已经消失",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A captured page as it was read, and what the checks say of it."""

    page: Page
    inspection: Inspection


def unread_of(captured: Captured) -> Unread | None:
    """Why the capture shows no page, as far as status and marks tell; None where it may be one."""
    status = captured.status
    if captured.path("dom") is None and captured.flagged("browser-lost"):
        return Unread("browser-lost")  # whatever else seemed to be wrong follows from it
    if captured.path("dom") is None or captured.flagged("unreachable"):
        return Unread("unreachable", "、".join(flag.zh for flag in captured.flags[:2]))
    if status in (404, 410):
        return Unread("gone", f"状态码 {status}")
    if status in (401, 407):
        return Unread("login", f"状态码 {status}")
    if status in (403, 406, 418, 429, 451):
        return Unread("blocked", f"状态码 {status}")
    return Unread("error", f"状态码 {status}") if status >= 400 else None


def checked(
    captured: Captured,
    lexicon: Lexicon,
    *,
    home: bool,
    query: str | None = None,
    today: date | None = None,
) -> Checked:
    """Read the page as the browser had it (dom.html) and check it. OSError passes.

    `home`: it is a shop's home or licence page. `query`: our own search words in its
    address. The law of the day of the capture applies unless `today` says otherwise.
    """
    path = captured.path("dom")
    body = b"" if path is None else path.read_bytes()
    page = read_page(body, captured.url_final or captured.url_asked, "text/html; charset=utf-8")
    page.flags.append("rendered")
    day = today or day_of(captured.started_at)
    return Checked(page, inspect(page, lexicon, home=home, today=day, query=query))


def findings_on(url: str, *further: str) -> list[LeadFinding]:
    """The lead-making findings on the page at `url` (or at `further` addresses of it), of
    all leads. Those that were gone when last looked at only where no other of the lead stands.
    """
    urls = [one for one in (url, *further) if one]
    rows = LeadFinding.objects.filter(makes_lead=True, page__in={page_name(u) for u in urls})
    known = list(rows.select_related("lead").order_by("id"))
    standing = {row.lead.pk for row in known if row.gone_at is None}
    return [row for row in known if row.gone_at is None or row.lead.pk not in standing]


def recheck(
    captured: Captured,
    lead: Lead,
    lexicon: Lexicon,
    *,
    unread: Unread | None = None,
    query: str | None = None,
    today: date | None = None,
    refine: Refine | None = None,
) -> Recheck:
    """Whether the page that was captured still bears the findings of `lead` on it.

    `unread` is why it is no content, and `refine` excuses findings made of other goods'
    words, where whoever calls can tell that better than by status, marks and fields
    (crawler.rechecking). "present": all findings stand; "changed": only some,
    or other words of the same matter; "gone": none. None of these where the page could
    not be seen, or one page cannot tell. Raises OSError.
    """
    expected = [
        row for row in findings_on(captured.url_asked, captured.url_final) if row.lead == lead
    ]
    if not expected:
        return Recheck(None, "该线索在这个网址上没有构成提示的发现，未作比对")
    unread = unread or unread_of(captured)
    if unread is not None:
        missing = [_entry(row, unread.why) for row in expected] if unread.again else []
        return Recheck(unread.again, unread.why, missing=missing)
    read = checked(captured, lexicon, home=lead.area == LICENCE_AREA, query=query, today=today)
    if refine is not None:
        read = Checked(read.page, refine(read.inspection))
    whole = [row for row in expected if row.rule.startswith(SHOP_RULE)]
    if whole and len(whole) == len(expected):
        return recheck_licence(whole[-1], read.page, read.inspection.licence, _entry(whole[-1]))
    return _compared(
        captured, [row for row in expected if row not in whole], read, lead.area, lexicon.lists
    )


def _compared(
    captured: Captured,
    expected: Sequence[LeadFinding],
    read: Checked,
    area: str,
    lists: Sequence[KeywordList],
) -> Recheck:
    now = [f for f in read.inspection.findings if f.area == area and f.lead and f.excused is None]
    found, missing, beyond = [], [], []
    for row in expected:
        match = _match(row, now)
        if match is not None:
            found.append(_entry(row) | _place(match))
        elif unjudged := why_not_judged(row, area, lists, read.page.flags):
            beyond.append(unjudged)
        else:
            missing.append(_entry(row, _why_missing(row, read)))
    why = _moved(captured)
    if beyond and not found:
        # Not one that stands, and some that this look cannot tell of: nothing is said of the page.
        return Recheck(None, "；".join(filter(None, [*dict.fromkeys(beyond), why])), (), missing)
    if found:
        again: Literal["present", "changed", "gone"] = "changed" if missing else "present"
        said = f"{len(missing)} 处已不见" if missing else ""
        return Recheck(again, "；".join(filter(None, [said, why])), found, missing)
    unsure = [mark_label(flag) for flag in read.page.flags if is_unsure(flag)]
    unsure += [flag.zh for flag in captured.flags if flag.code in _BROKEN_OFF]
    if unsure:
        return Recheck(None, f"页面未能完整读取（{'、'.join(unsure[:3])}），不能判断", (), missing)
    others = [f for f in now if f.field not in _OF_OTHERS]
    if others:
        said = "原有文字不见，页面上另有疑似内容：" + "、".join(_words(others))
        return Recheck("changed", "；".join(filter(None, [said, why])), (), missing)
    said = "页面上未再发现原有内容"
    return Recheck("gone", "；".join(filter(None, [said, why])), (), missing)


def _match(row: LeadFinding, now: Sequence[Finding]) -> Finding | None:
    """The finding that is the same: by rule, term and words; else by the words alone."""
    words = plain_words(row.matched)
    own = [f for f in now if f.field not in _OF_OTHERS or f.field == row.field]
    same = [f for f in own if plain_words(f.matched) == words]
    exact = [f for f in same if (f.rule, f.term) == (row.rule, row.term)]
    if exact:
        # Shown text before a page's metadata: the place that an officer sees.
        return min(exact, key=lambda f: plain_words(f.snippet) != plain_words(row.snippet))
    return same[0] if same and words else None


def _why_missing(row: LeadFinding, read: Checked) -> str:
    words = plain_words(row.matched)
    for finding in read.inspection.findings:
        if words and plain_words(finding.matched) == words and finding.area == row.lead.area:
            if finding.excused is not None:
                return f"文字仍在，但已可排除：{finding.excused}"
            return "文字仍在，但单独不再构成提示"
    if words and any(words in plain_words(text) for text in read.page.fields.values()):
        return "文字仍在，但检查不再指出"
    return "文字已不在页面上"


def _moved(captured: Captured) -> str:
    asked, final = captured.url_asked.partition("#")[0], captured.url_final.partition("#")[0]
    return "" if not final or asked == final else f"打开后转到 {captured.url_final[:300]}"


def _words(findings: Iterable[Finding]) -> list[str]:
    counted = Counter(f"“{(f.matched or f.reason)[:30]}”" for f in findings)
    return list(counted)[:5]


def _entry(row: LeadFinding, why: str = "") -> dict[str, Any]:
    """A finding of the lead in plain JSON."""
    value: dict[str, Any] = {
        "finding": row.pk,
        "rule": row.rule,
        "term": row.term,
        "matched": row.matched,
        "snippet": row.snippet[:_MOST_SNIPPET],
        "reason": row.reason,
    }
    return value | ({"why": why} if why else {})


def _place(finding: Finding) -> dict[str, Any]:
    """Where it stands on the captured page."""
    return {
        "matched": finding.matched,
        "snippet": finding.snippet[:_MOST_SNIPPET],
        "field": finding.field,
        "start": finding.start,
        "end": finding.end,
    }
