"""Groups of passages around the very same words (断言): the seller's own act in two, honest talk in
two. From them checks/assertion.py learns what the words around a hit say of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("assertions")
_BEGINS, _ENDS = "【", "】"


@dataclass(frozen=True)
class Passage:
    """One passage: `text`[`start`:`end`] are the words that all passages of `group` share, `own`
    whether the shop itself claims, offers or demands it there, `kind` how it is said."""

    hand: str
    area: str
    group: str
    own: bool
    kind: str
    text: str
    start: int
    end: int


def passages(folder: Path = FOLDER) -> Iterator[Passage]:
    """All of a folder, by hand and area: group, sign, kind and passage a line, tabs between; " / "
    ends a line of the page, 【】 hold the words."""
    for path in sorted(folder.glob("*/*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            parts = line.split("\t")
            if len(parts) != 4 or parts[1] not in {"+", "-"}:
                raise ValueError(f"{path.name}:{number}: group, sign, kind and passage are needed")
            group, sign, kind, said = parts
            before, begins, rest = said.replace(" / ", "\n").partition(_BEGINS)
            words, ends, behind = rest.partition(_ENDS)
            if not (begins and ends and words) or _BEGINS in behind or _ENDS in behind:
                raise ValueError(f"{path.name}:{number}: one 【…】 is needed")
            start = len(before)
            yield Passage(
                *(path.parent.name, path.stem, group, sign == "+", kind),
                *(before + words + behind, start, start + len(words)),
            )
