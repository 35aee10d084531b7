"""Rows of a label and a value in the data of scripts, of which one is a business's code:
items: [["统一社会信用代码", "9153…"], …], {"rows": [{"label": "社会信用代码", "value": "9153…"}]}.

Label and value are strings apart, so that neither says alone what it is. Where a script of the page
goes through the rows and writes into the page, a visitor reads them side by side.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pages.script_data import unescape
from pages.script_objects import names_by_id
from pages.script_writes import writes

_MOST_LISTS = 5
MOST_ROWS, MOST_STRINGS = 60, 10
"""Rows of a list, and strings of a row, that are read."""
_FAR = 5_000
"""Code points of a list to either side of the code."""
_WORD = "信用代码"
_KEY = r"(?:[\"']?[\w$]{1,40}+[\"']?\s{0,5}+:\s{0,5}+)?"
_STRING = r"(?:\"(?:[^\"\\\n]++|\\.)*+\"|'(?:[^'\\\n]++|\\.)*+')"
_CODE_ROW = re.compile(
    r"[\"'](?:企业|公司|营业执照|统一|社会|[（(：: ]){0,5}信用代码[^\"'\\\n]{0,8}[\"']"
    r"\s{0,9}+,\s{0,9}+" + _KEY + r"[\"'][0-9A-Z]{18}[\"']"
)
_VALUE = re.compile(rf"{_KEY}({_STRING})")
_ROW = re.compile(r"[\[{]([^\[\]{}]{1,600}+)[\]}]")
_NAME = re.compile(r"[\"']?(?<![\w$])([A-Za-z_$][\w$]{0,60})[\"']?\s{0,5}[:=]\s{0,5}$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DEFINED = re.compile(r"customElements\.define\(\s{0,5}[\"']([a-z][\w-]{1,60})[\"']")


@dataclass(frozen=True, slots=True)
class CodeRows:
    """A list of (label, value), the key or variable that names it ("" for a whole JSON element),
    and the id of the JSON element in which it stands ("" in a script)."""

    rows: tuple[tuple[str, str], ...]
    name: str
    element: str


def rows_with_code(text: str, element: str = "") -> Iterator[CodeRows]:
    """Lists in the text of a script, or of a JSON element with an id, that hold a code's row."""
    if _WORD not in text:
        return
    end = 0
    for match in islice(_CODE_ROW.finditer(text), _MOST_LISTS):
        if match.start() < end:
            continue
        row = _opening(text, match.start())
        begin = _opening(text, row) if row >= 0 else -1
        if begin < 0 or text[begin] != "[":
            continue
        end = _closing(text, begin)
        rows = map(_strings, islice(_ROW.finditer(text, begin + 1, end), MOST_ROWS))
        told = tuple(told for row in rows if (told := label_and_value(row)))
        named = _NAME.search(text, max(begin - 80, 0), begin)
        yield CodeRows(told, named[1] if named else "", element)


def _strings(row: re.Match[str]) -> list[str]:
    """What is quoted within a row's brackets."""
    return [unescape(one[1][1:-1]) for one in islice(_VALUE.finditer(row[1]), MOST_STRINGS)]


def label_and_value(strings: Sequence[str]) -> tuple[str, str] | None:
    """Of the strings of a row the first with a Han character, and the next; None without both."""
    label = next((at for at, one in enumerate(strings) if _HAN.search(one)), len(strings))
    return (strings[label], strings[label + 1]) if label + 1 < len(strings) else None


def is_drawn(found: CodeRows, scripts: Sequence[str], html: str) -> bool:
    """Whether one of the page's scripts goes through the rows and writes into the page; one that
    defines components draws only where `html` has one of them."""
    for script in scripts:
        if not writes(script) or (found.element and found.element not in script):
            continue
        names = [found.name] if found.name else names_by_id(script, found.element)
        if not any(_goes_through(script, name) for name in names):
            continue
        parts = _DEFINED.findall(script)
        if not parts or any(f"<{part}" in html for part in parts):
            return True
    return False


def lines_of(found: CodeRows) -> Iterator[str]:
    """The rows as a visitor reads them."""
    for label, value in found.rows:
        if value:
            yield f"{label.rstrip('：: ')}：{value}"


def _goes_through(script: str, name: str) -> bool:
    """x.rows.map(…), rows[i][0], for (const r of d.rows), $.each(rows, …)."""
    each = re.escape(name)
    through = (
        rf"(?<![\w$]){each}(?![\w$])(?:[\"']\])?\s{{0,5}}"
        r"(?:\??\.(?:map|forEach|reduce|filter|flatMap|entries)\s{0,5}\(|\[\s{0,5}[A-Za-z_$])"
        rf"|\bof\s{{1,5}}[\w.$]{{0,60}}(?<![\w$]){each}\s{{0,5}}\)"
        rf"|\beach\(\s{{0,5}}[\w.$]{{0,60}}(?<![\w$]){each}\s{{0,5}},"
    )
    return re.search(through, script) is not None


def _opening(text: str, position: int) -> int:
    """Where the bracket that is open at `position` stands, or -1."""
    depth = 0
    for place in range(position - 1, max(position - _FAR, -1), -1):
        if text[place] in "]}":
            depth += 1
        elif text[place] in "[{":
            if depth == 0:
                return place
            depth -= 1
    return -1


def _closing(text: str, position: int) -> int:
    """Where the bracket at `position` is closed, or where the search for it ends."""
    depth = 0
    stop = min(position + 2 * _FAR, len(text))
    for place in range(position, stop):
        if text[place] in "[{":
            depth += 1
        elif text[place] in "]}":
            depth -= 1
            if depth == 0:
                return place
    return stop
