"""What a DOCX says, and what it holds beside words."""

import io
import re
import zipfile

import docx
from lxml import etree

_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_LINKS = re.compile(
    rb'<w:hyperlink|TargetMode="External"|<w:instrText|w:instr="(?! (?:PAGE|NUMPAGES) ")'
    rb"|<w:object|<w:altChunk|attachedTemplate|<w:sdt|<mc:AlternateContent"
)


def word_text(data: bytes) -> str:
    """The text of the body in its order, without spaces; python-docx must read the file too."""
    docx.Document(io.BytesIO(data))
    return _text(data, "word/document")


def word_margins(data: bytes) -> str:
    """The text of heads and feet, without spaces."""
    return _text(data, "word/header") + _text(data, "word/footer")


def word_links(data: bytes) -> list[bytes]:
    """Whatever in the file leads elsewhere or is computed by the reader."""
    with zipfile.ZipFile(io.BytesIO(data)) as entries:
        return [
            found
            for name in entries.namelist()
            if name.endswith((".xml", ".rels"))
            for found in _LINKS.findall(entries.read(name))
        ]


def _text(data: bytes, begins: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as entries:
        trees = [
            etree.fromstring(entries.read(name))
            for name in sorted(entries.namelist())
            if name.startswith(begins)
        ]
    said = "".join(piece.text or "" for tree in trees for piece in tree.iter(_TEXT))
    return "".join(said.split())
