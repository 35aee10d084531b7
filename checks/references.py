"""What prices and sites are compared with (参照表): a file that the office edits.

The shipped default is checks/references.toml; an office puts its own
`references.toml` into its home folder. Amounts are 元.
"""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from keywords.toml_source import load_toml

_SHIPPED = Path(__file__).parent / "references.toml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BrandPrice(_Part):
    """品牌参考价: goods of `brand` named with one of `goods` cost at least `least` 元 when genuine
    and new; less than `share` of it is a sign. `names` are the brand's name and nicknames."""

    brand: str
    names: Annotated[tuple[str, ...], Field(min_length=1)]
    goods: tuple[str, ...] = ()
    least: Annotated[float, Field(gt=0)]
    share: Annotated[float, Field(gt=0, le=1)] = 0.2


class TourCost(_Part):
    """跟团游成本: what a day with bed, board, coach and guide costs at least, and a flight."""

    day: Annotated[float, Field(gt=0)] = 100
    flight: Annotated[float, Field(gt=0)] = 400


class KnownSite(_Part):
    """知名网站: its name and the ends of its hosts."""

    name: str
    hosts: Annotated[tuple[str, ...], Field(min_length=1)]
    aliases: tuple[str, ...] = ()


class References(_Part):
    """The whole file."""

    brands: tuple[BrandPrice, ...] = ()
    tour: TourCost = TourCost()
    sites: tuple[KnownSite, ...] = ()


def load_references(path: Path) -> References:
    """Read a reference file. Raises FileFault."""
    return load_toml(path, References)


def office_references(folder: Path) -> References | None:
    """Those of the office, which keeps them in its home folder, or None where it keeps none.
    Raises FileFault."""
    path = folder / "references.toml"
    return load_references(path) if path.is_file() else None


@cache
def shipped_references() -> References:
    """The references that come with the program."""
    return load_references(_SHIPPED)
