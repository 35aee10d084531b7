"""Faults as lines for a person."""

from pathlib import Path

from keywords.errors import Fault, FileFault, WrongValue, WrongValues, shown


def test_what_is_shown_is_one_safe_short_line() -> None:
    assert shown("高仿") == "高仿"
    assert shown("a\n\x1b[31m\u202eb\ud800") == "a\\u000a\\u001b[31m\\u202eb\\ud800"
    assert shown("\u2028") == "\\u2028"
    assert len(shown("x" * 999)) == 60
    assert shown(Path("a")) == "a"


def test_a_fault_says_where_what_and_what_was_expected() -> None:
    fault = Fault("a.toml", 3, "terms#1.text", "值不对", "wrong value", "文字", "a text")
    assert fault.line_of_text("zh") == "a.toml:3: 键 terms#1.text：值不对；应为：文字"
    assert fault.line_of_text("en") == "a.toml:3: key terms#1.text: wrong value; expected: a text"


def test_a_fault_of_a_workbook_has_its_place() -> None:
    fault = Fault("a.xlsx", 0, "", "不对", "wrong", place_zh="工作表“词条”", place_en="sheet 词条")
    assert fault.line_of_text("zh") == "a.xlsx 工作表“词条”: 不对"
    assert fault.line_of_text("en") == "a.xlsx sheet 词条: wrong"


def test_a_hostile_file_name_cannot_steer_the_terminal() -> None:
    error = FileFault.single("a\x1b[2J.toml", "不存在", "no such file")
    assert "\x1b" not in error.diagnostics("zh") + error.diagnostics("en") + str(error)


def test_wrong_values_keep_each_other() -> None:
    one, two = WrongValue("甲", "one", at=("a",)), WrongValue("乙", "two")
    assert one.several == [one]
    assert WrongValues([one, two]).several == [one, two]
