"""Marks of pages have words for officers."""

import re
from pathlib import Path

import pytest

from pages.quality_marks import CUT, MEANINGS, is_cut, is_unsure, mark_label

ROOT = Path(__file__).parents[2]
MARKS = re.compile(r"(?:flags\.(?:append|extend)|cut\.add|_flag)\(\"([a-z-]+)\"\)")


def test_every_mark_that_is_set_has_words():
    found = {
        mark
        for room in ("pages", "checks", "crawler")
        for path in (ROOT / room).rglob("*.py")
        for mark in MARKS.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 12
    assert found <= MEANINGS.keys()


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        ("size-cut", "页面太大，只读了前面部分"),
        ("truncated-length", "没有接收完整（超过大小上限）"),
        ("http-404", "返回错误状态（404）"),
        ("dialogs 3", "页面弹出对话框（3）"),
        ("never-seen", "never-seen"),
    ],
)
def test_what_a_mark_means(mark, label):
    assert mark_label(mark) == label


def test_which_pages_were_not_read_to_their_end():
    assert is_cut("truncated-time") and is_cut("data-cut") and not is_cut("rendered")
    assert is_unsure("script-shell") and not is_cut("script-shell")
    assert {"text-cut", "hits-cut", "findings-cut", "cards-cut", "truncated"} <= CUT
