"""Records are made once 一次制作: written whole, named, digested, and never made again.

Each has a folder of its own, which gets its name when both files are on the disk: a
record is there with DOCX and PDF or not at all. A package takes them as they lie
here. A scan of the signed paper is a new file; what is wrong in a record is put right
by a 补正说明, not by making it anew.
"""

import os
import shutil
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

from evidence.archive.durable import make_folder, sync_folder, write_failed
from evidence.errors import FormRefused
from evidence.package.casefile import Document, StoredFile
from evidence.package.names import is_own_name
from evidence.package.records.paper import Paper
from evidence.package.records.print_file import print_papers
from evidence.package.records.word_file import word_file

PART = ".part"
"""The ending of a folder in which a record was begun and, if it stays, not finished."""


def keep_records(papers: Sequence[Paper], folder: Path, *, capture: str = "") -> list[Document]:
    """Write each paper as DOCX and PDF into a folder of its own in `folder`, for good.

    `capture` is the number of the capture that they tell of. Nothing is written
    before all are made. Raises FormRefused ("exists" where one of them is there
    already, "not-agreed-name" for a number that cannot be a file's name, and what
    printing raises), BrowserUnavailable, ArchiveError.
    """
    for paper in papers:
        _check(paper, folder)
    made = zip(papers, map(word_file, papers), print_papers(papers), strict=True)
    return [keep_files(paper, docx, pdf, folder, capture=capture) for paper, docx, pdf in made]


def name_of(paper: Paper) -> str:
    """What the files of a record are called, without the ending."""
    return f"{paper.number}-{paper.key}"


def _check(paper: Paper, folder: Path) -> None:
    name = name_of(paper)
    if not is_own_name(name):
        raise FormRefused(
            "not-agreed-name",
            f"{paper.title}的编号不能用作文件名；编号只用字母、数字、连字符和点",
            f"the number of this {paper.key} cannot name a file: use letters, digits, -, .",
        )
    if os.path.lexists(folder / name):
        raise _exists(paper)


def keep_files(
    paper: Paper, docx: bytes, pdf: bytes, folder: Path, *, capture: str = ""
) -> Document:
    """Write one record that is drawn already; raises as `keep_records` does."""
    name = name_of(paper)
    part, whole = folder / f"{name}.{os.getpid()}{PART}", folder / name
    files = {"docx": docx, "pdf": pdf}
    try:
        shutil.rmtree(part, ignore_errors=True)
        make_folder(part)
        for ending, data in files.items():
            _write(part / f"{name}.{ending}", data)
        sync_folder(part)
        if os.path.lexists(whole):
            raise _exists(paper)
        # A folder takes no other's place unless that one is empty (rename(2)).
        part.rename(whole)
        sync_folder(folder)
    except OSError as error:
        raise write_failed(whole, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Document(
        number=name,
        kind=paper.key,
        title=paper.title,
        made_at=paper.made_at.astimezone(UTC),
        files=tuple((one, StoredFile.of(whole / f"{name}.{one}")) for one in files),
        capture=capture,
    )


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _exists(paper: Paper) -> FormRefused:
    return FormRefused(
        "exists",
        f"{paper.title} {paper.number} 已经制作，不再重做；有误请另作补正说明",
        f"{paper.key} {paper.number} is made already and is not made again: write a correction",
    )
