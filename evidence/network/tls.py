"""TLS 加密连接: verify; where that fails, connect all the same and say why.

A shop with a bad certificate is still to be seen, but never silently: the
reason stands in the record. Python cannot report a failed verification and
keep the connection, so a second one is made that accepts any certificate; the
certificate kept is the one of the connection that carried the response.
"""

import re
import ssl
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# OpenSSL X509_V_ERR_* (x509_vfy.h) → the first word of `tls_error`.
_VERIFY_WORDS = {
    3: "revocation-unknown",
    9: "not-yet-valid",
    10: "expired",
    18: "self-signed",
    19: "untrusted-issuer",
    20: "untrusted-issuer",
    21: "untrusted-issuer",
    22: "chain-too-long",
    23: "revoked",
    24: "bad-issuer",
    26: "wrong-purpose",
    62: "wrong-host",
    64: "wrong-host",
    66: "weak-key",
    67: "weak-key",
    68: "weak-signature",
}
_OP_LEGACY_SERVER_CONNECT = 0x4  # OpenSSL's ssl.h; named by Python's ssl from 3.12 on
_OLD = re.compile(
    "UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|NO_PROTOCOLS|HANDSHAKE_FAILURE|DH_KEY_TOO_SMALL"
    "|EE_KEY_TOO_SMALL|CA_KEY_TOO_SMALL|CA_MD_TOO_WEAK|UNSAFE_LEGACY_RENEGOTIATION"
    "|NO_CIPHERS|INSUFFICIENT_SECURITY|WRONG_SIGNATURE_TYPE|BAD_ECPOINT|UNSUPPORTED_EC"
)


@dataclass(frozen=True)
class Trust:
    """Whom to trust: the machine's certificate authorities, and those in `ca_file` (PEM)."""

    ca_file: Path | None = None

    @cached_property
    def strict(self) -> ssl.SSLContext:
        """Verifies chain and host name; TLS 1.2 or newer."""
        # Not create_default_context: that one would write keys to SSLKEYLOGFILE.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs()
        if self.ca_file is not None:
            context.load_verify_locations(self.ca_file)
        context.set_alpn_protocols(["http/1.1"])
        return context

    @cached_property
    def lenient(self) -> ssl.SSLContext:
        """Takes any certificate and any version OpenSSL still speaks."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with warnings.catch_warnings():
            # Old versions are the point: a shop on TLS 1.0 is captured, and marked.
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
        context.options |= _OP_LEGACY_SERVER_CONNECT
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.set_alpn_protocols(["http/1.1"])
        return context


def failure(error: OSError) -> str | None:
    """What to write as `tls_error` before trying leniently; None if that cannot help.

    A stable word, then OpenSSL's own: "expired: certificate has expired".
    Old servers often hang up on a modern greeting instead of answering it, so
    that counts as "outdated" too.
    """
    if isinstance(error, ConnectionResetError | ConnectionAbortedError | ssl.SSLEOFError):
        return "outdated: hung up during the handshake"
    if not isinstance(error, ssl.SSLError):
        return None
    if isinstance(error, ssl.SSLCertVerificationError):
        word = _VERIFY_WORDS.get(error.verify_code, "unverified")
        return f"{word}: {error.verify_message.rstrip('.')}"
    reason = getattr(error, "reason", None) or ""
    if _OLD.search(reason):
        return f"outdated: {reason.replace('_', ' ').lower()}"
    return None


def certificate_of(connection: ssl.SSLObject | ssl.SSLSocket) -> bytes | None:
    """The peer's own certificate as DER."""
    return connection.getpeercert(binary_form=True)
