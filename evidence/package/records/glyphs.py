"""Whether this machine's fonts can draw what a paper says.

A name that prints as an empty box is worse than no print: where a Chinese
character of a name, a place or an officer's words (生僻字) has no glyph, printing
stops and names it. Of a page's own words such a character is written out.
"""

import re
import shutil
import subprocess
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from evidence.errors import BrowserUnavailable, FormRefused
from evidence.package.records.inert import escaped
from evidence.package.records.paper import Paper

# Line feeds of the layout, and the isolates that `inert` sets around text from right to left.
_UNDRAWN = frozenset("\n\u2068\u2069")


def drawable(paper: Paper) -> dict[str, str]:
    """What to print for each character of `paper` that no font has.

    Raises FormRefused, naming them, where one must be seen as it is; raises
    BrowserUnavailable where fontconfig cannot be asked.
    """
    said = {*"".join(paper.texts()), *paper.running, *"".join(paper.footer)} - _UNDRAWN
    missing = sorted(one for one in said if not _has_glyph(ord(one)))
    needed = [one for one in missing if one in paper.names and _is_ideograph(one)]
    if needed:
        named = "、".join(f"{one}(U+{ord(one):04X})" for one in needed[:20])
        raise FormRefused(
            "missing-glyph",
            f"{paper.title}：本机字体缺少字形 {named}，不能打印；请安装含这些字的字体"
            "（如 fonts-noto-cjk-extra）后重做",
            f"{paper.key}: no font here can draw {named}; install one that can, then make it again",
        )
    return {one: escaped(one) for one in missing}


def _is_ideograph(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")


def _has_glyph(code: int) -> bool:
    starts, ends = _coverage()
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@lru_cache(maxsize=1)
def _coverage() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The code points that any installed font has, as sorted ranges."""
    program = shutil.which("fc-list")
    try:
        if program is None:
            raise FileNotFoundError("fc-list")
        listed = subprocess.run(
            [program, "-f", "%{charset}\n"],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise BrowserUnavailable(
            f"不能查询本机字体（{type(error).__name__}）；请安装 fontconfig 和 fonts-noto-cjk",
            f"fonts cannot be asked for ({type(error).__name__}); "
            "install fontconfig and fonts-noto-cjk",
        ) from None
    ranges = sorted(
        (int(first, 16), int(last or first, 16))
        for first, last in set(re.findall(r"\b([0-9a-f]+)(?:-([0-9a-f]+))?", listed))
    )
    joined: list[list[int]] = []
    for first, last in ranges:
        if joined and first <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return tuple(one[0] for one in joined), tuple(one[1] for one in joined)
