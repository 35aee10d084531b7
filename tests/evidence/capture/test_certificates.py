"""Chains of certificates, written down as they were sent."""

import json
import ssl
from pathlib import Path

from evidence.capture.certificates import describe, keep_certificates
from evidence.capture.store import Store
from evidence.capture.traffic import Origin
from evidence.seal.digests import sha256_label
from tests.evidence.network.certificates import make


def test_chains_are_kept_in_both_forms(tmp_path: Path) -> None:
    authority = make("authority.example", ca=True)
    leaf = make("shop.example", "127.0.0.1", issuer=authority)
    chain = (leaf.der, authority.der, b"no certificate")
    store = Store(tmp_path / "C-1")
    keep_certificates(
        store,
        [
            Origin("shop.example", 443, chain, "TLS 1.3", 0x1301, None),
            Origin("a.example", 8443, (leaf.der,), "TLS 1.2", None, "wrong-host: x"),
        ],
    )
    told = json.loads((store.folder / "certificates.json").read_bytes())["origins"]
    assert [one["host"] for one in told] == ["a.example", "shop.example"]
    shop = told[1]
    assert shop["cipher_suite"] == "0x1301"
    assert [one["sha256"] for one in shop["chain"]] == [sha256_label(der) for der in chain]
    assert shop["chain"][0]["names"] == ["shop.example", "127.0.0.1"]
    assert shop["chain"][0]["issuer"] == "CN=authority.example"
    assert shop["chain"][2]["unreadable"] is True
    assert told[0]["error"] == "wrong-host: x"
    pem = (store.folder / "certificates.pem").read_text()
    blocks = pem.count("-----BEGIN CERTIFICATE-----")
    assert blocks == 4
    assert ssl.DER_cert_to_PEM_cert(leaf.der) in pem


def test_without_tls_there_is_nothing_to_keep(tmp_path: Path) -> None:
    store = Store(tmp_path / "C-1")
    keep_certificates(store, [])
    assert store.artefacts == []


def test_what_a_certificate_cannot_say_is_left_out() -> None:
    told = describe(make("shop.example").der[:40])
    assert set(told) == {"sha256", "unreadable"}
