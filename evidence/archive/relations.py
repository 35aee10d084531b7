"""What the records of one file must say of each other."""

from dataclasses import dataclass, field

from evidence.archive.faults import Fault, fault
from evidence.archive.head import Head


@dataclass(slots=True)
class Relations:
    """Collects who points to whom while a file is read; `faults` at its end.

    A request whose answer is missing, or the record that says that there is none,
    is no fault where it is the last record: so a file ends whose writer was killed
    between the two.
    """

    _kinds: dict[str, str] = field(default_factory=dict)
    _concurrent: list[tuple[int, str, list[str]]] = field(default_factory=list)
    _refers: list[tuple[int, str]] = field(default_factory=list)
    _alone: list[tuple[int, str]] = field(default_factory=list)
    _payloads: dict[tuple[str, str], str] = field(default_factory=dict)
    _revisits: list[tuple[int, tuple[str, str], str]] = field(default_factory=list)
    _last: str = ""

    def add(self, head: Head, offset: int) -> list[Fault]:
        """Take in the record at `offset`; what is wrong at once."""
        record_id, kind = head.get("WARC-Record-ID") or "", head.get("WARC-Type") or ""
        faults = []
        if not self._kinds and kind != "warcinfo":
            faults.append(fault(offset, "warcinfo-first"))
        if record_id in self._kinds:
            faults.append(fault(offset, "record-id-repeated", record_id))
        self._kinds[record_id] = kind
        self._last = record_id
        others = head.all_of("WARC-Concurrent-To")
        if others or kind == "response":
            self._concurrent.append((offset, record_id, others))
        elif kind == "request":
            self._alone.append((offset, record_id))
        refers = head.get("WARC-Refers-To")
        if refers is not None:
            self._refers.append((offset, refers))
        payload = head.get("WARC-Payload-Digest") or ""
        if kind == "revisit":
            named = (
                head.get("WARC-Refers-To-Target-URI") or "",
                head.get("WARC-Refers-To-Date") or "",
            )
            self._revisits.append((offset, named, payload))
        elif kind in {"response", "resource"}:
            key = head.get("WARC-Target-URI") or "", head.get("WARC-Date") or ""
            self._payloads[key] = payload
        return faults

    def faults(self) -> list[Fault]:
        """What is wrong between the records, once the whole file was read."""
        return [*self._pairs(), *self._unexplained(), *self._pointers(), *self._originals()]

    def _pairs(self) -> list[Fault]:
        """Every response has a request; an association counts both ways (WARC 1.1, 5.7)."""
        paired: set[str] = set()
        for _, record_id, others in self._concurrent:
            for other in others:
                if self._kinds.get(other) == "request":
                    paired.add(record_id)
                if self._kinds.get(record_id) == "request":
                    paired.add(other)
        return [
            fault(offset, "unpaired")
            for offset, record_id, _ in self._concurrent
            if self._kinds[record_id] == "response" and record_id not in paired
        ]

    def _unexplained(self) -> list[Fault]:
        """A request that names no answer has one that names it, or a record that says why not."""
        named = {other for _, _, others in self._concurrent for other in others}
        named.update(other for _, other in self._refers)
        return [
            fault(offset, "request-alone")
            for offset, record_id in self._alone
            if record_id not in named and record_id != self._last
        ]

    def _pointers(self) -> list[Fault]:
        missing = [
            fault(offset, "concurrent-missing", other)
            for offset, record_id, others in self._concurrent
            for other in others
            if other not in self._kinds
            and not (record_id == self._last and self._kinds[record_id] == "request")
        ]
        return missing + [
            fault(offset, "refers-missing", other)
            for offset, other in self._refers
            if other not in self._kinds
        ]

    def _originals(self) -> list[Fault]:
        return [
            fault(offset, "revisit-missing")
            for offset, named, payload in self._revisits
            if self._payloads.get(named) != payload
        ]
