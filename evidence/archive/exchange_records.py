"""What is written of an exchange, a resource and a file: which records, in which order.

    warcinfo      first in each file: software, versions, operator, robots, configuration
    resource      the peer's certificate, once a file
    request       as sent; points forward to its answer
    response      as received; points back to its request
    metadata      interim (1xx) responses, as received; point back to the response
    metadata      certificate, TLS, oddities; point back to the response

Of a request that was sent and got not one byte of an answer:

    request       as sent; points nowhere
    metadata      that no answer came, and how it ended; points back to the request

Only a request points forward, so a file that breaks off between two records is
still whole in itself, but for a last request without its answer, or without the
word that there is none.
"""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from evidence.archive.fields import fields_block, truncation
from evidence.archive.message import looks_like_response
from evidence.archive.record import RecordRef
from evidence.archive.stored import HTTP_REQUEST, HTTP_RESPONSE, WARC_FIELDS
from evidence.archive.warc import Composed, compose, new_record_id
from evidence.network.exchange import RawExchange
from evidence.seal.digests import sha256_label

CERTIFICATE_URN = "urn:x-wangjian:certificate:"
INTERIM_URN = "urn:x-wangjian:interim:"
_CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_PARTS = ("warcio", "isal", "pycryptodome", "httptools")


@dataclass(frozen=True, slots=True)
class Messages:
    """The records of what went over the wire. `answer` is the response or what came instead."""

    request: Composed
    answer: Composed
    interim: Composed | None


def messages(raw: RawExchange) -> Messages:
    """Request, answer and interim responses of `raw`.

    Bytes that begin with no HTTP status line, or none at all, become a `resource`
    record: a `response` record would promise a head.
    """
    request_id, answer_id = new_record_id(), new_record_id()
    request = _request(raw, request_id, [answer_id])
    is_http = looks_like_response(raw.response)
    answer = compose(
        "response" if is_http else "resource",
        when=raw.started_at,
        block=raw.response,
        content_type=HTTP_RESPONSE if is_http else "application/octet-stream",
        uri=raw.url,
        record_id=answer_id,
        concurrent_to=[request_id],
        ip=raw.ip,
        truncated=raw.truncated,
    )
    return Messages(request, answer, _interim(raw, answer_id) if raw.interim else None)


def lone_request(raw: RawExchange) -> Composed:
    """The request of `raw`, to which nothing was answered (WARC 1.1, 6.5: it may stand alone)."""
    return _request(raw, new_record_id(), [])


def _request(raw: RawExchange, record_id: str, concurrent_to: Sequence[str]) -> Composed:
    return compose(
        "request",
        when=raw.started_at,
        block=raw.request,
        content_type=HTTP_REQUEST,
        uri=raw.url,
        record_id=record_id,
        concurrent_to=concurrent_to,
        ip=raw.ip,
    )


def _interim(raw: RawExchange, answer_id: str) -> Composed:
    # An address of its own: under the page's, replay tools would take it for the page.
    return compose(
        "metadata",
        when=raw.started_at,
        block=raw.interim,
        content_type=HTTP_RESPONSE,
        uri=INTERIM_URN + answer_id.strip("<>").removeprefix("urn:uuid:"),
        concurrent_to=[answer_id],
        refers_to=answer_id,
    )


def certificate(raw: RawExchange, der: bytes) -> Composed:
    """The peer's certificate, named by the SHA-256 of its DER."""
    return compose(
        "resource",
        when=raw.started_at,
        block=der,
        content_type="application/pkix-cert",
        uri=CERTIFICATE_URN + sha256_label(der),
    )


def connection(
    raw: RawExchange, certificate_id: str | None, about_id: str, *, answered: bool
) -> Composed | None:
    """What the connection showed and what was odd; None where there is nothing to say.

    `about_id` is the answer's record, or the request's where nothing was `answered`:
    that is always said, and how it ended in the words of WARC-Truncated.
    """
    said: dict[str, str] = {}
    if not answered:
        said |= {"answer": "none", "ended": truncation(raw.truncated or "unspecified")}
    if raw.tls_version is not None:
        said["tls-version"] = raw.tls_version
    if raw.certificate is not None:
        said["certificate-digest"] = sha256_label(raw.certificate)
    if certificate_id is not None:
        said["certificate-record"] = certificate_id
    if raw.tls_error is not None:
        said["tls-error"] = raw.tls_error
    if raw.anomalies:
        said["anomalies"] = ", ".join(raw.anomalies)
    if not said:
        return None
    return _described(raw.url, raw.started_at, {"port": str(raw.port)} | said, about_id)


def resource(
    uri: str, content_type: str, payload: bytes, when: datetime, concurrent_to: str | None
) -> Composed:
    """Something that is no HTTP message, such as a rendered page."""
    return compose(
        "resource",
        when=when,
        block=payload,
        content_type=content_type,
        uri=uri,
        concurrent_to=[] if concurrent_to is None else [concurrent_to],
    )


def about_resource(
    uri: str, when: datetime, note: Mapping[str, str], source: RecordRef | None, resource_id: str
) -> Composed | None:
    """A note on a resource and where its source lies, maybe in another file."""
    said = dict(note)
    if source is not None:
        said |= {
            "source-record": source.record_id,
            "source-file": source.file,
            "source-offset": str(source.offset),
            "source-block-digest": source.block_digest,
        }
    return _described(uri, when, said, resource_id) if said else None


def _described(uri: str, when: datetime, said: Mapping[str, str], record_id: str) -> Composed:
    return compose(
        "metadata",
        when=when,
        block=fields_block(said.items()),
        content_type=WARC_FIELDS,
        uri=uri,
        concurrent_to=[record_id],
        refers_to=record_id,
    )


def warcinfo(file_name: str, part_of: str, info: Mapping[str, str]) -> Composed:
    """The first record of `file_name` (WARC 1.1, 6.2). `info` may not replace our own words."""
    parts = ", ".join(f"{part} {version(part)}" for part in _PARTS)
    said = {
        "software": f"wangjian/{version('wangjian')} (Python {platform.python_version()}; {parts})",
        "format": "WARC File Format 1.1",
        "conformsTo": _CONFORMS_TO,
        "isPartOf": part_of,
    }
    others = {name: value for name, value in info.items() if name not in said}
    return compose(
        "warcinfo",
        when=datetime.now(UTC),
        block=fields_block((said | others).items()),
        content_type=WARC_FIELDS,
        filename=file_name,
    )
