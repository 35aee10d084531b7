"""A sealed package's WACZ, replayed by pywb without a network, shows the same pictures."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.evidence.package.replay.foreign_shop import oscar_pages, served_oscar
from tests.evidence.package.replay.offline import PYWB
from tests.evidence.package.replay.shown_again import Shown, sealed_package, show_again
from tests.evidence.package.replay.taken import market_pages, take_pages
from tests.market.market import Market

pytestmark = [pytest.mark.long, pytest.mark.timeout(1200)]

LEAST = 0.98


@pytest.fixture(autouse=True, scope="module")
def _programs() -> None:
    assert (PYWB / "wayback").exists(), "run: sh tools/setup.sh replay"


def holds(shown: list[Shown]) -> None:
    """Each page is the same picture, nothing left, and the WARC has all that was seen."""
    for one in shown:
        where = one.taken.captured.url_final
        assert one.similarity >= LEAST, (where, one.parts)
        assert one.replayed.leaving == one.replayed.elsewhere == one.lost == [], where
        assert one.taken.compared.missing == one.taken.compared.different == [], where
        assert one.replayed.answers > 1


def test_every_shop_of_the_market_is_shown_again(tmp_path: Path) -> None:
    (tmp_path / "captures").mkdir()
    with Market() as market:
        goods = {name: shop.products[0].path for name, shop in market.truth.shops.items()}
        pages = market_pages(market.shops, goods)
        taken = take_pages(pages, tmp_path / "captures", market.allow)
    shown = show_again(taken, sealed_package(taken, tmp_path).path, tmp_path)
    assert len(shown) == 28
    holds(shown)


def test_a_shop_that_nobody_here_wrote_is_shown_again(tmp_path: Path) -> None:
    (tmp_path / "captures").mkdir()
    with served_oscar(tmp_path) as base:
        taken = take_pages(oscar_pages(base), tmp_path / "captures", [base.split("/")[2]])
    shown = show_again(taken, sealed_package(taken, tmp_path).path, tmp_path)
    assert len(shown) == 6
    holds(shown)


@contextmanager
def canary() -> Iterator[tuple[str, list[bytes]]]:
    """An address nobody may reach; what came to it all the same."""
    came: list[bytes] = []
    with socket.create_server(("127.0.0.3", 0)) as door:
        door.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = door.accept()
                except TimeoutError:
                    continue
                with caller:
                    came.append(caller.recv(1000))

        listener = threading.Thread(target=listen)
        listener.start()
        try:
            yield f"127.0.0.3:{door.getsockname()[1]}", came
        finally:
            stop.set()
            listener.join()


def test_a_page_that_leads_elsewhere_in_every_way_leads_nowhere(tmp_path: Path) -> None:
    """Its replay may try, by ways that pywb does not rewrite; the guard is what holds."""
    (tmp_path / "captures").mkdir()
    with canary() as (address, came):
        with Market(only=["tea"], canary=address) as market:
            goods = market.truth.shops["tea"].products[0]
            pages = [("tea", market.url(goods))]
            taken = take_pages(pages, tmp_path / "captures", market.allow)
        (shown,) = show_again(taken, sealed_package(taken, tmp_path).path, tmp_path)
    assert came == []
    assert "guarded" in {flag.code for flag in taken[0].captured.flags}
    assert shown.similarity >= LEAST
    assert shown.replayed.elsewhere == []
    assert set(shown.replayed.leaving) <= {address}
