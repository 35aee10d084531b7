"""Keys that were replaced: their files stay, under a name that says until when they served."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from evidence.archive.durable import rename_new
from evidence.seal.private_key import replace, unwritable, write_new


def retire(folder: Path, names: Sequence[str], now: datetime | None = None) -> list[Path]:
    """Rename what there is of `names` in `folder`, `key.pem` to `key.until-20261124-1.pem`.

    The files of one key get one number. Returns the new paths. Raises KeyFault "unwritable".
    """
    day = f"{now or datetime.now(UTC):%Y%m%d}"
    number = 1
    while any(_retired(folder / name, day, number).exists() for name in names):
        number += 1
    moved = []
    for name in names:
        path = folder / name
        if not path.exists():
            continue
        target = _retired(path, day, number)
        try:
            rename_new(path, target)
        except OSError as error:
            raise unwritable(target, error) from error
        moved.append(target)
    return moved


def replace_kept(path: Path, data: bytes, now: datetime | None = None) -> Path:
    """Put `data` in the place of `path` in one step; what was there stays under a retired name.

    Returns that name. Raises KeyFault "unwritable".
    """
    day = f"{now or datetime.now(UTC):%Y%m%d}"
    number = 1
    while (kept := _retired(path, day, number)).exists():
        number += 1
    write_new(kept, path.read_bytes())
    replace(path, data)
    return kept


def served(folder: Path, name: str) -> list[Path]:
    """What `name` was called by keys that were replaced, the oldest first."""
    path = Path(name)
    return sorted(folder.glob(f"{path.stem}.until-*{path.suffix}"), key=_order)


def _retired(path: Path, day: str, number: int) -> Path:
    return path.with_name(f"{path.stem}.until-{day}-{number}{path.suffix}")


def _order(path: Path) -> tuple[str, int]:
    day, _, number = path.stem.partition(".until-")[2].partition("-")
    return day, int(number) if number.isdigit() else 0
