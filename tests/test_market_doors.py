"""The market's doors: options, log, loopback, the shell, and what shutting leaves behind."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from PIL import Image

from tests.market import Market
from tests.market.visitor import ask

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    with Market(only=["tea", "gbk", "poor"]) as opened:
        yield opened


def test_robots_of_a_named_shop_can_fail_and_delays_can_be_set() -> None:
    with Market(only=["tea", "farm"], robots_503="tea", crawl_delay={"farm": 3}) as market:
        assert ask(market.shops["tea"], "/robots.txt").status == 503
        assert "Crawl-delay: 3" in ask(market.shops["farm"], "/robots.txt").text


def test_log_keeps_raw_lines_times_and_answers(market: Market) -> None:
    before = time.monotonic()
    line = "/search.asp?key=" + quote("仿冒".encode("gbk"))
    ask(market.shops["gbk"], line)
    last = market.requests("gbk")[-1]
    assert last.line == f"GET {line} HTTP/1.1"
    assert before <= last.at <= time.monotonic()
    assert last.status == 200
    market.forget()
    assert market.requests("gbk") == []


def test_shops_listen_on_127_0_0_1_only(market: Market) -> None:
    port = urlsplit(market.shops["tea"]).port
    assert port is not None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=2)
    assert market.allow[0].startswith("127.0.0.1:")


def test_canaries_are_baited_only_when_named(market: Market) -> None:
    assert "WebSocket" not in ask(market.shops["tea"], "/").text
    with Market(only=["tea", "spa", "ld"], canary=["127.0.0.2:9", "[::1]:9"]) as baited:
        for shop, path in (("tea", "/goods/1001.html"), ("spa", "/"), ("ld", "/")):
            page = ask(baited.shops[shop], path).text
            for way in (
                "/link",
                "/image.png",
                "/frame",
                "/fetch",
                "/beacon",
                "/websocket",
                "stun:",
            ):
                assert way in page, (shop, way)
            assert "http://[::1]:9/image.png" in page
        answer = ask(baited.shops["tea"], "/out/brand")
        assert (answer.status, answer.headers["location"]) == (302, "http://127.0.0.2:9/redirected")


def test_latency_delays_each_answer() -> None:
    with Market(only=["farm"], latency=0.2) as market:
        start = time.monotonic()
        ask(market.shops["farm"], "/")
        assert time.monotonic() - start >= 0.2


def test_scale_adds_goods_with_their_truth() -> None:
    with Market(only=["tea"], scale=150) as market:
        more = [p for p in market.truth.products() if p.id >= 70001]
        assert len(more) == 150
        assert Counter(p.leads for p in more)[("counterfeit",)] >= 10
        lawless = next(p for p in more if p.leads == ("counterfeit",))
        assert "一比一高仿" in ask(market.shops["tea"], lawless.path).text
        assert "共178件商品" in ask(market.shops["tea"], "/all.html").text


def test_market_reopens_on_the_ports_it_had() -> None:
    with Market(only=["farm"]) as first:
        ports = first.ports()
        ask(first.shops["farm"], "/")
    with Market(only=["farm"], ports=ports) as second:
        assert second.ports() == ports
        assert ask(second.shops["farm"], "/").status == 200
    with pytest.raises(ConnectionRefusedError):
        ask(second.shops["farm"], "/")


def test_shutting_ends_connections_that_are_kept_alive() -> None:
    with Market(only=["farm"]) as market:
        held = http.client.HTTPConnection(urlsplit(market.shops["farm"]).netloc, timeout=5)
        held.request("GET", "/")
        held.getresponse().read()
        assert held.sock is not None
    assert held.sock.recv(1) == b""
    held.close()


def test_market_opens_from_a_shell_and_shuts_on_a_signal(tmp_path: Path) -> None:
    ports = tmp_path / "market.json"
    command = [sys.executable, "-m", "tests.market", "--ports-file", str(ports), "--only", "farm"]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert served.stdout is not None
        assert "老李家的果园" in served.stdout.readline()
        deadline = time.monotonic() + 10
        while not ports.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        told = json.loads(ports.read_text("utf-8"))
        assert "老李家的果园" in ask(told["shops"]["farm"], "/").text
        assert told["allow"] == [urlsplit(told["shops"]["farm"]).netloc]
    finally:
        served.terminate()
        served.communicate(timeout=10)
    assert served.returncode == 0
    assert not ports.exists()


def test_pictures_are_pictures(market: Market) -> None:
    for shop, path in (
        ("tea", "/img/1001.png"),
        ("gbk", "/uploadfile/201.png"),
        ("tea", "/img/banner1.png"),
        ("poor", "/static/licence.png"),
    ):
        answer = ask(market.shops[shop], path)
        assert answer.headers["content-type"] == "image/png"
        Image.open(BytesIO(answer.body)).verify()
        assert len(answer.body) < 60_000
