"""The names that a workbook may give areas and units: those that officers read, or the ids."""

from collections.abc import Mapping
from dataclasses import dataclass

_PLAIN = str.maketrans("（）　", "() ", " ")


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of one kind with what each is called: `shown` its name, `others` further ones."""

    shown: Mapping[str, str]
    others: Mapping[str, str]

    def id_of(self, text: str) -> str | None:
        """The id that `text` names: the id, a name, or a part of one name alone."""
        if text in self.shown:
            return text
        plain = _plain(text)
        known = {_plain(name): one for one, name in self.shown.items()}
        known |= {_plain(name): one for name, one in self.others.items() if _plain(name)}
        if plain in known:
            return known[plain]
        among = {one for name, one in known.items() if plain in name} if len(plain) > 1 else set()
        return among.pop() if len(among) == 1 else None

    @property
    def choices(self) -> str:
        """All names, as they are shown to who wrote another."""
        return "、".join(self.shown.values())

    @property
    def ids(self) -> str:
        """The ids with their names, for a file that has to write ids."""
        return "、".join(f"{one}（{name}）" for one, name in self.shown.items())


def _plain(text: str) -> str:
    return text.translate(_PLAIN).replace(" ", "").lower()
