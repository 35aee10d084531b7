"""What must stand in nothing that leaves 口令遮蔽: the secrets of an attended capture's traffic.

While officers log in, nothing of the traffic is kept. What is kept afterwards has the
values of cookies and of passwords overwritten, byte for byte, so that lengths and
places stay what they were. What a page does with its token elsewhere (in an address
under another name, in an answer's body) is not known here and not claimed to be masked.
"""

import re

from evidence.capture.tapped import Tapped

MASK = b"*"

_KEY = rb"[\w.\-\[\]]{0,40}(?:passw|pwd|passcode|sms_?code|mima)[\w.\-\[\]]{0,40}"
_HEADER = re.compile(
    rb"(?im)^(cookie|authorization|proxy-authorization|set-cookie2?)([ \t]*:[ \t]*)([^\r\n]*)"
)
_QUERY = re.compile(rb"(?i)([?&;]" + _KEY + rb"=)([^&;# \r\n]*)")
_FORM = re.compile(rb"(?i)((?:^|&)" + _KEY + rb"=)([^&]*)")
_JSON = re.compile(rb'(?i)("' + _KEY + rb'"\s{0,8}:\s{0,8}")((?:[^"\\]|\\.)*)')
_PART = re.compile(
    rb'(?is)(name="' + _KEY + rb'"[^\r\n]{0,200}\r\n(?:[^\r\n]{1,200}\r\n){0,4}\r\n)([^\r\n]*)'
)
_COOKIE = re.compile(rb"(=[ \t]*)([^;]*)")
_SEARCHED = 4 << 20
_INPUT = re.compile(r"""(?i)<input\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_IS_PASSWORD = re.compile(r"(?i)\btype\s{0,4}=\s{0,4}[\"']?password\b")
_VALUE = re.compile(r"(?i)(\bvalue\s{0,4}=\s{0,4})(\"[^\"]*\"|'[^']*'|[^\s>\"']+)")


class Secrets:
    """The secrets of one capture. Times are seconds since 1970, as the log tells them.

    `account` is true once somebody has logged in: then cookies are secrets.
    `undeclared`: a password was sent outside of a phase that was said to be a login.
    `withheld` counts exchanges not kept, `masked` messages that were overwritten in part.
    """

    def __init__(self) -> None:
        self.account = False
        self.undeclared = False
        self.withheld = 0
        self.masked = 0
        self._phases: list[list[float]] = []

    def login_begins(self, when: float) -> None:
        """From `when` on nothing is kept."""
        self.account = True
        self._phases.append([when, float("inf")])

    def login_ends(self, when: float) -> None:
        """What is asked for after `when` is kept again."""
        if self._phases:
            self._phases[-1][1] = when

    @property
    def logging_in(self) -> bool:
        """Whether a login is under way."""
        return bool(self._phases) and self._phases[-1][1] == float("inf")

    def withholds(self, when: float) -> bool:
        """Whether an exchange that began at `when` is not kept; it is counted."""
        if any(begin <= when <= end for begin, end in self._phases):
            self.withheld += 1
            return True
        return False

    def hide(self, tapped: Tapped) -> bool:
        """Overwrite the secrets of an exchange; True where it is not to be kept at all."""
        if self.withholds(tapped.started_at.timestamp()):
            return True
        response, before = tapped.response, self.masked
        tapped.request[:] = self.in_request(bytes(tapped.request))
        response.raw[:] = self.in_response(bytes(response.raw))
        if self.account and tapped.frames_sent:
            # Nobody can say which of them bears the token.
            tapped.frames_sent[:] = MASK * len(tapped.frames_sent)
            self.masked += 1
        if self.masked != before:
            response.anomalies.append("secrets-masked")
        return False

    def in_request(self, data: bytes) -> bytes:
        """The request without its secrets."""
        head, body = _parted(data)
        line, _, rest = head.partition(b"\r\n")
        found, passwords = _overwritten(_QUERY, line)
        body, beyond = body[:_SEARCHED], body[_SEARCHED:]
        for pattern in (_FORM, _JSON, _PART):
            body, more = _overwritten(pattern, body)
            passwords += more
        body += beyond
        if passwords and not self.account:
            self.undeclared = self.account = True
        cleaned = found + head[len(line) : len(head) - len(rest)] + self._in_fields(rest) + body
        self.masked += cleaned != data
        return cleaned

    def in_response(self, data: bytes) -> bytes:
        """The answer, its head first, without the cookies that it sets."""
        head, body = _parted(data)
        cleaned = self._in_fields(head) + body
        self.masked += cleaned != data
        return cleaned

    def _in_fields(self, fields: bytes) -> bytes:
        def hide(match: re.Match[bytes]) -> bytes:
            name, colon, value = match.groups()
            kind = name.lower()
            if kind == b"cookie":
                value = b";".join(map(_pair, value.split(b";"))) if self.account else value
            elif kind.startswith(b"set-cookie"):
                value = _COOKIE.sub(_stars, value, count=1) if self.account else value
            else:
                value = MASK * len(value)
            return name + colon + value

        return _HEADER.sub(hide, fields)


def in_address(url: str) -> str:
    """An address without the values of passwords in its query."""
    return _overwritten(_QUERY, url.encode("utf-8", "replace"))[0].decode("utf-8", "replace")


def in_markup(html: str) -> tuple[str, int]:
    """Markup without what stands in its password fields, and how many fields held something."""
    count = 0

    def hide_value(match: re.Match[str]) -> str:
        nonlocal count
        word = match[2]
        quote = word[0] if word[0] in "\"'" else ""
        inner = word.strip(quote) if quote else word
        count += bool(inner)
        return f"{match[1]}{quote}{'*' * len(inner)}{quote}"

    def hide(match: re.Match[str]) -> str:
        return _VALUE.sub(hide_value, match[0]) if _IS_PASSWORD.search(match[0]) else match[0]

    return _INPUT.sub(hide, html), count


def _parted(data: bytes) -> tuple[bytes, bytes]:
    end = data.find(b"\r\n\r\n")
    return (data, b"") if end < 0 else (data[: end + 4], data[end + 4 :])


def _overwritten(pattern: re.Pattern[bytes], data: bytes) -> tuple[bytes, int]:
    """`data` with the second group of each match overwritten; how many were not empty."""
    count = 0

    def hide(match: re.Match[bytes]) -> bytes:
        nonlocal count
        count += bool(match[2])
        return _stars(match)

    return pattern.sub(hide, data), count


def _pair(pair: bytes) -> bytes:
    """One name=value of a Cookie field; what has no name is all value."""
    return _COOKIE.sub(_stars, pair) if b"=" in pair else MASK * len(pair)


def _stars(match: re.Match[bytes]) -> bytes:
    return match[1] + MASK * len(match[2])
