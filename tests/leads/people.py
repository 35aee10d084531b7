"""Officers, and leads that they brought so far, for tests of later steps."""

from datetime import date

from leads import officers
from leads.filing import Filing
from leads.models import Lead, Officer
from leads.opinions import Judgement
from leads.stages import Stages
from leads.units import shipped_units
from tests.leads.pages_filed import Shelf, finding


def officer(
    name: str,
    number: str,
    office: str = "530502",
    unit: str = "network",
    valid_to: date | None = None,
) -> Officer:
    """An officer in service, known by `number`."""
    return officers.enrol(
        name, number, unit=unit, office=office, units=shipped_units(), valid_to=valid_to
    )


def screened(stages: Stages, shelf: Shelf, who: Officer, shop: str = "shop.test") -> str:
    """The number of a hint that `who` found worth a look."""
    [lead] = Filing().file_visit(shelf.visit(finding(), shop_key=shop, path=f"/{shop}"))
    stages.screen(lead.hint_no, who)
    return lead.hint_no


def registered(
    stages: Stages, shelf: Shelf, two: tuple[Officer, Officer], shop: str = "shop.test"
) -> Lead:
    """A lead that two officers registered."""
    return stages.verify(screened(stages, shelf, two[0], shop), list(two), reason="核实")


def judgement(conclusion: str = "register", **changes: object) -> Judgement:
    """What an officer fills in, with `changes`."""
    plain: dict[str, object] = {
        "looked_again": True,
        "method": "online",
        "party": "confirmed",
        "office": "530502",
        "area": "counterfeit",
        "conclusion": conclusion,
        "reason": f"理由甲乙丙-{conclusion}",
        "dismissed_as": "qualified" if conclusion == "dismiss" else "",
    }
    return Judgement(**(plain | changes))  # type: ignore[arg-type]
