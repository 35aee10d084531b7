"""Filters of pages about leads: the words found within their sentence, levels, steps."""

from django import template

from checks.context import FIELD_NAMES
from leads.decisions import STEP_NAMES
from leads.harm import NAMES, SIGNS
from leads.models import Lead, LeadEvent, LeadFinding
from leads.plain_text import visible

register = template.Library()

_AROUND = 60
_MOST_HITS = 5
_LONGEST = 600


@register.filter
def marked(words: str, matched: str) -> list[tuple[str, bool]]:
    """A sentence in parts, each with whether it is the words found; each safe to show.

    Long sentences are cut around the first hit.
    """
    text, hit = words or matched or "", matched or ""
    at = text.find(hit) if hit else -1
    if at < 0:
        return [(visible(text, 2 * _AROUND), False)] if text else []
    start, end = max(0, at - _AROUND), min(len(text), at + len(hit) + _AROUND)
    cut = text[start:end][:_LONGEST]
    parts: list[tuple[str, bool]] = []
    for number, part in enumerate(cut.split(hit, _MOST_HITS)):
        if number:
            parts.append((visible(hit), True))
        if part:
            parts.append((visible(part), False))
    before = [("…", False)] if start else []
    return [*before, *parts, *([("…", False)] if end < len(text) else [])]


@register.filter
def level_words(lead: Lead) -> str:
    """■一级."""
    return f"{SIGNS[lead.level]}{NAMES[lead.level]}"


@register.filter
def step_name(event: LeadEvent) -> str:
    """A step as the history 经过 calls it."""
    return STEP_NAMES.get(event.step, event.step)


@register.filter
def place_words(finding: LeadFinding) -> str:
    """标题第3字; 全店 for what is said of a whole shop."""
    if not finding.field:
        return "全店"
    return f"{FIELD_NAMES.get(finding.field, finding.field)}第{finding.start + 1}字"
