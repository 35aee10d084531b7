"""线索详情: one page to decide on, which hides nothing and decides nothing by itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.web.models import AccessLine
from desk.web.roles import Role
from leads.models import Lead, LeadEvent, Operator
from leads.stages import Stages
from tests.desk.web.hints.monday import code, hint
from tests.desk.web.leads_made import LONGYANG
from tests.leads.pages_filed import OperatorSigns

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
    assert "排除须选一个理由" in page and 'name="reason"' in page
    before_focus = page[: page.index("autofocus")]
    assert before_focus.rindex('name="reason"') > before_focus.rindex('name="choice"')
    lead.refresh_from_db()
    assert lead.stage == Stage.SUSPECTED
    sent |= {"reason": "other"}
    page = client.post(f"/leads/{lead.pk}/", sent).content.decode()
    assert "理由为“其他”时须写明" in page
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
