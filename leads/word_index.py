"""词索引: finding rows by Chinese words, the same on SQLite and on PostgreSQL.

Neither database knows Chinese words: a document is kept as the pairs of neighbouring
characters of its folded text (高仿运动鞋: 高仿 仿运 运动 动鞋) and as its whole Latin words and
numbers. A search asks for all pairs of what was typed, so "高仿" finds 高*仿 too, since
folding has undone it. Pairs are written in ASCII (code points), which both full-text engines
take apart alike: FTS5 there, a tsvector with a GIN index here. Scopes (an office, a unit) are
words of the document as well: the engine intersects them, not we.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import connection
from django.db.models.expressions import RawSQL

from keywords.fold import fold

LONGEST_QUERY = 60
MOST_WORDS = 24
MOST_OF_A_DOCUMENT = 1_200
"""Code points of a document that are indexed."""

_RUNS = re.compile(r"[0-9a-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class WordIndex:
    """An index in the table `table`, of documents known by the numbers of their rows."""

    table: str

    def put(self, documents: Mapping[int, tuple[str, Sequence[str]]]) -> None:
        """Index the documents (number: text and scopes), in place of what was known of them."""
        rows = [
            (number, " ".join([*_pairs(text), *map(scope_word, scopes)]))
            for number, (text, scopes) in documents.items()
        ]
        # The name of the table is one of ours; whatever people wrote is a parameter.
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.executemany(
                    f"INSERT INTO {self.table} (id, words) "  # noqa: S608
                    "VALUES (%s, to_tsvector('simple', %s)) "
                    "ON CONFLICT (id) DO UPDATE SET words = excluded.words",
                    rows,
                )
                return
            gone = f"DELETE FROM {self.table} WHERE rowid = %s"  # noqa: S608
            cursor.executemany(gone, [(number,) for number, _ in rows])
            kept = f"INSERT INTO {self.table} (rowid, words) VALUES (%s, %s)"  # noqa: S608
            cursor.executemany(kept, rows)

    def matching(self, query: str, scopes: Iterable[str] = ()) -> RawSQL | None:
        """The numbers of the rows with all words of `query` in all `scopes`, as a subquery;
        None where the query holds no word. Not cut: what it is filtered by may leave any."""
        words = query_words(query)
        if not words:
            return None
        words += [scope_word(one) for one in scopes]
        if connection.vendor == "postgresql":
            asked = " & ".join(words)
            condition, key = "words @@ to_tsquery('simple', %s)", "id"
        else:
            asked = " AND ".join(word if word.endswith("*") else f'"{word}"' for word in words)
            condition, key = f"{self.table} MATCH %s", "rowid"
        if connection.vendor == "postgresql":
            asked = asked.replace("*", ":*")
        sql = f"SELECT {key} FROM {self.table} WHERE {condition}"  # noqa: S608
        return RawSQL(sql, (asked,))  # noqa: S611


def make_table(vendor: str, table: str) -> list[str]:
    """The statements that make an index's table."""
    if vendor == "postgresql":
        return [
            f"CREATE TABLE {table} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
            f"CREATE INDEX {table}_words ON {table} USING gin (words)",
        ]
    # Not contentless, though nobody reads the words back: rows of such a table can only be
    # deleted with contentless_delete, which SQLite knows since 3.43 (Debian 12 has 3.40).
    return [f"CREATE VIRTUAL TABLE {table} USING fts5 (words, detail=none, tokenize='ascii')"]


def scope_word(scope: str) -> str:
    """A scope as a word that no text gives."""
    return "zz" + re.sub(r"[^0-9a-z]", "", scope.lower())


def query_words(query: str) -> list[str]:
    """The words that a search asks for. A single Han character asks for what begins with it."""
    words: list[str] = []
    for run in _runs(query[:LONGEST_QUERY]):
        if run.isascii():
            words.append(f"x{run}*")
        elif len(run) == 1:
            words.append(f"{_point(run)}*")
        else:
            words += _han_pairs(run)
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _pairs(text: str) -> list[str]:
    cut = text[:MOST_OF_A_DOCUMENT]
    words: list[str] = []
    for run in _runs(cut):
        words += [f"x{run}"] if run.isascii() else [*_han_pairs(run), _point(run[-1])]
    # Blanks between the characters of a word are a disguise: pairs across them count as well.
    for run in _RUNS.findall(fold(cut).text.lower()):
        words += [] if run.isascii() else _han_pairs(run)
    return list(dict.fromkeys(words))


def _runs(text: str) -> list[str]:
    """Runs of Han characters, and of Latin letters and digits, of each word between blanks."""
    return [run for word in text.split() for run in _RUNS.findall(fold(word).text.lower())]


def _han_pairs(run: str) -> list[str]:
    return [_point(one) + _point(two) for one, two in pairwise(run)]


def _point(character: str) -> str:
    return f"u{ord(character):05x}"
