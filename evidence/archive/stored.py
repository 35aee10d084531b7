"""A WARC record as it was read back."""

from dataclasses import dataclass, field
from datetime import datetime

HTTP_RESPONSE = "application/http;msgtype=response"
HTTP_REQUEST = "application/http;msgtype=request"
WARC_FIELDS = "application/warc-fields"

BLOCK_LIMIT = 256 << 20
"""The longest block of a record, in bytes: what is written must be read back in memory."""


@dataclass(frozen=True, slots=True)
class StrictRecord:
    """One record: its named fields in their order, its block, and where it lies.

    `offset` and `length` are bytes in the file: of the gzip member, or of the
    record itself in a file that is not compressed. `digests_verified` is True
    where every digest of the record was computed and agreed (always, from the
    strict reader), False where one did not, None where there is none to check.
    """

    type: str
    headers: tuple[tuple[str, str], ...]
    block: bytes = field(repr=False)
    offset: int
    length: int
    digests_verified: bool | None = True

    def header(self, name: str) -> str | None:
        """The first value of the named field, without regard to case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def all_of(self, name: str) -> list[str]:
        """All values of a field that may be repeated, such as WARC-Concurrent-To."""
        wanted = name.lower()
        return [value for key, value in self.headers if key.lower() == wanted]

    @property
    def record_id(self) -> str:
        """WARC-Record-ID with its angle brackets, as RecordRef has it."""
        return self.header("WARC-Record-ID") or ""

    @property
    def uri(self) -> str:
        """WARC-Target-URI, or an empty string. Angle brackets of old tools are taken off."""
        value = self.header("WARC-Target-URI") or ""
        return value[1:-1] if value.startswith("<") and value.endswith(">") else value

    @property
    def date(self) -> datetime | None:
        """WARC-Date in UTC, None where it cannot be read."""
        try:
            date = datetime.fromisoformat(self.header("WARC-Date") or "")
        except ValueError:
            return None
        return date if date.tzinfo is not None else None
