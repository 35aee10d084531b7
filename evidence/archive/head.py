"""The head of a WARC record read strictly (WARC 1.1, 4): every deviation is a fault.

Stricter than the standard where it leaves a choice, because our own files are
read: names in the standard's case, no folding, no field twice.
"""

import re
from dataclasses import dataclass, field

from evidence.archive.faults import Fault, fault
from evidence.archive.fields import hidden_character

VERSION_LINE = b"WARC/1.1"
HEAD_LIMIT = 64 * 1024
END = b"\r\n\r\n"
MAY_REPEAT = "WARC-Concurrent-To"

# WARC 1.1, 5.
_NAMES = {
    name.lower(): name
    for name in (
        "WARC-Record-ID",
        "Content-Length",
        "WARC-Date",
        "WARC-Type",
        "Content-Type",
        "WARC-Concurrent-To",
        "WARC-Block-Digest",
        "WARC-Payload-Digest",
        "WARC-IP-Address",
        "WARC-Refers-To",
        "WARC-Refers-To-Target-URI",
        "WARC-Refers-To-Date",
        "WARC-Target-URI",
        "WARC-Truncated",
        "WARC-Warcinfo-ID",
        "WARC-Filename",
        "WARC-Profile",
        "WARC-Identified-Payload-Type",
        "WARC-Segment-Number",
        "WARC-Segment-Origin-ID",
        "WARC-Segment-Total-Length",
    )
}
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


@dataclass(slots=True)
class Head:
    """The named fields of a record as far as they could be read, and what was wrong."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """The first value of field `name` (in the standard's case)."""
        return next((value for key, value in self.fields if key == name), None)

    def all_of(self, name: str) -> list[str]:
        """All values of field `name`."""
        return [value for key, value in self.fields if key == name]


def read_head(data: bytes, offset: int) -> Head:
    """The head in `data`, which ends with the empty line, of the record at `offset`."""
    head = Head()
    # Bare LF and bare CR are told here, and then read as if they ended the line,
    # so that what else is wrong is told too.
    if re.search(rb"\r(?!\n)|(?<!\r)\n", data):
        head.faults.append(fault(offset, "line-end"))
    first, *lines = re.split(rb"\r\n|\r|\n", data.rstrip(b"\r\n"))
    if first != VERSION_LINE:
        head.faults.append(fault(offset, "version", first[:40].decode("latin-1")))
    for line in lines:
        _read_line(line, offset, head)
    return head


def _read_line(line: bytes, offset: int, head: Head) -> None:
    shown = line[:60].decode("latin-1")
    if line[:1] in (b" ", b"\t"):
        head.faults.append(fault(offset, "folded-field", shown))
        return
    raw_name, colon, raw_value = line.partition(b":")
    if not colon or not _TOKEN.fullmatch(raw_name):
        head.faults.append(fault(offset, "field-syntax", shown))
        return
    try:
        value = raw_value.decode("utf-8").strip(" \t")
    except UnicodeDecodeError:
        head.faults.append(fault(offset, "not-utf8", shown))
        value = raw_value.decode("latin-1").strip(" \t")
    name = raw_name.decode("ascii")
    if hidden_character(value) is not None:
        head.faults.append(fault(offset, "control-character", name))
    standard = _NAMES.get(name.lower(), name)
    if standard != name:
        head.faults.append(fault(offset, "field-case", name))
    lowered = standard.lower()
    if standard != MAY_REPEAT and any(key.lower() == lowered for key, _ in head.fields):
        head.faults.append(fault(offset, "duplicate-field", name))
    head.fields.append((standard, value))
