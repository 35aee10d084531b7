"""Where each key of a TOML text stands.

tomllib gives values without places. This walks a text that tomllib has
accepted (TOML 1.0, https://toml.io/en/v1.0.0) and notes the line of every
table, key and array element, so that a fault found in the values can be
shown in the file. It checks nothing: on a text tomllib refuses, its answer
means nothing.
"""

import re

KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}#\n]*")
_BASIC = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_LITERAL = re.compile(r"'([^'\n]*)'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}')
_LONG_LITERAL = re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def key_lines(text: str) -> dict[KeyPath, int]:
    """Line numbers (from 1) of all keys and array elements of a valid TOML `text`.

    A path is the keys from the root; an element of an array or of an array of
    tables adds its zero-based position. The root is the empty path, line 1.
    """
    return _Walk(text).run()


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[KeyPath, int] = {(): 1}
        self.tables: dict[KeyPath, int] = {}  # arrays of tables: how many so far
        self._line, self._line_end = 1, 0

    def line_at(self, position: int) -> int:
        # Positions only grow, so counting goes on from where it stopped.
        self._line += self.text.count("\n", self._line_end, position)
        self._line_end = position
        return self._line

    def note(self, path: KeyPath, position: int) -> None:
        self.lines.setdefault(path, self.line_at(position))

    def run(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        at = self.gap(0)
        while at < len(self.text):
            if self.text.startswith("[[", at):
                keys, end = self.key(at + 2)
                table = self.element(keys, at)
                at = end + 2
            elif self.text[at] == "[":
                keys, end = self.key(at + 1)
                table = self.resolve(keys)
                self.note_all((), table, at)
                at = end + 1
            else:
                at = self.pair(at, table)
            at = self.gap(at)
        return self.lines

    def element(self, keys: list[str], at: int) -> KeyPath:
        """The path of a new element of an array of tables."""
        array = (*self.resolve(keys[:-1]), keys[-1])
        self.note_all((), array, at)
        position = self.tables.get(array, 0)
        self.tables[array] = position + 1
        path = (*array, position)
        self.note(path, at)
        return path

    def resolve(self, keys: list[str]) -> KeyPath:
        """Header keys as a path: through an array of tables they mean its last element."""
        path: KeyPath = ()
        for key in keys:
            path = (*path, key)
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
        return path

    def note_all(self, base: KeyPath, path: KeyPath, at: int) -> None:
        for length in range(len(base) + 1, len(path) + 1):
            self.note(path[:length], at)

    def pair(self, at: int, table: KeyPath) -> int:
        keys, end = self.key(at)
        path = (*table, *keys)
        self.note_all(table, path, at)
        return self.value(self.blank(end + 1), path)

    def key(self, at: int) -> tuple[list[str], int]:
        """A dotted key and the position of what follows it ("=" or "]")."""
        keys: list[str] = []
        while True:
            at = self.blank(at)
            match = (
                _BASIC.match(self.text, at)
                or _LITERAL.match(self.text, at)
                or _BARE.match(self.text, at)
            )
            if match is None:  # not a valid text: stop where we are
                return keys or [""], len(self.text)
            raw = match.group()
            keys.append(_plain(match.group(1)) if raw[0] == '"' else raw.strip("'"))
            at = self.blank(match.end())
            if at >= len(self.text) or self.text[at] != ".":
                return keys, at
            at += 1

    def value(self, at: int, path: KeyPath) -> int:
        opening = self.text[at : at + 1]
        if opening == "[":
            return self.array(at, path)
        if opening == "{":
            return self.inline_table(at, path)
        for pattern in (_LONG_BASIC, _LONG_LITERAL, _BASIC, _LITERAL, _PLAIN):
            if match := pattern.match(self.text, at):
                return match.end()
        return at

    def array(self, at: int, path: KeyPath) -> int:
        at, position = self.gap(at + 1), 0
        while at < len(self.text) and self.text[at] != "]":
            self.note((*path, position), at)
            at = self.gap(self.value(at, (*path, position)))
            if self.text[at : at + 1] == ",":
                at = self.gap(at + 1)
            position += 1
        return at + 1

    def inline_table(self, at: int, path: KeyPath) -> int:
        at = self.gap(at + 1)
        while at < len(self.text) and self.text[at] != "}":
            at = self.gap(self.pair(at, path))
            if self.text[at : at + 1] == ",":
                at = self.gap(at + 1)
        return at + 1

    def blank(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def gap(self, at: int) -> int:
        match = _GAP.match(self.text, at)
        return match.end() if match else at


def _plain(key: str) -> str:
    def one(match: re.Match[str]) -> str:
        digits = match.group(1) or match.group(2)
        return chr(int(digits, 16)) if digits else _SHORT.get(match.group(3), match.group(3))

    return _ESCAPE.sub(one, key)
