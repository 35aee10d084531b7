"""Records 文书 are made once and kept; a later package takes them as they lie.

Each subject (a capture, a lead, a package) has a folder with its records and a
register of them, which has the digests they were kept with. What lies there and is
not in the register was begun and not finished, and went into no package: it is put
aside and made anew.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evidence.archive.durable import make_folder
from evidence.errors import PackageFault
from evidence.package.casefile import Document, StoredFile
from evidence.package.records.keep import keep_files
from evidence.package.records.paper import Paper
from evidence.package.records.print_file import print_papers
from evidence.package.records.word_file import word_file
from evidence.seal.kept_file import create_whole

REGISTER = "documents.json"
_LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """The records of one subject: where they lie, and how they are made where there are none.

    `capture` is the number of the capture they tell of.
    """

    folder: Path
    make: Callable[[], Sequence[Paper]]
    capture: str = ""


def documents_of(wanted: Sequence[Wanted]) -> list[Document]:
    """The records of all subjects, in their order; what is missing is printed in one go.

    Raises FormRefused, BrowserUnavailable and ArchiveError as keep_records does,
    PackageFault "case-file" where a register cannot be read.
    """
    missing = [one for one in wanted if not (one.folder / REGISTER).exists()]
    papers = [list(one.make()) for one in missing]
    prints = iter(print_papers([paper for each in papers for paper in each]))
    for one, each in zip(missing, papers, strict=True):
        _keep(one, [(paper, next(prints)) for paper in each])
    return [document for one in wanted for document in _read(one.folder / REGISTER)]


def _keep(wanted: Wanted, drawn: Sequence[tuple[Paper, bytes]]) -> None:
    folder = wanted.folder
    if folder.exists():
        _put_aside(folder)
    make_folder(folder)
    made = [
        keep_files(paper, word_file(paper), pdf, folder, capture=wanted.capture)
        for paper, pdf in drawn
    ]
    # Of two at once, one finds the other's register; what lies there is then the other's.
    with suppress(FileExistsError):
        create_whole(folder / REGISTER, _register(made))


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
