"""Numbers that licences, permits and filings bear (证照编号): found, normalised, judged.

Every number keeps the raw string seen and its place; what is wrong with one
(check digit, length, area, format) is a note, not a reason to leave it out: a
wrong number on a page is itself a sign.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import daachorse

from pages.credit_codes import STARTS, credit_codes, normal
from pages.encoded import EncodedText, joined
from pages.page import Code
from pages.permit_forms import PERMIT_FORMS

MAX_CODES = 500
FIELDS = (
    "title",
    "attributes",
    "description",
    "links",
    "hidden",
    "alt",
    "structured",
    "meta",
    "image_text",
)
"""The fields in which a shop's own numbers stand; buyers' words and other goods are not read."""

_MAX_TEXT = 400_000
_WORDS = list(
    dict.fromkeys(
        [
            *(word for form in PERMIT_FORMS for word in (*form.needs, *(form.marks or ()))),
            *chain(*STARTS),
        ]
    )
)
_SOUGHT = daachorse.CharwiseDoubleArrayAhoCorasick(_WORDS)
_FORMS = [
    (
        form,
        frozenset(map(_WORDS.index, form.needs)),
        frozenset(map(_WORDS.index, form.needs if form.marks is None else form.marks)),
    )
    for form in PERMIT_FORMS
]
"""Each form with its needs and its marks, as numbers of _WORDS."""
_NEEDS = {
    kind: [word for form in PERMIT_FORMS if form.kind == kind for word in form.needs]
    for kind in {form.kind for form in PERMIT_FORMS}
}
"""By kind, the words of which a field with such a number must hold one."""
_STARTS = [frozenset(map(_WORDS.index, starts)) for starts in STARTS]
_HYPHENATED = frozenset(("icp", "icp_licence", "travel_agency", "pesticide"))


def find_codes(fields: Mapping[str, str]) -> list[Code]:
    """Every code of FIELDS, field by field in order of place; at most MAX_CODES."""
    encoded, texts = joined(fields, FIELDS, _MAX_TEXT)
    places: dict[int, list[int]] = {}
    for start, _, number in _SOUGHT.find_overlapping(encoded.text):
        places.setdefault(number, []).append(start)
    starts = tuple(sorted(_all(places, numbers)) for numbers in _STARTS)
    found = [*credit_codes(encoded, "", starts), *_permits(encoded, places)]
    if not found:
        return []
    found.sort(key=lambda code: code.start)
    codes: list[Code] = []
    place = 0
    for name, text, begin in texts:
        end = begin + len(text)
        while place < len(found) and found[place].start < end:
            code = found[place]
            place += 1
            if _is_called_for(code.kind, text):
                codes.append(_in_field(code, name, begin))
    return codes[:MAX_CODES]


def codes_cut(fields: Mapping[str, str], codes: Sequence[Code]) -> bool:
    """Whether there may be more than those that were found."""
    longest = max(len(fields.get(name, "")) for name in FIELDS)
    return len(codes) >= MAX_CODES or longest > _MAX_TEXT


def _in_field(code: Code, field: str, begin: int) -> Code:
    """A code found in all fields together, in the field that begins at `begin`."""
    start, end = code.start - begin, code.end - begin
    return Code(code.kind, code.value, code.raw, code.valid, field, start, end, code.note)


def _all(places: Mapping[int, list[int]], numbers: frozenset[int]) -> list[int]:
    """The places of all words of these numbers."""
    return [place for number in numbers.intersection(places) for place in places[number]]


def _permits(text: EncodedText, places: Mapping[int, list[int]]) -> Iterator[Code]:
    for form, needs, marks in _FORMS:
        if places.keys().isdisjoint(needs):
            continue
        # Every pattern has its own tables, which are far from the processor: it reads few lines.
        for start, end in text.spans_near(form.pattern, _all(places, marks)):
            raw = text.text[start:end]
            value = _normal(form.kind, raw)
            valid, note = form.judge(value)
            yield Code(form.kind, value, raw, valid, "", start, end, note)


def _is_called_for(kind: str, text: str) -> bool:
    """Whether the field itself has the word without which a number says nothing: 农药 by PD…"""
    return kind not in _NEEDS or any(word in text for word in _NEEDS[kind])


def _normal(kind: str, raw: str) -> str:
    """The number as it is stored. Hyphens that belong to it stay; 第 goes, 号 of a filing comes."""
    if kind in _HYPHENATED:
        value = unicodedata.normalize("NFKC", raw).upper().replace("—", "-")
        value = "".join(value.split()).replace("备案", "备").replace("备字", "备")
        return value.replace("第", "")
    value = normal(raw).replace(":", "")
    if kind == "police_filing":
        value = value.replace("第", "").removesuffix("号") + "号"
    return value
