"""Keys for the room's tests: made once, since encrypting them is slow on purpose."""

import pytest

from evidence.seal.certificate import Holder
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
