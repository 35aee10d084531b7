"""What this office trusts: its own keys, and the roots that wangjian.toml names."""

from pathlib import Path

import pytest

from evidence.seal.certificate import Holder, to_pem
from evidence.seal.keys import withdraw
from evidence.seal.ledger_key import make_ledger_key, rotate_ledger_key
from evidence.seal.seal_key import make_seal_key, rotate_seal_key
from keywords.errors import FileFault
from leads.home import Home
from leads.office import Office, load_office
from leads.trust import anchors_of, stamp_roots, trust_of, tsas_of
from tests.evidence.seal.authorities import certify

PASSPHRASE = "only for this test"
HOLDER = Holder("示例市市场监督管理局", "530100")


def with_authority(home: Home, **more: str) -> Office:
    """The office with one time-stamp authority, whose root lies in the home folder."""
    lines = {"name": "tsa", "url": "http://time.example/", "roots_file": "time/root.pem"} | more
    text = "".join(f'{key} = "{value}"\n' for key, value in lines.items())
    home.office_file.write_text(f"[[timestamp]]\n{text}", encoding="utf-8")
    return load_office(home)


def test_a_home_without_keys_trusts_nobody_and_makes_nothing_up(bare_home: Home) -> None:
    trust = trust_of(bare_home, Office())
    assert (trust.seals, trust.stamps, trust.ledgers) == (None, None, None)
    assert not trust.outside
    anchors = anchors_of(bare_home, Office())
    assert (anchors.seals, anchors.stamps, anchors.ledgers) == ((), (), ())


def test_replaced_keys_count_and_withdrawn_ones_are_named(bare_home: Home) -> None:
    root, between = certify("time root"), certify("time issuer", certify("time root"))
    (bare_home.path / "time").mkdir()
    (bare_home.path / "time" / "root.pem").write_bytes(root.pem)
    (bare_home.path / "time" / "between.pem").write_bytes(between.pem)
    office = with_authority(bare_home, chain_file="time/between.pem", policy="2.25.7")
    old = make_seal_key(bare_home.seal_keys, HOLDER, PASSPHRASE)
    new = rotate_seal_key(bare_home.seal_keys, HOLDER, PASSPHRASE)
    first = make_ledger_key(bare_home.ledger_keys, PASSPHRASE).public
    second = rotate_ledger_key(bare_home.ledger_keys, PASSPHRASE).public
    leaked = withdraw(bare_home.seal_keys, old.fingerprint, "泄露")
    trust = trust_of(bare_home, office)
    assert trust.outside
    assert trust.seals == (old.certificate, new.certificate)
    assert trust.stamps == (root.certificate,)
    assert trust.ledgers == (first, second)
    assert trust.withdrawn == {old.fingerprint: leaked.since}
    anchors = anchors_of(bare_home, office)
    assert anchors.seals == (to_pem(new.certificate),)
    assert anchors.stamps == (root.pem,)
    assert anchors.ledgers == (first.to_pem(), second.to_pem())
    (tsa,) = tsas_of(bare_home, office)
    assert (tsa.name, tsa.url, tsa.policy) == ("tsa", "http://time.example/", "2.25.7")
    assert tsa.intermediates == (between.certificate,)
    assert stamp_roots([tsa]) == {"tsa": (root.certificate,)}


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_file_that_is_missing_or_no_certificate_is_named(
    bare_home: Home, content: bytes | None
) -> None:
    office = with_authority(bare_home, roots_file="root.pem")
    path = bare_home.path / "root.pem"
    if content is not None:
        path.write_bytes(content)
    for ask in (trust_of, anchors_of, tsas_of):
        with pytest.raises(FileFault) as caught:
            ask(bare_home, office)
        assert str(path) in caught.value.diagnostics("zh")


def test_a_roots_file_elsewhere_is_named_whole(bare_home: Home, tmp_path: Path) -> None:
    root = certify("time root")
    (tmp_path / "elsewhere.pem").write_bytes(root.pem)
    office = with_authority(bare_home, roots_file=str(tmp_path / "elsewhere.pem"))
    assert tsas_of(bare_home, office)[0].roots == (root.certificate,)
