"""Beginning the office's ledger, and changing its key, stopped at any step and called again."""

from pathlib import Path

import pytest

from evidence.errors import KeyFault, LedgerFault
from evidence.seal.ledger_audit import audit
from evidence.seal.ledger_key import KEY_NAME, ledger_public_keys, rotate_ledger_key
from evidence.seal.retired import retire
from leads.home import Home
from leads.ledger_book import opened_ledger, second_places
from leads.ledger_keys import begin_ledger, change_ledger_key
from leads.office import LedgerSettings, Office

PASSPHRASE, FRESH = "only for this test", "another for this test"


@pytest.fixture
def office() -> Office:
    return Office(name="示例市市场监督管理局", code="530100")


def whole(home: Home, office: Office) -> int:
    """How many heads hold, of a ledger in which nothing is wrong."""
    report = audit(
        home.ledger,
        trusted=ledger_public_keys(home.ledger_keys),
        second_places=second_places(home, office),
    )
    assert report.ok, report.faults
    return report.heads


def test_a_ledger_is_begun_once_with_a_signed_head(bare_home: Home, office: Office) -> None:
    with begin_ledger(bare_home, office, PASSPHRASE) as ledger:
        assert ledger.origin.startswith("wangjian/530100/")
        assert ledger.newest_head() is not None
    assert whole(bare_home, office) == 1
    with pytest.raises(KeyFault) as caught:
        begin_ledger(bare_home, office, PASSPHRASE)
    assert caught.value.code == "exists"
    assert "rotate --ledger" in caught.value.zh


def test_a_beginning_that_failed_goes_on_with_the_key_it_made(
    bare_home: Home, tmp_path: Path
) -> None:
    place = tmp_path / "elsewhere"
    settings = LedgerSettings(second_places=[str(place)])
    office = Office(name="示例市市场监督管理局", code="530100", ledger=settings)
    with pytest.raises(LedgerFault) as caught:
        begin_ledger(bare_home, office, PASSPHRASE)
    assert caught.value.code == "second-place"
    (made,) = ledger_public_keys(bare_home.ledger_keys)
    place.mkdir()
    with begin_ledger(bare_home, office, PASSPHRASE) as ledger:
        assert ledger.trusted == (made,)
        assert ledger.publish() == []
    assert whole(bare_home, office) == 2, "here and at the second place"


def test_a_lost_ledger_is_not_begun_again_in_silence(bare_home: Home, tmp_path: Path) -> None:
    settings = LedgerSettings(second_places=[str(tmp_path)])
    office = Office(name="示例市市场监督管理局", code="530100", ledger=settings)
    begin_ledger(bare_home, office, PASSPHRASE).close()
    (bare_home.ledger / "ledger.jsonl").unlink()
    with pytest.raises(LedgerFault) as caught:
        begin_ledger(bare_home, office, PASSPHRASE)
    assert caught.value.code == "exists"


def test_the_old_key_signs_over_the_change_and_the_new_one_goes_on(
    bare_home: Home, office: Office
) -> None:
    with pytest.raises(KeyFault, match="make --ledger"):
        change_ledger_key(bare_home, office, PASSPHRASE, FRESH)
    begin_ledger(bare_home, office, PASSPHRASE).close()
    change_ledger_key(bare_home, office, PASSPHRASE, FRESH).close()
    old, new = ledger_public_keys(bare_home.ledger_keys)
    assert audit(bare_home.ledger).keys == (old, new)
    with opened_ledger(bare_home, office, passphrase=FRESH) as ledger:
        assert ledger is not None
        newest = ledger.newest_head()
        assert newest is not None
        assert newest.key == old
        ledger.append("capture")
        assert ledger.sign_head().key == new
    assert whole(bare_home, office) == 3


def test_a_wrong_passphrase_changes_nothing(bare_home: Home, office: Office) -> None:
    begin_ledger(bare_home, office, PASSPHRASE).close()
    before = sorted(path.name for path in bare_home.ledger_keys.iterdir())
    with pytest.raises(KeyFault) as caught:
        change_ledger_key(bare_home, office, "not the passphrase", "nor is this")
    assert caught.value.code == "passphrase"
    assert sorted(path.name for path in bare_home.ledger_keys.iterdir()) == before


@pytest.mark.parametrize("stopped", ["after-retiring", "after-making"])
def test_a_change_that_was_stopped_is_finished_by_the_next(
    bare_home: Home, office: Office, stopped: str
) -> None:
    begin_ledger(bare_home, office, PASSPHRASE).close()
    if stopped == "after-making":
        rotate_ledger_key(bare_home.ledger_keys, FRESH)
    else:
        retire(bare_home.ledger_keys, (KEY_NAME, "public.pem"))
    change_ledger_key(bare_home, office, PASSPHRASE, FRESH).close()
    keys = ledger_public_keys(bare_home.ledger_keys)
    assert len(keys) == 2
    assert audit(bare_home.ledger).keys == tuple(keys)
    with opened_ledger(bare_home, office, passphrase=FRESH) as ledger:
        assert ledger is not None
        ledger.append("capture")
        assert ledger.sign_head().key == keys[1]
    assert whole(bare_home, office) == 3
