"""What reaches the terminal: tables, one-line messages, and no control characters.

Titles, addresses and matched words come from the web. An escape sequence in
them could move the cursor, recolour or retype a line, so every character that
is not for reading is shown as its code, and Rich's own markup stays inert.
"""

import re
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

# C0 but tab, DEL, C1, bidi controls and isolates, zero-width characters, BOM, surrogates.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def clean(text: object) -> str:
    """`text` on one line, with every unreadable character shown as ‹U+XXXX›."""
    return _UNREADABLE.sub(lambda m: f"‹U+{ord(m.group()):04X}›", str(text))


def console(*, error: bool = False) -> Console:
    """A console on stdout or stderr that leaves our text as it is."""
    return Console(stderr=error, markup=False, highlight=False, emoji=False, soft_wrap=True)


def tell(text: object) -> None:
    """One line to stdout."""
    console().print(Text(clean(text)))


def warn(text: object) -> None:
    """One line to stderr."""
    console(error=True).print(Text(clean(text)))


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """A table on stdout; on a pipe, tab-separated lines that other programs can read."""
    if not sys.stdout.isatty():
        tell_raw("\t".join(headers))
        for row in rows:
            tell_raw("\t".join(clean(cell) for cell in row))
        return
    grid = Table(title=title or None, title_justify="left")
    for header in headers:
        grid.add_column(header, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(clean(cell)) for cell in row))
    Console(markup=False, highlight=False, emoji=False).print(grid)


def tell_raw(text: str) -> None:
    """A line of machine-readable output: written as is, the caller cleaned it. Of a file name that
    is no UTF-8 the odd bytes are written as \\udcff, which in JSON stands for them."""
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
