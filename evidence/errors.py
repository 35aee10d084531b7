"""What can go wrong in the evidence room, as one tree.

    EvidenceError
    ├── Refused            the guard or a limit says no: nothing was sent
    ├── FetchFailed        the network failed: nothing usable came back
    ├── ArchiveError       a record could not be written, synced or named
    ├── RecordFault        a stored record does not verify
    ├── BrowserUnavailable Chromium is missing or does not start
    │   └── DisplayUnavailable   a window is to be seen, and there is no screen
    ├── CaptureFault       a capture cannot be begun, or is not whole
    ├── FormRefused        a record 文书 may not be made of what there is
    ├── KeyFault           a key of the seal or the ledger cannot be made, opened or used
    ├── SealFault          a seal does not hold
    ├── TimestampFault     a time-stamp was not given, or does not hold
    ├── LedgerFault        the ledger is not whole, or cannot be written
    └── PackageFault       a case package cannot be made, or does not hold

Every error carries one line for a person in Chinese and English: what
happened, where, and what to do. `diagnostics` gives it.
"""

from evidence.archive.record import RecordRef


class EvidenceError(Exception):
    """Base of the room's errors."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def diagnostics(self, language: str = "zh") -> str:
        """One line for a person, in `language` ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


class Refused(EvidenceError):
    """Nothing was fetched. `code` is a stable reason such as "private-address".

    Of an address: "scheme", "bad-url", "url-too-long", "credentials-in-url",
    "bad-host", "odd-address", "local-name", "port", "private-address". Of a
    request: "bad-request". Of a setting: "bad-allow", "bad-resolver".
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code


class FetchFailed(EvidenceError):
    """The exchange broke before a usable response. `code`: "dns", "connect",
    "tls", "timeout", "disconnect", "protocol", "too-large-head".

    Whatever bytes had arrived are in the archive all the same: `record` says
    where, and is None where nothing arrived. A request that was sent is there too.
    """

    def __init__(self, code: str, zh: str, en: str, *, record: RecordRef | None = None) -> None:
        super().__init__(zh, en)
        self.code = code
        self.record = record


class ArchiveError(EvidenceError):
    """The archive could not be written. `disk_full` is true for ENOSPC and its kin."""

    def __init__(self, zh: str, en: str, *, disk_full: bool = False) -> None:
        super().__init__(zh, en)
        self.disk_full = disk_full


class RecordFault(EvidenceError):
    """A stored record cannot be read back as what was written.

    `code` is one of evidence.archive.faults.CODES.
    """

    def __init__(self, zh: str, en: str, *, code: str = "") -> None:
        super().__init__(zh, en)
        self.code = code


class BrowserUnavailable(EvidenceError):
    """No usable Chromium."""


class DisplayUnavailable(BrowserUnavailable):
    """A browser that officers can see is needed, and there is no display."""


class CaptureFault(EvidenceError):
    """A capture 采集件 cannot be begun, or what is read of it is not whole.

    `code` is one of evidence.capture.faults.CODES.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code


class FormRefused(EvidenceError):
    """A record 文书 may not be made of what there is. `code`: "automatic-capture",
    "attended-capture", "clock-not-measured", "two-officers", "picture", "missing-glyph",
    "not-agreed-name", "exists"."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code


class KeyFault(EvidenceError):
    """A key cannot be made, opened or used. `code`: "exists", "missing", "mode",
    "passphrase", "wrong-key", "certificate", "unwritable", "unreadable", "test-key",
    "expired", "subject", "not-authority", "withdrawn"."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code


class SealFault(EvidenceError):
    """A seal 数字签名固化 does not hold. `code` is one of evidence.seal.seal.CODES."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code


class TimestampFault(EvidenceError):
    """A time-stamp 时间戳 was not given or does not hold.

    `code` is one of evidence.seal.timestamp.CODES.
    """

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.code = code


class LedgerFault(EvidenceError):
    """The ledger 存证日志 is not whole or cannot be written.

    `code` is one of evidence.seal.ledger_faults.CODES; `entry` is the first bad
    entry's number, counted from 0, and None where no entry is concerned.
    """

    def __init__(self, code: str, zh: str, en: str, *, entry: int | None = None) -> None:
        super().__init__(zh, en)
        self.code = code
        self.entry = entry


class PackageFault(EvidenceError):
    """A case package 证据包 cannot be made, or what goes into it is not what it was.

    `code` is one of evidence.package.faults.CODES; `file` is the path in the
    package, or on this machine, that it is about, "" where it is about none.
    """

    def __init__(self, code: str, zh: str, en: str, *, file: str = "") -> None:
        super().__init__(zh, en)
        self.code = code
        self.file = file
