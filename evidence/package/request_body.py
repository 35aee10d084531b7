"""What a request carried in its body, written as the query of an address.

Replay tools tell one POST to an address from another by it
(specs.webrecorder.net/request-body-canonicalization, as cdxj-indexer does it).
For replay only: what was really sent stands in the request's record.
"""

import base64
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_plus, urlencode

WITH_BODY = frozenset({"POST", "PUT"})
LONGEST = 4096

_PART_NAME = re.compile(rb'name="([^"]*)"')


def body_query(content_type: str, body: bytes) -> str:
    """The body as a query, cut to LONGEST characters."""
    kind = content_type.lower()
    try:
        if kind.startswith("application/x-www-form-urlencoded"):
            query = unquote_plus(body.decode("utf-8"))
        elif kind.startswith("multipart/"):
            query = urlencode(list(_parts(content_type, body)))
        elif kind.startswith("application/json"):
            query = _json_query(body, otherwise="")
        elif kind.startswith("text/plain"):
            query = _json_query(body, otherwise=_opaque(body))
        else:
            query = _opaque(body)
    except UnicodeDecodeError:
        query = _opaque(body)
    return query[:LONGEST]


def with_body(uri: str, method: str, query: str) -> str:
    """The address `uri` with the method, and the body as `query`, in its own query."""
    mark = "&" if "?" in uri else "?"
    return f"{uri}{mark}__wb_method={method}" + (f"&{query}" if query else "")


def _opaque(body: bytes) -> str:
    return "__wb_post_data=" + base64.b64encode(body).decode("ascii")


def _json_query(body: bytes, *, otherwise: str) -> str:
    found: dict[str, str] = {}
    try:
        for name, value in _leaves(json.loads(body)):
            number = 1
            key = name
            while key in found:
                number += 1
                key = f"{name}.{number}_"
            found[key] = value
    except (ValueError, RecursionError):
        return otherwise
    return urlencode(found)


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name)
    elif name:
        yield name, _as_script_says(value)


def _as_script_says(value: Any) -> str:
    """A value of JSON as ECMAScript writes it, which is what replay tools go by."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _parts(content_type: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of each part (RFC 7578); nothing where there is no boundary."""
    boundary = content_type.partition("boundary=")[2].partition(";")[0].strip(' "')
    if not boundary:
        return
    for part in body.split(b"--" + boundary.encode("latin-1", "replace")):
        head, _, content = part.partition(b"\r\n\r\n")
        name = _PART_NAME.search(head)
        if name is not None:
            yield name[1].decode("utf-8", "replace"), content.removesuffix(b"\r\n")
