"""A sealer and a sealed package, made once: they are never written to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evidence.package.sealed import Package, Sealer, make_package, make_sealer


@pytest.fixture(scope="session")
def sealer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealer]:
    """An office with its key, a time-stamp authority and a ledger."""
    made = make_sealer(tmp_path_factory.mktemp("sealer"))
    yield made
    made.ledger.close()


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory, sealer: Sealer) -> Package:
    """The sample case, sealed, stamped and entered."""
    return make_package(tmp_path_factory.mktemp("package"), sealer)


@pytest.fixture
def roots(tmp_path: Path, sealer: Sealer) -> list[str]:
    """Arguments for verify_package.py: what somebody got from the office itself."""
    names = ("--root", "--tsa-root", "--ledger-key")
    anchors = sealer.anchors
    given = []
    for name, pem in zip(names, (anchors.seals, anchors.stamps, anchors.ledgers), strict=True):
        path = tmp_path / f"given{name}.pem"
        path.write_bytes(b"".join(pem))
        given += [name, str(path)]
    return given
