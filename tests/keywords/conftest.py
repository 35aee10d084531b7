"""A small agreed list and the keys of its units."""

from datetime import date
from pathlib import Path

import pytest

from keywords.agreement import SigningKey, UnitKey, UnitKeys, make_key
from keywords.keyword_list import KeywordList, load_list

FILE = Path(__file__).parent / "small.toml"


@pytest.fixture
def small_list() -> KeywordList:
    return load_list(FILE)


PASSPHRASE = "a long enough passphrase"


@pytest.fixture(scope="session")
def unit_secrets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, SigningKey]:
    """Keys of three units, made once: guarding a key with its passphrase takes its time."""
    folder = tmp_path_factory.mktemp("keys")
    return {
        unit: make_key(folder / f"{unit}.pem", PASSPHRASE)
        for unit in ("trademark", "network", "advertising")
    }


@pytest.fixture
def unit_keys(unit_secrets: dict[str, SigningKey]) -> UnitKeys:
    return UnitKeys(
        keys=tuple(
            UnitKey(
                unit=unit,
                public_key=secret.public_hex,
                valid_from=date(2026, 1, 1),
                valid_to=date(2027, 12, 31),
            )
            for unit, secret in unit_secrets.items()
        )
    )
