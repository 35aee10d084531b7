"""Why a lead is one: its findings, the main one first, and what speaks for the shop."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desk.web.templatetags.lead_words import place_words
from evidence.archive.reader import http_parts, read_record
from evidence.archive.record import RecordRef
from evidence.errors import EvidenceError
from leads.models import Lead, LeadFinding
from leads.weightiest import suspicion_of, weightiest_first
from pages.prices import find_prices
from pages.reading import read_page

_MOST = 60
_READ = 400_000
"""Bytes of a page that are read for its price; larger pages go without."""


@dataclass(frozen=True, slots=True)
class Why:
    """The findings of a lead: those that make it (`main` first), those excused, those gone."""

    main: LeadFinding | None
    others: Sequence[LeadFinding]
    excused: Sequence[LeadFinding]

    @property
    def suspicion(self) -> str:
        """疑似事项 of the main finding, as the lead's line in lists has it."""
        return suspicion_of(self.main) if self.main is not None else ""

    @property
    def reasons(self) -> list[str]:
        """为什么提示, each said once."""
        return list(dict.fromkeys(one.reason for one in self._making if one.reason))[:3]

    @property
    def excuses(self) -> list[str]:
        """什么情况下不构成, each said once."""
        return list(dict.fromkeys(one.excuse for one in self._making if one.excuse))[:3]

    @property
    def contrary(self) -> list[str]:
        """Why findings were excused, each said once: those of the main finding's term first."""
        term = self.main.term if self.main is not None else ""
        near = sorted(self.excused, key=lambda one: one.term != term)
        return list(dict.fromkeys(one.excused for one in near if one.excused))[:3]

    @property
    def favourable(self) -> list[tuple[str, str, int]]:
        """有利内容: what was found and excused (words, why, how often)."""
        counted = Counter((one.matched, one.excused or "") for one in self.excused)
        return [(words, told, number) for (words, told), number in counted.most_common()]

    @property
    def bases(self) -> list[str]:
        """法律依据, in force on the day of the check."""
        return list(dict.fromkeys(one.basis for one in self._making if one.basis))

    @property
    def place(self) -> str:
        """商品描述第38字; "" where the whole shop is meant."""
        if self.main is None or not self.main.field:
            return ""
        return place_words(self.main)

    @property
    def _making(self) -> list[LeadFinding]:
        return [one for one in (self.main, *self.others) if one is not None]


def why(lead: Lead) -> Why:
    """The findings of a lead; the strongest that still stands is the main one."""
    rows = LeadFinding.objects.filter(lead=lead)
    making = list(weightiest_first(rows.filter(makes_lead=True))[:_MOST])
    excused = list(rows.filter(makes_lead=False, excused__isnull=False).order_by("id")[:_MOST])
    return Why(making[0] if making else None, making[1:], excused)


def price_of(archive: Path, finding: LeadFinding | None) -> int | None:
    """The price in fen that the page of a finding states first, None where it states none."""
    if finding is None:
        return None
    if found := find_prices({"description": finding.snippet}):
        return found[0].fen
    try:
        reference = RecordRef.from_json(finding.record)
    except TypeError:
        return None
    return _price_in(archive, reference, finding.url)


@lru_cache(maxsize=256)
def _price_in(archive: Path, reference: RecordRef, url: str) -> int | None:
    try:
        parts = http_parts(read_record(archive, reference))
    except EvidenceError:
        return None
    if not 0 < len(parts.body) <= _READ:
        return None
    kind = (parts.header("content-type") or b"text/html").decode("latin-1")
    page = read_page(parts.body, url, kind)
    found = find_prices({name: text for name, text in page.fields.items() if text})
    return found[0].fen if found else None
