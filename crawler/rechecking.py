"""A capture tied to the leads it is about 采集件入线索: kept, checked again, marked.

Whoever captures a page, the crawl or an officer, comes here with what was captured.
"""

import asyncio
import logging
import shutil
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from django.db import transaction

from checks.finding import Inspection
from crawler.addresses import Scope
from crawler.answer import Answer, Reading, read
from crawler.refusals import says_gone
from crawler.steps.own_words import with_own_words
from crawler.visit import Target
from evidence.capture.illustration import Mark, illustrate
from evidence.capture.manifest import Captured
from evidence.errors import EvidenceError
from keywords.lexicon import Lexicon
from leads.captures import Recheck, attach, marked_folder, marked_pictures
from leads.models import Capture, Lead, LeadCapture
from leads.noting import Said
from leads.recheck import Unread, UnreadKind, recheck, unread_of

logger = logging.getLogger(__name__)

MOST_MARKS = 30
_ILLUSTRATION_SECONDS = 120.0
_KIND_OF: dict[str, UnreadKind] = {
    "blocked": "blocked",
    "captcha": "blocked",
    "login": "login",
    "error": "error",
}


class Runner(Protocol):
    """What runs a coroutine to its end: asyncio.Runner's `run`."""

    def __call__(self, work: Coroutine[Any, Any, Any], /) -> Any:
        """Run `work` and return its result."""
        ...


@dataclass(frozen=True, slots=True)
class Tied:
    """A capture and the leads it was tied to; `unread` says why it shows no page, `unentered`
    why it is not in the ledger yet."""

    capture: Capture
    leads: tuple[LeadCapture, ...]
    unread: Unread | None = None
    unentered: tuple[Said, ...] = ()


def read_capture_page(captured: Captured) -> Reading | None:
    """The captured page as the crawl reads one; None where there is no markup. Raises OSError."""
    path = captured.path("dom")
    if path is None:
        return None
    url = captured.url_final or captured.url_asked
    target = Target("product", captured.url_asked, render=True)
    body, kind = path.read_bytes(), "text/html; charset=utf-8"
    return read(Answer(target, url, captured.status, body, kind, rendered=True), Scope(url))


def why_unread(captured: Captured, reading: Reading | None) -> Unread | None:
    """Why a capture is no content, judged by status and by what stands on it; None where it is.

    Block pages, captchas, logins, "not found" with status 200 are told as the crawl
    tells them.
    """
    plain = unread_of(captured)
    refusal = reading.refusal if reading is not None else None
    if plain is not None or refusal is None:
        return plain
    if refusal.outcome == "error" and says_gone(refusal.detail):
        return Unread("gone", "按页面文字判断")
    return Unread(_KIND_OF.get(refusal.outcome, "error"), refusal.detail)


def tie(
    captured: Captured,
    capture: Capture,
    leads: Sequence[Lead],
    lexicon: Lexicon,
    *,
    term: str = "",
    checks: bool = True,
) -> Tied:
    """Check the captured page again for each of `leads` and tie the capture to it.

    `term` is our own search word that led to the page; where its address carries it,
    its echo is no finding. Without `checks` it is tied unchecked, and that is said: for
    pages that programs die of. Doing it twice changes nothing. Raises OSError.
    """
    if not checks:
        unchecked = Recheck(None, "检查这个页面时程序曾崩溃，未作复检")
        return Tied(capture, _attached(capture, [(lead, unchecked) for lead in leads]))
    reading = read_capture_page(captured)
    unread = why_unread(captured, reading)

    def refine(inspection: Inspection) -> Inspection:
        home = reading is not None and _is_home(reading.answer.url)
        return inspection if reading is None else with_own_words(inspection, reading, home=home)

    echoed = term if term and term in unquote(captured.url_asked, errors="replace") else None
    judged = [
        (lead, recheck(captured, lead, lexicon, unread=unread, query=echoed, refine=refine))
        for lead in leads
    ]
    return Tied(capture, _attached(capture, judged), unread)


def _is_home(url: str) -> bool:
    """Whether an address looks like a shop's home page, where every card is of other goods."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query and not parts.fragment


def _attached(capture: Capture, judged: Sequence[tuple[Lead, Recheck]]) -> tuple[LeadCapture, ...]:
    with transaction.atomic():
        return tuple(attach(capture, lead, said) for lead, said in judged)


def draw_marks(captured: Captured, tied: Tied, run: Runner = asyncio.run) -> Path | None:
    """Draw where the words that were found again stand; the folder, None where there is nothing
    to draw or it could not be done. They are no evidence: they can be drawn anew.
    """
    folder = marked_folder(captured.folder)
    marks = _marks(tied)
    if not marks or marked_pictures(captured.folder) is not None:
        return marked_pictures(captured.folder)
    shutil.rmtree(folder, ignore_errors=True)  # one that was not finished
    try:
        run(asyncio.wait_for(illustrate(captured, marks, folder), _ILLUSTRATION_SECONDS))
    except (EvidenceError, OSError, TimeoutError) as error:
        logger.warning("no marked picture of %s: %s", captured.number, error)
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return folder


def _marks(tied: Tied) -> list[Mark]:
    """The words found, each once, with what they are suspected of."""
    marks: dict[str, Mark] = {}
    for row in tied.leads:
        for found in row.found:
            words = str(found.get("matched", ""))
            if words.strip():
                marks.setdefault(words, Mark(words, str(found.get("reason", ""))[:80]))
    return list(marks.values())[:MOST_MARKS]
