"""Names of files in a package: made by us, readable everywhere, never taken from the web.

Letters, digits, full stop, hyphen and low line; the same on every file system,
and nothing a shell, a manifest or an archiver could take for something else.
"""

import re

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_PACKAGE = re.compile(r"WJ-[0-9]{6}-[0-9]{8}-[0-9]{4,9}", re.ASCII)
# Microsoft, "Naming Files, Paths, and Namespaces": devices, with any ending.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
LONGEST_PATH = 220
"""Of a path in a package, in characters, so that it can be unpacked under Windows."""
DEEPEST_PATH = 6


def is_own_name(name: str) -> bool:
    """Whether `name` may name a file or folder of a package."""
    return (
        _NAME.fullmatch(name) is not None
        and not name.endswith(".")
        and ".." not in name
        and name.partition(".")[0].lower() not in _DEVICES
    )


def is_own_path(path: str) -> bool:
    """Whether every part of `path`, divided by slashes, is a name of ours."""
    parts = path.split("/")
    return (
        len(path) <= LONGEST_PATH
        and len(parts) <= DEEPEST_PATH
        and all(is_own_name(part) for part in parts)
    )


def is_package_number(text: str) -> bool:
    """Whether `text` is a package's number 系统编号: WJ-<office>-<day>-<serial>."""
    return _PACKAGE.fullmatch(text) is not None


def package_number_in(text: str) -> str | None:
    """The first package number in `text`, such as the name of a file."""
    match = _PACKAGE.search(text)
    return None if match is None else match[0]
