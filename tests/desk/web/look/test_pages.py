"""Every page of the desk in a real browser: no serious finding of axe, no overflow, no word of
English left, at three sizes; and it reads with scripts off."""

import re
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from desk.web.doors import all_doors
from desk.web.models import Account
from desk.web.roles import Role
from tests.desk.web.conftest import Desk, sign_in
from tests.desk.web.leads_made import Maker

Sizes = tuple[tuple[int, int], ...]
SIZES: Sizes = ((1366, 768), (1024, 768), (820, 1180))
AXE = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
SERIOUS = {"serious", "critical"}
_ENGLISH = re.compile(
    r"\b(?:error|invalid|required|this field|select|submit|none|null|true)\b", re.I
)


def addresses(role: Role, made_lead: int, operator: int) -> list[str]:
    """Every page that the role can open by its address alone, and those of one lead; of another
    role than the officer's, those that the officer does not see, and the first screens."""
    own = [
        one for one in all_doors().values() if "GET" in one.methods and role in (one.roles or ())
    ]
    plain = [one for one in own if "<" not in one.path]
    if role is not Role.OFFICER:
        apart = {f"/{one.path}" for one in plain if Role.OFFICER not in (one.roles or ())}
        shared = {f"/{one.path}" for one in plain if one.name in {"today", "leads", "referrals"}}
        return sorted(apart | shared)
    of_lead = [
        f"/{one.path}".replace("<int:pk>", str(made_lead))
        for one in own
        if one.path.startswith("leads/<int:pk>/")
        and one.path.count("<") == 1
        and one.name != "lead-picture"
    ]
    rest = [f"/operators/{operator}/", "/statistics/monthly/2026-10/", "/help/day/"]
    return sorted({*(f"/{one.path}" for one in plain), *of_lead, *rest})


def faults(page: Page) -> list[str]:
    """What axe calls serious, what sticks out, what is not Chinese."""
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    told = [
        f"{one['id']}: {one['help']} {one['nodes'][0]['target']}"
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    if page.evaluate(wide):
        told.append("the page is wider than the window")
    words = page.inner_text("main")
    if english := _ENGLISH.search(words):
        told.append(f"a word of English: {english[0]}")
    if "\ufffd" in words:
        told.append("bytes that were no text")
    return told


def look_at(desk: Desk, page: Page, account: Account, made: Maker, sizes: Sizes) -> list[str]:
    """What is wrong with the pages of an account's role at these sizes."""
    lead = made.lead()
    sign_in(page, desk, account)
    page.add_init_script(AXE)
    told, opened = [], 0
    for path in addresses(account.kind, lead.pk, lead.shop.operator_id):
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(desk.url + path)
            assert answer is not None, path
            if "html" not in answer.headers.get("content-type", ""):
                break  # a file
            if answer.status != 200:
                told.append(f"{account.role} {path}: {answer.status}")
                break
            opened += 1
            told += [f"{account.role} {path} {width}: {fault}" for fault in faults(page)]
    assert opened >= (20 if account.kind is Role.OFFICER else 1)
    return told


def test_every_page_of_an_officer_is_fit_to_be_read(
    desk: Desk, browser_page: Page, person, made
) -> None:
    account = person(Role.OFFICER, office="530500")
    assert look_at(desk, browser_page, account, made, SIZES[:1]) == []


@pytest.mark.long
@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_every_role_at_three_sizes(
    desk: Desk, browser_page: Page, person, made, role: Role
) -> None:
    unit = "trademark" if role is Role.UNIT else "network"
    account = person(role, office="530502" if role is Role.REVIEWER else "530500", unit=unit)
    assert look_at(desk, browser_page, account, made, SIZES) == []


def test_it_reads_and_decides_with_scripts_off(desk: Desk, chromium: Browser, person, made) -> None:
    lead = made.lead()
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 1366, "height": 768}
    )
    page = context.new_page()
    sign_in(page, desk, person(Role.OFFICER, office="530500"))
    page.goto(f"{desk.url}/leads/{lead.pk}/")
    page.get_by_label("值得核实").check()
    page.get_by_role("button", name="提交").click()
    page.get_by_text("已定为值得核实").wait_for()
    lead.refresh_from_db()
    assert lead.stage == "screened"
    context.close()
