"""JSON as it stands in a package: one way to write it, and a strict way to read it.

Text stays readable, Chinese as Chinese; whatever cannot be seen (controls,
bidirectional and other format characters, lone surrogates) is escaped, so that no
word from the web can steer a terminal or an editor.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

_NOT_ASCII = re.compile(r"[^ -~\n]")


def write_json(value: Any) -> bytes:
    """`value` with sorted keys, one to a line, and a line end. Raises ValueError for NaN."""
    return _shown(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False))


def write_json_line(value: Any) -> bytes:
    """`value` on one line, its keys in their order."""
    return _shown(json.dumps(value, ensure_ascii=False, allow_nan=False))


def write_json_lines(values: Iterable[Mapping[str, Any]]) -> bytes:
    """Each of `values` on a line of its own (JSON Lines)."""
    return b"".join(write_json_line(one) for one in values)


def read_json(data: bytes) -> Any:
    """The value that `data` holds. Raises ValueError.

    A key that stands twice, NaN, a byte order mark and nesting deeper than Python
    goes are refused: readers disagree on what they mean.
    """
    try:
        return json.loads(
            data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except RecursionError:
        raise ValueError("nested too deep") from None


def _shown(text: str) -> bytes:
    return (_NOT_ASCII.sub(_character, text) + "\n").encode("utf-8")


def _character(match: re.Match[str]) -> str:
    character = match[0]
    return character if character.isprintable() else json.dumps(character)[1:-1]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
