"""What is wrong with a command line, in Chinese: Typer says it in English only."""

import re

from desk.cli.language import language

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"No such option: (\S+)(?: \(Possible options: (.+)\)| Did you mean (.+)\?)?", "没有选项 {0}"),
    (r"No such command '(.+)'\.?(?: Did you mean (.+)\?)?", "没有命令 {0}"),
    (r"Missing argument '(.+)'\.?", "缺少参数 {0}"),
    (r"Missing option '(.+)'\.?", "缺少选项 {0}"),
    (r"Missing command\.?", "缺少命令"),
    (r"Option '?(\S+?)'? requires an argument\.?", "选项 {0} 后面要写值"),
    (r"Option '?(\S+?)'? does not take a value\.?", "选项 {0} 后面不写值"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", "多写了 {0}"),
)
_VALUES: tuple[tuple[str, str], ...] = (
    (r"Input should be a valid integer.*", "应为整数"),
    (r"Input should be a valid number.*", "应为数字"),
    (r"Input should be greater than or equal to (\S+)", "应不小于 {0}"),
    (r"Input should be greater than (\S+)", "应大于 {0}"),
    (r"Input should be less than or equal to (\S+)", "应不大于 {0}"),
    (r"Input should be less than (\S+)", "应小于 {0}"),
    (r"'?(.+?)'? is not a valid integer\.?", "应为整数"),
    (r"'?(.+?)'? is not in the range (.+?)\.?", "应在范围 {1} 内"),
    (r"'?(.+?)'? is not one of (.+?)\.?", "应为其中之一：{1}"),
    (r"(?:File|Path|Directory) '(.+)' does not exist\.?", "文件不存在：{0}"),
)


def usage_text(message: str) -> str:
    """`message` of Typer in the reader's language; unchanged where it is not known."""
    if language() == "en":
        return message
    value = re.fullmatch(r"Invalid value(?: for '(.+?)')?: (.*)", message, re.DOTALL)
    if value:
        where = f"{value[1]} 的值不对：" if value[1] else ""
        return where + (_told(value[2], _VALUES) or value[2])
    return _told(message, _SENTENCES) or message


def _told(message: str, sentences: tuple[tuple[str, str], ...]) -> str:
    for pattern, sentence in sentences:
        match = re.fullmatch(pattern, message.strip(), re.DOTALL)
        if match:
            first, *near = (one or "" for one in (*match.groups(), ""))
            said = sentence.format(first, *near)
            meant = next((one for one in near if one), "")
            return f"{said}，是否想写 {meant}？" if meant and "{1}" not in sentence else said
    return ""
