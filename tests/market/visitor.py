"""A visitor who asks the market's shops over plain HTTP, for the tests of the market itself."""

import http.client
from urllib.parse import urlsplit


class Answer:
    """One answer, its body read in the charset the page would be read in."""

    def __init__(self, raw: http.client.HTTPResponse) -> None:
        self.status = raw.status
        self.headers = {key.lower(): value for key, value in raw.getheaders()}
        self.body = raw.read()

    @property
    def text(self) -> str:
        kind = self.headers.get("content-type", "")
        head = self.body[:600].lower()
        gbk = "charset" not in kind and b"charset=gb2312" in head
        return self.body.decode("gb18030" if gbk else "utf-8")


def ask(base: str, path: str, method: str = "GET", body: str = "") -> Answer:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    connection.request(method, path, body or None, headers)
    try:
        return Answer(connection.getresponse())
    finally:
        connection.close()
