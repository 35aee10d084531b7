"""A process that keeps a record and is killed at a chosen step of writing.

`python keeping.py FOLDER STEP`: the audit hook counts what touches a file of the
folder; at number STEP the process ends as if killed. STEP 0 is never reached.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from evidence.package.records.keep import keep_files
from evidence.package.records.paper import Paper, Part, Text

PAPER = Paper(
    key="automatic-note",
    title="自动监测采集说明",
    number="C-1",
    made_at=datetime(2026, 11, 24, tzinfo=UTC),
    running="",
    footer=(),
    parts=(Part("form", (Text("全文"),)),),
)
DOCX, PDF = b"docx" * 5_000, b"pdf" * 5_000


def main() -> None:
    """Keep the record, or die on the way."""
    folder, last = sys.argv[1], int(sys.argv[2])
    steps = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal steps
        if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"} and any(
            str(one).startswith(folder) for one in arguments
        ):
            steps += 1
            if steps == last:
                os._exit(9)

    sys.addaudithook(count)
    keep_files(PAPER, DOCX, PDF, Path(folder))
    print(steps)


if __name__ == "__main__":
    main()
