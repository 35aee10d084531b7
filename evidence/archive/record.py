"""Where a record lies in the archive, and what its bytes must hash to."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A pointer to one WARC record 采集件.

    `file` is the final file name (never the `.open` name), relative to the
    archive folder; `offset` and `length` delimit its gzip member in bytes;
    digests are `sha256:` and 64 lower-case hexadecimal digits. `payload_digest`
    is None for records that have no payload.
    """

    file: str
    offset: int
    length: int
    record_id: str
    block_digest: str
    payload_digest: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The reference as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "RecordRef":
        """The reference from what `to_json` gave."""
        return cls(**value)
