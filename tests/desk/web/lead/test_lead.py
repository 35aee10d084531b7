"""线索详情: one page to decide on, which hides nothing and decides nothing by itself."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checks.finding import OperatorSigns
from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead, LeadEvent, LeadFinding
from leads.office import load_office
from leads.stages import Stages
from leads.units import load_units
from tests.desk.web.hints.monday import code, hint
from tests.desk.web.leads_made import LONGYANG
from tests.desk.web.stepping import fill, focused, text_of
from tests.leads.pages_filed import later

Stage = Lead.Stage


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


@pytest.fixture
def lead(made):
    return hint(made, "advertising", "治疗高血压", "三七粉治疗高血压，月销200+，¥68.00")


def test_the_page_tells_what_was_found_where_and_why(lead, client):
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    for words in ("【治疗高血压】", "¥68.00", "页面文字第4字", "强特征", "为什么提示",
                  "什么情况下不构成", "隆阳区", "未见代码", "✓已核验一致"):  # fmt: skip
        assert words in page, words
    assert "checked" not in page, "nothing is preselected"
    assert AccessLine.objects.filter(what="read", subject=str(lead)).exists()


def test_09_当排除未选理由时_应不提交并定位(lead, client):
    sent = {"do": "decide", "choice": "dismiss", "version": lead.version}
    answer = client.post(f"/leads/{lead.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "排除须选一个理由" in page and set(focused(page)) == {"reason"}
    assert 'href="#id_reason_0"' in page and 'id="id_reason_0"' in page
    lead.refresh_from_db()
    assert lead.stage == Stage.SUSPECTED
    sent |= {"reason": "other"}
    page = client.post(f"/leads/{lead.pk}/", sent).content.decode()
    assert "理由为“其他”时须写明" in page and focused(page) == ["note"]
    assert not LeadEvent.objects.filter(lead=lead, step="dismissed").exists()


def test_15_当两人同时决定时_应后者409且填写保留(lead, client, person, client_of):
    other = client_of(person(Role.OFFICER, name="李某"))
    seen = lead.version
    sent = {"do": "decide", "choice": "dismiss", "reason": "context", "version": seen}
    assert other.post(f"/leads/{lead.pk}/", sent).status_code == 302
    mine = {"do": "decide", "choice": "screen", "note": "我的说明别丢", "version": seen}
    answer = client.post(f"/leads/{lead.pk}/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "李某已于" in page and "您的填写未提交，已保留" in page and "我的说明别丢" in page
    lead.refresh_from_db()
    assert lead.stage == Stage.DISMISSED


def test_16_当核验不一致时_应说明并停住下一步(lead, client, officer):
    row = LeadFinding.objects.get(lead=lead)
    LeadFinding.objects.filter(pk=row.pk).update(
        record=row.record | {"block_digest": "sha256:" + "0" * 64}
    )
    Stages.of(Home.from_env()).screen(lead.hint_no, officer.officer)
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "✕核验不一致" in page and "请告知系统管理员" in page
    assert f"/leads/{lead.pk}/verify/" not in page and "不能初步核实" in page


def test_17_当有页面被拦时_应示未能查看(made, lead, client):
    url = "https://shop.test/"
    looked = [{"url": url, "outcome": "read"}, {"url": f"{url}zz", "outcome": "blocked"}]
    filing = Filing(load_units(made.home), load_office(made.home))
    filing.file_licence(
        made.shelf.licence("could_not_check", complete=False, shop_key=lead.shop.key)
    )
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "未能查看" in page and "未见亮照" not in page
    # Were a page of those looked at not read, nothing would be called missing.
    filing.file_licence(made.shelf.licence("not_found", shop_key=lead.shop.key, coverage=looked))
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "亮照：未能查看" in page and "1页未能读取" in page and "被拦截" in page
    filing.file_licence(made.shelf.licence("not_found", shop_key=lead.shop.key, seen_at=later(2)))
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "亮照：未见亮照" in page and "查看过的页面" in page


def test_an_officer_stands_aside_and_then_decides_nothing(lead, client):
    sent = {"do": "recuse", "recuse-reason": "店主是亲属"}
    fill(client, f"/leads/{lead.pk}/", sent)
    page = text_of(client, f"/leads/{lead.pk}/")
    assert "您已声明回避本件" in page and 'value="decide"' not in page
    event = LeadEvent.objects.get(lead=lead, step="recused")
    assert (event.actor, event.reason) == ("王某", "店主是亲属")
    lead.refresh_from_db()
    sent = {"do": "decide", "choice": "screen", "version": lead.version}
    answer = client.post(f"/leads/{lead.pk}/", sent)
    assert answer.status_code == 422 and "已声明回避" in answer.content.decode()


def test_a_level_is_set_with_a_reason_and_stays(made, lead, client):
    sent = {"do": "level", "level-level": "4", "level-reason": "", "level-version": lead.version}
    assert client.post(f"/leads/{lead.pk}/", sent).status_code == 422
    client.post(f"/leads/{lead.pk}/", sent | {"level-reason": "文字为书名"})
    lead.refresh_from_db()
    assert (lead.level, lead.level_by_hand) == (4, True) and "文字为书名" in lead.level_why
    again = hint(
        made, "advertising", "治疗糖尿病", "又说治疗糖尿病", shop_key=lead.shop.key, days=2
    )
    assert again.pk == lead.pk
    again.refresh_from_db()
    assert again.level == 4, "the robot leaves it alone"


def test_dismissed_and_restored_with_the_history_told(lead, client):
    sent = {"do": "decide", "choice": "dismiss", "reason": "other", "note": "书名",
            "version": lead.version}  # fmt: skip
    client.post(f"/leads/{lead.pk}/", sent)
    lead.refresh_from_db()
    assert lead.stage == Stage.DISMISSED
    client.post(
        f"/leads/{lead.pk}/",
        {"do": "restore", "restore-reason": "再看", "restore-version": lead.version},
    )
    lead.refresh_from_db()
    assert lead.stage == Stage.SUSPECTED
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "其他：书名" in page and "撤回" in page and "再看" in page


def test_who_else_looks_is_said_and_locks_nothing(lead, client, person, client_of):
    client_of(person(Role.OFFICER, name="李某")).get(f"/leads/{lead.pk}/")
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "李某正在查看" in page and 'value="decide"' in page


def test_another_territory_and_a_reader_without_a_certificate(lead, person, client_of):
    stranger = client_of(person(Role.OFFICER, office="530100"))
    assert stranger.get(f"/leads/{lead.pk}/").status_code == 404
    assert stranger.get(f"/leads/{lead.pk}/picture/").status_code == 404
    reader = client_of(person(Role.OFFICER, certificate=False))
    page = reader.get(f"/leads/{lead.pk}/").content.decode()
    assert "没有登记执法证号" in page and 'value="decide"' not in page
    sent = {"do": "decide", "choice": "screen", "version": lead.version}
    answer = reader.post(f"/leads/{lead.pk}/", sent)
    assert answer.status_code == 422 and "没有登记执法证号" in answer.content.decode()


def test_words_of_the_web_stay_words(made, client):
    nasty = "<script>alert(1)</script>治疗\u202e癌症"
    lead = hint(made, "advertising", "治疗", nasty, shop_name="<img src=x onerror=alert(1)>店")
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page
    assert "⟦U+202E⟧" in page


def test_a_lead_with_many_findings_asks_no_more_than_one_with_few(made, client):
    few = hint(made, "advertising", "治疗高血压", "一处治疗高血压")
    many = few
    for n in range(50):
        many = hint(made, "advertising", f"治疗{n}号病", f"说治疗{n}号病", shop_key="大店")
    counts = []
    for lead in (few, many):
        client.get(f"/leads/{lead.pk}/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/leads/{lead.pk}/").status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 1 and counts[0] <= 45


def test_ticked_leads_of_the_list_are_assigned_together(made, client):
    leads = [hint(made, "counterfeit", "高仿", f"高仿鞋{n}") for n in range(3)]
    page = client.get("/leads/?stage=").content.decode()
    shown = re.findall(r'name="tick" value="(\d+:\d+)"', page)
    assert len(shown) == 3
    asked = client.post("/leads/bulk/", {"do": "assign", "tick": shown}).content.decode()
    assert "指派3件" in asked
    sent = {"do": "assign", "tick": shown, "asked": "1", "office": "530521", "reason": "实际经营地"}
    asked = client.post("/leads/bulk/", sent).content.decode()
    assert "将3件改派" in asked
    assert all(x.hint_no in asked for x in leads)
    page = client.post("/leads/bulk/", sent | {"confirm": "1"}, follow=True).content.decode()
    assert "3件已指派，批次B-" in page
    assert set(Lead.objects.values_list("office", flat=True)) == {"530521"}
    steps = LeadEvent.objects.filter(step="assigned")
    assert steps.count() == len(leads) and len({s.detail["batch"] for s in steps}) == 1
    sent = {"do": "dismiss", "tick": [f"{x.pk}:9" for x in leads], "asked": "1",
            "choice": "dismiss", "reason": "duplicate", "confirm": "1"}  # fmt: skip
    page = client.post("/leads/bulk/", sent, follow=True).content.decode()
    assert page.count("未处理：王某已于") == 3
    over = [f"{n}:1" for n in range(1, 4)]
    assert client.post("/leads/bulk/", {"do": "verify", "tick": over}).status_code == 302


def test_a_code_is_told_with_its_check(made, client):
    wrong = OperatorSigns(addresses=[LONGYANG], names=["某某商行"], uscc=["92530502MA6KABCD12"])
    lead = hint(made, "counterfeit", "高仿", "某某高仿鞋", operator=wrong)
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "92530502MA6KABCD12 校验不符" in page
    sound = OperatorSigns(addresses=[LONGYANG], names=["某某商行"], uscc=[code(3)])
    lead = hint(made, "counterfeit", "高仿", "另一家高仿鞋", operator=sound)
    assert f"{code(3)}（校验通过）" in client.get(f"/leads/{lead.pk}/").content.decode()


def test_the_headline_names_the_words_of_the_sentence_beside_it(made, client):
    weak = {"area": "counterfeit", "matched": "加微信", "snippet": "下单前加微信", "shop": "甲"}
    lead = made.lead(**weak, strength="weak")
    made.lead(shop="甲", matched="高仿", snippet="高仿运动鞋", run_id="run-2")
    page = client.get(f"/leads/{lead.pk}/").content.decode()
    assert "称“高仿”" in page and "<mark>【高仿】</mark>运动鞋" in page
    Lead.objects.filter(pk=lead.pk).update(summary="加微信")  # as an older version filed it
    assert "称“高仿”" in client.get(f"/leads/{lead.pk}/").content.decode()
