"""Open the market from a shell: `python -m tests.market --ports-file FILE`."""

import argparse
import contextlib
import signal
import sys
import threading
from pathlib import Path

from . import goods
from .market import Market


def _pair(text: str) -> tuple[str, int]:
    name, _, port = text.partition("=")
    if name not in goods.names() or not port.isdigit():
        raise argparse.ArgumentTypeError(f"expected SHOP=PORT, got {text!r}")
    return name, int(port)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.market", description=__doc__)
    parser.add_argument("--ports-file", type=Path, help="write the addresses here, as JSON")
    parser.add_argument("--only", nargs="+", choices=goods.names(), help="open just these shops")
    parser.add_argument("--port", nargs="+", type=_pair, default=[], metavar="SHOP=PORT")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds each answer waits")
    parser.add_argument("--scale", type=int, default=0, help="further plain goods in each shop")
    parser.add_argument("--block-after", type=int, default=30)
    parser.add_argument("--canary", nargs="+", default=[], metavar="HOST:PORT")
    parser.add_argument("--robots-503", nargs="+", choices=goods.names(), default=[])
    return parser.parse_args()


def main() -> int:
    """Serve until SIGINT or SIGTERM."""
    given = _arguments()
    over = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: over.set())
    with Market(
        only=given.only,
        ports=dict(given.port),
        latency=given.latency,
        scale=given.scale,
        block_after=given.block_after,
        canary=given.canary,
        robots_503=given.robots_503,
    ) as market:
        for name, address in market.shops.items():
            print(f"{name:<11}{address}  {market.truth.shops[name].title}", flush=True)
        if given.ports_file:
            market.write_ports(given.ports_file)
        over.wait()
    if given.ports_file:
        with contextlib.suppress(FileNotFoundError):
            given.ports_file.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
