"""GB18030 text with a byte lost or spoilt, brought back into step.

Every character of GB 2312 is two high bytes. One byte that is lost or spoilt
puts all that follow, up to the next ASCII byte, out of step: a damaged byte
would cost a paragraph. Each broken run is read again with one or two bytes
left out where the rest reads best.
"""

import re

from pages.plausible import plausibility

_RUN = re.compile(rb"[\x80-\xff]+")
_MAX_RUNS = 40
_MAX_RUN_BYTES = 800


def realign(body: bytes) -> str:
    """Decode GB18030 `body`; damaged places become one U+FFFD each."""
    parts: list[str] = []
    end = repaired = 0
    for match in _RUN.finditer(body):
        run = match.group()
        text = run.decode("gb18030", "replace")
        if "\ufffd" not in text or repaired >= _MAX_RUNS or len(run) > _MAX_RUN_BYTES:
            continue
        if body[match.end() : match.end() + 1].isalnum() and "\ufffd" not in text[:-1]:
            continue  # the last byte is the lead of a character that ends in an ASCII byte
        parts.append(body[end : match.start()].decode("gb18030", "replace"))
        parts.append(_best(run))
        end = match.end()
        repaired += 1
    parts.append(body[end:].decode("gb18030", "replace"))
    return "".join(parts)


def _best(run: bytes) -> str:
    """The reading of `run` that has one gap and the most likely characters."""
    readings = [run.decode("gb18030", "replace")]
    for start in range(0, len(run), 2):
        for width in (1, 2):
            if start + width <= len(run):
                before = run[:start].decode("gb18030", "replace")
                after = run[start + width :].decode("gb18030", "replace")
                readings.append(f"{before}\ufffd{after}")
    return max(readings, key=plausibility)
