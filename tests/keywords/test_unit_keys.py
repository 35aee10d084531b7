"""The register says which key speaks for which unit."""

from datetime import date
from pathlib import Path

import pytest

from keywords.errors import FileFault
from keywords.unit_keys import UnitKey, end_key, load_unit_keys, register_key

A, B = "a" * 64, "b" * 64


def entry(unit: str, public_key: str) -> UnitKey:
    return UnitKey(unit=unit, public_key=public_key, valid_from=date(2026, 1, 1))


def test_a_missing_register_is_empty(tmp_path: Path) -> None:
    assert load_unit_keys(tmp_path / "units.toml").keys == ()


def test_registered_keys_are_found_and_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "units.toml"
    register_key(path, entry("network", A))
    path.write_text("# 由网监处保管\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    until = entry("trademark", B).model_copy(update={"valid_to": date(2027, 1, 1)})
    register_key(path, until)
    register = load_unit_keys(path)
    assert register.find(A) == entry("network", A)
    assert register.find(B) == until
    assert register.find("c" * 64) is None
    assert path.read_text(encoding="utf-8").startswith("# 由网监处保管\n")
    assert [p.name for p in path.parent.iterdir()] == ["units.toml"]


def test_a_key_speaks_for_one_unit_only(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    register_key(path, entry("network", A))
    with pytest.raises(FileFault, match="registered already"):
        register_key(path, entry("trademark", A))
    path.write_text(path.read_text() + path.read_text().replace("network", "trademark"))
    with pytest.raises(FileFault, match="already that of network"):
        load_unit_keys(path)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('public_key = "AB"', "public_key"),
        ("valid_to = 2025-01-01", "before it begins"),
        ("until = 2027-01-01", "unknown key"),
    ],
)
def test_a_broken_register_is_told_with_its_line(tmp_path: Path, line: str, word: str) -> None:
    path = tmp_path / "units.toml"
    key = "" if line.startswith("public_key") else f'public_key = "{A}"\n'
    path.write_text(f'[[keys]]\nunit = "network"\nvalid_from = 2026-01-01\n{key}{line}\n')
    with pytest.raises(FileFault, match=word) as caught:
        load_unit_keys(path)
    assert caught.value.faults[0].line >= 4


def test_ending_a_key_keeps_comments_and_other_keys(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    old, other = "a" * 64, "b" * 64
    register_key(path, UnitKey(unit="trademark", public_key=old, valid_from=date(2026, 1, 1)))
    path.write_text("# kept by the office\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    register_key(path, UnitKey(unit="network", public_key=other, valid_from=date(2026, 1, 1)))

    ended = end_key(path, "trademark", date(2026, 11, 24))

    assert [key.public_key for key in ended] == [old]
    keys = {key.public_key: key.valid_to for key in load_unit_keys(path).keys}
    assert keys == {old: date(2026, 11, 24), other: None}
    assert path.read_text(encoding="utf-8").startswith("# kept by the office\n")
    assert end_key(path, "trademark", date(2026, 11, 25)) == []
