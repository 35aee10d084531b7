"""The makes of shop software, by the name the catalogue calls them."""

from ..shop import Shop
from .digital import DigitalShop
from .easy import EasyShop
from .gbk import GbkShop
from .herbs import HerbsShop
from .ld import LinkedDataShop
from .plain import PlainShop
from .poor import PoorShop
from .spa import ScriptShop
from .tea import TeaShop

MAKES: dict[str, type[Shop]] = {
    "digital": DigitalShop,
    "easy": EasyShop,
    "gbk": GbkShop,
    "herbs": HerbsShop,
    "ld": LinkedDataShop,
    "plain": PlainShop,
    "poor": PoorShop,
    "spa": ScriptShop,
    "tea": TeaShop,
}
