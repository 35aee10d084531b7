"""Packages and WACZ files as kinds of evidence that `wangjian verify` knows."""

from contextlib import ExitStack
from pathlib import Path

from evidence.package import bag, layout
from evidence.package.check_bag import check_bag
from evidence.package.check_case import check_case, read_case, sm3_unchecked
from evidence.package.check_seal import Trust, check_seal
from evidence.package.check_wacz import WaczCheck, check_wacz
from evidence.package.contents import Contents, open_contents
from evidence.package.faults import fault
from evidence.package.file_facts import FileFacts
from evidence.package.names import package_number_in
from evidence.verified import Message, Verified


class PackageKind:
    """Case packages, as ZIP or unpacked.

    `trust` holds what is known of the office's keys from elsewhere; without it the
    package's own certificates are used, and a notice says so.
    """

    name = "package"

    def __init__(self, trust: Trust | None = None) -> None:
        self._trust = trust or Trust()

    def knows(self, path: Path) -> bool:
        """A ZIP by its ending, a folder by the declaration of a bag in it."""
        if path.is_dir():
            return (path / bag.DECLARATION).exists()
        return path.name.lower().endswith(".zip")

    def verify(self, path: Path) -> Verified:
        """Look at every byte of it. Never raises for what is in it."""
        try:
            with ExitStack() as stack:
                return self._verify(path, open_contents(path, stack))
        except OSError as error:
            wrong = fault("unreadable", "", error.strerror)
            return Verified(path, self.name, faults=(wrong,), stopped=True)

    def _verify(self, path: Path, contents: Contents) -> Verified:
        faults, notices = list(contents.faults), list[Message]()
        if faults:
            return Verified(path, self.name, 0, tuple(faults), stopped=True)
        facts: dict[str, FileFacts] = {}
        faults += check_bag(contents, facts)
        web = _check_web(contents, facts)
        faults += web.faults
        case = read_case(contents)
        if isinstance(case, Message):
            return Verified(path, self.name, web.records, (*faults, case), stopped=True)
        other = package_number_in(path.resolve().name)
        if other not in (None, case.number):
            faults.append(fault("other-package", "", case.number))
        elif other is None:
            notices.append(fault("renamed", "", case.number))
        if layout.WACZ not in contents.files and not case.redacted:
            faults.append(fault("missing", layout.WACZ))
        faults += check_case(contents, case, facts, web.index)
        seal = check_seal(contents, case, facts, self._trust)
        faults += seal.faults
        notices += seal.notices
        if sm3_unchecked(case):
            notices.append(fault("sm3-unchecked", layout.CASE))
        if seal.facts is not None and seal.facts.test:
            notices.append(fault("test-key", "", seal.facts.signer))
        if not self._trust.outside:
            notices.append(fault("anchors-own", layout.SEAL_ANCHORS, case.office))
        return Verified(
            path, self.name, web.records, _once(faults), tuple(notices), stopped=seal.stopped
        )


class WaczKind:
    """WACZ files on their own."""

    name = "wacz"

    def knows(self, path: Path) -> bool:
        """By the ending."""
        return path.name.lower().endswith(".wacz")

    def verify(self, path: Path) -> Verified:
        """Read it strictly. Never raises for what is in it."""
        try:
            with path.open("rb") as stream:
                found = check_wacz(stream, path.name)
        except OSError as error:
            return Verified(path, self.name, faults=(fault("unreadable", "", error.strerror),))
        return Verified(path, self.name, found.records, tuple(found.faults))


def _check_web(contents: Contents, facts: dict[str, FileFacts]) -> WaczCheck:
    """Check the WACZ, where there is one, and add the facts of what lies in it."""
    held = contents.files.get(layout.WACZ)
    if held is None:
        return WaczCheck()
    with held.open() as stream:
        found = check_wacz(stream, layout.WACZ)
    for path, one in found.facts.items():
        facts[f"{layout.WACZ}!{path}"] = one
    return found


def _once(faults: list[Message]) -> tuple[Message, ...]:
    return tuple(dict.fromkeys(faults))
