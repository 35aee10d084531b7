"""The register on this machine: imported extracts in one SQLite file, asked by the checks.

A file of its own and no table of the models: an extract has millions of rows that
change as a whole, and the checks ask in the middle of a crawl, where no ORM may
be called. Newer extracts go before older ones; none is altered.
"""

import json
import logging
import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from checks.register import RegisterEntry
from keywords.errors import FileFault
from leads.divisions import division, resolve, within
from leads.errors import RegisterFault
from leads.home import Home
from leads.register_extract import Extract, RowFault

_MOST_KNOWN = 50_000
_DATES = ("as_of", "abnormal_since", "status_since")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS extract (
  id INTEGER PRIMARY KEY, name TEXT, digest TEXT UNIQUE, as_of TEXT, areas TEXT,
  rows INTEGER, imported_at TEXT);
CREATE TABLE IF NOT EXISTS entry (
  id INTEGER PRIMARY KEY, extract INTEGER REFERENCES extract(id), as_of TEXT, uscc TEXT,
  reg_no TEXT, facts TEXT);
CREATE INDEX IF NOT EXISTS entry_uscc ON entry(uscc) WHERE uscc <> '';
CREATE INDEX IF NOT EXISTS entry_reg_no ON entry(reg_no) WHERE reg_no <> '';
CREATE TABLE IF NOT EXISTS name (key TEXT, entry INTEGER REFERENCES entry(id), former INTEGER);
CREATE INDEX IF NOT EXISTS name_key ON name(key);
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. `known`: this very file was imported before, and nothing was done."""

    name: str
    digest: str
    as_of: date
    areas: tuple[str, ...]
    read: int
    kept: int
    faults: tuple[RowFault, ...]
    unknown: tuple[str, ...]
    known: bool = False


def import_extract(home: Home, path: Path, *, as_of: date, areas: Sequence[str] = ()) -> Imported:
    """Take an extract into the register of `home`, whole or not at all.

    `as_of` is the day the extract speaks for, `areas` the codes of the territories
    whose operators it holds completely: only for these does silence say
    anything. Raises FileFault, RegisterFault.
    """
    for code in areas:
        if division(code) is None:
            raise RegisterFault(
                f"没有代码为 {code[:20]} 的行政区划；--area 应为云南省六位行政区划代码",
                f"no division {code[:20]}; --area takes a six-digit code of Yunnan",
            )
    digest = _digest(path)
    extract = Extract(path, as_of)
    with _writing(home) as connection:
        before = connection.execute(
            "SELECT rows, as_of FROM extract WHERE digest = ?", (digest,)
        ).fetchone()
        if before is not None:
            kept, day = int(before[0]), date.fromisoformat(before[1])
            return Imported(path.name, digest, day, tuple(areas), kept, kept, (), (), known=True)
        number = connection.execute(
            "INSERT INTO extract (name, digest, as_of, areas, imported_at) VALUES (?, ?, ?, ?, ?)",
            (path.name, digest, as_of.isoformat(), " ".join(areas), datetime.now(UTC).isoformat()),
        ).lastrowid
        _insert(connection, int(number or 0), extract.entries())
        connection.execute("UPDATE extract SET rows = ? WHERE id = ?", (extract.kept, number))
    return Imported(
        path.name, digest, as_of, tuple(areas), extract.read, extract.kept,
        tuple(extract.faults), tuple(extract.unknown),
    )  # fmt: skip


def _insert(connection: sqlite3.Connection, extract: int, entries: Iterable[RegisterEntry]) -> None:
    for entry in entries:
        row = connection.execute(
            "INSERT INTO entry (extract, as_of, uscc, reg_no, facts) VALUES (?, ?, ?, ?, ?)",
            (extract, str(entry.as_of or ""), entry.uscc, entry.reg_no, _packed(entry)),
        ).lastrowid
        names = [(name_key(entry.name), row, 0)]
        names += [(name_key(name), row, 1) for name in entry.former_names]
        connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)


@contextmanager
def _writing(home: Home) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(home.register, timeout=60, isolation_level=None)) as base:
            base.execute("PRAGMA journal_mode=WAL")
            base.executescript(_SCHEMA)
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
                base.execute("COMMIT")
            except BaseException:
                base.execute("ROLLBACK")
                raise
    except sqlite3.Error as error:
        raise _unusable(home.register, error) from error


def _digest(path: Path) -> str:
    digest = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise FileFault.single(
            path, f"不能读取（{error.strerror}）", f"cannot be read ({error.strerror})"
        ) from error
    return digest.hexdigest()


def _unusable(path: Path, error: Exception) -> RegisterFault:
    return RegisterFault(
        f"登记信息库 {path} 不能使用（{error}）；已有数据未动，请检查磁盘后重试，"
        "或者移开该文件重新导入",
        f"the register {path} cannot be used ({error}); nothing in it was changed: check the "
        "disk and try again, or move the file away and import anew",
    )


class RegisterFile:
    """A `checks.register.Register` over the imported extracts. Threads may share it."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], RegisterEntry | None] = {}
        try:
            self._base = sqlite3.connect(
                f"file:{path}?mode=ro", uri=True, timeout=10, check_same_thread=False
            )
            rows = self._base.execute("SELECT areas FROM extract").fetchall()
        except sqlite3.Error as error:
            raise _unusable(path, error) from error
        self.areas = frozenset(code for (areas,) in rows for code in (areas or "").split())

    def by_code(self, code: str) -> RegisterEntry | None:
        """The newest entry of a unified code or a 15-digit number."""
        plain = "".join(c for c in code.upper() if c.isascii() and c.isalnum())[:18]
        column = "uscc" if len(plain) == 18 else "reg_no"
        if len(plain) not in (13, 15, 18):
            return None
        return self._ask(
            (column, plain),
            f"SELECT facts FROM entry WHERE {column} = ? "  # noqa: S608 - one of two words
            "ORDER BY as_of DESC, id DESC LIMIT 1",
        )

    def by_name(self, name: str) -> RegisterEntry | None:
        """The entry of a full registered name, or None where none or several have it."""
        key = name_key(name)
        if len(key) < 4:
            return None
        return self._ask(
            ("name", key),
            "SELECT facts FROM entry JOIN name ON name.entry = entry.id WHERE key = ? "
            "ORDER BY former, as_of DESC, entry.id DESC LIMIT 20",
        )

    def covers(self, code: str) -> bool:
        """Whether an extract holds all operators of the territory that registered `code`."""
        area = code[2:8] if len(code) == 18 else code[:6]
        place = resolve(area).code
        return place is not None and any(within(place, each) for each in self.areas)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._base.close()

    def _ask(self, key: tuple[str, str], query: str) -> RegisterEntry | None:
        with self._lock:
            if key not in self._known:
                if len(self._known) >= _MOST_KNOWN:
                    self._known.clear()
                try:
                    rows = self._base.execute(query, (key[1],)).fetchall()
                except sqlite3.Error:
                    return None  # what the register cannot answer it does not say
                self._known[key] = _one([_unpacked(facts) for (facts,) in rows])
            return self._known[key]


def opened_register(home: Home) -> RegisterFile | None:
    """The register of `home`, or None where nothing was imported. Raises RegisterFault."""
    return RegisterFile(home.register) if home.register.is_file() else None


def register_at_hand(home: Home) -> RegisterFile | None:
    """`opened_register` for a crawl: one that cannot be used is logged, and the crawl goes on."""
    try:
        return opened_register(home)
    except RegisterFault as error:
        logging.getLogger(__name__).warning(error.diagnostics())
        return None


def name_key(name: str) -> str:
    """A name as it is compared: one width, one kind of brackets, no blanks or marks."""
    plain = unicodedata.normalize("NFKC", name).upper()
    return re.sub(r"[\s()\[\]【】〔〕·・.,，。'\"“”‘’\-—_]+", "", plain)[:200]


def _one(entries: list[RegisterEntry]) -> RegisterEntry | None:
    """The first, if all are the same operator."""
    codes = {entry.uscc or entry.reg_no for entry in entries}
    return entries[0] if len(codes) == 1 else None


def _packed(entry: RegisterEntry) -> str:
    values = {name: value for name, value in asdict(entry).items() if value not in ("", (), None)}
    for name in _DATES:
        if name in values:
            values[name] = values[name].isoformat()
    return json.dumps(values, ensure_ascii=False)


def _unpacked(facts: str) -> RegisterEntry:
    values: dict[str, Any] = json.loads(facts)
    for name in _DATES:
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in ("sites", "former_names"):
        values[name] = tuple(values.get(name, ()))
    return RegisterEntry(**{"uscc": "", "name": "", **values})
