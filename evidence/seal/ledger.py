"""The ledger 存证日志: an append-only file in which captures, packages and sign-offs are entered.

Entries are the leaves of a Merkle log (RFC 9162); signed heads over it are made
at intervals, time-stamped, and copied to a second place. Any number of processes
may add entries. Whoever opens the ledger to write is held to the newest head
that was ever published: a ledger restored from an old backup does not go on.

Reading it through, and naming what is wrong: evidence.seal.ledger_audit.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from evidence.errors import ArchiveError, LedgerFault
from evidence.seal.entry import BEGUN, CLOCK, HEAD, KEY, OWN_KINDS, STAMPED, Entry, NoEntry, Subject
from evidence.seal.head import Head, SignedHead, is_origin, read_head, sign_head
from evidence.seal.kept_file import create_whole, replace_whole
from evidence.seal.ledger_clock import is_behind
from evidence.seal.ledger_faults import ledger_fault
from evidence.seal.ledger_file import LedgerFile
from evidence.seal.ledger_folder import LedgerFolder
from evidence.seal.ledger_key import LedgerKey, LedgerPublicKey
from evidence.seal.ledger_opening import join_places, named, opened_position
from evidence.seal.ledger_position import Position
from evidence.seal.ledger_writer import LedgerWriter
from evidence.seal.second_place import SecondPlace, ledgers_at


@dataclass(frozen=True, slots=True)
class HeadInterval:
    """How many entries, or how much time, may pass before a head is due."""

    entries: int = 64
    time: timedelta = timedelta(hours=24)


class Ledger:
    """An open ledger. Thread-safe; other processes may add entries beside it.

    `key` signs heads and may be None: entries are added all the same (a capture
    goes on where the key is locked), and heads fall due.
    """

    def __init__(
        self,
        writer: LedgerWriter,
        *,
        trusted: Sequence[LedgerPublicKey],
        key: LedgerKey | None,
        second_places: Sequence[Path],
    ) -> None:
        """Use `create` or `open`."""
        self._writer = writer
        self._trusted = list(trusted)
        self._key = key
        origin = writer.position.origin
        self._places = [SecondPlace(path.absolute(), origin) for path in second_places]

    @classmethod
    def create(
        cls,
        path: Path,
        name: str,
        key: LedgerKey,
        *,
        second_places: Sequence[Path] = (),
        anew: bool = False,
        now: datetime | None = None,
    ) -> Self:
        """Begin a ledger in the folder `path`; its origin is `name` and a random part.

        `name` says whose it is, "wangjian/530999" say. Raises LedgerFault: "exists",
        also where a second place knows a ledger of that name (the one that was here
        is gone: restore it, or begin `anew` and answer for it), "no-entry" for a name
        that cannot be one, "second-place", "unwritable".
        """
        origin = f"{name}/{secrets.token_hex(8)}"
        if not is_origin(origin):
            raise ledger_fault("no-entry", name)
        for place in second_places:
            for other in ledgers_at(place):
                if other.rpartition("/")[0] == name and not anew:
                    raise ledger_fault("exists", f"{place}: {other}")
        file = LedgerFile.create(LedgerFolder(path))
        writer = LedgerWriter(file, Position(origin=origin))
        ledger = cls(writer, trusted=[key.public], key=key, second_places=second_places)
        try:
            with writer.writing():
                if writer.position.size:
                    raise ledger_fault("exists", path)
                facts = {"origin": origin, "public": key.public.hex}
                writer.write(BEGUN, (), facts, now)
                join_places(writer, ledger._places, now, absent_places=False)
        except BaseException:
            ledger.close()
            raise
        return ledger

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        trusted: Sequence[LedgerPublicKey],
        key: LedgerKey | None = None,
        second_places: Sequence[Path] = (),
        absent_places: bool = False,
        published: Sequence[bytes] = (),
        now: datetime | None = None,
    ) -> Self:
        """Open the ledger in `path` to write, held to every head that is known.

        `trusted` are its public keys (evidence.seal.ledger_key.ledger_public_keys),
        `published` further heads. A place in `second_places` that the ledger has not
        used yet is taken into use, which is entered. One that is in use and not there
        is refused ("second-place") unless somebody answers for `absent_places`; that
        is entered too. What lies before the last head is not read again (that is what
        `audit` does) unless it or a head elsewhere asks for it. Raises LedgerFault with
        what is wrong and where it begins.
        """
        places = [place.absolute() for place in second_places]
        file = LedgerFile.open(LedgerFolder(path))
        try:
            with file.locked():
                position = opened_position(file, trusted, places, published)
            writer = LedgerWriter(file, position)
            ledger = cls(writer, trusted=trusted, key=key, second_places=places)
            if key is not None and key.public not in position.keys:
                raise ledger_fault("wrong-key")
            with writer.writing():
                join_places(writer, ledger._places, now, absent_places=absent_places)
        except LedgerFault as fault:
            file.close()
            raise named(fault, path, trusted, places, published) from fault
        except BaseException:
            file.close()
            raise
        return ledger

    @property
    def origin(self) -> str:
        """The ledger's name, unlike that of any other."""
        return self._writer.position.origin

    @property
    def size(self) -> int:
        """How many entries there were when we last wrote or looked."""
        return self._writer.position.size

    @property
    def folder(self) -> LedgerFolder:
        """Where its files lie."""
        return self._writer.file.folder

    @property
    def trusted(self) -> tuple[LedgerPublicKey, ...]:
        """The public keys whose heads count."""
        return tuple(self._trusted)

    def append(
        self,
        kind: str,
        subjects: Sequence[Subject] = (),
        facts: Mapping[str, Any] | None = None,
        *,
        now: datetime | None = None,
    ) -> Entry:
        """Enter something; once this returns, it survives kill -9 and power loss.

        `kind` is a word such as "capture", "package", "sign-off", "agreement"; `facts`
        hold texts, whole numbers, truth values, lists and objects. Raises LedgerFault:
        "no-entry" (also for a kind that the ledger keeps for itself), "unwritable",
        "locked", "replaced", "closed", "clock" (the system clock is behind the last entry),
        and what others left wrong behind them.
        """
        if kind in OWN_KINDS:
            raise ledger_fault("no-entry", kind)
        with self._writer.writing():
            return self._writer.write(kind, subjects, facts or {}, now)

    def entries(self, start: int = 0) -> Iterator[Entry]:
        """The entries from number `start` on, as far as they are whole lines.

        Raises LedgerFault "malformed" for a line that is no entry.
        """
        for index, line in enumerate(self.folder.entry_lines()):
            if index >= start:
                try:
                    yield Entry.from_line(line)
                except NoEntry as error:
                    raise ledger_fault("malformed", error, entry=index) from error

    def entry(self, index: int) -> Entry:
        """Entry `index`. Raises IndexError, LedgerFault "malformed"."""
        for entry in self.entries(index):
            return entry
        raise IndexError("no such entry")

    def head_is_due(self, interval: HeadInterval, now: datetime | None = None) -> bool:
        """Whether enough was entered, or waits long enough, for a new head."""
        with self._writer.writing():
            waiting, oldest = self._writer.position.unsigned, self._writer.position.oldest
        if oldest is None:
            return False
        return waiting >= interval.entries or (now or datetime.now(UTC)) - oldest >= interval.time

    def newest_head(self) -> SignedHead | None:
        """The signed head with the most entries, None before the first.

        Raises LedgerFault "head-broken".
        """
        sizes = self.folder.head_sizes()
        return self.head(sizes[-1]) if sizes else None

    def head(self, size: int) -> SignedHead:
        """The signed head of `size` entries. Raises LedgerFault "head-broken"."""
        path = self.folder.head(size)
        try:
            note = path.read_bytes()
        except OSError as error:
            raise ledger_fault("head-broken", f"{path}: {error.strerror}") from error
        return read_head(note, self._trusted, name=path, origin=self.origin)

    def sign_head(self, *, now: datetime | None = None) -> SignedHead:
        """A signed head over all entries, kept and entered; the last one if nothing came after.

        `publish` copies it. Raises LedgerFault: "no-key", "wrong-key", "unwritable",
        and as `append` does.
        """
        with self._writer.writing():
            newest = self.newest_head()
            if newest is not None and not self._writer.position.unsigned:
                return newest
            return self._sign_head(now)

    def publish(self) -> list[LedgerFault]:
        """Copy every head that a second place lacks to it; what could not be, empty if all was.

        Nothing is lost by a failure: the next call tries again.
        """
        failed = []
        for place in self._places:
            try:
                have = set(place.sizes())
                for size in self.folder.head_sizes():
                    if size not in have:
                        place.keep(self.head(size))
            except LedgerFault as fault:
                failed.append(fault)
        return failed

    def enter_stamp(
        self,
        head: SignedHead,
        token: Path,
        facts: Mapping[str, Any],
        *,
        now: datetime | None = None,
    ) -> Entry | None:
        """Enter the time-stamp of `head` in the file `token`; None if it is entered already.

        Raises OSError where the file cannot be read, LedgerFault as `append` does.
        """
        subject = Subject.of_file(token)
        with self._writer.writing():
            later = self.entries(head.size)
            if any(one.kind == STAMPED and subject in one.subjects for one in later):
                return None
            return self._writer.write(STAMPED, [subject], {**facts, "size": head.size}, now)

    def enter_clock(
        self, reason: str, by: Mapping[str, str], *, now: datetime | None = None
    ) -> Entry | None:
        """Enter that the clock is right now and was fast before, with `reason` and who answers
        for it: what comes after may be dated before what stands here.

        None where the clock is not behind: there is nothing to answer for. Raises
        LedgerFault as `append` does, "clock" excepted.
        """
        with self._writer.writing():
            latest = self._writer.position.latest
            if latest is None or not is_behind(latest, now or datetime.now(UTC)):
                return None
            facts = {"before": latest.isoformat(), "reason": reason, "officer": dict(by)}
            return self._writer.write(CLOCK, (), facts, now)

    def change_key(self, key: LedgerKey, *, now: datetime | None = None) -> SignedHead:
        """Let `key` sign from here on: it is entered, and the present key signs over that.

        Raises LedgerFault "no-key" where the present key is not open.
        """
        with self._writer.writing():
            self._signing_key()
            self._writer.require_clock(KEY, now)
            if key.public not in self._writer.position.keys:
                self._writer.write(KEY, (), {"public": key.public.hex}, now)
            signed = self._sign_head(now)
            self._key = key
            self._trusted = list(dict.fromkeys((*self._trusted, key.public)))
        return signed

    def close(self) -> None:
        """Let the file go. Does nothing the second time."""
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _sign_head(self, now: datetime | None) -> SignedHead:
        key, position = self._signing_key(), self._writer.position
        self._writer.require_clock(HEAD, now)
        size, root, resume = position.size, position.peaks.root(), position.to_json()
        signed, path = sign_head(Head(self.origin, size, root), key), self.folder.head(size)
        try:
            create_whole(path, signed.note)
        except FileExistsError:
            # Signed before, and killed before it was entered. Ed25519 gives the same bytes.
            signed = self.head(size)
            if signed.head.root != root:
                raise ledger_fault("rewritten", size) from None
        except ArchiveError as error:
            raise ledger_fault("unwritable", error.en) from error
        facts = {"size": size, "root": root.hex(), "key": signed.key.hex}
        self._writer.write(HEAD, [Subject.of_bytes(signed.note, path.name)], facts, now)
        try:
            replace_whole(self.folder.resume, resume)
        except ArchiveError:
            pass  # it only saves time
        return signed

    def _signing_key(self) -> LedgerKey:
        if self._key is None:
            raise ledger_fault("no-key")
        if self._key.public not in self._writer.position.keys:
            raise ledger_fault("wrong-key")
        return self._key
