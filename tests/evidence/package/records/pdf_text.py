"""The text of a PDF that Chromium printed, page by page, read without a library.

Skia writes each object plain, each font with a ToUnicode map and text as hexadecimal
strings, so that little is needed (ISO 32000-1, 7.3, 9.10.3, 14.9.4).
"""

import re
import zlib

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.S)
_TOKEN = re.compile(
    rb"/(F\d+) [\d.\-]+ Tf|<([0-9A-Fa-f]*)> Tj|\((.*?)(?<!\\)\) Tj"
    rb"|/ActualText <FEFF([0-9A-Fa-f]*)>|(EMC)",
    re.S,
)


def pdf_pages(data: bytes) -> list[str]:
    """The text of each page, without spaces: where a line breaks is the layout's business."""
    objects = {int(number): body for number, body in _OBJECT.findall(data)}
    fonts = {number: _map(objects, body) for number, body in objects.items() if b"/Font" in body}
    kids = next(body for body in objects.values() if b"/Type /Pages" in body and b"/Kids" in body)
    pages: list[str] = []
    for number in _in_order(objects, kids):
        body = objects[number]
        named = {
            name: fonts.get(int(target), {})
            for name, target in re.findall(rb"/(F\d+) (\d+) 0 R", body)
        }
        contents = re.search(rb"/Contents (\d+) 0 R", body)
        assert contents is not None
        pages.append("".join(_text(_stream(objects[int(contents[1])]), named).split()))
    return pages


def _in_order(objects: dict[int, bytes], pages: bytes) -> list[int]:
    found: list[int] = []
    listed = re.search(rb"/Kids \[(.*?)\]", pages, re.S)
    for number in re.findall(rb"(\d+) 0 R", listed[1] if listed else b""):
        body = objects[int(number)]
        found += _in_order(objects, body) if b"/Kids" in body else [int(number)]
    return found


def _text(content: bytes, fonts: dict[bytes, dict[bytes, str]]) -> str:
    made: list[str] = []
    font: dict[bytes, str] = {}
    replaced = False
    for name, hexadecimal, literal, actual, end in _TOKEN.findall(content):
        if name:
            font = fonts[name]
        elif end:
            replaced = False
        elif actual:
            made.append(bytes.fromhex(actual.decode()).decode("utf-16-be"))
            replaced = True
        elif not replaced:
            codes = bytes.fromhex(hexadecimal.decode()) if hexadecimal else literal
            width = len(next(iter(font))) if font else 1
            for start in range(0, len(codes), width):
                made.append(font.get(codes[start : start + width], "\ufffd"))
    return "".join(made)


def _map(objects: dict[int, bytes], font: bytes) -> dict[bytes, str]:
    named = re.search(rb"/ToUnicode (\d+) 0 R", font)
    if named is None:
        return {}
    cmap = _stream(objects[int(named[1])])
    found: dict[bytes, str] = {}
    for block in re.findall(rb"beginbfchar\n(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code.decode())] = _utf16(text)
    for block in re.findall(rb"beginbfrange\n(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(rb"<(\w+)> <(\w+)> <(\w+)>", block):
            size = len(first) // 2
            for offset in range(int(last, 16) - int(first, 16) + 1):
                code = (int(first, 16) + offset).to_bytes(size, "big")
                found[code] = _utf16(f"{int(text, 16) + offset:0{len(text)}X}".encode())
    return found


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    data = rest.rpartition(b"\nendstream")[0]
    return zlib.decompress(data) if b"/FlateDecode" in head else data
