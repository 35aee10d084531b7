"""Scenario 24: the whole way from a hint to a sent lead in a browser that runs no scripts."""

from playwright.sync_api import Browser, Page

from desk.web.models import Account
from desk.web.roles import Role
from leads.models import Lead, Referral
from tests.desk.web.conftest import Desk, sign_in
from tests.desk.web.stepping import screened


def _give_opinion(page: Page, desk: Desk, lead: Lead) -> None:
    page.goto(f"{desk.url}/leads/{lead.pk}/verify/")
    page.get_by_label("复看：已重新查看页面或采集件").check()
    for group, choice in (("核实方式", "网上复看"), ("主体", "已确认"), ("结论", "登记")):
        page.get_by_role("group", name=group).get_by_label(choice, exact=True).check()
    page.get_by_role("group", name="定性").get_by_role("radio").first.check()
    page.get_by_label("理由", exact=True).last.fill("页面仍在，主体相符")
    page.get_by_role("button", name="提交").click()
    assert "登记后不能撤回" in page.inner_text("main")
    page.get_by_role("button", name="确认").click()


def test_24_当关闭脚本时_应仍能核实_移送(desk: Desk, chromium: Browser, made, person) -> None:
    lead = made.lead()
    people = [person(Role.OFFICER, name=name, office="530502") for name in ("李某某", "王某某")]
    screened(lead, people[0])

    def opened(account: Account) -> Page:
        context = chromium.new_context(
            java_script_enabled=False, viewport={"width": 1024, "height": 768}, locale="zh-CN"
        )
        page = context.new_page()
        sign_in(page, desk, account)
        return page

    first, second = map(opened, people)
    _give_opinion(first, desk, lead)
    assert "等待第二人核实" in first.inner_text("main")
    _give_opinion(second, desk, lead)
    lead.refresh_from_db()
    assert lead.stage == Lead.Stage.VERIFIED
    second.goto(f"{desk.url}/leads/{lead.pk}/refer/")
    second.get_by_label("提交（本局业务机构）").check()
    second.get_by_label("管辖理由").fill("本局管辖")
    second.get_by_role("button", name="下一步").click()
    assert "不能撤回，可发更正函" in second.inner_text("main")
    second.get_by_role("button", name="确认").click()
    assert "已发出" in second.inner_text("main")
    assert Referral.objects.get().sent_at is not None
    for page in (first, second):
        page.context.close()
