"""The chain in a browser, from a suspected lead to the answer of the unit and the numbers.

The part before it (list, agreement, campaign) is campaigns/test_chain.py, the package after
it packages/.
"""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Browser, Page

from desk.web.models import Account
from desk.web.roles import Role
from leads.beijing import day_of
from leads.figures import term_records
from leads.models import Lead, LeadEvent, Measure, Referral
from tests.desk.web.conftest import Desk, sign_in


def _opinion(page: Page, desk: Desk, lead: Lead, officer: str) -> None:
    page.goto(f"{desk.url}/leads/{lead.pk}/verify/")
    page.get_by_label("复看：已重新查看页面或采集件").check()
    for group, choice in (("核实方式", "网上复看"), ("主体", "已确认"), ("结论", "登记")):
        page.get_by_role("group", name=group).get_by_label(choice, exact=True).check()
    page.get_by_role("group", name="定性").get_by_role("radio").first.check()
    page.get_by_label("理由", exact=True).last.fill(f"{officer}核对页面与采集记录，一致")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("button", name="确认").click()


def test_from_hint_to_answer_and_statistics(
    desk: Desk, chromium: Browser, person: Callable[..., Account], made
) -> None:
    lead = made.lead()
    pages: dict[str, Page] = {}

    def at(account: Account) -> Page:
        if account.username not in pages:
            context = chromium.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            pages[account.username] = context.new_page()
            sign_in(pages[account.username], desk, account)
        return pages[account.username]

    first = person(Role.OFFICER, name="李某某", office="530502")
    second = person(Role.OFFICER, name="王某某", office="530502")
    unit = person(Role.UNIT, name="周某某", unit="trademark", office="530502")
    head = person(Role.REVIEWER, name="赵某某", office="530502")

    page = at(first)
    page.goto(f"{desk.url}/leads/{lead.pk}/")
    page.get_by_label("值得核实").check()
    page.get_by_role("button", name="提交").click()
    lead.refresh_from_db()
    assert lead.stage == Lead.Stage.SCREENED
    at(unit).goto(f"{desk.url}/leads/{lead.pk}/")
    assert "没有此页" in at(unit).inner_text("main"), "a hint is not yet the business unit's"

    _opinion(at(first), desk, lead, "李某某")
    at(second).goto(f"{desk.url}/leads/{lead.pk}/verify/")
    source = at(second).content()
    assert "李某某" in source and "李某某核对页面" not in source
    _opinion(at(second), desk, lead, "王某某")
    lead.refresh_from_db()
    assert lead.stage == Lead.Stage.VERIFIED and lead.number and lead.due

    page = at(second)
    page.goto(f"{desk.url}/leads/{lead.pk}/refer/")
    page.get_by_label("提交（本局业务机构）").check()
    page.get_by_label("管辖理由").fill("本局管辖")
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="确认").click()
    referral = Referral.objects.get()

    page = at(unit)
    page.goto(f"{desk.url}/")
    assert "待签收" in page.inner_text("main")
    page.goto(f"{desk.url}/referrals/{referral.pk}/")
    page.get_by_role("button", name="签收").click()
    page.get_by_role("group", name="反馈").get_by_label("立案", exact=True).check()
    page.get_by_label("依据或说明").fill("涉嫌侵犯注册商标专用权")
    page.get_by_label("文号").fill("隆市监立〔2026〕1号")
    page.get_by_role("button", name="提交反馈").click()
    lead.refresh_from_db()
    assert lead.stage == Lead.Stage.ANSWERED and lead.answer == "case_opened"

    assert [one.effective for one in term_records() if one.term == "高仿"] == [1]
    assert Measure.objects.filter(kind="case").exists(), "an opened case counts in its month"
    month = f"{day_of(timezone.now()):%Y-%m}"
    page = at(head)
    page.goto(f"{desk.url}/statistics/monthly/{month}/")
    assert page.locator(f'a[href="/statistics/monthly/{month}/cases/"]').inner_text() == "1"
    page.goto(f"{desk.url}/statistics/?tab=conversion")
    assert "100.0%" in page.inner_text("main")
    steps = list(LeadEvent.objects.filter(lead=lead).values_list("step", flat=True))
    for step in ("screened", "registered", "referred", "received", "answered"):
        assert step in steps
    for one in pages.values():
        one.context.close()
