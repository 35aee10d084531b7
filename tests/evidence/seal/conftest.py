"""Keys for the room's tests: made once, since encrypting them is slow on purpose."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from evidence.seal.certificate import Holder
from evidence.seal.ledger_key import LedgerKey, make_ledger_key
from evidence.seal.seal_key import SealKey, make_seal_key

PASSPHRASE = "口令 correct horse"
HOLDER = Holder("示例县市场监督管理局", "530999")


@pytest.fixture(scope="session")
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture(scope="session")
def holder() -> Holder:
    return HOLDER


@pytest.fixture(scope="session")
def real_key(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    """A key that may seal real cases."""
    return make_seal_key(tmp_path_factory.mktemp("real"), HOLDER, PASSPHRASE)


@pytest.fixture(scope="session")
def other_key(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    """The key of somebody else, who gave himself the same name."""
    return make_seal_key(tmp_path_factory.mktemp("other"), HOLDER, PASSPHRASE)


@pytest.fixture(scope="session")
def test_key(tmp_path_factory: pytest.TempPathFactory) -> SealKey:
    """A key for trying things out."""
    return make_seal_key(tmp_path_factory.mktemp("test"), HOLDER, PASSPHRASE, test=True)


@pytest.fixture(scope="session")
def ledger_key(tmp_path_factory: pytest.TempPathFactory) -> LedgerKey:
    return make_ledger_key(tmp_path_factory.mktemp("ledger"), PASSPHRASE)


@pytest.fixture(scope="session")
def other_ledger_key(tmp_path_factory: pytest.TempPathFactory) -> LedgerKey:
    return make_ledger_key(tmp_path_factory.mktemp("other-ledger"), PASSPHRASE)


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder in memory where there is one: for tests that sync hundreds of times."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)
