"""What the web says stands harmless in a line."""

from evidence.network.quoted import quoted


def test_controls_and_direction_marks_are_escaped() -> None:
    assert quoted("a\r\n\x1b[31m\u202eb") == r"a\r\n\x1b[31m\u202eb"
    assert quoted(b"\xb2\xe8\0") == r"\xb2\xe8\x00"


def test_long_text_is_cut() -> None:
    assert quoted("x" * 500, 10) == "x" * 10 + "..."
    assert quoted(b"x" * 500, 10) == "x" * 10 + "..."
