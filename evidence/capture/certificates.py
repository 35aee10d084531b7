"""Certificates 证书 of the hosts a page came from, as their servers sent them."""

import ssl
from collections.abc import Iterable
from typing import Any

from cryptography import x509

from evidence.capture.store import Store
from evidence.capture.traffic import Origin
from evidence.seal.digests import sha256_label


def keep_certificates(store: Store, origins: Iterable[Origin]) -> None:
    """Write down the chains: one file to read, one for programs (PEM). Nothing without TLS."""
    found = sorted(origins, key=lambda one: (one.host, one.port))
    if not found:
        return
    pem: list[str] = []
    for origin in found:
        pem.append(f"# {origin.host}:{origin.port}\n")
        pem += [ssl.DER_cert_to_PEM_cert(der) for der in origin.chain if der]
    told = {"origins": [_described(origin) for origin in found]}
    store.write_json(
        "certificates.json",
        "certificates",
        told,
        title="证书链",
        method="TLS 握手中服务器发送的证书链，由浏览器网络日志取得",
    )
    store.write(
        "certificates.pem",
        "certificates",
        "application/x-pem-file",
        "".join(pem).encode("ascii", "replace"),
        title="证书链（PEM）",
    )


def _described(origin: Origin) -> dict[str, Any]:
    return {
        "host": origin.host,
        "port": origin.port,
        "tls_version": origin.tls_version,
        "cipher_suite": None if origin.cipher is None else f"0x{origin.cipher:04X}",
        "error": origin.tls_error,
        "chain": [describe(der) for der in origin.chain],
    }


def describe(der: bytes) -> dict[str, Any]:
    """What a certificate (DER) says, with its SHA-256; only that where it cannot be read."""
    told: dict[str, Any] = {"sha256": sha256_label(der)}
    try:
        one = x509.load_der_x509_certificate(der)
        told |= {
            "subject": one.subject.rfc4514_string()[:1000],
            "issuer": one.issuer.rfc4514_string()[:1000],
            "serial": f"{one.serial_number:x}",
            "not_before": one.not_valid_before_utc.isoformat(),
            "not_after": one.not_valid_after_utc.isoformat(),
            "names": _names(one),
        }
    except (ValueError, x509.InvalidVersion):
        told["unreadable"] = True
    return told


def _names(one: x509.Certificate) -> list[str]:
    try:
        names = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return []
    plain = names.get_values_for_type(x509.DNSName)
    return [*plain, *map(str, names.get_values_for_type(x509.IPAddress))][:100]
