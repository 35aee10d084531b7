"""Words that no record may use of its own, in any template, filled or not."""

import ast
import re
from pathlib import Path

import pytest

import evidence.package.records as room
from evidence.package.records.forms.every_form import FORMS
from tests.evidence.package.records.conftest import Drawn

WORDS = (
    "违法",
    "封存",
    "经查明",
    "证实",
    "构成",
    "不可篡改",
    "电子技术监控设备",
    "hxxp",
)
# Of an automatic capture that nobody has accepted yet, 采集件 is said instead.
NOT_OF_AUTOMATIC = "证据"
TITLES = sorted(
    [form.title for form in FORMS] + ["电子数据证据提取笔录", "证据目录", "证据提取单"],
    key=len,
    reverse=True,
)
FILES = sorted(Path(room.__file__).parent.rglob("*.py"))


def _without_titles(text: str) -> str:
    for title in TITLES:
        text = text.replace(title, "")
    return text


def _own_strings(path: Path) -> list[tuple[int, str]]:
    """String constants of a module that are no docstrings and no words of an error."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(id(node.value))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {
            "FormRefused",
            "BrowserUnavailable",
        }:
            skipped.update(id(inner) for inner in ast.walk(node))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in skipped
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_template_uses_a_forbidden_word(path: Path) -> None:
    for line, text in _own_strings(path):
        for word in WORDS:
            assert word not in _without_titles(text), f"{path.name}:{line}"


def test_templates_are_really_read() -> None:
    read = {text for path in FILES for _, text in _own_strings(path)}
    assert "采集对象为公开页面，未登录，未绕过验证码或访问限制。" in read
    assert "一、任务" in read


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
@pytest.mark.parametrize("kind", ["full", "bare"])
def test_no_filled_record_uses_one(form: object, kind: str, drawn: dict[str, Drawn]) -> None:
    key = getattr(form, "key", "")
    said = _without_titles("\n".join(drawn[f"{kind}/{key}"].paper.texts()))
    own = re.sub("“[^”]*”", "", said)
    for word in WORDS:
        assert word not in own
    if key in {"automatic-note", "fixing-list", "picture-sheet", "referral-letter"}:
        assert NOT_OF_AUTOMATIC not in own
