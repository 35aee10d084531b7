"""市场: the sample market, opened and shut."""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from . import goods, scale, truth
from .server import Logged, ShopServer
from .shop import Options, Shop
from .shops import MAKES
from .truth import ProductTruth, Truth


class Market:
    """The sample market on 127.0.0.1, each shop on a port of its own.

    `only` opens just those shops. `ports` gives shops fixed ports (0 or
    absent: a free one), so that a market can be reopened where it was.
    `latency` is how many seconds each answer waits (one number, or by shop);
    `scale` how many plain goods each shop has more (one number, or by shop).
    `canary` are HOST:PORT addresses nobody may reach, `robots_503` shops
    whose robots.txt fails, `crawl_delay` what robots.txt asks for by shop,
    `block_after` when the blocking shop blocks.
    """

    def __init__(
        self,
        *,
        only: Iterable[str] | None = None,
        ports: Mapping[str, int] | None = None,
        latency: float | Mapping[str, float] = 0.0,
        scale: int | Mapping[str, int] = 0,
        canary: str | Iterable[str] = (),
        robots_503: str | Iterable[str] = (),
        crawl_delay: Mapping[str, float] | None = None,
        block_after: int = 30,
    ) -> None:
        self.options = Options(
            canaries=_several(canary),
            robots_503=frozenset(_several(robots_503)),
            crawl_delay=dict(crawl_delay or {}),
            block_after=block_after,
        )
        self._names = list(goods.names() if only is None else only)
        self._ports = dict(ports or {})
        self._latency = latency
        self._scale = scale
        self._servers: dict[str, ShopServer] = {}
        self.truth = self._truth()

    def __enter__(self) -> Self:
        try:
            for name in self._names:
                port = self._ports.get(name, 0)
                server = ShopServer(self._shop(name), port, _of(self._latency, name))
                self._servers[name] = server
                server.open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Shut every shop and free its port."""
        for server in self._servers.values():
            with contextlib.suppress(OSError):
                server.shut()

    @property
    def shops(self) -> dict[str, str]:
        """The shops' home addresses by name, each ending in "/"."""
        return {name: f"{server.base}/" for name, server in self._servers.items()}

    @property
    def allow(self) -> list[str]:
        """HOST:PORT of every shop: what `[network] allow` and --allow take."""
        return [server.base.removeprefix("http://") for server in self._servers.values()]

    def requests(self, shop: str) -> list[Logged]:
        """What a shop has been asked until now."""
        return self._servers[shop].log.rows()

    def forget(self) -> None:
        """Empty every shop's log of requests."""
        for server in self._servers.values():
            server.log.clear()

    def url(self, product: ProductTruth) -> str:
        """The full address of a product page."""
        return self._servers[product.shop].base + product.path

    def ports(self) -> dict[str, int]:
        """The shops' ports by name."""
        return {name: int(server.server_address[1]) for name, server in self._servers.items()}

    def write_ports(self, path: Path) -> None:
        """Put the addresses in a JSON file, whole or not at all."""
        data = {"shops": self.shops, "allow": self.allow, "ports": self.ports()}
        part = path.with_name(path.name + ".part")
        part.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf-8")
        part.replace(path)

    def _shop(self, name: str) -> Shop:
        plain = goods.load(name)
        more = scale.more(int(_of(self._scale, name)), list(plain.groups))
        catalogue = replace(plain, goods=plain.goods + tuple(more))
        return MAKES[catalogue.shop["make"]](catalogue, self.options)

    def _truth(self) -> Truth:
        whole = truth.load()
        return Truth({name: self._with_more(whole.shops[name], name) for name in self._names})

    def _with_more(self, shop: truth.ShopTruth, name: str) -> truth.ShopTruth:
        count = int(_of(self._scale, name))
        if not count:
            return shop
        make = self._shop(name)
        return replace(shop, products=shop.products + tuple(_plain(make)))


def _plain(shop: Shop) -> Iterator[ProductTruth]:
    for article in shop.catalogue.goods:
        if article.id >= scale.FIRST:
            leads = scale.leads(article)
            kind: truth.Kind = "unlawful" if leads else "ordinary"
            yield ProductTruth(shop.name, article.id, shop.product_path(article), kind, leads)


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _of(value: float | Mapping[str, float], name: str) -> float:
    return value.get(name, 0) if isinstance(value, Mapping) else value
