"""HTTP-date (RFC 9110, 5.6.7): the times that servers write into their answers."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def http_date(value: bytes | None) -> datetime | None:
    """The time that a header's value names, None for none or another text. What says no zone is
    GMT, as every HTTP-date is."""
    try:
        moment = parsedate_to_datetime((value or b"").decode("latin-1").strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
