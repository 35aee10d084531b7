"""Responses as odd servers send them; each says hello."""

from tests.evidence.network.servers import OK

ODD = {
    "odd case": OK + b"cOnTeNt-LeNgTh: 5\r\nX-a: 1\r\nx-A: 2\r\n\r\nhello",
    "gbk": OK + b"X-Shop: " + "茶叶".encode("gbk") + b"\r\nContent-Length: 5\r\n\r\nhello",
    "no colon": OK + b"what is this\r\nContent-Length: 5\r\n\r\nhello",
    "two lengths": OK + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
    "length and chunked": OK
    + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    "9 kB header": OK + b"X: " + b"x" * 9000 + b"\r\nContent-Length: 5\r\n\r\nhello",
    "nul": OK + b"X: a\0b\r\nContent-Length: 5\r\n\r\nhello",
    "nul in name": OK + b"X\0Y: b\r\nContent-Length: 5\r\n\r\nhello",
    "bare lf": b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
    "bare cr": OK + b"X: a\rSet-Cookie: b\r\nContent-Length: 5\r\n\r\nhello",
    "folded": OK + b"X: a\r\n  b\r\nContent-Length: 5\r\n\r\nhello",
    "blank before colon": OK + b"X : a\r\nContent-Length: 5\r\n\r\nhello",
    "chunked, extension, trailer": OK
    + b"Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n",
    "until close": OK + b"\r\nhello",
    "http 1.0": b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
    "no reason": b"HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nhello",
    "warc in a header": OK
    + b"X: WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nhello",
    "bad length": OK + b"Content-Length: five\r\n\r\nhello",
}
