"""What the author of a TOML file is told."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, model_validator

from keywords.errors import FileFault, WrongValue, WrongValues
from keywords.toml_source import load_toml, parse_toml


class Term(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    text: str
    strength: Literal["strong", "weak"] = "weak"


class Limits(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    pages: int = 10


class Sample(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    day: date
    count: int = 1
    search: bool = False
    tags: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    limits: Limits | None = None
    hosts: dict[str, Limits] = {}

    @model_validator(mode="after")
    def _terms_differ(self) -> "Sample":
        wrong = [
            WrongValue(f"{t.text} 重复", f"{t.text} twice", at=("terms", n, "text"))
            for n, t in enumerate(self.terms)
            if t.text in [u.text for u in self.terms[:n]]
        ]
        if wrong:
            raise WrongValues(wrong)
        return self


def refuse(content: str | bytes) -> FileFault:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(FileFault) as caught:
        parse_toml(raw, Path("sample.toml"), Sample)
    return caught.value


def test_a_good_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sample.toml"
    file.write_text('day = 2026-01-31\ntags = ["a"]\n[[terms]]\ntext = "高仿"\n', encoding="utf-8")
    read = load_toml(file, Sample)
    assert read.day == date(2026, 1, 31)
    assert read.terms == (Term(text="高仿"),)


def test_notepads_mark_and_line_ends_are_taken() -> None:
    read = parse_toml(b"\xef\xbb\xbfday = 2026-01-31\r\ncount = 2\r\n", Path("x"), Sample)
    assert read.count == 2


def test_a_date_may_be_a_toml_date_or_an_iso_text() -> None:
    assert parse_toml(b'day = "2026-01-31"', Path("x"), Sample).day == date(2026, 1, 31)


def test_an_unknown_key_is_told_with_line_and_the_near_one() -> None:
    fault = refuse('day = 2026-01-31\n\n[[terms]]\ntext = "a"\nstrenght = "weak"\n').faults[0]
    assert (fault.path, fault.line, fault.key) == ("sample.toml", 5, "terms#1.strenght")
    assert "strength" in fault.problem_zh
    assert "did you mean strength?" in fault.problem_en


def test_a_wholly_unknown_key_lists_the_known_ones() -> None:
    fault = refuse("day = 2026-01-31\nxyzzy = 1\n").faults[0]
    assert "day, count, search, tags, terms" in fault.expected_zh


def test_all_faults_are_told_at_once_in_file_order() -> None:
    error = refuse('count = "3"\nday = 20260131\n[[terms]]\ntext = "a"\nstrength = "stong"\n')
    assert [f.line for f in error.faults] == [1, 2, 5]
    assert len(error.diagnostics("zh").splitlines()) == 3
    assert "是否想写 strong" in error.diagnostics("zh")
    assert "did you mean strong" in error.diagnostics("en")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("day = 20260131", "a date such as 2026-01-31"),
        ('day = "2026-02-30"', "a date such as 2026-01-31"),
        ('day = "31.1.2026"', "a date such as 2026-01-31"),
        ("day = 2026-01-31\ncount = true", "a whole number"),
        ("day = 2026-01-31\ncount = 1.5", "a whole number"),
        ("day = 2026-01-31\nsearch = 1", "true or false"),
        ("day = 2026-01-31\nsearch = 'yes'", "true or false"),
        ("day = 2026-01-31\ntags = 'a'", "a list such as"),
        ("day = 2026-01-31\nlimits = 3", "a table"),
        ("day = 2026-01-31\n[hosts.a]\npages = 'x'", "a whole number"),
    ],
)
def test_a_wrong_type_is_told_with_what_was_expected(line: str, expected: str) -> None:
    error = refuse(line)
    assert expected in error.faults[0].expected_en
    assert error.faults[0].line == line.count("\n") + 1


def test_a_missing_key_is_told_at_its_table() -> None:
    fault = refuse(
        'day = 2026-01-31\n[[terms]]\ntext = "a"\n[[terms]]\nstrength = "weak"\n'
    ).faults[0]
    assert (fault.line, fault.key) == (4, "terms#2.text")


def test_a_validator_points_at_the_value_it_means() -> None:
    text = 'day = 2026-01-31\nterms = [\n  {text = "a"},\n  {text = "b"},\n  {text = "a"},\n]\n'
    fault = refuse(text).faults[0]
    assert (fault.line, fault.problem_zh) == (5, "a 重复")


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("day = 2026-02-30", 1, "日期不存在"),
        ("day = “2026”", 1, "中文标点"),
        ("day ＝ 2026-01-31", 1, "中文标点"),
        ("day = 2026-01-31\nday = 2026-01-31", 2, "写了两次"),
        ('day = 2026-01-31\ntags = ["a"\ncount = 1', 3, "列表缺少"),
        ('day = 2026-01-31\ntags = ["a', 2, "收尾的引号"),
        ("day = 2026-01-31\ncount = yes", 2, "值写得不对"),
        ("day", 1, "等号"),
        ('x = "\x1b[31m"', 1, "不允许的字符"),
    ],
)
def test_a_syntax_error_is_told_in_chinese_with_its_line(text: str, line: int, word: str) -> None:
    error = refuse(text)
    assert error.faults[0].line == line
    assert word in error.diagnostics("zh")
    assert "\x1b" not in error.diagnostics("zh")


def test_gbk_and_utf16_files_are_told_to_be_saved_as_utf8() -> None:
    fault = refuse("day = 2026-01-31\n# 高仿\n".encode("gbk")).faults[0]
    assert (fault.line, fault.expected_zh) == (2, "用编辑器另存为 UTF-8")
    assert "UTF-8" in refuse("day = 2026-01-31".encode("utf-16")).faults[0].expected_en


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 100_000, "day = " + "[" * 300 + "]" * 300, "count = " + "1" * 5000]
)
def test_a_file_made_to_break_the_reader_is_a_plain_fault(text: str) -> None:
    assert len(refuse(text).diagnostics("en")) < 400


def test_a_value_cannot_steer_the_terminal() -> None:
    error = refuse('day = "\\u001b]0;x\\u0007\\u202e"')
    assert all(c.isprintable() or c == "\n" for c in error.diagnostics("zh"))
    assert "\\u001b" in error.diagnostics("zh")


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda p: None, "no such file"),
        (lambda p: p.mkdir(), "not a plain file"),
        (lambda p: p.write_bytes(b"#" * 101), "larger than 100 bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, make: object, word: str) -> None:
    path = tmp_path / "sample.toml"
    make(path)  # type: ignore[operator]
    with pytest.raises(FileFault, match=word):
        load_toml(path, Sample, limit_bytes=100)


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileFault, match="not a plain file"):
        load_toml(tmp_path / "pipe", Sample)
