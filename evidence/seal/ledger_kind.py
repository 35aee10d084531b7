"""The ledger as a kind of evidence that `verify_paths` knows."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cryptography import x509

from evidence.archive.faults import shown
from evidence.seal.entry import Entry
from evidence.seal.ledger_audit import LedgerReport, audit
from evidence.seal.ledger_folder import LOG_NAME
from evidence.seal.ledger_key import LedgerPublicKey
from evidence.verified import Message, Verified


class LedgerKind:
    """A folder with a ledger 存证日志.

    What is given here comes from elsewhere than the ledger: `trusted` keys, the
    `second_places` with copies of its heads, further `published` heads, and the
    roots of time-stamp authorities by name. What is missing of it is said in notices.
    """

    name = "ledger"

    def __init__(
        self,
        trusted: Sequence[LedgerPublicKey] | None = None,
        *,
        second_places: Sequence[Path] = (),
        published: Sequence[bytes] = (),
        roots: Mapping[str, Sequence[x509.Certificate]] | None = None,
    ) -> None:
        self._trusted = trusted
        self._second_places = second_places
        self._published = published
        self._roots = roots

    def knows(self, path: Path) -> bool:
        """The folder that holds the file of entries, and that file itself."""
        return path.name == LOG_NAME or (path / LOG_NAME).is_file()

    def verify(self, path: Path) -> Verified:
        """Read it through; what is beside the entries is judged with them."""
        report = audit(
            path.parent if path.name == LOG_NAME else path,
            trusted=self._trusted,
            second_places=self._second_places,
            published=self._published,
            roots=self._roots,
        )
        faults = tuple(
            Message(one.code, one.zh, one.en, "" if one.entry is None else str(one.entry))
            for one in report.faults
        )
        return Verified(path, self.name, report.entries, faults, tuple(self._notices(report)))

    def _notices(self, report: LedgerReport) -> list[Message]:
        set_back = frozenset(report.set_back)
        found = [
            _backwards(index) if index in set_back else _stepped(index)
            for index in report.backwards
        ]
        found += [_ahead(report.ahead)] if report.ahead else []
        found += [_behind(report.behind)] if report.behind else []
        found += map(_answered, report.answered)
        if not report.trusted and report.keys:
            found.append(_own_keys(", ".join(key.hex for key in report.keys)))
        if report.entries > report.covered:
            found.append(_not_covered(report.covered, report.entries))
        if not self._second_places and not self._published:
            found.append(_NO_SECOND_PLACE)
        return found


_NO_SECOND_PLACE = Message(
    "no-published-head",
    "未提供别处保存的日志头：末尾条目若被截去，无从发现",
    "no head from elsewhere was given: entries cut off at the end would not be noticed",
)


def _own_keys(keys: str) -> Message:
    return Message(
        "keys-from-ledger",
        f"未提供公钥，按日志自载的公钥核验；请与另行取得的公钥比对：{keys}",
        f"no public key was given, so the ledger's own was used; "
        f"compare it with the one obtained elsewhere: {keys}",
    )


def _not_covered(covered: int, entries: int) -> Message:
    return Message(
        "not-covered",
        f"第 {covered} 至 {entries - 1} 条尚无签名的日志头",
        f"entries {covered} to {entries - 1} are under no signed head yet",
        str(covered),
    )


def _backwards(index: int) -> Message:
    return Message(
        "clock-backwards",
        f"第 {index} 条的时间早于前一条：系统时钟曾被调回",
        f"entry {index} is dated before the one before it: the clock was set back",
        str(index),
    )


def _stepped(index: int) -> Message:
    return Message(
        "clock-stepped",
        f"第 {index} 条的时间比前一条略早：对时所致",
        f"entry {index} is dated slightly before the one before it: a clock being set",
        str(index),
    )


def _ahead(indexes: Sequence[int]) -> Message:
    first, count = indexes[0], len(indexes)
    return Message(
        "clock-ahead",
        f"第 {first} 条起有 {count} 条的时间晚于现在，或晚于其后取得的时间戳："
        "登记时系统时钟偏快（或本机时钟现在偏慢）",
        f"{count} entries from {first} on are dated after the present, or after a time-stamp that "
        "covers them: the clock was fast then (or is slow now)",
        str(first),
    )


def _behind(indexes: Sequence[int]) -> Message:
    first, count = indexes[0], len(indexes)
    return Message(
        "clock-behind",
        f"第 {first} 条起有 {count} 条的时间早于此前已取得的时间戳：登记时系统时钟偏慢",
        f"{count} entries from {first} on are dated before a time-stamp that was there already: "
        "the clock was slow then",
        str(first),
    )


def _answered(entry: Entry) -> Message:
    """Who answered for the clock, and why; what people wrote is shown escaped and cut."""
    given = entry.facts.get("officer")
    officer = given if isinstance(given, dict) else {}
    who = shown(f"{officer.get('name', '')} {officer.get('number', '')}".strip(), 100)
    why = shown(str(entry.facts.get("reason", "")), 300)
    return Message(
        "clock-answered",
        f"第 {entry.index} 条：{who}说明时钟曾偏快、现已校准：{why}",
        f"entry {entry.index}: {who} answers for the clock, which was fast and is right: {why}",
        str(entry.index),
    )
