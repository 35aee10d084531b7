"""Tickets of the isolated viewer: one capture, one account, minutes.

The viewer knows no session; what it may show stands in a signed ticket in the path. Whoever
holds it sees one capture's archived bytes, with nothing else of the desk, until it expires.
"""

from dataclasses import asdict, dataclass

from django.core import signing

SECONDS = 15 * 60
_SALT = "wangjian.replay"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What may be shown: `capture` to `account`, at `viewer` (host:port), framed by `desk`
    (an origin)."""

    capture: int
    account: int
    viewer: str
    desk: str

    def signed(self) -> str:
        """The ticket as it stands in a path."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)


def read_ticket(text: str) -> Ticket | None:
    """The ticket, None where it was made up, altered, or is too old."""
    try:
        return Ticket(**signing.loads(text, salt=_SALT, max_age=SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
