"""XHTML as HTML: a browser that is told application/xhtml+xml reads it as XML, where <script/> is
ended by its own sign and CDATA is text."""

import re

_EMPTY = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"([a-zA-Z][\w:-]{0,40})\b([^<>]{0,2000})/>"
)
_CDATA = "<![CDATA["


def is_xhtml(content_type: str | None) -> bool:
    """Whether the header says that the page is read as XML."""
    header = (content_type or "").partition(";")[0].strip().lower()
    return header in ("application/xhtml+xml", "application/xml", "text/xml")


def as_html(text: str) -> str:
    """Elements that end themselves with an end of their own, and CDATA as text."""
    pieces: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) >= 0:
        end = text.find("]]>", start)
        if end < 0:
            break
        around = text[max(0, start - 200, at) : start].lower()
        inner = text[start + len(_CDATA) : end]
        if not any(around.rfind(raw) > around.rfind("</") for raw in ("<script", "<style")):
            inner = inner.replace("&", "&amp;").replace("<", "&lt;")  # HTML unescapes no script
        pieces += [_EMPTY.sub(r"<\1\2></\1>", text[at:start]), inner]
        at = end + len("]]>")
    return "".join([*pieces, _EMPTY.sub(r"<\1\2></\1>", text[at:])])
