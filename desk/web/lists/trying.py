"""试一句: what a list finds in a sentence, and what excuses it."""

from dataclasses import dataclass
from typing import Any

from desk.cli.explaining import Explained, explained
from keywords.fold import fold
from keywords.keyword_list import KeywordList
from keywords.spellings import NAMES
from leads.plain_text import visible

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Tried:
    """A hit: the words, the term, how they are written, the verdict and its colour, why."""

    matched: str
    term: str
    spelling: str
    verdict: str
    css: str
    reason: str


def tried(text: str, one: KeywordList) -> dict[str, Any]:
    """What the page of a list shows of a sentence; nothing of an empty one."""
    text = text[:LONGEST].strip()
    if not text:
        return {"try": "", "tried": None, "folded": ""}
    return {
        "try": text,
        "folded": visible(fold(text).text, LONGEST),
        "tried": [_row(each) for each in explained(text, [one])],
    }


def _row(each: Explained) -> Tried:
    finding, hit = each.finding, each.hit
    spelling = NAMES[each.spelling] if hit is not None else "—"
    if finding is None:
        assert hit is not None
        told = "不另计（在更长的命中之内，或该词表只供识别用）"
        return Tried(visible(hit.matched), hit.term.text, spelling, told, "", "")
    if finding.excused:
        verdict, css = f"不算：{visible(finding.excused, 200)}", "good"
    elif finding.lead:
        verdict, css = "构成监测提示", "bad"
    else:
        verdict, css = "弱特征，单独不构成", "pending"
    reason = visible(finding.reason, 300)
    return Tried(visible(finding.matched), finding.term or "—", spelling, verdict, css, reason)
