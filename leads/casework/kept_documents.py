"""Records 文书 are made once and kept; a later package takes them as they lie.

Each subject (a capture, a lead, a package) has a folder with its records and a
register of them, which has the digests they were kept with. What lies there and is
not in the register was begun and not finished, and went into no package: it is put
aside and made anew.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from evidence.errors import PackageFault
from evidence.package.casefile import Document, StoredFile
from evidence.package.records.keep import keep_records
from evidence.package.records.paper import Paper
from evidence.seal.kept_file import create_whole

REGISTER = "documents.json"
_LARGEST = 4 << 20


def documents_of(
    folder: Path, make: Callable[[], Sequence[Paper]], *, capture: str = ""
) -> list[Document]:
    """The records in `folder`, made by `make` where there are none yet.

    `capture` is the number of the capture they tell of. Raises FormRefused,
    BrowserUnavailable and ArchiveError as keep_records does, PackageFault "case-file"
    where the register cannot be read.
    """
    register = folder / REGISTER
    if register.exists():
        return _read(register)
    papers = make()
    if folder.exists():
        _put_aside(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = keep_records(papers, folder, capture=capture)
    try:
        create_whole(register, _register(made))
    except FileExistsError:
        # Somebody else was faster by a moment; theirs is in the register.
        return _read(register)
    return made


def _put_aside(folder: Path) -> None:
    number = 1
    while (aside := folder.with_name(f"{folder.name}.unfinished-{number}")).exists():
        number += 1
    folder.rename(aside)


def _register(documents: Sequence[Document]) -> bytes:
    rows = [
        {
            "number": one.number,
            "kind": one.kind,
            "title": one.title,
            "made_at": one.made_at.isoformat(),
            "capture": one.capture,
            "files": [
                {
                    "ending": ending,
                    "name": file.path.name,
                    "size": file.size,
                    "sha256": file.sha256,
                    "sm3": file.sm3,
                }
                for ending, file in one.files
            ],
        }
        for one in documents
    ]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _read(register: Path) -> list[Document]:
    try:
        if register.stat().st_size > _LARGEST:
            raise ValueError("too large")
        rows = json.loads(register.read_bytes())
        return [
            Document(
                number=row["number"],
                kind=row["kind"],
                title=row["title"],
                made_at=datetime.fromisoformat(row["made_at"]),
                files=tuple(
                    (
                        file["ending"],
                        StoredFile(
                            register.parent / row["number"] / Path(file["name"]).name,
                            file["size"],
                            file["sha256"],
                            file["sm3"],
                        ),
                    )
                    for file in row["files"]
                ),
                capture=row["capture"],
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackageFault(
            "case-file",
            f"{register}：文书登记无法读取；请从备份恢复，不要重新制作",
            f"{register}: the register of records cannot be read; restore it from a backup",
            file=str(register),
        ) from error
