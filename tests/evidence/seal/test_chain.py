"""Paths to a root: good ones found, bad ones refused, and openssl of the same mind."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

from evidence.seal.chain import ChainFault, find_chain
from tests.evidence.seal.authorities import Issued, certify
from tests.evidence.seal.program import openssl

NOW = datetime.now(UTC)


def openssl_agrees(
    folder: Path, leaf: Issued, others: list[Issued], roots: list[Issued], at: datetime
) -> bool:
    for name, held in (("leaf", [leaf]), ("others", others), ("roots", roots)):
        (folder / name).write_bytes(b"".join(one.pem for one in held))
    untrusted = ["-untrusted", folder / "others"] if others else []
    moment = str(int(at.timestamp()))
    asked = ("verify", "-attime", moment, "-CAfile", folder / "roots", *untrusted, folder / "leaf")
    return openssl(*asked).returncode == 0


def found(
    leaf: Issued, others: list[Issued], roots: list[Issued], at: datetime = NOW
) -> list[x509.Certificate]:
    inside = [one.certificate for one in others]
    return find_chain(leaf.certificate, inside, [one.certificate for one in roots], at)


def test_paths_of_every_length_are_found_in_any_order(tmp_path: Path) -> None:
    root = certify("root")
    issuer, between = root, []
    for number in range(4):
        issuer = certify(f"issuer {number}", issuer)
        between.append(issuer)
    leaf = certify("leaf", issuer, ca=False)
    stranger = certify("stranger")
    path = found(leaf, [stranger, *between], [stranger, root])
    assert path == [one.certificate for one in (leaf, *reversed(between), root)]
    assert openssl_agrees(tmp_path, leaf, between, [root], NOW)
    assert found(root, [], [root]) == [root.certificate]
    trusted_leaf = certify("alone", ca=False)
    assert found(trusted_leaf, [], [trusted_leaf]) == [trusted_leaf.certificate]


def test_an_issuer_of_the_same_name_with_another_key_is_passed_over() -> None:
    root = certify("root")
    twin = certify("root")
    leaf = certify("leaf", root, ca=False)
    assert found(leaf, [], [twin, root])[-1] == root.certificate
    with pytest.raises(ChainFault) as caught:
        found(leaf, [root], [twin])
    assert caught.value.code == "foreign"


@pytest.mark.parametrize("which", ["leaf", "between", "root"])
@pytest.mark.parametrize("when", ["past", "future"])
def test_what_is_not_valid_at_the_time_is_refused(tmp_path: Path, which: str, when: str) -> None:
    days = dict.fromkeys(("leaf", "between", "root"), (-100, 100))
    days[which] = (-50, 50)
    root = certify("root", days=days["root"])
    between = certify("between", root, days=days["between"])
    leaf = certify("leaf", between, ca=False, days=days["leaf"])
    at = NOW + timedelta(days=70 if when == "future" else -70)
    with pytest.raises(ChainFault) as caught:
        found(leaf, [between], [root], at)
    assert caught.value.code == "expired"
    assert which in caught.value.what
    assert not openssl_agrees(tmp_path, leaf, [between], [root], at)
    assert found(leaf, [between], [root], NOW)


def test_who_may_not_issue_does_not_count_as_issuer(tmp_path: Path) -> None:
    root = certify("root")
    for bad in (
        certify("bad", root, ca=False),
        certify("bad", root, cert_sign=False),
    ):
        leaf = certify("leaf", bad, ca=False)
        with pytest.raises(ChainFault) as caught:
            found(leaf, [bad], [root])
        assert caught.value.code == "foreign"
        assert not openssl_agrees(tmp_path, leaf, [bad], [root], NOW)


def test_a_path_longer_than_an_authority_allows_is_refused(tmp_path: Path) -> None:
    root = certify("root", path_length=0)
    between = certify("between", root)
    below, direct = certify("leaf", between, ca=False), certify("leaf", root, ca=False)
    with pytest.raises(ChainFault) as caught:
        found(below, [between], [root])
    assert caught.value.code == "foreign"
    assert not openssl_agrees(tmp_path, below, [between], [root], NOW)
    assert found(direct, [between], [root])


def test_a_critical_extension_that_is_not_understood_is_refused() -> None:
    root = certify("root")
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.25.7"), b"\x05\x00")
    for critical in (True, False):
        leaf = certify("leaf", root, ca=False, more=((unknown, critical),))
        if critical:
            with pytest.raises(ChainFault) as caught:
                found(leaf, [], [root])
            assert caught.value.code == "unsupported"
        else:
            assert found(leaf, [], [root])
    narrow = x509.NameConstraints([x509.DNSName("example.test")], None)
    constrained = certify("constrained", root, more=((narrow, True),))
    with pytest.raises(ChainFault):
        found(certify("leaf", constrained, ca=False), [constrained], [root])


def test_a_short_key_is_refused() -> None:
    root = certify("root")
    weak = certify("leaf", root, ca=False, key=rsa.generate_private_key(65537, 1024))
    with pytest.raises(ChainFault) as caught:
        found(weak, [], [root])
    assert caught.value.code == "weak"


def test_certificates_that_all_issue_one_another_do_not_hang_us() -> None:
    key = certify("loop")
    mesh = [certify("loop", key, key=key.key) for _ in range(23)]
    leaf = certify("leaf", key, ca=False)
    with pytest.raises(ChainFault):
        found(leaf, mesh, [certify("elsewhere")])
    with pytest.raises(ChainFault):
        found(leaf, mesh * 2, [key])
