"""Leads brought to a stage, and forms filled in as officers do, for tests of steps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

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


def fill(client: Client, url: str, typed: Mapping[str, object], *, to: str = "") -> Any:
    """Open a page and send its form with what is typed, as a browser does: along go the
    hidden fields, the version among them. `to` is the address of the form where it is another.
    """
    return client.post(to or url, {**hidden_of(text_of(client, url), typed), **typed})


def resend(client: Client, answer: Any, typed: Mapping[str, object]) -> Any:
    """Send the form of a page that came back once more, with its hidden fields of now."""
    hidden = hidden_of(answer.content.decode(), typed)
    return client.post(answer.wsgi_request.get_full_path(), {**typed, **hidden})


def focused(page: str) -> list[str]:
    """The names of the fields that take the focus when the page opens."""
    forms = _Forms()
    forms.feed(page)
    return forms.focused


def hidden_of(page: str, typed: Mapping[str, object]) -> dict[str, list[str]]:
    """The hidden fields of the form that has what is typed; fails where a page has none."""
    forms = _Forms()
    forms.feed(page)
    do = str(typed.get("do", ""))
    able = [one for one in forms.found if one.method == "post" and (not do or do in one.do)]
    assert able, f"the page has no form for {do or 'this'}"
    best = max(able, key=lambda one: len(one.names & set(typed)))
    return best.hidden


@dataclass
class _Form:
    method: str
    names: set[str] = field(default_factory=set)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    do: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """The forms of a page, with their hidden fields and what their buttons do."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[_Form] = []
        self.focused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "form":
            self.found.append(_Form(said.get("method") or "get"))
        if not self.found or not name or tag not in {"input", "button", "select", "textarea"}:
            return
        form = self.found[-1]
        form.names.add(name)
        if "autofocus" in said:
            self.focused.append(name)
        if name == "do":
            form.do.add(value)
        if said.get("type") == "hidden":
            form.hidden.setdefault(name, []).append(value)
