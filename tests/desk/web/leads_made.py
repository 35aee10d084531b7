"""Leads for tests of the desk, made as a crawl makes them: archived records, filed pages."""

from dataclasses import dataclass, field, replace

from checks.finding import OperatorSigns
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead
from leads.office import load_office
from leads.units import load_units
from tests.leads.pages_filed import Shelf, finding

LONGYANG = ("actual_place", "云南省保山市隆阳区永昌街道1号")


@dataclass
class Maker:
    """Files pages of made-up shops."""

    home: Home
    shelf: Shelf
    count: int = field(default=0)

    def lead(
        self,
        area: str = "counterfeit",
        *,
        shop: str = "",
        matched: str = "高仿",
        snippet: str = "某某高仿运动鞋",
        strength: str = "strong",
        operator: OperatorSigns | None = None,
        **changes: object,
    ) -> Lead:
        """One suspected lead of a shop of its own in 隆阳区, over a record in the archive."""
        self.count += 1
        key = shop or f"shop-{self.count}"
        found = finding(
            area=area,
            matched=matched,
            snippet=snippet,
            strength=strength,
            start=snippet.find(matched),
            end=snippet.find(matched) + len(matched),
            unit=load_units(self.home).area(area).unit,  # type: ignore[union-attr]
        )
        signs = operator or OperatorSigns(addresses=[LONGYANG], names=[f"{key}商行"])
        facts = self.shelf.visit(
            found, path=f"/{key}/{self.count}", shop_key=key, shop_name=f"{key}小店", **changes
        )
        facts = replace(facts, inspection=replace(facts.inspection, operator=signs))
        filing = Filing(load_units(self.home), load_office(self.home))
        (lead,) = filing.file_visit(facts)
        return lead
