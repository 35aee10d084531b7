"""Numbers that licences, permits and filings bear (证照编号): found, normalised, judged.

Every number keeps the raw string seen and its place; what is wrong with one
(check digit, length, area, format) is a note, not a reason to leave it out: a
wrong number on a page is itself a sign.
"""

import unicodedata
from collections.abc import Iterator, Mapping

from pages.credit_codes import credit_codes, normal
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
_HYPHENATED = frozenset(("icp", "icp_licence", "travel_agency", "pesticide"))


def find_codes(fields: Mapping[str, str]) -> list[Code]:
    """Every code of FIELDS, field by field in order of place; at most MAX_CODES."""
    codes: list[Code] = []
    for name in FIELDS:
        text = fields.get(name, "")[:_MAX_TEXT]
        if text:
            found = [*credit_codes(text, name), *_permits(text, name)]
            codes.extend(sorted(found, key=lambda code: code.start))
    return codes[:MAX_CODES]


def _permits(text: str, field: str) -> Iterator[Code]:
    for form in PERMIT_FORMS:
        if not any(word in text for word in form.needs):
            continue
        for match in form.pattern.finditer(text):
            raw = match.group()
            value = _normal(form.kind, raw)
            valid, note = form.judge(value)
            yield Code(form.kind, value, raw, valid, field, match.start(), match.end(), note)


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
