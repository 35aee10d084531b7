"""The register of unit keys 单位公钥登记: which key speaks for which unit, and when.

A file that the office keeps (`<home>/keys/units.toml`):

    [[keys]]
    unit = "trademark"
    public_key = "…64 hex digits…"
    valid_from = 2026-01-01
    valid_to = 2027-12-31      # last day; leave out while it is in use
    withdrawn = 2026-06-01     # only for a lost key: nothing it signed counts any more
"""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from keywords.errors import FileFault, WrongValue, WrongValues
from keywords.term import Identifier
from keywords.toml_source import load_toml
from keywords.whole_file import replace_file


class UnitKey(BaseModel):
    """One public key of one unit. `valid_to` is its last day, None while in use."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unit: Identifier
    public_key: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    valid_from: date
    valid_to: date | None = None
    withdrawn: date | None = None


class UnitKeys(BaseModel):
    """The register. A public key stands in it once: it speaks for one unit only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: tuple[UnitKey, ...] = ()

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        wrong: list[WrongValue] = []
        seen: dict[str, str] = {}
        for number, key in enumerate(self.keys):
            if key.public_key in seen:
                wrong.append(
                    WrongValue(
                        f"这把公钥已登记给 {seen[key.public_key]}",
                        f"this public key is already that of {seen[key.public_key]}",
                        "每把公钥只登记一次",
                        "each public key once",
                        at=("keys", number, "public_key"),
                    )
                )
            seen.setdefault(key.public_key, key.unit)
            if key.valid_to and key.valid_to < key.valid_from:
                wrong.append(
                    WrongValue(
                        f"截止日 {key.valid_to} 早于起始日 {key.valid_from}",
                        f"ends on {key.valid_to}, before it begins on {key.valid_from}",
                        at=("keys", number, "valid_to"),
                    )
                )
        if wrong:
            raise WrongValues(wrong)
        return self

    def find(self, public_key: str) -> UnitKey | None:
        """The entry of a public key (hex)."""
        return next((k for k in self.keys if k.public_key == public_key), None)


def load_unit_keys(path: Path) -> UnitKeys:
    """Read the register. A missing file is an empty register. Raises FileFault."""
    if not path.exists():
        return UnitKeys()
    return load_toml(path, UnitKeys)


def register_key(path: Path, key: UnitKey) -> None:
    """Add `key` to the register file, whose other content and comments stay.

    Raises FileFault where the register is broken or holds the key already.
    """
    register = load_unit_keys(path)
    if register.find(key.public_key):
        raise FileFault.single(path, "这把公钥已登记", "this public key is registered already")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = [
        "[[keys]]",
        f'unit = "{key.unit}"',
        f'public_key = "{key.public_key}"',
        f"valid_from = {key.valid_from.isoformat()}",
    ]
    if key.valid_to:
        lines.append(f"valid_to = {key.valid_to.isoformat()}")
    if key.withdrawn:
        lines.append(f"withdrawn = {key.withdrawn.isoformat()}")
    text = (before.rstrip("\n") + "\n\n" if before.strip() else before) + "\n".join(lines) + "\n"
    replace_file(path, text.encode())


def end_key(path: Path, unit: str, day: date) -> list[UnitKey]:
    """Let every key of `unit` that is in use end with `day`; the keys that were ended.

    What they signed until then stays valid. Only their `valid_to` is written;
    other content and comments stay. Raises FileFault.
    """
    ended = [
        key.model_copy(update={"valid_to": max(day, key.valid_from)})
        for key in load_unit_keys(path).keys
        if key.unit == unit and key.valid_to is None and key.withdrawn is None
    ]
    if not ended:
        return []
    text = path.read_text(encoding="utf-8")
    for key in ended:
        line = re.compile(rf"^(\s*public_key\s*=\s*[\"']{key.public_key}[\"'].*)$", re.MULTILINE)
        text = line.sub(rf"\1\nvalid_to = {key.valid_to}", text, count=1)
    replace_file(path, text.encode())
    load_unit_keys(path)
    return ended
