"""What a disk may hold if the power goes at any moment of a piece of work.

The calls that write, name and sync are watched while the work is done, and before each
of them the folder is looked at: what it holds, what of it was synced. From that come
the trees that a file system may show after the power is back, worst cases first:

- "nothing": of folders only the names there were at their last fsync, of files only
  what was in them at theirs (nothing at all of a file that never had one);
- "names": every name given, as if the folders had been written back, but of files only
  what was synced: this is what a rename before the fsync costs;
- "half": the same, with half of what was written since;
- "all": everything, as a kill -9 leaves it.

POSIX promises no more than "nothing"; the others are what real file systems leave.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WATCHED = ("open", "mkdir", "fsync", "rename", "replace", "link", "unlink", "rmdir", "ftruncate")
WRITES = ("pwrite", "write")
KINDS = ("nothing", "names", "half", "all")

Tree = dict[str, bytes | None]
"""Paths below the folder and what the files hold; None for folders."""


@dataclass(frozen=True)
class Left:
    """What may be left if the power goes before `call`; `acknowledged` was said by then."""

    kind: str
    call: str
    tree: Tree
    acknowledged: tuple[str, ...]

    def lay_out(self, folder: Path) -> Path:
        """Put the tree into the new `folder`."""
        folder.mkdir()
        for path, data in sorted(self.tree.items()):
            place = folder / path
            if data is None:
                place.mkdir()
            else:
                place.write_bytes(data)
        return folder


@dataclass
class PowerCut:
    """Watches work done below `root`, which is there for good. `left` in the end, each once."""

    root: Path
    left: list[Left] = field(default_factory=list)
    calls: int = 0
    _said: list[str] = field(default_factory=list)
    _names: dict[int, dict[str, int]] = field(default_factory=dict)
    _data: dict[int, bytes] = field(default_factory=dict)
    _known: set[bytes] = field(default_factory=set)
    _held: dict[int, int] = field(default_factory=dict)
    _open: Callable[..., int] = os.open

    def acknowledge(self, word: str) -> None:
        """The work says that something is done: it must be there from now on."""
        self._said.append(word)
        self._look(f"after saying {word}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Whatever is done inside is watched; what is there already counts as synced."""
        for path in (self.root, *self.root.rglob("*")):
            self._synced(path)
        kept = {name: getattr(os, name) for name in (*WATCHED, *WRITES)}
        for name, real in kept.items():
            setattr(os, name, self._watched(name, real))
        try:
            yield
        finally:
            for name, real in kept.items():
                setattr(os, name, real)
            self._look("the end")
            for descriptor in self._held.values():
                os.close(descriptor)

    def _watched(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            ours = name not in WRITES or self._is_file(arguments[0])
            if ours and not (name == "open" and not arguments[1] & os.O_CREAT):
                self.calls += 1
                self._look(name)
            result = real(*arguments, **options)
            if name == "fsync":
                self._synced(Path(f"/proc/self/fd/{arguments[0]}"))
            return result

        return call

    def _is_file(self, descriptor: int) -> bool:
        return str(Path(f"/proc/self/fd/{descriptor}").resolve()).startswith(str(self.root))

    def _synced(self, path: Path) -> None:
        inode = path.stat().st_ino
        if path.is_dir():
            self._names[inode] = {one.name: one.lstat().st_ino for one in path.iterdir()}
        else:
            self._data[inode] = path.read_bytes()

    # What may be left.

    def _look(self, call: str) -> None:
        now: dict[int, bytes] = {}
        entries: dict[int, dict[str, int]] = {}
        top = self.root.stat().st_ino
        for folder in (self.root, *(p for p in self.root.rglob("*") if p.is_dir())):
            here = entries.setdefault(folder.stat().st_ino, {})
            for one in folder.iterdir():
                inode = here[one.name] = one.lstat().st_ino
                if one.is_file():
                    now[inode] = one.read_bytes()
                if inode not in self._held:  # so that its number goes to no other file
                    self._held[inode] = self._open(one, os.O_RDONLY)
        for kind in KINDS:
            names = self._names if kind == "nothing" else entries
            tree: Tree = {}
            self._walk(top, "", names, entries, self._contents(kind, now), tree)
            self._keep(Left(kind, call, tree, tuple(self._said)))

    def _contents(self, kind: str, now: dict[int, bytes]) -> dict[int, bytes]:
        if kind == "all":
            return now
        found = {inode: self._data.get(inode, b"") for inode in now} | self._data
        if kind == "half":
            for inode, data in now.items():
                synced = self._data.get(inode, b"")
                if data.startswith(synced):
                    found[inode] = data[: (len(synced) + len(data)) // 2]
        return found

    def _walk(
        self,
        folder: int,
        path: str,
        names: dict[int, dict[str, int]],
        entries: dict[int, dict[str, int]],
        contents: dict[int, bytes],
        tree: Tree,
    ) -> None:
        for name, inode in names.get(folder, {}).items():
            if inode in entries or inode in self._names:
                tree[path + name] = None
                self._walk(inode, f"{path}{name}/", names, entries, contents, tree)
            else:
                tree[path + name] = contents.get(inode, b"")

    def _keep(self, left: Left) -> None:
        digest = hashlib.sha256(repr((sorted(left.tree.items()), left.acknowledged)).encode())
        if digest.digest() not in self._known:
            self._known.add(digest.digest())
            self.left.append(left)
