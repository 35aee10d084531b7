"""What a shop is asked, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. `target` is the request target as sent; headers have lower names."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = "127.0.0.1"

    @property
    def raw_path(self) -> str:
        """The path, still percent-encoded."""
        return self.target.split("?", 1)[0]

    def path(self, charset: str = "utf-8") -> str:
        """The path, its percent-encoding read in `charset`."""
        return unquote(self.raw_path, encoding=charset, errors="replace")

    def query(self, charset: str = "utf-8") -> dict[str, str]:
        """The query's fields, read in `charset`; of a repeated field the last one."""
        _, _, query = self.target.partition("?")
        pairs = parse_qsl(query, keep_blank_values=True, encoding=charset, errors="replace")
        return dict(pairs)

    def form(self, charset: str = "utf-8") -> dict[str, str]:
        """The fields of a urlencoded body, read in `charset`."""
        text = self.body.decode("latin-1")
        return dict(parse_qsl(text, keep_blank_values=True, encoding=charset, errors="replace"))


@dataclass(slots=True)
class Response:
    """One HTTP response. `content_type` None sends no such header; `chunked` frames the body so."""

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: list[tuple[str, str]] = field(default_factory=list)
    chunked: bool = False


def redirect(location: str, status: int = 302) -> Response:
    """A redirect to `location` (already percent-encoded)."""
    return Response(b"", status, None, [("Location", location)])


def number(text: str | None, default: int = 1) -> int:
    """A page or item number a client wrote; anything else is `default`."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default
