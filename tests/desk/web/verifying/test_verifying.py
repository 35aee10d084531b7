"""初步核实 at the desk: two who do not read each other first, and what follows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from desk.web import here
from desk.web.models import AccessLine, Notice
from desk.web.roles import Role
from leads.beijing import day_of
from leads.models import Approval, Lead, Opinion
from leads.opinions import turn_of
from tests.desk.web.stepping import fill, opined, opinion, resend, screened, text_of

Stage = Lead.Stage
FIRST = "首人独有的理由文字"


@pytest.fixture
def li(person):
    return person(Role.OFFICER, name="李某某", office="530502")


@pytest.fixture
def wang(person):
    return person(Role.OFFICER, name="王某某", office="530502")


@pytest.fixture
def lead(made, li):
    return screened(made.lead(), li)


def test_11_当第二人未提交时_应看不到第一人结论_含源码(lead, li, wang, person, client_of):
    typed = opinion("dismiss", reason=FIRST, dismissed_as="qualified", method="online")
    mine = fill(client_of(li), f"/leads/{lead.pk}/verify/", typed)
    assert mine.status_code == 302
    alone = text_of(client_of(li), f"/leads/{lead.pk}/verify/")
    shown = {"结论": "<strong>排除</strong>（资质相符）", "理由": FIRST, "栏": "您的核实意见"}
    assert all(words in alone for words in shown.values()), "what is looked for can be found"
    others = [wang, person(Role.REVIEWER, office="530502"), person(Role.OFFICER)]
    for account in others:
        client = client_of(account)
        for path in (f"/leads/{lead.pk}/verify/", f"/leads/{lead.pk}/", "/verifying/", "/"):
            source = text_of(client, path)
            for name, words in shown.items():
                assert words not in source, (path, name)
    source = text_of(client_of(wang), f"/leads/{lead.pk}/verify/")
    assert "李某某" in source and "已提交核实意见" in source
    assert FIRST in text_of(client_of(li), f"/leads/{lead.pk}/verify/")
    fill(client_of(wang), f"/leads/{lead.pk}/verify/", opinion("more", reason="还要取证"))
    both = text_of(client_of(wang), f"/leads/{lead.pk}/verify/")
    assert FIRST in both and "还要取证" in both and "意见不一致" in both


def test_12_当同一人作第二人时_应拒绝(lead, li, client_of):
    client = client_of(li)
    fill(client, f"/leads/{lead.pk}/verify/", opinion("dismiss"))
    source = text_of(client, f"/leads/{lead.pk}/verify/")
    assert "等待第二人核实" in source and 'name="conclusion"' not in source
    lead.refresh_from_db()
    again = opinion("dismiss", version=lead.version)
    answer = client.post(f"/leads/{lead.pk}/verify/", again)
    assert answer.status_code == 422
    assert "第二人须为另一名执法人员" in answer.content.decode()
    assert Opinion.objects.count() == 1


def test_12_当第二人执法证失效时_应拒绝(lead, li, wang, client_of):
    opined(lead, li)
    wang.officer.valid_to = day_of(timezone.now()) - timedelta(days=1)
    wang.officer.save()
    answer = fill(client_of(wang), f"/leads/{lead.pk}/verify/", opinion(confirm="1"))
    assert answer.status_code == 422 and "执法证已失效" in answer.content.decode()


def test_13_当两人一致时_应编号_起算_进机构待办(lead, li, wang, person, client_of):
    fill(client_of(li), f"/leads/{lead.pk}/verify/", opinion(confirm="1"))
    assert Notice.objects.get(account=wang).text == f"{lead}待第二人核实（第一人李某某）"
    client = client_of(wang)
    assert "待我第二人核实" in text_of(client, "/")
    asked = fill(client, f"/leads/{lead.pk}/verify/", opinion())
    due = here.calendar().after(day_of(timezone.now()), 15).day
    said = f"登记为线索，自今日起15个工作日（至{due:%m-%d}）。登记后不能撤回。"
    assert asked.status_code == 200 and said in asked.content.decode()
    assert not Lead.objects.exclude(number=None).exists(), "asked first"
    answer = client.get(resend(client, asked, {"confirm": "1"})["Location"])
    lead.refresh_from_db()
    assert (lead.stage, lead.due) == (Stage.VERIFIED, due)
    assert lead.number and f"已登记为线索{lead.number}" in answer.content.decode()
    unit = person(Role.UNIT, unit=lead.unit, office="530502")
    assert "新登记线索" in text_of(client_of(unit), "/")
    assert lead.number in text_of(client_of(unit), "/leads/?mine=on&stage=verified")


def test_14_当意见不一致时_应并列并可报负责人(lead, li, wang, person, client_of):
    opined(lead, li)
    opined(lead, wang, "dismiss", reason="语境是拒绝高仿")
    client = client_of(wang)
    source = text_of(client, f"/leads/{lead.pk}/verify/")
    assert "本人理由register" in source and "语境是拒绝高仿" in source
    dispute = {"do": "dispute", "dispute-reason": "语境理解不同"}
    answer = fill(client, f"/leads/{lead.pk}/verify/", dispute)
    assert answer.status_code == 302
    head = person(Role.REVIEWER, name="周某某", office="530502")
    boss = client_of(head)
    assert "意见不一致" in text_of(boss, "/")
    assert lead.hint_no in text_of(boss, "/verifying/?tab=differ")
    ruling = {"do": "rule", "rule-conclusion": "register", "rule-reason": "语句指向明确"}
    asked = fill(boss, f"/leads/{lead.pk}/verify/", ruling)
    assert "登记后不能撤回" in asked.content.decode()
    resend(boss, asked, {"confirm": "1"})
    lead.refresh_from_db()
    assert lead.stage == Stage.VERIFIED
    assert Approval.objects.get().decided_by == head.officer


def test_a_changed_opinion_may_settle_it_and_both_stay(lead, li, wang, client_of):
    opined(lead, li, "dismiss")
    opined(lead, wang, "more")
    change = opinion("dismiss", do="revise", reason="再看后同意排除")
    fill(client_of(wang), f"/leads/{lead.pk}/verify/", change)
    lead.refresh_from_db()
    assert (lead.stage, Opinion.objects.count()) == (Stage.DISMISSED, 3)
    source = text_of(client_of(wang), f"/leads/{lead.pk}/verify/")
    assert "再看后同意排除" in source and "本人理由more" in source


def test_15_当两人同时决定时_应后者409且填写保留(lead, li, wang, client_of):
    seen = Lead.objects.get(pk=lead.pk).version
    opined(lead, li)
    typed = opinion("more", version=seen, reason="我写的核实理由")
    answer = client_of(wang).post(f"/leads/{lead.pk}/verify/", typed)
    source = answer.content.decode()
    assert answer.status_code == 409
    assert "我写的核实理由" in source and "李某某已于" in source and "已保留" in source
    assert "本人理由register" not in source
    assert resend(client_of(wang), answer, typed).status_code == 302
    assert turn_of(lead).both


def test_15_当他人已登记时_填写保留(lead, li, wang, person, client_of):
    late = person(Role.OFFICER, office="530502")
    seen = Lead.objects.get(pk=lead.pk).version
    opined(lead, li)
    opined(lead, wang)
    answer = client_of(late).post(
        f"/leads/{lead.pk}/verify/", opinion("more", version=seen, reason="迟到的理由")
    )
    source = answer.content.decode()
    assert answer.status_code == 409 and "迟到的理由" in source and "您的填写（未提交）" in source


def test_16_当核验不一致时_应禁止登记(lead, li, made, client_of, person):
    admin = person(Role.ADMINISTRATOR)
    made.shelf.archive.close()
    [file] = [path for path in made.shelf.folder.iterdir() if path.name.endswith(".warc.gz")]
    content = bytearray(file.read_bytes())
    content[-40] ^= 0xFF
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    client = client_of(li)
    source = text_of(client, f"/leads/{lead.pk}/verify/")
    assert "核验不一致" in source and "请告知系统管理员" in source
    assert 'name="conclusion"' not in source, "no form"
    typed = opinion(confirm="1", version=lead.version)
    answer = client.post(f"/leads/{lead.pk}/verify/", typed)
    assert answer.status_code == 422 and not Opinion.objects.exists()
    assert "核验异常" in text_of(client_of(admin), "/notices/")


def test_20_当缺次年日历时_应告警并注明暂算(lead, li, wang, home, client_of):
    year = day_of(timezone.now()).year
    years = "".join(f"[years.{y}]\nprovisional = true\n" for y in (year, year + 1))
    home.holidays_file.write_text(years, encoding="utf-8")
    fill(client_of(li), f"/leads/{lead.pk}/verify/", opinion(confirm="1"))
    client = client_of(wang)
    assert "工作日安排尚未公布，期限为暂算" in text_of(client, f"/leads/{lead.pk}/verify/")
    asked = fill(client, f"/leads/{lead.pk}/verify/", opinion())
    words = asked.content.decode()
    assert "，暂算）。登记后不能撤回。" in words and "尚未公布" in words
    resend(client, asked, {"confirm": "1"})
    lead.refresh_from_db()
    assert lead.due_provisional
    assert "暂算" in text_of(client, f"/leads/{lead.pk}/")


def test_03_当猜他人编号时_应404并记日志(lead, person, client_of):
    elsewhere = client_of(person(Role.OFFICER, office="530102"))
    for method in (elsewhere.get, elsewhere.post):
        before = AccessLine.objects.filter(what="refused").count()
        assert method(f"/leads/{lead.pk}/verify/").status_code == 404
        assert AccessLine.objects.filter(what="refused").count() == before + 1


def test_faults_are_said_at_their_fields(lead, li, client_of):
    answer = client_of(li).post(f"/leads/{lead.pk}/verify/", {"do": "opine"})
    source = answer.content.decode()
    assert answer.status_code == 422
    for word in ("请先复看", "请选核实方式", "请选登记、排除或补充取证", "请写明理由"):
        assert word in source
    unsaid = opinion("dismiss", dismissed_as="")
    answer = fill(client_of(li), f"/leads/{lead.pk}/verify/", unsaid)
    assert "结论为排除时须选一个理由" in answer.content.decode()


def test_without_a_certificate_nobody_concludes(lead, person, client_of):
    plain = person(Role.OFFICER, office="530502", certificate=False)
    source = text_of(client_of(plain), f"/leads/{lead.pk}/verify/")
    assert "没有登记执法证号" in source and 'name="conclusion"' not in source
    typed = opinion("more", version=lead.version)
    answer = client_of(plain).post(f"/leads/{lead.pk}/verify/", typed)
    assert answer.status_code == 422 and "没有登记执法证号" in answer.content.decode()


def test_a_head_cannot_give_an_opinion_and_an_officer_cannot_rule(
    lead, li, wang, person, client_of
):
    head = person(Role.REVIEWER, office="530502")
    client_of(head).post(f"/leads/{lead.pk}/verify/", opinion("more", version=lead.version))
    assert not Opinion.objects.exists()
    opined(lead, li)
    opined(lead, wang, "dismiss")
    ruling = {"do": "rule", "rule-conclusion": "dismiss", "rule-dismissed_as": "context"}
    lead.refresh_from_db()
    ruling |= {"rule-reason": "我来定", "rule-version": str(lead.version)}
    client_of(li).post(f"/leads/{lead.pk}/verify/", ruling)
    lead.refresh_from_db()
    assert lead.stage == Stage.SCREENED


def test_a_head_chooses_the_office_where_the_two_differ(lead, li, wang, person, client_of):
    opined(lead, li, office="530502")
    opined(lead, wang, office="530521")
    url = f"/leads/{lead.pk}/verify/"
    fill(client_of(wang), url, {"do": "dispute", "dispute-reason": "经营地不同"})
    boss = client_of(person(Role.REVIEWER, name="周某某", office="530502"))
    ruling = {"do": "rule", "rule-conclusion": "register", "rule-reason": "看发货地"}
    unsaid = fill(boss, url, ruling | {"confirm": "1"})
    assert unsaid.status_code == 422 and "请选属地" in unsaid.content.decode()
    fill(boss, url, ruling | {"rule-office": "530502", "confirm": "1"})
    lead.refresh_from_db()
    assert (lead.stage, lead.office) == (Stage.VERIFIED, "530502")


@pytest.mark.parametrize("tab", ["second", "first", "differ"])
def test_queries_of_the_list_do_not_grow(made, li, wang, client_of, tab):
    client = client_of(wang)
    counts = []
    for number in (3, 9):
        while Lead.objects.count() < number:
            lead = screened(made.lead(), li)
            if tab != "first":
                opined(lead, li)
            if tab == "differ":
                opined(lead, wang, "dismiss")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert text_of(client, f"/verifying/?tab={tab}").count("/verify/") >= number
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25
