"""Archives for a test, closed when it ends."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from evidence.archive.archive import Archive
from tests.evidence.archive.samples import INFO

Make = Callable[..., Archive]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Begin archives that are closed when the test ends."""
    begun: list[Archive] = []

    def begin(folder: Path = tmp_path, **options: Any) -> Archive:
        settings = {"name": "test", "info": INFO, "floor_bytes": 0} | options
        begun.append(Archive(folder, **settings))
        return begun[-1]

    yield begin
    for archive in begun:
        archive.close()


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: for tests that sync hundreds of times."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)
