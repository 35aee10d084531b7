"""Addresses as a page writes them, made absolute (WHATWG URL Standard, the parts that matter).

Non-ASCII characters stay as they stand: in which charset a query is
percent-encoded is the crawler's business, since it depends on the page's.
"""

import re
from urllib.parse import urljoin, urlsplit

MAX_URL = 8_192

_STRIP = "".join(map(chr, range(0x21)))  # C0 controls and space
_INSIDE = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{0,30}:")
# As nearly every shop writes them: rooted, with nothing to be mended or resolved.
_ROOTED = re.compile(r"/(?!/)[^\x00-\x20\\\[]*+")
_JUMP = re.compile(
    r"(?:location(?:\.href)?\s{0,5}=|location\.(?:assign|replace)\s{0,5}\(|window\.open\s{0,5}\(|navigateTo\s{0,5}\()"
    r"\s{0,5}[\"']([^\"'\\]{1,2000})[\"']"
)


class Base:
    """The base that a page's relative addresses stand on."""

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            parts = urlsplit(url)
            self.scheme, self._host = parts.scheme.lower(), parts.netloc
        except ValueError:
            self.scheme, self._host = "", ""
        self._origin = f"{self.scheme}://{self._host}"
        self._is_file = self.scheme == "file"
        self._schemes = ("http", "https", "file") if self.scheme == "file" else ("http", "https")

    def absolute(self, reference: str | None) -> str | None:
        """The absolute address, or None where it is none that can be fetched.

        A file's page may name files beside it; a page of the web may not.
        """
        if reference is None or len(reference) > MAX_URL:
            return None
        if _ROOTED.fullmatch(reference) and "/." not in reference and not self._is_file:
            return self._origin + reference
        reference = reference.strip(_STRIP)
        if not reference.isprintable():
            reference = reference.translate(_INSIDE)
        if not reference:
            return self.url
        plain = "/." not in reference and "\\" not in reference and "[" not in reference
        if plain and reference.startswith(("http://", "https://")):
            return reference if _has_host(reference) else None
        scheme = _SCHEME.match(reference)
        if scheme and scheme.group()[:-1].lower() not in self._schemes:
            return None
        if plain and reference[0] == "/" and reference[1:2] != "/" and self.scheme != "file":
            return self._origin + reference
        try:
            joined = urljoin(
                self.url, reference.replace("\\", "/") if scheme is None else reference
            )
            parts = urlsplit(joined)
            ok = parts.scheme in self._schemes and (parts.netloc or parts.scheme == "file")
        except ValueError:
            return None
        return joined if ok and len(joined) <= MAX_URL else None


def _has_host(url: str) -> bool:
    after = url.partition("://")[2]
    return bool(after) and after[0] not in "/?#"


def jump_of(script: str | None) -> str | None:
    """The address that an event handler such as onclick goes to."""
    if not script or len(script) > 4_000:
        return None
    match = _JUMP.search(script)
    return match[1] if match else None


_REFRESH = re.compile(
    r"\s{0,20}[\d.]{0,10}\s{0,20}[;,]?\s{0,20}url\s{0,20}=\s{0,20}[\"']?([^\"'>\s]{1,2000})", re.I
)


def refresh_of(content: str | None) -> str | None:
    """The address of a meta refresh."""
    match = _REFRESH.match(content[:2_500]) if content else None
    return match[1] if match else None
