"""What is wrong with a command line is told in Chinese."""

import re

import pytest

from desk.cli.main import run
from desk.cli.usage import usage_text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["crawl", "--nope"], "没有选项 --nope"),
        (["crawl", "--pages", "x"], "--pages 的值不对：应为整数"),
        (["runs", "--limit", "0"], "--limit 的值不对：应不小于 1"),
        (["schedule", "--every", "99"], "--every 的值不对：应不大于 59"),
        (["nope"], "没有命令 nope"),
        (["keywords", "show"], "缺少参数 LIST"),
        (["keywords", "agree", "licence"], "缺少选项 --unit"),
        (["keywords", "show", "a", "b"], "多写了 b"),
        (["keywords", "export", "a", "-o"], "选项 -o 后面要写值"),
    ],
)
def test_a_wrong_command_line_is_told_in_chinese(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    assert run(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert not re.search(r"No such|Missing|Invalid|Input|unexpected|requires", told), told


def test_what_is_not_known_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    assert usage_text("Something new") == "Something new"
    assert usage_text("Invalid value: 请给案号") == "请给案号"
    monkeypatch.setenv("WANGJIAN_LANG", "en")
    assert usage_text("Missing command.") == "Missing command."
