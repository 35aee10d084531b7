"""The office's seal key: in whose name, what it leads to, and when it may not sign."""

from datetime import UTC, datetime, timedelta

import pytest
from Crypto.PublicKey import ECC

from evidence.errors import KeyFault
from evidence.seal.certificate import authority, issue, to_pem
from evidence.seal.keys import withdraw
from evidence.seal.seal_key import make_seal_key, request_certificate, rotate_seal_key
from leads.home import Home
from leads.ledger_book import opened_ledger
from leads.ledger_keys import begin_ledger
from leads.office import Office, load_office
from leads.seal_keys import (
    enter_seal_keys,
    holder_of,
    install_issued,
    opened_seal_key,
    seal_roots,
)

PASSPHRASE = "only for this test"


@pytest.fixture
def office(bare_home: Home) -> Office:
    bare_home.office_file.write_text(
        'name = "示例市市场监督管理局"\ncode = "530100"\n', encoding="utf-8"
    )
    return load_office(bare_home)


def test_no_certificate_is_made_for_an_office_that_never_said_its_name(bare_home: Home) -> None:
    with pytest.raises(KeyFault, match="not there") as caught:
        holder_of(bare_home, load_office(bare_home))
    assert "wangjian.toml" in caught.value.zh


def test_a_withdrawn_key_signs_no_more(bare_home: Home, office: Office) -> None:
    holder = holder_of(bare_home, office)
    key = make_seal_key(bare_home.seal_keys, holder, PASSPHRASE)
    assert opened_seal_key(bare_home, PASSPHRASE).fingerprint == key.fingerprint
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    withdraw(bare_home.seal_keys, key.fingerprint, "换人", since=tomorrow)
    assert opened_seal_key(bare_home, PASSPHRASE), "it serves until the day that was said"
    fresh = rotate_seal_key(bare_home.seal_keys, holder, PASSPHRASE)
    withdraw(bare_home.seal_keys, fresh.fingerprint, "口令泄露")
    with pytest.raises(KeyFault) as caught:
        opened_seal_key(bare_home, PASSPHRASE)
    assert caught.value.code == "withdrawn"
    assert "口令泄露" in caught.value.zh
    assert "rotate --seal" in caught.value.zh


def test_replaced_keys_still_count_and_packages_lead_to_the_present_one(
    bare_home: Home, office: Office
) -> None:
    holder = holder_of(bare_home, office)
    assert seal_roots(bare_home) == []
    old = make_seal_key(bare_home.seal_keys, holder, PASSPHRASE)
    fresh = rotate_seal_key(bare_home.seal_keys, holder, PASSPHRASE)
    assert seal_roots(bare_home) == [old.certificate, fresh.certificate]
    assert seal_roots(bare_home, present_only=True) == [fresh.certificate]


def test_an_issued_certificate_needs_its_root_and_keeps_it(bare_home: Home, office: Office) -> None:
    holder = holder_of(bare_home, office)
    own = make_seal_key(bare_home.seal_keys, holder, PASSPHRASE)
    root_key = ECC.generate(curve="P-256")
    root = authority(root_key, holder, test=False, years=10)
    asked = request_certificate(bare_home.seal_keys, PASSPHRASE, holder)
    issued = issue(root, root_key, asked, years=3)
    with pytest.raises(KeyFault, match="--root"):
        install_issued(bare_home, PASSPHRASE, to_pem(issued))
    for nothing in (b"", b"no certificate"):
        with pytest.raises(KeyFault, match="no certificate"):
            install_issued(bare_home, PASSPHRASE, nothing, to_pem(root))
    stranger = authority(ECC.generate(curve="P-256"), holder, test=False, years=10)
    with pytest.raises(KeyFault, match="--root"):
        install_issued(bare_home, PASSPHRASE, to_pem(issued), to_pem(stranger))
    assert opened_seal_key(bare_home, PASSPHRASE).certificate == own.certificate
    assert install_issued(bare_home, PASSPHRASE, to_pem(issued), to_pem(root)).certificate == issued
    assert seal_roots(bare_home) == [own.certificate, root]
    assert seal_roots(bare_home, present_only=True) == [root]
    again = issue(root, root_key, asked, years=4)
    installed = install_issued(bare_home, PASSPHRASE, to_pem(again))
    assert installed.certificate == again, "the root is known by now"


def test_what_becomes_of_keys_is_entered_in_the_ledger(bare_home: Home, office: Office) -> None:
    holder = holder_of(bare_home, office)
    key = make_seal_key(bare_home.seal_keys, holder, PASSPHRASE, test=True)
    assert enter_seal_keys(bare_home, office, "made") is None, "no ledger yet"
    begin_ledger(bare_home, office, PASSPHRASE).close()
    withdraw(bare_home.seal_keys, key.fingerprint, "试完了")
    index = enter_seal_keys(bare_home, office, "withdrawn", "试完了")
    assert index is not None
    with opened_ledger(bare_home, office) as ledger:
        assert ledger is not None
        entry = ledger.entry(index)
    (said,) = entry.facts["keys"]
    assert (said["fingerprint"], said["test"], said["present"]) == (key.fingerprint, True, True)
    assert said["withdrawn"] is not None
    assert entry.facts["reason"] == "试完了"
    assert [one.name for one in entry.subjects] == ["certificate.pem"]
