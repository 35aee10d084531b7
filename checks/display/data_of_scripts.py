"""A licence in the data of a page whose scripts or components may draw it: name and sound code
under keys that say so, {"company": "…", "creditCode": "…"}, <x-footer name="…" uscc="…">, or in
rows of label and value, [["公司", "…"], ["统一社会信用代码", "…"]].

Whether the browser shows it is for an officer; data under others' keys (supplier, platform,
express, customer) are not the shop's.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from pages.codes import find_codes
from pages.script_rows import MOST_ROWS, MOST_STRINGS, label_and_value

_KEY = re.compile(
    "(?:uscc|(?:social)?credit(?:code|no|num|number)?|(?:business)?licen[cs]e(?:no|num|number|code)?|unified(?:social)?(?:credit)?code"
    "|(?:tongyi)?shehui(?:xinyong)?daima|yyzz(?:no|code)?|(?:统一)?社会信用代码|信用代码|证照号?|营业执照号?)"
)
_NAME = re.compile(
    "[\u4e00-\u9fff（）()]{2,30}(?:公司|合作社|[店行部厂坊馆社场园]|中心|工作室|经营户)"
)
_OTHERS = re.compile(
    "suppl|vendor|platform|maker|manufactur|factory|producer|express|logistic|carrier|courier|ship|customer|client|partner"
    "|case|merchants|shops|stores|brands?$|goods|product|sku|item|article|news|example|friend|供应商|平台|厂家|客户|生产",
    re.IGNORECASE,
)
_MOST = 3_000
_LONGEST = 40
_OF_ANYTHING = ("item", "items")
"""Keys of goods and of any other list: of their rows those are read that have a code's label."""


def licence_in_data(structured: Sequence[Any]) -> str:
    """The sound code of the first licence in the data of scripts, or ""."""
    for each in _objects(structured):
        values = {
            re.sub(r"[-_:.\s]|^data", "", str(key)).lower(): value
            for key, value in list(each.items())[:200]
            if isinstance(value, str) and len(value) <= _LONGEST
        }
        keyed = [value for key, value in values.items() if _KEY.fullmatch(key)]
        if not keyed or not any(_NAME.fullmatch(value.strip()) for value in values.values()):
            continue
        codes = find_codes(
            {"structured": "\n".join(f"统一社会信用代码：{value}" for value in keyed)}
        )
        if code := next((one.value for one in codes if one.kind == "uscc" and one.valid), ""):
            return code
    return ""


def _pairs(rows: list[Any]) -> dict[str, Any]:
    """What rows of a label and a value say together, where a label is one of a licence's code."""
    told: dict[str, Any] = {}
    for row in rows[:MOST_ROWS]:
        parts = row.values() if isinstance(row, dict) else row if isinstance(row, list) else ()
        words = [part for part in islice(parts, MOST_STRINGS) if isinstance(part, str)]
        if found := label_and_value(words):
            told.setdefault(found[0].rstrip("：: "), found[1])
    return told if any(_KEY.fullmatch(label) for label in told) else {}


def _objects(structured: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """Every object that does not stand under a key of others, the outer ones first."""
    queue: list[Any] = list(structured[:50])
    for _ in range(_MOST):
        if not queue:
            return
        value = queue.pop(0)
        if isinstance(value, dict):
            yield value
            for key, inner in list(value.items())[:200]:
                if key in _OF_ANYTHING and isinstance(inner, list) and (pairs := _pairs(inner)):
                    yield pairs
            queue.extend(
                inner
                for key, inner in list(value.items())[:200]
                if isinstance(inner, dict | list) and not _OTHERS.search(str(key))
            )
        elif isinstance(value, list):
            if pairs := _pairs(value):
                yield pairs
            queue.extend(inner for inner in value[:200] if isinstance(inner, dict | list))
