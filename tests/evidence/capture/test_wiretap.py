"""From bytes on sockets to exchanges, without a browser: each event as Chromium logs it."""

import ssl
from collections.abc import Mapping
from typing import Any

import pytest

from evidence.capture.netlog import BEGIN, END, NONE, Event
from evidence.capture.tapped import Tapped
from evidence.capture.wiretap import WITH_BYTES, Wiretap
from evidence.network.limits import Limits
from tests.evidence.network.certificates import make

RELAY_SAYS = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


class Log:
    """Writes the log of a browser with a few sockets, and keeps what the tap makes of it."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.kept: list[Tapped] = []
        self.cut: list[int] = []
        self.tap = Wiretap(self.kept.append, self.cut.append, limits or Limits())
        self.tap.net_errors = {-201: "ERR_CERT_DATE_INVALID", -3: "ERR_ABORTED"}
        self.now = 1000.0

    def say(
        self, kind: str, source: int, phase: int = NONE, data: bytes = b"", **params: Any
    ) -> None:
        self.now += 0.001
        assert kind in Wiretap.kinds
        self.tap.take(Event(kind, phase, source, self.now, params, data))

    def connect(self, socket: int = 21, host: bytes = b"shop.example", port: int = 80) -> None:
        self.say("SOCKET_ALIVE", socket, BEGIN)
        self.say("TCP_CONNECT", socket, END, local_address=f"127.0.0.1:{40000 + socket}")
        self.say("SOCKS5_CONNECT", socket, BEGIN)
        self.sent(b"\x05\x01\x00", socket)
        self.received(b"\x05\x00", socket)
        ask = b"\x05\x01\x00\x03" + bytes([len(host)]) + host + port.to_bytes(2, "big")
        self.sent(ask, socket)
        self.received(RELAY_SAYS, socket)
        self.say("SOCKS5_CONNECT", socket, END)

    def request(self, number: int, socket: int = 21, **said: Any) -> None:
        """The browser's words about a request, and that it gets the socket."""
        said = {"method": "GET", "url": "http://shop.example/", "request_type": "other"} | said
        said.setdefault("initiator", "http://shop.example")
        annotation = said.pop("annotation", 101845102)
        self.say("REQUEST_ALIVE", number, BEGIN, traffic_annotation=annotation)
        self.say("URL_REQUEST_START_JOB", number, BEGIN, **said)
        self.bind(number, socket)

    def bind(self, number: int, socket: int = 21) -> None:
        job = number + 1000
        self.say("HTTP_STREAM_REQUEST_BOUND_TO_JOB", number, source_dependency={"id": job})
        self.say("SOCKET_IN_USE", socket, BEGIN, source_dependency={"id": job})

    def sent(self, data: bytes, socket: int = 21, tls: str = "") -> None:
        self.say(f"{tls}SOCKET_BYTES_SENT", socket, data=data)

    def received(self, data: bytes, socket: int = 21, tls: str = "") -> None:
        self.say(f"{tls}SOCKET_BYTES_RECEIVED", socket, data=data)

    def free(self, socket: int = 21) -> None:
        self.say("SOCKET_IN_USE", socket, END)

    def close(self, socket: int = 21) -> None:
        self.say("SOCKET_ALIVE", socket, END)


def get(path: str = "/") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: shop.example\r\n\r\n".encode()


@pytest.fixture
def log() -> Log:
    return Log()


def test_two_exchanges_on_one_connection(log: Log) -> None:
    log.connect()
    log.request(1, url="http://shop.example/a#part")
    log.sent(get("/a"))
    log.received(HELLO[:20])
    log.received(HELLO[20:])
    log.free()
    log.request(2, url="http://shop.example/b")
    log.sent(b"POST /b HTTP/1.1\r\nHost: shop.example\r\ncontent-length: 6\r\n\r\n")
    log.sent(b"q=\xe8\x8c\xb6")
    log.sent(b"!")
    log.received(HELLO)
    log.free()
    first, second = log.kept
    assert bytes(first.request) == get("/a")
    assert first.url == "http://shop.example/a"
    assert bytes(first.response.raw) == HELLO
    assert second.method == "POST"
    assert bytes(second.request).endswith(b"\r\n\r\nq=\xe8\x8c\xb6!")
    assert bytes(second.response.raw) == HELLO
    assert (second.socket.host, second.socket.port) == ("shop.example", 80)
    assert first.socket.local_port == 40021
    assert not any(one.response.truncated for one in log.kept)
    assert log.tap.received == 2 * len(HELLO)


def test_bytes_after_the_answer_belong_to_it_and_are_named(log: Log) -> None:
    log.connect()
    log.request(1)
    log.sent(get())
    log.received(HELLO + b"more")
    log.received(b" still")
    log.free()
    (one,) = log.kept
    assert bytes(one.response.raw) == HELLO + b"more still"
    assert one.response.anomalies == ["data-after-response"]


def test_a_body_until_the_close_is_whole_only_with_the_close(log: Log) -> None:
    open_ended = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil"
    for socket, ends in ((21, True), (22, False)):
        log.connect(socket)
        log.request(socket, socket)
        log.sent(get(), socket)
        log.received(open_ended, socket)
        if ends:
            log.received(b"", socket)
        log.free(socket)
        log.close(socket)
    whole, given_up = log.kept
    assert whole.response.truncated is None
    assert given_up.response.truncated == "unspecified"
    assert "cancelled-by-page" in given_up.response.anomalies


@pytest.mark.parametrize(
    ("how", "truncated"), [("end", "disconnect"), ("error", "disconnect"), ("ending", "time")]
)
def test_an_answer_that_breaks_off_says_why(log: Log, how: str, truncated: str) -> None:
    log.connect()
    log.request(1)
    log.sent(get())
    log.received(HELLO[:-2])
    if how == "end":
        log.received(b"")
    elif how == "error":
        log.say("SOCKET_READ_ERROR", 21, net_error=-101)
    else:
        log.tap.ending = log.now
    log.free()
    (one,) = log.kept
    assert bytes(one.response.raw) == HELLO[:-2]
    assert one.response.truncated == truncated


def test_what_is_under_way_at_the_end_is_kept_as_far_as_it_came(log: Log) -> None:
    log.connect()
    log.request(1)
    log.sent(get())
    log.received(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")
    log.tap.finish()
    (one,) = log.kept
    assert one.response.truncated == "time"
    assert bytes(one.response.raw).endswith(b"hel")


def test_a_head_request_has_no_body(log: Log) -> None:
    log.connect()
    log.request(1, method="HEAD")
    log.sent(b"HEAD / HTTP/1.1\r\nHost: shop.example\r\n\r\n")
    log.received(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    log.free()
    (one,) = log.kept
    assert one.whole
    assert one.response.truncated is None


def test_interim_answers_stand_apart(log: Log) -> None:
    log.connect()
    log.request(1)
    log.sent(get())
    log.received(b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" + HELLO)
    log.free()
    (one,) = log.kept
    assert bytes(one.response.raw) == HELLO
    assert one.response.interim.startswith(b"HTTP/1.1 103")


def test_an_answer_beyond_the_limit_is_cut_and_its_connection_too() -> None:
    log = Log(Limits(body=1000))
    log.connect()
    log.request(1)
    log.sent(get())
    log.received(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n")
    for _ in range(50):
        log.received(b"v" * 100)
    log.free()
    (one,) = log.kept
    assert one.response.truncated == "length"
    assert log.cut == [40021]
    assert len(one.response.raw.partition(b"\r\n\r\n")[2]) == 1000
    assert one.received > 5000


def test_frames_of_a_websocket_stand_apart(log: Log) -> None:
    log.connect()
    log.request(1, url="ws://shop.example/socket")
    log.sent(get("/socket"))
    head = b"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    log.received(head + b"\x81\x02hi")
    log.sent(b"\x81\x83abcd\x03\x0d\x08")
    log.received(b"\x81\x03tea")
    log.free()
    (one,) = log.kept
    assert bytes(one.response.raw) == head
    assert bytes(one.frames_received) == b"\x81\x02hi\x81\x03tea"
    assert bytes(one.frames_sent) == b"\x81\x83abcd\x03\x0d\x08"
    assert one.response.anomalies == []


def test_inside_of_tls_only_what_was_said_inside_counts(log: Log) -> None:
    signed = make("shop.example")
    pem = ssl.DER_cert_to_PEM_cert(signed.der)
    log.connect(port=443)
    log.say("SSL_CONNECT", 21, BEGIN)
    log.sent(b"\x16\x03\x01 client hello")
    log.received(b"\x16\x03\x03 server hello")
    log.say("SSL_CERTIFICATES_RECEIVED", 21, certificates=[pem, "no certificate"])
    log.say("SSL_CONNECT", 21, END, version="TLS 1.3", cipher_suite=0x1302)
    log.request(1, url="https://shop.example/")
    log.sent(get(), tls="SSL_")
    log.sent(b"\x17\x03\x03 encrypted")
    log.received(b"\x17\x03\x03 encrypted")
    log.received(HELLO, tls="SSL_")
    log.free()
    (one,) = log.kept
    assert one.url == "https://shop.example/"
    assert bytes(one.request) == get()
    assert bytes(one.response.raw) == HELLO
    assert one.socket.chain == (signed.der, b"")
    assert (one.socket.tls_version, one.socket.cipher) == ("TLS 1.3", 0x1302)
    assert one.socket.tls_error is None


def test_a_certificate_that_was_not_trusted_stays_not_trusted(log: Log) -> None:
    pem = ssl.DER_cert_to_PEM_cert(make("shop.example").der)
    for socket, said in ((21, {"net_error": -201}), (22, {"version": "TLS 1.2"})):
        log.connect(socket, port=443)
        log.say("SSL_CONNECT", socket, BEGIN)
        log.say("SSL_CERTIFICATES_RECEIVED", socket, certificates=[pem])
        log.say("SSL_CONNECT", socket, END, **said)
    log.request(1, 22)
    log.sent(get(), 22, tls="SSL_")
    log.received(HELLO, 22, tls="SSL_")
    log.free(22)
    (one,) = log.kept
    assert one.socket.tls_error == "expired: ERR_CERT_DATE_INVALID"


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ({"initiator": "not an origin", "request_type": "other", "annotation": 54845618}, True),
        ({"initiator": "not an origin", "request_type": "main frame"}, False),
        ({"initiator": "not an origin", "request_type": "other", "annotation": 63171670}, False),
        ({"initiator": "http://shop.example", "request_type": "other", "annotation": 1}, False),
    ],
)
def test_what_the_browser_asks_for_itself_is_told(
    log: Log, said: Mapping[str, Any], own: bool
) -> None:
    log.connect()
    log.request(1, **said)
    log.sent(get())
    log.received(HELLO)
    log.free()
    (one,) = log.kept
    assert one.asked is not None
    assert one.asked.own is own
    assert bool(log.tap.browser_own) is own


def test_each_hop_of_a_redirect_is_an_exchange(log: Log) -> None:
    log.connect()
    log.request(1, url="http://shop.example/old", request_type="main frame")
    log.sent(get("/old"))
    log.received(b"HTTP/1.1 302 Found\r\nLocation: /new\r\nContent-Length: 5\r\n\r\nmoved")
    log.free()
    start = {"method": "GET", "request_type": "main frame", "initiator": "not an origin"}
    log.say("URL_REQUEST_START_JOB", 1, BEGIN, url="http://shop.example/new", **start)
    log.bind(1)
    log.sent(get("/new"))
    log.received(HELLO)
    log.free()
    assert [one.url.rpartition("/")[2] for one in log.kept] == ["old", "new"]
    assert bytes(log.kept[0].response.raw).endswith(b"moved")
    assert set(log.tap.documents) == {"http://shop.example/old", "http://shop.example/new"}


def test_bytes_that_belong_to_nothing_do_no_harm(log: Log) -> None:
    log.received(b"before anything", 99)
    log.sent(b"x", 98)
    log.connect()
    log.received(b"unasked for")
    log.say("SOCKET_IN_USE", 97, END)
    log.say("SSL_CONNECT", 96, END)
    log.close()
    log.tap.finish()
    assert log.kept == []


def test_a_request_that_was_not_answered_is_told(log: Log) -> None:
    log.connect()
    log.request(1)
    log.sent(get())
    log.received(b"")
    log.close()
    (one,) = log.kept
    assert one.received == 0
    assert bytes(one.request) == get()


def test_no_kind_of_event_with_bytes_is_forgotten() -> None:
    assert Wiretap.kinds >= WITH_BYTES
