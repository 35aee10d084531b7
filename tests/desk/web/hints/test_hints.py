"""监测提示: 300 hints in about 40 groups, one decision for many, nothing decided in passing."""

import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.models import Lead, LeadEvent, LeadFinding
from leads.stages import Stages
from tests.desk.web.conftest import sign_in
from tests.desk.web.hints.monday import code, file_monday, hint
from tests.desk.web.leads_made import LONGYANG
from tests.desk.web.stepping import focused
from tests.leads.pages_filed import OperatorSigns

pytestmark = pytest.mark.heavy

Stage = Lead.Stage


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


def groups_on(page: str) -> list[tuple[str, str, int]]:
    """Level, kind and number of the rows of the list."""
    rows = re.findall(
        r'<tr><td class="level-(\d)">[^<]*</td><td>([^<]*)</td><td class="number">(\d+)</td>', page
    )
    return [(level, kind, int(number)) for level, kind, number in rows]


def ticks(page: str) -> list[str]:
    return re.findall(r'name="tick" value="(\d+:\d+)"[^>]*checked', page)


def test_07_当300件待筛时_应约40组_一级在前(made, client):
    file_monday(made)
    assert Lead.objects.filter(stage=Stage.SUSPECTED).count() == 300
    page = client.get("/hints/").content.decode()
    assert "待筛 40组/300件" in page
    rows = groups_on(page)
    assert len(rows) == 40
    assert sum(number for *_, number in rows) == 300
    kinds = [kind for _, kind, _ in rows]
    assert [kinds.count(k) for k in ("同一主体", "同一图片", "同一文字", "轻微绝对化用语")] == [
        12,
        8,
        11,
        1,
    ]
    assert kinds.count("单件") == 7 and kinds[-1] == "曾排除且内容未变"
    levels = [level for level, kind, _ in rows if kind != "曾排除且内容未变"]
    assert levels == sorted(levels) and levels[0] == "1"
    with CaptureQueriesContext(connection) as asked:
        client.get("/hints/")
    assert len(asked) <= 20, "as many queries for 300 hints as for a few"


def text_group(made, number=4, **changes):
    """Hints of so many shops that all say the same, and the address of their group."""
    return [
        hint(made, "advertising", "治疗高血压", f"第{n}款三七粉治疗高血压，¥{n + 10}.00", **changes)
        for n in range(number)
    ]


def group_address(client, path="/hints/"):
    found = re.search(r'href="(/hints/text-[^"]+)"', client.get(path).content.decode())
    assert found, "there is a group of the same words"
    return found[1].replace("&amp;", "&")


def stages_of(leads):
    return list(
        Lead.objects.filter(pk__in=[x.pk for x in leads])
        .order_by("pk")
        .values_list("stage", flat=True)
    )


def test_08_当组内一件有资质时_应不勾选并提示(made, client):
    leads = text_group(made)
    permit = OperatorSigns(addresses=[LONGYANG], names=["有证商行"], jy=["JY15305020001234"])
    qualified = hint(made, "advertising", "治疗高血压", "持证的治疗高血压", operator=permit)
    page = client.get(group_address(client)).content.decode()
    assert "1件与本组不同，请单独处理。" in page
    ticked = [int(tick.split(":")[0]) for tick in ticks(page)]
    assert sorted(ticked) == [lead.pk for lead in leads] and qualified.pk not in ticked
    assert "食品经营许可JY15305020001234" in page


def test_a_broken_record_an_earlier_case_and_another_province_are_left_unticked(made, client):
    broken, opened, away, *rest = text_group(made, 5)
    row = LeadFinding.objects.get(lead=broken)
    other = row.record | {"block_digest": "sha256:" + "0" * 64}
    LeadFinding.objects.filter(pk=row.pk).update(record=other)
    earlier = hint(made, "counterfeit", "高仿", "某某高仿鞋", shop_key=opened.shop.key)
    Lead.objects.filter(pk=earlier.pk).update(answer="case_opened", stage=Stage.ANSWERED)
    Lead.objects.filter(pk=away.pk).update(route_status="out_of_province", office=None)
    Lead.objects.filter(pk=away.pk).update(discovered_by="530500")
    page = client.get(group_address(client)).content.decode()
    assert "3件与本组不同，请单独处理。" in page
    for words in ("采集件核验不一致", "以往立案1件", "他省主体"):
        assert words in page
    assert [int(tick.split(":")[0]) for tick in ticks(page)] == [lead.pk for lead in rest]


def test_a_group_is_decided_after_one_more_page_and_can_be_undone(made, client, officer):
    leads = text_group(made)
    address = group_address(client)
    page = client.get(address).content.decode()
    sent = {"tick": ticks(page)[:3], "choice": "dismiss", "reason": "context"}
    asked = client.post(address, sent).content.decode()
    assert "将3件以“语境不构成”排除。可恢复，记录保留。" in asked
    assert stages_of(leads) == ["suspected"] * 4, "nothing happens before the second page"
    done = client.post(address, sent | {"confirm": "1"}, follow=True)
    page = done.content.decode()
    assert sorted(stages_of(leads)) == ["dismissed"] * 3 + ["suspected"]
    steps = LeadEvent.objects.filter(step="dismissed")
    assert steps.count() == 3 and {s.actor for s in steps} == {"王某"}
    (number,) = {step.detail["batch"] for step in steps}
    assert number in page and "3件已排除" in page
    undo = done.request["PATH_INFO"] + "?" + done.request["QUERY_STRING"]
    assert client.post(undo, {"reason": ""}).status_code == 422
    client.post(undo, {"reason": "看错了"})
    assert stages_of(leads) == ["suspected"] * 4


def test_09_当排除未选理由时_应不提交并定位(made, client):
    leads = text_group(made)
    address = group_address(client)
    shown = ticks(client.get(address).content.decode())
    answer = client.post(address, {"tick": shown[:2], "choice": "dismiss", "confirm": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "排除须选一个理由" in page
    assert set(focused(page)) == {"reason"}
    assert ticks(page) == shown[:2], "what was ticked stays ticked"
    answer = client.post(address, {"tick": shown})
    assert answer.status_code == 422 and "请选值得核实、排除或逐件看" in answer.content.decode()
    answer = client.post(address, {"choice": "screen"})
    assert answer.status_code == 422 and "没有勾选任何一件" in answer.content.decode()
    assert stages_of(leads) == ["suspected"] * 4


def test_what_somebody_decided_meanwhile_is_said_and_the_rest_is_done(made, client, officer):
    leads = text_group(made)
    address = group_address(client)
    shown = ticks(client.get(address).content.decode())
    Stages.of(made.home).screen(leads[0].hint_no, officer.officer)
    sent = {"tick": shown, "choice": "screen", "confirm": "1"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "3件已定为值得核实" in page and f"{leads[0].hint_no} 未处理：王某已于" in page
    assert stages_of(leads) == ["screened"] * 4


def test_one_by_one_opens_the_first_and_leads_on_through_the_group(made, client):
    leads = text_group(made)
    address = group_address(client)
    shown = ticks(client.get(address).content.decode())
    answer = client.post(address, {"tick": shown, "choice": "each"})
    assert answer.status_code == 302 and answer["Location"].startswith(
        f"/leads/{leads[0].pk}/?group="
    )
    page = client.get(answer["Location"]).content.decode()
    assert f'href="/leads/{leads[1].pk}/?group=' in page


def test_one_by_one_keeps_to_the_filters_of_the_list(made, client):
    leads = text_group(made)
    Lead.objects.filter(pk=leads[1].pk).update(office="530521")
    address = group_address(client, "/hints/?office=530502")
    shown = ticks(client.get(address).content.decode())
    assert len(shown) == 3
    answer = client.post(address, {"tick": shown, "choice": "each"})
    page = client.get(answer["Location"]).content.decode()
    (following,) = re.findall(r'href="(/leads/\d+/[^"]*)" rel="next"', page)
    following = following.replace("&amp;", "&")
    assert following.startswith(f"/leads/{leads[2].pk}/?"), "the one of another county is left out"
    for lead in (leads[2], leads[3]):
        lead.refresh_from_db()
        sent = {"do": "decide", "choice": "dismiss", "reason": "context", "version": lead.version}
        answer = client.post(following, sent)
        following = answer["Location"]
    assert following == "/hints/?office=530502", "at its end, back to the list as it was"


def test_each_level_tells_its_number_whichever_is_chosen(made, client):
    text_group(made)
    hint(made, "counterfeit", "高仿", "某某高仿鞋")
    tally = re.compile(r'class="level-(\d)">[^<]*?(\d+)</a>')
    both = tally.findall(client.get("/hints/").content.decode())
    assert sum(int(number) for _, number in both) == 2
    level = next(level for level, number in both if number == "1")
    assert tally.findall(client.get(f"/hints/?level={level}").content.decode()) == both


@pytest.mark.parametrize("near", ["", "x", "²", "-1", "9" * 40])
def test_a_made_up_address_of_a_batch_is_not_found(home, client, near):
    assert client.get(f"/hints/batches/B-1/?near={near}").status_code == 404


def test_10_当同一内容再现时_应示以往排除_不自动排除(made, client, officer):
    signs = OperatorSigns(addresses=[LONGYANG], uscc=[code(77)])
    first = hint(made, "advertising", "降血糖", "苦荞茶降血糖", operator=signs)
    Stages.of(made.home).dismiss(first.hint_no, officer.officer, "qualified")
    again = hint(made, "advertising", "降血糖", "苦荞茶降血糖", operator=signs, days=6)
    again.refresh_from_db()
    assert again.stage == Stage.SUSPECTED, "the machine dismisses nothing"
    page = client.get("/hints/").content.decode()
    assert "曾排除且内容未变" in page and "<details" in page
    page = client.get(f"/leads/{again.pk}/").content.decode()
    assert "王某排除（资质相符" in page and "内容未变" in page and "不自动排除" in page


def test_another_territory_sees_nothing_and_cannot_decide(made, client, person, client_of):
    leads = text_group(made)
    address = group_address(client)
    shown = ticks(client.get(address).content.decode())
    stranger = client_of(person(Role.OFFICER, office="530100"))
    assert "提示已筛完" in stranger.get("/hints/").content.decode()
    sent = {"tick": shown, "choice": "dismiss", "reason": "context", "confirm": "1"}
    stranger.post(address, sent)
    assert stranger.post("/leads/bulk/", {"do": "screen", "tick": shown}).status_code == 404
    assert AccessLine.objects.filter(what="refused").exists()
    assert stages_of(leads) == ["suspected"] * 4


def test_a_group_asks_no_more_for_fifty_than_for_five(made, client):
    text_group(made, 5)
    with CaptureQueriesContext(connection) as few:
        client.get(group_address(client))
    text_group(made, 50)
    with CaptureQueriesContext(connection) as many:
        page = client.get(group_address(client)).content.decode()
    assert len(many) <= len(few) + 1
    assert page.count('name="tick"') == 50 and "本组另有5件，先处理这50件" in page


def test_24_当关闭脚本时_应仍能初筛(made, officer, desk, chromium):
    leads = text_group(made)
    made.shelf.archive.close()
    context = chromium.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    sign_in(page, desk, officer)
    page.get_by_role("link", name="监测提示").click()
    page.get_by_role("link", name="治疗高血压").first.click()
    page.get_by_label("值得核实").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("将4件定为值得核实").wait_for()
    page.get_by_role("button", name="确认").click()
    page.get_by_text("4件已定为值得核实").wait_for()
    context.close()
    assert stages_of(leads) == ["screened"] * 4


def test_keys_move_open_and_decide(made, officer, desk, browser_page):
    leads = text_group(made)
    made.shelf.archive.close()
    page = browser_page
    sign_in(page, desk, officer)
    page.goto(f"{desk.url}/hints/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/hints/text-*/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("d")
    page.keyboard.press("1")
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("将3件以“语境不构成”排除").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hints/batches/**")
    assert sorted(stages_of(leads)) == ["dismissed"] * 3 + ["suspected"]


def test_the_list_is_filtered_saved_and_taken_away(made, client):
    text_group(made, 3)
    hint(made, "counterfeit", "高仿", "某某高仿鞋")
    page = client.get("/hints/?area=counterfeit").content.decode()
    assert "待筛 1组/1件" in page and "治疗高血压" not in page
    page = client.get("/hints/?kind=text").content.decode()
    assert "待筛 1组/3件" in page
    assert "没有符合的提示" in client.get("/hints/?area=travel").content.decode()
    sent = {"page": "hints", "path": "/hints/", "query": "kind=text", "name": "同文"}
    assert "同文" in client.post("/saved-filters/", sent, follow=True).content.decode()
    answer = client.get("/hints/?kind=text&export=xlsx")
    (sheet,) = load_workbook(io.BytesIO(answer.content)).worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert sum(1 for row in rows if "治疗高血压" in row) == 3
    assert AccessLine.objects.filter(what="exported", subject="hints").exists()
