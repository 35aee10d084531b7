"""Leads brought to a stage, and forms filled in as officers do, for tests of steps."""

from django.test import Client

from desk.web import here
from desk.web.models import Account
from leads.models import Lead
from leads.opinions import Judgement
from leads.two_officers import opine


def screened(lead: Lead, account: Account) -> Lead:
    """The hint, found worth a look by the account's officer."""
    assert account.officer is not None
    return here.stages().screen(lead.hint_no, account.officer)


def registered(lead: Lead, first: Account, second: Account) -> Lead:
    """The lead, registered by the officers of two accounts."""
    assert first.officer is not None and second.officer is not None
    here.stages().screen(lead.hint_no, first.officer)
    return here.stages().verify(lead.hint_no, [first.officer, second.officer], reason="核实")


def opinion(conclusion: str = "register", **changes: object) -> dict[str, object]:
    """What is typed into 核实意见."""
    plain: dict[str, object] = {
        "do": "opine",
        "looked_again": "on",
        "method": "online",
        "party": "confirmed",
        "office": "530502",
        "area": "counterfeit",
        "conclusion": conclusion,
        "dismissed_as": "qualified" if conclusion == "dismiss" else "",
        "reason": f"本人理由{conclusion}",
    }
    return plain | changes


def opined(lead: Lead, account: Account, conclusion: str = "register", **changes: str) -> Lead:
    """The lead with the opinion of the account's officer."""
    assert account.officer is not None
    said = {name: value for name, value in opinion(conclusion).items() if name != "do"} | changes
    said["looked_again"] = True
    return opine(here.stages(), lead.hint_no, account.officer, Judgement(**said))  # type: ignore[arg-type]


def text_of(client: Client, url: str) -> str:
    """The source of a page."""
    answer = client.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return answer.content.decode()
