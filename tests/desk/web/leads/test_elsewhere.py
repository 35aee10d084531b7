"""属外地、地域待定: what a county's crawl finds of other offices' shops is seen there, handed over,
and looked into by nobody who has no say over it."""

import pytest

from checks.finding import OperatorSigns
from desk.web.access import captures_of, leads_of, operators_of
from desk.web.roles import Role
from leads.models import Approval, Lead, Measure, OutboxEntry, Referral
from leads.recusal import STEP as RECUSED
from leads.stages import Stages
from tests.desk.web.stepping import fill, opined, registered, screened, text_of

Stage = Lead.Stage
WUHUA = ("actual_place", "云南省昆明市五华区翠湖南路1号")
PANLONG = ("actual_place", "云南省昆明市盘龙区北京路2号")
FILTERED = "/leads/?office=elsewhere&stage=open"


@pytest.fixture
def home(home):
    """One server, that of a county's office: 隆阳区 (530502)."""
    (home.path / "wangjian.toml").write_text(
        'name = "隆阳区市场监督管理局"\ncode = "530502"\n', encoding="utf-8"
    )
    return home


@pytest.fixture
def li(person):
    return person(name="李某某", office="530502")


@pytest.fixture
def wang(person):
    return person(name="王某某", office="530502")


@pytest.fixture
def head(person):
    return person(Role.REVIEWER, name="周某某", office="530502")


@pytest.fixture
def away(made):
    """A hint found by 隆阳区 whose shop is at 五华区 of another prefecture."""
    return made.lead(operator=OperatorSigns(addresses=[WUHUA], names=["翠湖商行"]))


@pytest.fixture
def disputed(made):
    """A hint found by 隆阳区 whose signs point to two counties: for 昆明市 to designate."""
    return made.lead(operator=OperatorSigns(addresses=[WUHUA, PANLONG], names=["两地商行"]))


@pytest.fixture
def nowhere(made):
    """A hint found by 隆阳区 of a shop that tells nothing of where it is."""
    return made.lead(operator=OperatorSigns())


def test_its_finder_sees_it_as_what_it_is(away, disputed, nowhere, made, li, client_of):
    own = made.lead()
    assert (away.office, disputed.office, nowhere.office) == ("530102", "530100", "530502")
    client = client_of(li)
    today = text_of(client, "/")
    assert "属外地或地域待定" in today and FILTERED.replace("&", "&amp;") in today
    listed = text_of(client, FILTERED)
    assert "五华区（属外地）" in listed and "昆明市（地域待定）" in listed
    assert str(away) in listed and str(disputed) in listed and str(own) not in listed
    every = text_of(client, "/leads/?stage=open")
    for one in (away, nowhere, own):
        assert f'"/leads/{one.pk}/"' in every
    assert "五华区（属外地）" in every and "隆阳区（地域待定）" in every and ">隆阳区<" in every
    for one in (away, disputed):
        page = text_of(client, f"/leads/{one.pk}/")
        assert "不作调查、处置" in page and ">指派</a>" in page and "/attended/new/" not in page
    assert "不作调查、处置" not in text_of(client, f"/leads/{nowhere.pk}/")
    assert "/attended/new/" in text_of(client, f"/leads/{own.pk}/")


def test_it_waits_to_be_screened_and_stands_apart_in_its_group(away, made, li, client_of):
    own = made.lead()
    client = client_of(li)
    page = text_of(client, "/hints/")
    assert "属外地或地域待定1件" in page
    alone = text_of(client, "/hints/?office=elsewhere")
    assert f"/leads/{away.pk}/" in alone and f"/leads/{own.pk}/" not in alone
    group = next(part for part in page.split('href="') if part.startswith("/hints/text-"))
    members = text_of(client, group.split('"')[0])
    assert "1件与本组不同，请单独处理。" in members and "属外地：昆明市五华区" in members


def test_an_officer_who_searches_for_the_shop_finds_it(away, disputed, li, person, client_of):
    shop = away.shop.name
    assert str(away) in text_of(client_of(li), f"/leads/?q={shop}")
    assert str(away) in text_of(client_of(li), "/leads/?q=翠湖商行")
    assert str(away) in text_of(client_of(person(office="530102")), f"/leads/?q={shop}")
    assert str(away) not in text_of(client_of(person(office="530103")), f"/leads/?q={shop}")


@pytest.mark.parametrize(
    ("role", "office", "unit", "sees"),
    [
        (Role.OFFICER, "530502", "network", True),  # who found it
        (Role.OFFICER, "530102", "network", True),  # whose it is
        (Role.OFFICER, "530100", "network", True),  # above that
        (Role.OFFICER, "530000", "network", True),
        (Role.OFFICER, "530500", "network", False),  # above the finder: as before
        (Role.OFFICER, "530521", "network", False),  # a neighbour
        (Role.UNIT, "530502", "trademark", False),  # hints are not for units
        (Role.REVIEWER, "530502", "network", False),  # nothing was asked of the head yet
        (Role.LEGAL, "530502", "legal", False),
    ],
)
def test_nobody_else_sees_more_than_before(away, person, client_of, role, office, unit, sees):
    account = person(role, office=office, unit=unit)
    for each in (False, True):
        assert leads_of(account, each=each).filter(pk=away.pk).exists() is sees
    status = client_of(account).get(f"/leads/{away.pk}/").status_code
    assert status == (200 if sees else 404)


def test_the_units_of_the_finder_never_see_it(away, li, wang, person, client_of):
    unit = person(Role.UNIT, office="530502", unit="trademark")
    registered(away, li, wang)
    assert client_of(unit).get(f"/leads/{away.pk}/").status_code == 404
    assert not OutboxEntry.objects.exists(), "it is no lead of the finder's units"


def test_its_operator_and_captures_are_seen_with_it(away, captures, li, person):
    row = captures.row(leads=[away])
    assert row in captures_of(li)
    assert away.shop.operator in operators_of(li)
    neighbour = person(office="530521")
    assert away.shop.operator not in operators_of(neighbour)
    assert row not in captures_of(neighbour)


def test_it_is_handed_over_with_the_head_s_signature(away, li, wang, head, person, client_of, home):
    screened(away, li)
    page = text_of(client_of(li), f"/leads/{away.pk}/verify/")
    assert "五华区市场监督管理局（属外地）" in page
    opined(away, li, office="530102")
    opined(away, wang, office="530102")
    away.refresh_from_db()
    assert (away.stage, away.office) == (Stage.VERIFIED, "530102")
    assert away.number.startswith("530502-")
    client = client_of(li)
    assert str(away) in text_of(client, FILTERED)
    form = text_of(client, f"/leads/{away.pk}/refer/")
    assert 'value="transfer"' in form and 'value="request"' in form
    assert 'value="submit"' not in form and 'value="assign"' not in form
    told = {"unit": "trademark", "external": "", "reason": "实际经营地在五华区", "confirm": "1"}
    for wrong in ({"form": "submit", "office": ""}, {"form": "transfer", "office": "530502"}):
        answer = fill(client, f"/leads/{away.pk}/refer/", told | wrong)
        assert answer.status_code == 422 and not Referral.objects.exists()
    fill(client, f"/leads/{away.pk}/refer/", told | {"form": "transfer", "office": "530102"})
    row = Referral.objects.get()
    assert text_of(client_of(head), f"/leads/{away.pk}/"), "the head reads what there is to sign"
    fill(client_of(head), f"/referrals/{row.pk}/", {"do": "sign", "confirm": "1"})
    away.refresh_from_db()
    row.refresh_from_db()
    assert (away.stage, away.office) == (Stage.REFERRED, "530102")
    assert (row.from_office, row.to_office) == ("530502", "530102")
    handed = OutboxEntry.objects.get()
    assert (handed.kind, handed.unit) == ("referred", "trademark")
    assert text_of(client, f"/leads/{away.pk}/"), "what was sent stays readable"
    assert f'"/leads/{away.pk}/"' not in text_of(client, FILTERED)
    receiver = person(office="530102")
    assert str(away) in text_of(client_of(receiver), "/referrals/?tab=receive")


def test_where_it_belongs_can_be_said(disputed, away, li, client_of):
    client = client_of(li)
    page = text_of(client, f"/leads/{away.pk}/assign/")
    assert "五华区市场监督管理局（属外地）" in page
    for lead, office in ((disputed, "530103"), (away, "530502")):
        said = {"unit": "", "office": office, "reason": "营业执照载明"}
        assert fill(client, f"/leads/{lead.pk}/assign/", said).status_code == 302
        lead.refresh_from_db()
        assert (lead.office, lead.route_status) == (office, "assigned")
    assert "盘龙区（属外地）" in text_of(client, FILTERED)
    assert f'"/leads/{away.pk}/"' not in text_of(client, FILTERED), "it is the finder's own now"
    assert "不作调查、处置" not in text_of(client, f"/leads/{away.pk}/")


def test_two_officers_may_find_that_it_is_their_own(away, li, wang):
    screened(away, li)
    opined(away, li, office="530502")
    opined(away, wang, office="530502")
    away.refresh_from_db()
    assert (away.stage, away.office) == (Stage.VERIFIED, "530502")


def test_it_may_be_dismissed_with_a_reason(away, li, client_of):
    said = {"do": "decide", "choice": "dismiss", "reason": "misread"}
    client = client_of(li)
    assert fill(client, f"/leads/{away.pk}/", said).status_code == 302
    away.refresh_from_db()
    assert (away.stage, away.dismissed_as) == (Stage.DISMISSED, "misread")
    assert "恢复为监测提示" in text_of(client, f"/leads/{away.pk}/")
    assert f'"/leads/{away.pk}/"' not in text_of(client, FILTERED)


def test_nobody_of_the_finder_looks_into_the_shop(away, home, li, wang, client_of):
    client = client_of(li)
    for path in ("/attended/new/", "/attended/import/"):
        assert client.get(f"{path}?lead={away.pk}")["Location"] == f"/leads/{away.pk}/"
    lead = registered(away, li, wang)
    page = text_of(client, f"/leads/{away.pk}/")
    for link in ("measures/", "offline/", "close/", "extend/"):
        assert f'href="/leads/{away.pk}/{link}"' not in page
    assert f'href="/leads/{away.pk}/withdraw/"' in page, "what was registered can be taken back"
    for link in ("measures/", "offline/"):
        assert "只能查看" in text_of(client, f"/leads/{away.pk}/{link}")
    version = Lead.objects.get(pk=lead.pk).version
    told = {"tick": f"{lead.pk}:{version}", "asked": "1", "note": "告知", "day": "2026-11-24"}
    answer = client.post("/leads/guidance/", told | {"document_no": "", "confirm": "1"})
    assert answer.status_code != 302 and not Measure.objects.exists()


def test_what_the_other_office_has_registered_is_that_office_s_alone(
    away, li, wang, person, client_of
):
    zhao, qian = person(name="赵某", office="530102"), person(name="钱某", office="530102")
    registered(away, zhao, qian)
    assert client_of(li).get(f"/leads/{away.pk}/").status_code == 404
    assert client_of(zhao).get(f"/leads/{away.pk}/").status_code == 200
    assert str(away) not in text_of(client_of(li), FILTERED)


def test_who_stood_aside_decides_nothing_of_it(away, home, li, client_of):
    steps = Stages.of(home)
    steps.mark(away.hint_no, li.officer, RECUSED, lambda _: {}, reason="近亲属经营")
    said = {"unit": "", "office": "530502", "reason": "营业执照载明"}
    answer = fill(client_of(li), f"/leads/{away.pk}/assign/", said)
    assert answer.status_code == 422 and "回避" in answer.content.decode()
    assert not Approval.objects.exists()
