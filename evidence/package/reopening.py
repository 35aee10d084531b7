"""A package whose seal was not finished 时间戳待取得, opened to be written again with it.

Everything that is signed is taken over byte for byte; only the files of the seal
are new.
"""

import shutil
from contextlib import ExitStack
from pathlib import Path

from evidence.archive.durable import write_failed
from evidence.errors import PackageFault
from evidence.package import bag
from evidence.package.contents import open_contents
from evidence.package.file_facts import FileFacts, facts_of
from evidence.package.names import package_number_in
from evidence.package.package import Prepared
from evidence.package.seal_files import is_seal_file


def reopen(path: Path, work: Path) -> Prepared:
    """What was signed of the package at `path`; its files are put into the folder `work`.

    Raises PackageFault "original" where it cannot be read as a package, ArchiveError
    where the disk refuses. Whether it is whole, verifying the new one tells.
    """
    sources: dict[str, bytes | Path] = {}
    facts: dict[str, FileFacts] = {}
    with ExitStack() as stack:
        contents = open_contents(path, stack)
        number = package_number_in(path.name)
        if contents.faults or number is None or bag.SEALED not in contents.files:
            raise PackageFault(
                "original",
                f"{path}：不是可读的证据包，不能补写时间戳",
                f"{path}: no readable package, its time-stamp cannot be added",
                file=str(path),
            )
        for nth, (name, held) in enumerate(sorted(contents.files.items())):
            if is_seal_file(name):
                continue
            target = work / f"{nth:05d}"
            try:
                work.mkdir(parents=True, exist_ok=True)
                with held.open() as source, target.open("wb") as stream:
                    shutil.copyfileobj(source, stream, 1 << 20)
            except OSError as error:
                raise write_failed(target, error) from error
            with target.open("rb") as stream:
                facts[name] = facts_of(stream, with_sm3=True)
            sources[name] = target
        sealed = contents.read(bag.SEALED) or b""
    return Prepared(number, sources, facts, sealed)
