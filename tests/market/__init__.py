"""The sample market: shops of different make on loopback, and the truth about them.

`with Market() as market:` opens it, `python -m tests.market` does so from a
shell; docs/market.md tells what is in it.
"""

from .market import Market
from .server import Logged
from .truth import LicenceTruth, PageTruth, ProductTruth, ShopTruth, Truth

__all__ = [
    "LicenceTruth",
    "Logged",
    "Market",
    "PageTruth",
    "ProductTruth",
    "ShopTruth",
    "Truth",
]
