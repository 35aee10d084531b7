"""The keyword lists that a campaign names: found, read, and agreed by their units."""

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

from keywords.agreement import (
    agreements_path,
    load_unit_keys,
    read_agreements,
    require_agreed,
    status,
)
from keywords.errors import FileFault, NotAgreed
from keywords.keyword_list import KeywordList, load_list, shipped_lists
from leads.home import Home


def choose_lists(names: Iterable[str], home: Home, *, beside: Path | None = None) -> list[Path]:
    """The file of each named list: a path, or the id of a list in the home folder's
    lists/ or of a shipped one (the office's own comes first).

    Relative paths are looked for from `beside` (the campaign file's folder), then
    from here. Raises FileFault where there is no such list.
    """
    shelf = {path.stem: path for path in shipped_lists()}
    shelf |= {path.stem: path for path in sorted(home.lists.glob("*.toml"))}
    return [_choose(name, shelf, beside) for name in dict.fromkeys(names)]


def _choose(name: str, shelf: dict[str, Path], beside: Path | None) -> Path:
    if name in shelf:
        return shelf[name]
    for folder in (beside, Path.cwd()):
        if folder is not None and (folder / name).is_file():
            return folder / name
    near = difflib.get_close_matches(name, shelf, 1)
    hint_zh = f"，是否想写 {near[0]}？" if near else ""
    hint_en = f" (did you mean {near[0]}?)" if near else ""
    raise FileFault.single(
        name,
        f"没有这张词表{hint_zh}",
        f"no such keyword list{hint_en}",
        expected_zh=f"词表文件，或其中之一：{', '.join(sorted(shelf))}",
        expected_en=f"the file of a list, or one of {', '.join(sorted(shelf))}",
    )


def read_lists(paths: Sequence[Path]) -> list[KeywordList]:
    """Read the lists, telling the faults of all files at once. Raises FileFault."""
    lists, faults = [], []
    for path in paths:
        try:
            lists.append(load_list(path))
        except FileFault as error:
            faults += error.faults
    if faults:
        raise FileFault(faults)
    return lists


def require_all_agreed(paths: Sequence[Path], lists: Sequence[KeywordList], home: Home) -> None:
    """Raise NotAgreed unless every unit has signed each list as it is now.

    Signatures lie beside the list, or in the home folder's lists/.
    """
    keys = load_unit_keys(home.unit_keys_file)
    missing: list[NotAgreed] = []
    for path, chosen in zip(paths, lists, strict=True):
        folders = dict.fromkeys([path.parent.absolute(), home.lists.absolute()])
        files = [agreements_path(folder, chosen.id) for folder in folders]
        given = [agreement for file in files for agreement in read_agreements(file)]
        try:
            require_agreed(chosen, status(chosen, given, keys))
        except NotAgreed as error:
            missing.append(error)
    if missing:
        raise NotAgreed(
            "\n".join(error.zh for error in missing),
            "\n".join(error.en for error in missing),
            list_id=missing[0].list_id,
            missing=[unit for error in missing for unit in error.missing],
        )
