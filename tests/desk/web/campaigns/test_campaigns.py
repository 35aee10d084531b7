"""专项与运行: checked as a whole, refused by name, started into the queue, held, ended."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crawler.campaign import load_campaign
from crawler.models import PageRow, Run, SiteRun
from crawler.patrol import patrol
from desk.web.models import AccessLine, Notice
from desk.web.notices.making import make_notices
from desk.web.roles import Role
from keywords.agreement import load_key
from leads.ledger_keys import begin_ledger
from leads.list_shelf import keep_draft, shelf, sign_version
from leads.models import Officer
from leads.office import load_office
from tests.desk.web.lists.made import PASSPHRASE, drafted, toml_file, unit_key
from tests.desk.web.stepping import resend

UNITS = ("advertising", "trademark")


@pytest.fixture(autouse=True)
def entered(home):
    """The officers whom the form names."""
    for number, name in (("26-0001", "王某"), ("26-0002", "李某")):
        Officer.objects.create(name=name, number=number, unit="network", office="530500")


@pytest.fixture
def officer(person):
    return person(Role.OFFICER, name="王某")


@pytest.fixture
def client(officer, client_of):
    return client_of(officer)


@pytest.fixture
def agreed(home):
    """The list, signed by both its units."""
    keep_draft(home, drafted(), "表.toml")
    for unit in UNITS:
        unit_key(home, unit)
        key = load_key(home.keys / f"{unit}.pem", PASSPHRASE)
        sign_version(home, shelf(home).find("food_ads", "4"), unit, "周某", key)
    return shelf(home).find("food_ads", "4")


def filled(**changed):
    """The form as it is filled in."""
    plain = {
        "do": "check",
        "kind": "专项行动",
        "title": "三七粉虚假宣传专项",
        "source": "广告机构提请",
        "approval": "分管局长批准",
        "lists": ["food_ads"],
        "sites": "https://shop-one.example/\n\nhttps://shop-two.example/\n",
        "pages": "40",
        "delay": "5",
        "officers": "王某、李某",
    }
    return plain | changed


def faulty_site(**changed):
    return filled(
        sites="https://shop-one.example/\n\nshop-two\nhttps://a:b@c.example/\n", **changed
    )


def test_05_当缺一家会签时_应不能启动并说出机构(home, client):
    keep_draft(home, drafted(), "表.toml")
    unit_key(home, "advertising")
    key = load_key(home.keys / "advertising.pem", PASSPHRASE)
    sign_version(home, shelf(home).find("food_ads", "4"), "advertising", "周某", key)
    name = "../lists/versions/food_ads/4.toml"
    answer = client.post("/campaigns/new/", filled(lists=[name], confirm="1"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "食品广告用语第4版缺商标机构会签，不能启动。" in page
    assert "三七粉虚假宣传专项" in page, "what was typed is kept"
    assert not Run.objects.exists() and not list(home.campaigns.glob("*.toml"))
    # It may be kept, and is refused again where it is started later.
    kept = client.post("/campaigns/new/", filled(lists=[name], do="save"), follow=True)
    url = kept.redirect_chain[-1][0]
    again = client.post(url, {"confirm": "1"}, follow=True).content.decode()
    assert "食品广告用语第4版缺商标机构会签，不能启动。" in again
    assert not Run.objects.exists()


def test_faults_of_sites_are_told_by_line_and_nothing_is_kept(home, client, agreed):
    answer = client.post("/campaigns/new/", faulty_site(end="2026-01-02", start="2026-01-05"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第3行：不是 http(s) 网址" in page and "第4行：网址里不能带账号口令" in page
    assert not list(home.campaigns.glob("*.toml"))
    page = client.post(
        "/campaigns/new/", filled(end="2026-01-02", start="2026-01-05")
    ).content.decode()
    assert "结束日早于开始日" in page
    page = client.post("/campaigns/new/", filled(sites="http://127.0.0.1:9/")).content.decode()
    assert "第1行：http://127.0.0.1:9/ 不是公网地址" in page


def test_several_addresses_in_one_line_are_refused_with_what_to_do(home, client, agreed):
    for sites in (
        "https://shop-one.example/ https://shop-two.example/",
        "https://shop-one.example/，https://shop-two.example/",
    ):
        answer = client.post("/campaigns/new/", filled(sites=sites))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "第1行：写了几个网址，或网址里有空格" in page and "一行一个" in page


def test_pages_read_are_counted_as_the_command_counts_them(home, client):
    run = run_made(1, sites=1)
    site = SiteRun.objects.get(run=run)
    for n, outcome in enumerate(("read", "read", "skipped", "robots")):
        PageRow.objects.create(
            site=site, slice_number=1, key=f"k{n}", kind="search", url=f"{site.url}{n}",
            outcome=outcome, seen_at=datetime.now(UTC),
        )  # fmt: skip
    page = client.get(f"/runs/{run.pk}/").content.decode()
    row = page[page.index('<table class="sites">') :]
    assert '<td class="number">2</td>' in row and '<td class="number">4</td>' not in row


def test_a_form_that_is_sent_twice_starts_one_run(home, client, agreed):
    asked = client.post("/campaigns/new/", filled())
    first = resend(client, asked, {"confirm": "1"})
    again = resend(client, asked, {"confirm": "1"})
    assert Run.objects.count() == 1 and len(list(home.campaigns.glob("*.toml"))) == 1
    assert again["Location"] == first["Location"]
    assert "没有再启动一次" in client.get(again["Location"]).content.decode()
    other = client.post("/campaigns/new/", filled())
    resend(client, other, {"confirm": "1"})
    assert Run.objects.count() == 2, "another form is another run"


def test_a_run_is_asked_for_once_more_started_held_and_ended(home, client, agreed):
    asked = client.post("/campaigns/new/", filled())
    page = asked.content.decode()
    assert "将以1份已会签的表检索2个站点，每站每5秒1页。" in page
    assert not Run.objects.exists(), "nothing starts before it is confirmed"
    started = resend(client, asked, {"confirm": "1"})
    run = Run.objects.get()
    assert started["Location"] == f"/runs/{run.pk}/"
    assert run.started_by.startswith("王某（") and run.state == Run.State.RUNNING
    assert run.office == "530500" and run.sites.count() == 2
    (path,) = home.campaigns.glob("*.toml")
    campaign = load_campaign(path)
    assert campaign.approval == "分管局长批准" and campaign.officers == ("王某", "李某")
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert 'data-reload="10"' in page and "暂停刷新" in page and "没有工作进程" in page
    client.post(f"/runs/{run.pk}/", {"do": "hold"})
    run.refresh_from_db()
    assert run.state == Run.State.INTERRUPTED
    assert patrol(home).resumed == [], "what an officer holds no patrol goes on with"
    assert "已由人员暂停" in client.get(f"/runs/{run.pk}/").content.decode()
    client.post(f"/runs/{run.pk}/", {"do": "resume"})
    run.refresh_from_db()
    assert run.state == Run.State.RUNNING
    again = client.post(f"/campaigns/{campaign.id}/", {"confirm": "1"}, follow=True)
    assert "上一次运行尚未结束" in again.content.decode()
    asked = client.post(f"/runs/{run.pk}/", {"do": "give_up"})
    assert "终止后不能继续" in asked.content.decode()
    client.post(f"/runs/{run.pk}/", {"do": "give_up", "confirm": "1"})
    run.refresh_from_db()
    assert run.state == Run.State.ENDED
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "已放弃" in page and "data-reload" not in page
    assert (
        "不能再暂停"
        in client.post(f"/runs/{run.pk}/", {"do": "hold"}, follow=True).content.decode()
    )
    assert AccessLine.objects.filter(what="changed", subject=f"运行 {run.pk}").count() == 4


def test_a_list_sent_in_with_a_campaign_is_checked_and_waits_for_its_units(home, client):
    said = filled(lists=[], file=toml_file(drafted()))
    page = client.post("/campaigns/new/", said).content.decode()
    assert "食品广告用语第4版缺广告机构、商标机构会签，不能启动。" in page
    assert 'value="../lists/versions/food_ads/4.toml"' in page and "checked" in page
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("表.toml", b'id = "x"\nnonsense = 1\n')
    answer = client.post("/campaigns/new/", filled(lists=[], file=bad))
    assert answer.status_code == 422 and "第2行" in answer.content.decode()


def test_a_list_that_came_along_goes_through_the_second_page(home, client):
    unit_key(home, "advertising")
    key = load_key(home.keys / "advertising.pem", PASSPHRASE)
    one = drafted(units=("advertising",))
    keep_draft(home, one, "表.toml")
    sign_version(home, shelf(home).find("food_ads", "4"), "advertising", "周某", key)
    asked = client.post("/campaigns/new/", filled(lists=[], file=toml_file(one)))
    assert "将以1份已会签的表检索2个站点" in asked.content.decode()
    resend(client, asked, {"confirm": "1"})
    assert Run.objects.get().campaign["lists"] == ["food_ads"]


def test_a_campaign_of_an_older_form_leads_to_its_run(home, client):
    run = run_made(7, campaign={"sites": "https://old.example/", "lists": 3})
    assert f"/campaigns/{run.campaign_id}/" in client.get("/tasks/?tab=special").content.decode()
    answer = client.get(f"/campaigns/{run.campaign_id}/")
    assert answer.status_code == 302 and answer["Location"] == f"/runs/{run.pk}/"
    assert "由旧版本运行" in client.get(f"/runs/{run.pk}/").content.decode()


def test_without_a_certificate_nothing_is_started(home, person, client_of, agreed):
    bare = client_of(person(Role.OFFICER, certificate=False))
    page = bare.post("/campaigns/new/", filled(confirm="1")).content.decode()
    assert "没有登记执法证号" in page and not Run.objects.exists()


def test_a_campaign_outside_its_dates_is_kept_for_later(home, client, agreed):
    later = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    page = client.post("/campaigns/new/", filled(start=later, confirm="1")).content.decode()
    assert "今天不在起止日期内" in page
    timed = filled(start=later, do="save", every="1d", at="02:00")
    kept = client.post("/campaigns/new/", timed, follow=True).content.decode()
    assert "已保存，尚未启动" in kept and "夜间巡查启动" in kept
    assert "定时，未到" in client.get("/tasks/?tab=special").content.decode()
    page = client.post("/campaigns/new/", timed | {"at": "25:00"}).content.decode()
    assert "时刻写得不对" in page


def test_a_unit_checks_online_for_itself_and_sees_its_own_only(home, person, client_of, agreed):
    own = client_of(person(Role.UNIT, unit="advertising", name="周某"))
    other = client_of(person(Role.UNIT, unit="trademark", name="吴某"))
    answer = own.post("/campaigns/new/", filled(kind="日常监测", confirm="1"))
    run = Run.objects.get()
    assert answer["Location"] == f"/runs/{run.pk}/"
    assert run.kind == "业务机构提请" and run.campaign["unit"] == "advertising"
    assert own.get("/tasks/").content.decode().count("三七粉虚假宣传专项") >= 1
    assert "三七粉虚假宣传专项" not in other.get("/tasks/").content.decode()
    for url in (f"/runs/{run.pk}/", f"/campaigns/{run.campaign_id}/"):
        assert own.get(url).status_code == 200
        before = AccessLine.objects.filter(what="refused").count()
        assert other.get(url).status_code == 404
        assert AccessLine.objects.filter(what="refused").count() == before + 1


def test_an_officer_below_sees_neither_the_runs_of_above_nor_of_a_neighbour(
    home, client, person, client_of, agreed
):
    client.post("/campaigns/new/", filled(confirm="1"))
    run = Run.objects.get()
    below = client_of(person(Role.OFFICER, office="530502"))
    assert below.get(f"/runs/{run.pk}/").status_code == 404
    below.post("/campaigns/new/", filled(title="隆阳区核查", confirm="1"))
    own = Run.objects.exclude(pk=run.pk).get()
    assert own.office == "530502"
    assert client.get(f"/runs/{own.pk}/").status_code == 200
    neighbour = client_of(person(Role.OFFICER, office="530302"))
    assert neighbour.get(f"/runs/{own.pk}/").status_code == 404
    assert client_of(person(Role.ADMINISTRATOR)).get(f"/runs/{own.pk}/").status_code == 404


def run_made(number, sites=1, **changed):
    """A run that has ended, as the crawler leaves it."""
    now = datetime.now(UTC)
    values = {
        "id": f"20261101-{number:06d}-abcdef",
        "campaign_id": f"campaign-{number}",
        "title": f"专项{number}",
        "kind": "专项行动",
        "campaign": {"lists": ["food_ads"], "sites": [{"url": f"https://s{number}.example/"}]},
        "lists": [],
        "config_digest": "",
        "office": "530500",
        "queue": "officers",
        "state": Run.State.ENDED,
        "exit_code": 0,
        "started_at": now,
        "ended_at": now,
    }
    run = Run.objects.create(**values | changed)
    states = ["found", "blocked", "robots", "absent"]
    SiteRun.objects.bulk_create(
        SiteRun(
            run=run,
            number=n + 1,
            url=f"https://s{n}.example/",
            partition=f"s{n}.example",
            state=SiteRun.State.DONE,
            coverage={
                "search": {"state": states[n % 4]},
                "limits": ["pages"] if n % 5 == 4 else [],
                "terms": {"国家级": {"state": "asked", "pages": 1, "hits": 2, "read": 1}},
            },
        )
        for n in range(sites)
    )
    return run


def test_coverage_is_told_site_by_site_and_term_by_term(home, client):
    run = run_made(1, sites=5, exit_code=8)
    page = client.get("/tasks/?tab=special").content.decode()
    assert "1/1/1/1/1/0" in page and "5/5" in page and "被网站拦截" in page
    asked = {"tab": "special", "state": "ended", "q": "专项"}
    assert run.campaign_id in client.get("/tasks/", asked).content.decode()
    for others in ({"state": "running"}, {"state": "none"}, {"q": "别的"}):
        assert run.campaign_id not in client.get("/tasks/", asked | others).content.decode()
    page = client.get(f"/runs/{run.pk}/").content.decode()
    assert "已搜1 被拦1 不许1 无搜索1 超限1 出错0" in page
    assert "1/0/0/0/0/0" in page and "提前结束：页数上限" in page
    assert "<strong>1</strong> 夜间运行异常" in client.get("/").content.decode()
    for _ in range(2):
        make_notices(datetime.now(UTC))
    assert Notice.objects.filter(text="运行停止：专项1（被网站拦截）").count() == 1, "told once"
    assert run.pk in client.get("/runs/?state=faulty").content.decode()


def test_lists_cost_the_same_however_many_runs_and_sites_there_are(home, client):
    def queries(url):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    first = run_made(0, sites=5)
    for number in range(1, 5):
        run_made(number, sites=2)
    pages = ("/tasks/?tab=special", "/runs/", f"/runs/{first.pk}/")
    few = [queries(url) for url in pages]
    for number in range(5, 60):
        run_made(number, sites=2)
    many = run_made(99, sites=60)
    assert [queries(url) for url in (*pages[:2], f"/runs/{many.pk}/")] == few
    assert max(few) <= 22


def test_a_broken_campaign_file_is_told_and_hides_no_other(home, client, agreed):
    client.post("/campaigns/new/", filled(do="save"))
    (home.campaigns / "broken.toml").write_text('title = "x"\nsite = 1\n', encoding="utf-8")
    page = client.get("/tasks/?tab=special").content.decode()
    assert "有任务文件读不出来" in page and "三七粉虚假宣传专项" in page


def test_hostile_words_in_a_campaign_stay_words(home, client, agreed):
    evil = '"] \n[limits]\npages = 1<script>alert(1)</script>\u202e'
    client.post("/campaigns/new/", filled(do="save", title=evil, source=evil))
    (path,) = home.campaigns.glob("*.toml")
    campaign = load_campaign(path)
    assert "<script>" in campaign.title and campaign.limits.pages == 40
    page = client.get(f"/campaigns/{campaign.id}/").content.decode()
    assert "<script>alert" not in page


def test_a_clock_behind_the_ledger_starts_nothing_and_says_what_to_do(home, client, agreed):
    with begin_ledger(home, load_office(home), "only for this test") as ledger:
        ledger.append("capture", now=datetime.now(UTC) + timedelta(days=3))
    page = client.post("/campaigns/new/", filled())
    assert page.status_code in {200, 422}
    assert "timedatectl" in page.content.decode()
    assert not Run.objects.exists()


def test_officers_of_a_campaign_are_those_who_are_entered_and_in_service(
    home, client, officer, agreed, person
):
    gone = person(Role.OFFICER, name="赵某").officer
    gone.active = False
    gone.save()
    page = client.get("/campaigns/new/").content.decode()
    assert f'value="{officer.name}"' in page
    answer = client.post("/campaigns/new/", filled(officers="王某、张三丰、赵某", confirm="1"))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Run.objects.exists()
    assert "没有在册的执法人员：张三丰、赵某" in page and "管理员先登记" in page
    said = filled(officers=f"王某、{officer.officer.number}", do="save")
    assert client.post("/campaigns/new/", said).status_code == 302
