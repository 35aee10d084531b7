"""What can go wrong with the files people write and the lists units agree on.

    KeywordsError
    ├── FileFault      a file (TOML, XLSX) is not as it must be; carries every fault found
    ├── NotAgreed      a keyword list lacks the agreement 会签 of its units
    └── KeyFault       a signing key cannot be made, read or opened

    ValueError
    └── WrongValue     raised by a model's own validators; becomes a Fault of the file
        └── WrongValues   several of them at once

Every error carries its lines for a person in Chinese and English: what is
wrong, where, and what was expected. `diagnostics` gives them.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


def shown(value: object, limit: int = 60) -> str:
    """`value` as one safe line of at most `limit` characters.

    Control, format and surrogate characters become \\u escapes, so that a file
    cannot steer the terminal or hide its text in a message.
    """
    text = value if isinstance(value, str) else str(value)
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(
        c if unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029" else f"\\u{ord(c):04x}"
        for c in cut
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one file.

    `line` counts from 1, 0 where no line is known. `key` is the path of the
    key, "terms#3.strength" being the third term's strength, or "". `place_zh`
    and `place_en` name the place where a file has no lines (a workbook's sheet,
    row and column).
    """

    path: str
    line: int
    key: str
    problem_zh: str
    problem_en: str
    expected_zh: str = ""
    expected_en: str = ""
    place_zh: str = ""
    place_en: str = ""

    def line_of_text(self, language: str = "zh") -> str:
        """The fault as one line in `language` ("zh" or "en")."""
        chinese = language == "zh"
        where = shown(self.path, 300) + (f":{self.line}" if self.line else "")
        place = self.place_zh if chinese else self.place_en
        if place:
            where += f" {place}"
        key = shown(self.key, 120)
        if chinese:
            tail = f"；应为：{self.expected_zh}" if self.expected_zh else ""
            return f"{where}: " + (f"键 {key}：" if key else "") + self.problem_zh + tail
        tail = f"; expected: {self.expected_en}" if self.expected_en else ""
        return f"{where}: " + (f"key {key}: " if key else "") + self.problem_en + tail


class KeywordsError(Exception):
    """Base of the room's errors."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def diagnostics(self, language: str = "zh") -> str:
        """What happened, where, what to do, in `language` ("zh" or "en")."""
        return self.zh if language == "zh" else self.en


class FileFault(KeywordsError):
    """A file is refused. `faults` holds everything found wrong, in file order."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(
            "\n".join(f.line_of_text("zh") for f in self.faults),
            "\n".join(f.line_of_text("en") for f in self.faults),
        )

    @classmethod
    def single(
        cls,
        path: object,
        problem_zh: str,
        problem_en: str,
        *,
        line: int = 0,
        key: str = "",
        expected_zh: str = "",
        expected_en: str = "",
    ) -> "FileFault":
        """A file with one fault."""
        fault = Fault(str(path), line, key, problem_zh, problem_en, expected_zh, expected_en)
        return cls([fault])


class NotAgreed(KeywordsError):
    """A list may not be used: units have not signed it, or signed something else.

    `missing` are the ids of the units whose agreement is lacking.
    """

    def __init__(self, zh: str, en: str, *, list_id: str = "", missing: Sequence[str] = ()) -> None:
        super().__init__(zh, en)
        self.list_id = list_id
        self.missing = list(missing)


class KeyFault(KeywordsError):
    """A signing key cannot be made, read or opened."""


class WrongValue(ValueError):
    """A value that a model's validator refuses, told in both languages.

    `at` leads from the validated object to the offending value: keys and
    zero-based positions.
    """

    def __init__(
        self,
        zh: str,
        en: str,
        expected_zh: str = "",
        expected_en: str = "",
        *,
        at: tuple[str | int, ...] = (),
    ) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.expected_zh = expected_zh
        self.expected_en = expected_en
        self.at = at

    @property
    def several(self) -> list["WrongValue"]:
        """The values refused: itself, unless it stands for several."""
        return [self]


class WrongValues(WrongValue):
    """Several wrong values found in one go, so that a person mends them in one go."""

    def __init__(self, values: Sequence[WrongValue]) -> None:
        super().__init__(values[0].zh, values[0].en)
        self._values = list(values)

    @property
    def several(self) -> list[WrongValue]:
        return self._values
