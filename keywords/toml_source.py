"""Reading the TOML files people write, with faults an author can mend.

One reader for keyword lists, campaigns, site profiles, units and the office's
configuration: whatever is wrong is told with file, line, key, and what was
expected, all faults of a file at once.
"""

import re
import stat
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from keywords.errors import Fault, FileFault, shown
from keywords.model_faults import DoesNotFit, Misfit, fit
from keywords.toml_lines import KeyPath, key_lines

M = TypeVar("M", bound=BaseModel)

LIMIT_BYTES = 4 << 20
"""Largest file read: some 50,000 terms. A larger one is a mistake or an attack."""


def load_toml(path: Path, model: type[M], *, limit_bytes: int = LIMIT_BYTES) -> M:
    """Read the TOML file `path` as `model` (pydantic, extra="forbid").

    Raises FileFault, carrying every fault found: no such file, not a plain
    file, larger than `limit_bytes`, not UTF-8, TOML syntax, unknown keys (with
    the near one), missing keys, wrong types, values and dates.
    """
    return parse_toml(read_bytes(path, limit_bytes), path, model)


def parse_toml(content: bytes, path: Path, model: type[M]) -> M:
    """`content` of the file `path` as `model`. Raises FileFault."""
    text = _decode(content, path)
    values = _values(text, path)
    try:
        return fit(values, model)
    except DoesNotFit as error:
        lines = key_lines(text)
        faults = sorted(
            (_fault(m, path, lines) for m in error.misfits), key=lambda fault: fault.line
        )
        raise FileFault(faults) from error


def read_bytes(path: Path, limit_bytes: int) -> bytes:
    """The bytes of a plain file of at most `limit_bytes`. Raises FileFault."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise FileFault.single(path, "不是普通文件", "not a plain file")
        with path.open("rb") as file:
            content = file.read(limit_bytes + 1)
    except FileNotFoundError:
        raise FileFault.single(path, "文件不存在", "no such file") from None
    except PermissionError:
        raise FileFault.single(path, "没有读取权限", "no permission to read it") from None
    except (OSError, ValueError) as error:
        why = shown(error, 200)
        raise FileFault.single(path, f"读不出来（{why}）", f"cannot be read ({why})") from error
    if len(content) > limit_bytes:
        raise FileFault.single(
            path,
            f"文件超过 {limit_bytes} 字节",
            f"the file is larger than {limit_bytes} bytes",
            expected_zh="拆成几个文件",
            expected_en="several smaller files",
        )
    return content


def _decode(content: bytes, path: Path) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _not_utf8(path, 1)
    try:
        # Windows Notepad starts UTF-8 files with a mark that TOML does not know.
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, content.count(b"\n", 0, error.start) + 1) from None
    return text.replace("\r\n", "\n")


def _not_utf8(path: Path, line: int) -> FileFault:
    return FileFault.single(
        path,
        "文件不是 UTF-8 编码",
        "the file is not UTF-8",
        line=line,
        expected_zh="用编辑器另存为 UTF-8",
        expected_en="the file saved as UTF-8",
    )


def _values(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        problem = ("嵌套太深", "nested too deeply")
        raise FileFault.single(path, *problem) from None
    except ValueError as error:  # TOMLDecodeError, and int() on a number without end
        raise _syntax_fault(str(error), text, path) from None


_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
# tomllib's messages (CPython Lib/tomllib/_parser.py), by their beginning.
_SYNTAX_ZH = (
    ("Invalid statement", "这一行不是“键 = 值”也不是 [表名]"),
    ("Expected newline or end of document", "一行只能写一个“键 = 值”，后面有多余的内容"),
    ("Cannot declare", "同一个表写了两次"),
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Duplicate inline table key", "同一个键写了两次"),
    ("Cannot mutate immutable", "这个表已经写完，不能再加键"),
    ("Cannot redefine namespace", "同一个表写了两次"),
    ("Expected '=' after a key", "键后面缺少英文等号 ="),
    ("Expected ']'", "表名后面缺少 ]"),
    ("Expected ']]'", "表名后面缺少 ]]"),
    ("Invalid initial character for a key", "键名不能这样写"),
    ("Unclosed array", "列表缺少 ] 或逗号"),
    ("Unclosed inline table", "{ } 里缺少 } 或逗号"),
    ("Unterminated string", "文字缺少收尾的引号"),
    ("Unescaped '\\'", "文字里的 \\ 要写成 \\\\"),
    ("Escaped character", "转义字符不对"),
    ("Invalid hex value", "转义字符不对"),
    ("Illegal character", "有不允许的字符（如换行、制表符以外的控制字符）"),
    ("Found invalid character", "有不允许的字符"),
    ("Invalid date or datetime", "日期不存在"),
    ("Invalid value", "值写得不对"),
)
_LOOKALIKES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "＝": "=", "，": ","})
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")


def _syntax_fault(message: str, text: str, path: Path) -> FileFault:
    place = _PLACE.search(message)
    line = 0
    if place:  # "end of document" without a number: the last line that has something on it
        line = int(place.group(1) or text.rstrip().count("\n") + 1)
    english = _PLACE.sub("", message)
    chinese = next((zh for start, zh in _SYNTAX_ZH if english.startswith(start)), "TOML 写法不对")
    source = [*text.split("\n"), ""][line - 1] if line else ""
    bare = _QUOTED.sub("", source)
    expected_zh = expected_en = ""
    if english.startswith("Invalid date"):
        expected_zh, expected_en = "真实的日期，如 2026-01-31", "a real date such as 2026-01-31"
    elif bare != bare.translate(_LOOKALIKES) or "【" in bare or "：" in bare:
        expected_zh = '英文的引号 "、等号 =、逗号 , 和方括号 [ ]（现在用了中文标点）'
        expected_en = "straight quotes, =, commas and brackets (this line has Chinese punctuation)"
    elif english.startswith("Invalid value"):
        expected_zh = '文字写在英文引号内 "…"，日期如 2026-01-31，是否写 true 或 false'
        expected_en = 'texts in quotes "…", dates such as 2026-01-31, true or false'
    return FileFault.single(
        path,
        f"{chinese}：{shown(source.strip())}",
        f"{shown(english, 120)}: {shown(source.strip())}",
        line=line,
        expected_zh=expected_zh,
        expected_en=expected_en,
    )


def _fault(misfit: Misfit, path: Path, lines: dict[KeyPath, int]) -> Fault:
    # A union's branch or a validator's tag may end pydantic's path: the longest
    # part of it that stands in the file is the place.
    known = misfit.at
    while known and known not in lines:
        known = known[:-1]
    at = misfit.at if misfit.missing else known
    return Fault(
        str(path),
        lines[known],
        key_text(at),
        misfit.problem_zh,
        misfit.problem_en,
        misfit.expected_zh,
        misfit.expected_en,
    )


def key_text(path: KeyPath) -> str:
    """A key path for a person: ("terms", 2, "text") is "terms#3.text"."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"#{step + 1}"
        else:
            text += ("." if text else "") + str(step)
    return text
