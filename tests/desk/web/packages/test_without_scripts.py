"""24: captures and packages are worked at with scripts off."""

from django.utils import timezone

from desk.web.roles import Role
from leads.beijing import day_of
from leads.models import Lead, PackageReview
from tests.desk.web.conftest import sign_in


def test_24_当关闭脚本时_应仍能核验采集件_制作送审(home, desk, person, made, captures, chromium):
    lead = made.lead()
    made.shelf.archive.close()
    row = captures.row(leads=[lead])
    Lead.objects.filter(pk=lead.pk).update(
        number="530500-2026-0001",
        stage=Lead.Stage.VERIFIED,
        office="530500",
        registered_on=day_of(timezone.now()),
    )
    first, second = person(Role.OFFICER, name="李某"), person(Role.OFFICER, name="王某")
    context = chromium.new_context(
        viewport={"width": 1366, "height": 768}, locale="zh-CN", java_script_enabled=False
    )
    page = context.new_page()
    try:
        sign_in(page, desk, first)
        page.goto(f"{desk.url}/captures/{row.pk}/")
        page.get_by_role("button", name="核验").click()
        page.get_by_text("已完成").wait_for(timeout=30_000)  # the page asks again by itself
        assert "page-01.png：SHA-256、SM3一致" in page.content()
        page.goto(f"{desk.url}/packages/")
        page.get_by_role("link", name="制作证据包").click()
        page.get_by_label("案号").fill("保市监案字〔2026〕1号")
        page.get_by_label("530500-2026-0001").check()
        page.get_by_label("执法人员一").select_option(str(first.officer.pk))
        page.get_by_label("执法人员二").select_option(str(second.officer.pk))
        page.get_by_role("button", name="制作").click()
        page.get_by_role("button", name="送审").click()
        page.get_by_text("待审核", exact=True).wait_for()
        assert "尚未审核，不能封签。" in page.content()
        assert PackageReview.objects.get().sent_at is not None
    finally:
        context.close()
