"""The labelled sentences: short texts by several hands, from which the model learns."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True)
class Sentence:
    """One text; `leads` are the areas of which it is an offence, empty for an honest one."""

    hand: str
    area: str
    leads: frozenset[str]
    text: str
    why: str


def sentences() -> Iterator[Sentence]:
    """All of them, by hand and area: `sign | text | why` a line."""
    for path in sorted(FOLDER.glob("*/*.txt")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(" | ")]
            if len(parts) != 3 or parts[0] not in {"+", "-"}:
                raise ValueError(f"{path.name}:{number}: sign, text and why are needed")
            leads = frozenset((path.stem,)) if parts[0] == "+" else frozenset()
            yield Sentence(path.parent.name, path.stem, leads, parts[1], parts[2])
