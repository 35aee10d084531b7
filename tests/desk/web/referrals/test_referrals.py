"""移送与反馈 at the desk: sent, signed, received, answered, disputed; who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.web import here
from desk.web.models import AccessLine, Notice
from desk.web.roles import Role
from leads.beijing import day_of
from leads.figures import term_records
from leads.models import Approval, Lead, Measure, Referral
from leads.sending import Sending, send
from tests.desk.web.stepping import fill, registered, resend, text_of

Stage = Lead.Stage


@pytest.fixture
def li(person):
    return person(Role.OFFICER, name="李某某", office="530502")


@pytest.fixture
def wang(person):
    return person(Role.OFFICER, name="王某某", office="530502")


@pytest.fixture
def head(person):
    return person(Role.REVIEWER, name="周某某", office="530502")


@pytest.fixture
def lead(made, li, wang):
    return registered(made.lead(), li, wang)


def typed(form: str = "submit", **changes: object) -> dict[str, object]:
    """What is typed into 移送."""
    plain: dict[str, object] = {
        "form": form,
        "office": "530521" if form == "transfer" else "",
        "unit": "trademark",
        "external": "",
        "reason": "实际经营地",
    }
    return plain | changes


def sent(client, lead, *, confirm=True, **changes):
    """The answer to a form that was sent on the version of now, the page open or not."""
    more = {"confirm": "1"} if confirm else {}
    version = Lead.objects.values_list("version", flat=True).get(pk=lead.pk)
    told = {"version": version} | typed(**changes) | more
    return client.post(f"/leads/{lead.pk}/refer/", told)


def transferred(lead, li, head, client_of):
    """The lead, sent to 施甸 with the head's signature."""
    sent(client_of(li), lead, form="transfer")
    row = Referral.objects.latest("id")
    fill(client_of(head), f"/referrals/{row.pk}/", {"do": "sign", "confirm": "1"})
    row.refresh_from_db()
    return row


def test_within_the_office_it_goes_at_once(lead, li, person, client_of):
    client = client_of(li)
    asked = sent(client, lead, confirm=False, assisting=["advertising"])
    due = here.calendar().after(day_of(timezone.now()), 15).day
    said = f"将{lead}提交商标监督管理机构，附采集件0件，限{due:%m-%d}反馈。不能撤回，可发更正函。"
    assert said in asked.content.decode() and not Referral.objects.exists()
    answer = sent(client, lead, assisting=["advertising"])
    row = Referral.objects.get()
    assert answer["Location"] == f"/referrals/{row.pk}/"
    assert (row.to_unit, row.assisting_units) == ("trademark", ["advertising"])
    page = text_of(client, "/referrals/?tab=receive")
    for word in (str(lead), "提交", "隆阳区→隆阳区", "广告"):
        assert word in page
    unit = person(Role.UNIT, unit="trademark", office="530502")
    assert "待签收" in text_of(client_of(unit), "/")


def test_what_leaves_the_office_waits_for_the_head(lead, li, head, person, client_of):
    there = person(Role.OFFICER, name="赵某某", office="530521")
    asked = sent(client_of(li), lead, confirm=False, form="transfer").content.decode()
    assert "移送施甸县市场监督管理局" in asked and "须经负责人审签后发出" in asked
    sent(client_of(li), lead, form="transfer")
    row = Referral.objects.get()
    lead.refresh_from_db()
    assert (row.sent_at, lead.stage) == (None, Stage.VERIFIED)
    assert "待审签" in text_of(client_of(li), "/referrals/?tab=drafts")
    assert client_of(there).get(f"/referrals/{row.pk}/").status_code == 404, "not sent yet"
    boss = client_of(head)
    assert "待审签" in text_of(boss, "/") and str(lead) in text_of(boss, "/approvals/")
    assert Notice.objects.filter(account=head, key__startswith="approval-").exists()
    assert "同意并发出" in text_of(boss, f"/referrals/{row.pk}/")
    asked = fill(boss, f"/referrals/{row.pk}/", {"do": "sign", "remark": "同意"})
    assert "不能撤回，可发更正函" in asked.content.decode()
    resend(boss, asked, {"confirm": "1"})
    row.refresh_from_db()
    lead.refresh_from_db()
    assert row.sent_at is not None and row.approved_by == "周某某"
    assert (lead.stage, lead.office) == (Stage.REFERRED, "530521")
    assert Notice.objects.filter(account=there, key=f"sent-{row.pk}").exists()
    assert "签收后本机关期限起算" in text_of(client_of(there), f"/referrals/{row.pk}/")


def test_a_head_may_refuse_with_a_reason(lead, li, head, client_of):
    sent(client_of(li), lead, form="transfer")
    row = Referral.objects.get()
    boss = client_of(head)
    assert fill(boss, f"/referrals/{row.pk}/", {"do": "refuse"}).status_code == 422
    fill(boss, f"/referrals/{row.pk}/", {"do": "refuse", "remark": "先查清经营地"})
    assert "未获审签" in text_of(client_of(li), f"/referrals/{row.pk}/")
    assert Notice.objects.get(account=li).text.endswith("负责人不同意")
    assert "主办机构" in text_of(client_of(li), f"/leads/{lead.pk}/refer/")


def test_02_当广告机构登录时_应只见本机构本属地(made, li, wang, person, client_of):
    own = registered(made.lead(), li, wang)
    other = registered(made.lead(), li, wang)
    far = registered(made.lead(), li, wang)
    Lead.objects.filter(pk=far.pk).update(office="530521", unit="advertising")
    for lead, unit in ((own, "advertising"), (other, "trademark")):
        sent(client_of(li), lead, unit=unit)
    client = client_of(person(Role.UNIT, unit="advertising", office="530502"))
    page = text_of(client, "/referrals/?tab=receive") + text_of(client, "/leads/?stage=")
    assert str(own) in page
    assert str(other) not in page and str(far) not in page
    row = Referral.objects.get(lead=other)
    for path in (f"/referrals/{row.pk}/", f"/leads/{other.pk}/", f"/leads/{far.pk}/"):
        assert client.get(path).status_code == 404, path
    assert AccessLine.objects.filter(what="refused").count() == 3


def test_an_assisting_unit_reads_it_too(lead, li, person, client_of):
    sent(client_of(li), lead, assisting=["advertising"])
    row = Referral.objects.get()
    client = client_of(person(Role.UNIT, unit="advertising", office="530502"))
    assert text_of(client, f"/leads/{lead.pk}/")
    page = text_of(client, f"/referrals/{row.pk}/")
    assert "提交反馈" not in page and ">签收</button>" not in page


def test_03_当猜他人编号时_应404并记日志(lead, li, head, person, client_of):
    row = transferred(lead, li, head, client_of)
    client = client_of(person(Role.OFFICER, office="530102"))
    paths = (f"/referrals/{row.pk}/", f"/referrals/{row.pk}/letter/", f"/leads/{lead.pk}/refer/")
    for path in paths:
        before = AccessLine.objects.filter(what="refused").count()
        assert client.get(path).status_code == 404
        assert AccessLine.objects.filter(what="refused").count() == before + 1
    assert client.post(f"/referrals/{row.pk}/", {"do": "receive"}).status_code == 404


def test_the_sender_goes_on_reading_and_cannot_receive(lead, li, head, person, client_of):
    row = transferred(lead, li, head, client_of)
    assert text_of(client_of(li), f"/leads/{lead.pk}/")
    assert ">签收</button>" not in text_of(client_of(li), f"/referrals/{row.pk}/")
    lead.refresh_from_db()
    receipt = {"do": "receive", "receive-version": lead.version}
    answer = client_of(li).post(f"/referrals/{row.pk}/", receipt)
    assert answer.status_code == 422 and "只有接收机构" in answer.content.decode()


def test_23_当反馈立案时_应计入词的有效与当月立案(lead, li, person, client_of):
    sent(client_of(li), lead)
    row = Referral.objects.get()
    unit = person(Role.UNIT, unit="trademark", office="530502")
    client = client_of(unit)
    fill(client, f"/referrals/{row.pk}/", {"do": "receive"})
    assert "回执" in text_of(client, f"/referrals/{row.pk}/")
    assert "待反馈" in text_of(client, "/")
    answer = {
        "do": "answer",
        "answer-answer": "case_opened",
        "answer-document_no": "隆市监立〔2026〕9号",
        "answer-day": "2026-10-12",
    }
    assert fill(client, f"/referrals/{row.pk}/", answer).status_code == 302
    assert [one.effective for one in term_records()] == [1]
    [act] = Measure.objects.all()
    assert (act.kind, str(act.day), act.unit) == ("case", "2026-10-12", "trademark")
    assert "反馈与退回" in text_of(client_of(li), "/")
    assert Notice.objects.filter(account=li, key=f"answered-{row.pk}").exists()
    assert str(lead) in text_of(client_of(li), "/referrals/?tab=answered")


def test_an_answer_without_its_grounds_is_refused(lead, li, client_of):
    sent(client_of(li), lead)
    row = Referral.objects.get()
    client = client_of(li)
    lead.refresh_from_db()
    early = {"do": "answer", "answer-answer": "guidance", "answer-version": lead.version}
    early = client.post(f"/referrals/{row.pk}/", early)
    assert early.status_code == 422 and "请先签收" in early.content.decode()
    fill(client, f"/referrals/{row.pk}/", {"do": "receive"})
    answer = fill(client, f"/referrals/{row.pk}/", {"do": "answer", "answer-answer": "no_case"})
    assert answer.status_code == 422 and "不予立案须写明依据" in answer.content.decode()


def test_19_当受移送局有异议时_应不能再移送_可报请指定(lead, li, head, person, client_of):
    row = transferred(lead, li, head, client_of)
    there = client_of(person(Role.OFFICER, name="赵某某", office="530521"))
    fill(there, f"/referrals/{row.pk}/", {"do": "receive"})
    objection = {"do": "answer", "answer-answer": "objection", "answer-note": "经营地在隆阳"}
    fill(there, f"/referrals/{row.pk}/", objection)
    page = text_of(there, f"/referrals/{row.pk}/")
    assert "不得再行移送" in page and "协商" in page and "报请指定管辖" in page
    form = text_of(there, f"/leads/{lead.pk}/refer/")
    assert 'value="request"' in form and 'value="transfer"' not in form
    assert '<option value="530500" selected' in form, "the common superior is suggested"
    refused = sent(there, lead, form="transfer", office="530523")
    assert refused.status_code == 422 and Referral.objects.count() == 1
    sent(there, lead, form="request", office="530500")
    up = Referral.objects.latest("id")
    assert up.form == "request"
    chief = client_of(person(Role.REVIEWER, office="530521"))
    fill(chief, f"/referrals/{up.pk}/", {"do": "sign", "confirm": "1"})
    above = client_of(person(Role.OFFICER, office="530500"))
    fill(above, f"/referrals/{up.pk}/", {"do": "receive"})
    assert "可指定管辖" in text_of(above, f"/referrals/{up.pk}/")
    sent(above, lead, form="assign", office="530502")
    assert Referral.objects.latest("id").form == "assign"
    assert "管辖异议" in text_of(client_of(li), "/referrals/?tab=objection")


def test_a_consultation_is_written_down(lead, li, head, person, client_of):
    row = transferred(lead, li, head, client_of)
    there = client_of(person(Role.OFFICER, name="赵某某", office="530521"))
    fill(there, f"/referrals/{row.pk}/", {"do": "receive"})
    objection = {"do": "answer", "answer-answer": "objection", "answer-note": "经营地在隆阳"}
    fill(there, f"/referrals/{row.pk}/", objection)
    said = {"do": "consult", "consult-outcome": "receiver", "consult-note": "电话商定"}
    assert fill(client_of(li), f"/referrals/{row.pk}/", said).status_code == 302
    lead.refresh_from_db()
    assert lead.stage == Stage.REFERRED
    assert "提交反馈" in text_of(there, f"/referrals/{Referral.objects.latest('id').pk}/")


def test_own_units_send_back(lead, li, person, client_of):
    sent(client_of(li), lead)
    row = Referral.objects.get()
    unit = client_of(person(Role.UNIT, unit="trademark", office="530502"))
    fill(unit, f"/referrals/{row.pk}/", {"do": "receive"})
    back = {"do": "answer", "answer-answer": "objection", "answer-note": "属广告机构"}
    fill(unit, f"/referrals/{row.pk}/", back)
    assert "重新移送" in text_of(client_of(li), f"/referrals/{row.pk}/")
    assert sent(client_of(li), lead, unit="advertising").status_code == 302
    lead.refresh_from_db()
    assert (lead.unit, lead.stage) == ("advertising", Stage.REFERRED)


def test_police_only_number_and_day(lead, li, head, client_of):
    client = client_of(li)
    refused = sent(client, lead, form="transfer", external="公安机关", office="")
    source = refused.content.decode()
    assert "移送公安须填移送书文号" in source and "移送公安须填移送书日期" in source
    paper = {"document_no": "隆市监移〔2026〕2号", "document_day": "2026-11-20"}
    sent(client, lead, form="transfer", external="公安机关", office="", **paper)
    row = Referral.objects.get()
    assert client.get(f"/referrals/{row.pk}/letter/").status_code == 404
    fill(client_of(head), f"/referrals/{row.pk}/", {"do": "sign", "confirm": "1"})
    assert not Measure.objects.get().receipt
    fill(client, f"/referrals/{row.pk}/", {"do": "receive"})
    assert Measure.objects.get(corrected_by=None).receipt


def test_15_当两人同时决定时_应后者409且填写保留(lead, li, wang, client_of):
    seen = Lead.objects.get(pk=lead.pk).version
    sent(client_of(wang), lead)
    answer = sent(client_of(li), lead, version=seen, reason="我写的管辖理由")
    assert answer.status_code == 409 and Referral.objects.count() == 1
    assert "我写的管辖理由" in answer.content.decode()
    row = Referral.objects.get()
    seen = Lead.objects.get(pk=lead.pk).version
    fill(client_of(wang), f"/referrals/{row.pk}/", {"do": "receive"})
    late = {
        "do": "answer",
        "answer-answer": "guidance",
        "answer-note": "我写的",
        "answer-version": seen,
    }
    answer = client_of(li).post(f"/referrals/{row.pk}/", late)
    assert answer.status_code == 409 and "我写的" in answer.content.decode()
    assert resend(client_of(li), answer, late).status_code == 302


def test_16_当核验不一致时_应禁止移送(lead, li, made, client_of):
    made.shelf.archive.close()
    [file] = [path for path in made.shelf.folder.iterdir() if path.name.endswith(".warc.gz")]
    content = bytearray(file.read_bytes())
    content[-40] ^= 0xFF
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    source = text_of(client_of(li), f"/leads/{lead.pk}/refer/")
    assert "核验不一致，不能移送" in source and 'name="reason"' not in source
    assert sent(client_of(li), lead).status_code == 422
    assert sent(client_of(li), lead, form="transfer").status_code == 422
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("form", "office", "title"),
    [
        ("submit", "", "线索提交单"),
        ("transfer", "530521", "案件线索移送函"),
        ("request", "530500", "指定管辖请示"),
    ],
)
def test_papers_to_print(lead, li, client_of, form, office, title):
    sent(client_of(li), lead, form=form, office=office, document_no="隆市监〔2026〕4号")
    row = Referral.objects.get()
    page = text_of(client_of(li), f"/referrals/{row.pk}/letter/")
    for word in (title, "隆阳区市场监督管理局", "回执", "实际经营地", "隆市监〔2026〕4号"):
        assert word in page
    assert "style=" not in page


def test_queries_of_the_list_do_not_grow(made, li, wang, client_of):
    client = client_of(li)
    counts = []
    for number in (2, 8):
        while Referral.objects.count() < number:
            lead = registered(made.lead(), li, wang)
            send(here.stages(), lead.hint_no, li.officer, Sending("submit", reason="本局"))
        with CaptureQueriesContext(connection) as queries:
            assert text_of(client, "/referrals/").count("/referrals/") >= number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_the_pages_of_heads_show_only_their_office(lead, li, person, client_of):
    sent(client_of(li), lead, form="transfer")
    row = Referral.objects.get()
    other = client_of(person(Role.REVIEWER, office="530521"))
    assert str(lead) not in text_of(other, "/approvals/")
    assert other.get(f"/referrals/{row.pk}/").status_code == 404
    assert Approval.objects.get().granted is None
