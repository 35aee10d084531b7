"""Two officers, each for themselves; agreement acts, disagreement goes to a head."""

import json
import time
from datetime import timedelta

import pytest

from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.home import Home
from leads.models import Approval, Lead, LeadEvent, Officer, Opinion, OutboxEntry
from leads.opinions import digest_of, spoken_at, turn_of
from leads.stages import Stages, find_lead
from leads.two_officers import opine, put_to_head, revise, rule
from tests.leads.pages_filed import Shelf
from tests.leads.people import judgement, officer, screened

Stage = Lead.Stage


@pytest.fixture
def li(home: Home) -> Officer:
    return officer("李某", "YN001")


@pytest.fixture
def wang(home: Home) -> Officer:
    return officer("王某", "YN002")


@pytest.fixture
def head(home: Home) -> Officer:
    return officer("周某", "YN009")


@pytest.fixture
def hint(stages: Stages, shelf: Shelf, li: Officer) -> str:
    return screened(stages, shelf, li)


def told(number: str) -> str:
    """Everything that the history says."""
    events = LeadEvent.objects.filter(lead=find_lead(number))
    return json.dumps([[e.reason, e.detail] for e in events], ensure_ascii=False)


def test_two_who_agree_register(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    lead = opine(stages, hint, li, judgement(reason="页面仍在"))
    assert (lead.stage, lead.number) == (Stage.SCREENED, None)
    lead = opine(stages, hint, wang, judgement(reason="主体相符"))
    assert lead.stage == Stage.VERIFIED and lead.number and lead.due
    verified = LeadEvent.objects.filter(lead=lead, step="verified")
    assert [(e.officer, e.reason) for e in verified] == [(li, "页面仍在"), (wang, "主体相符")]
    assert OutboxEntry.objects.filter(lead=lead, kind="verified").exists()


def test_the_history_keeps_the_first_opinion_secret_until_both_are_in(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement("dismiss", reason="秘密的理由"))
    opinion = Opinion.objects.get()
    event = LeadEvent.objects.get(step="opined")
    assert "秘密的理由" not in told(hint) and "dismiss" not in told(hint)
    assert event.detail["digest"] == digest_of(opinion)
    assert turn_of(find_lead(hint)).readable(wang) == []
    opine(stages, hint, wang, judgement("register"))
    assert "秘密的理由" in told(hint)


def test_the_digest_tells_of_a_change_in_the_database(
    stages: Stages, hint: str, li: Officer
) -> None:
    opine(stages, hint, li, judgement())
    before = LeadEvent.objects.get(step="opined").detail["digest"]
    Opinion.objects.update(conclusion="dismiss")
    assert digest_of(Opinion.objects.get()) != before


def test_the_same_officer_is_no_second(stages: Stages, hint: str, li: Officer) -> None:
    opine(stages, hint, li, judgement())
    with pytest.raises(OfficerFault, match="somebody else"):
        opine(stages, hint, li, judgement())
    assert Opinion.objects.count() == 1


def test_a_third_has_no_say(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    opine(stages, hint, li, judgement())
    opine(stages, hint, wang, judgement("dismiss"))
    with pytest.raises(IllegalStep):
        opine(stages, hint, officer("赵某", "YN003"), judgement())


def test_two_first_opinions_at_once(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    seen = find_lead(hint).version
    opine(stages, hint, li, judgement(), version=seen)
    with pytest.raises(LeadChanged) as told:
        opine(stages, hint, wang, judgement(), version=seen)
    assert "李某" in told.value.diagnostics("zh")
    assert "登记" not in told.value.diagnostics("zh")


def test_two_who_dismiss(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    opine(stages, hint, li, judgement("dismiss", dismissed_as="context"))
    lead = opine(stages, hint, wang, judgement("dismiss", dismissed_as="qualified"))
    assert (lead.stage, lead.dismissed_as) == (Stage.DISMISSED, "qualified")
    by = LeadEvent.objects.filter(lead=lead, step="dismissed").values_list("officer", flat=True)
    assert list(by) == [li.pk, wang.pk]


def test_two_who_want_more_begin_again(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement("more"))
    lead = opine(stages, hint, wang, judgement("more"))
    assert (lead.stage, turn_of(lead).opinions) == (Stage.SCREENED, ())
    opine(stages, hint, wang, judgement())
    assert opine(stages, hint, li, judgement()).stage == Stage.VERIFIED


def test_opinions_of_an_earlier_turn_do_not_count(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement())
    stages.restore(hint, li, "再看")
    stages.screen(hint, li)
    assert opine(stages, hint, wang, judgement()).stage == Stage.SCREENED


def test_changed_opinions_are_both_kept(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement())
    with pytest.raises(IllegalStep):
        revise(stages, hint, li, judgement("dismiss"))
    lead = opine(stages, hint, wang, judgement("dismiss"))
    assert (lead.stage, turn_of(lead).differences) == (Stage.SCREENED, ["结论"])
    lead = revise(stages, hint, wang, judgement(reason="再看后同意"))
    assert lead.stage == Stage.VERIFIED
    assert Opinion.objects.count() == 3
    assert Opinion.objects.latest("id").changes == Opinion.objects.get(conclusion="dismiss")


def test_another_territory_or_law_is_a_disagreement(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement())
    lead = opine(stages, hint, wang, judgement(office="530521"))
    assert turn_of(lead).differences == ["属地"]


def test_a_head_decides_where_two_disagree(
    stages: Stages, hint: str, li: Officer, wang: Officer, head: Officer
) -> None:
    opine(stages, hint, li, judgement())
    with pytest.raises(IllegalStep):
        put_to_head(stages, hint, li, "还没有分歧")
    opine(stages, hint, wang, judgement("dismiss"))
    with pytest.raises(IllegalStep):
        rule(stages, hint, head, "register", "尚未报请")
    put_to_head(stages, hint, wang, "对语境理解不同")
    with pytest.raises(IllegalStep):
        revise(stages, hint, wang, judgement())
    with pytest.raises(OfficerFault):
        rule(stages, hint, li, "register", "自己裁定")
    lead = rule(stages, hint, head, "register", "语句指向明确")
    assert lead.stage == Stage.VERIFIED and lead.number
    assert Approval.objects.get().decided_by == head
    assert LeadEvent.objects.get(step="ruled").officer == head


def test_a_head_of_the_office_that_was_asked_decides(
    stages: Stages, hint: str, li: Officer, wang: Officer, head: Officer
) -> None:
    opine(stages, hint, li, judgement())
    opine(stages, hint, wang, judgement("dismiss"))
    put_to_head(stages, hint, wang, "对语境理解不同")
    with pytest.raises(OfficerFault, match="same office"):
        rule(stages, hint, officer("外某", "YN077", "530521"), "register", "代为决定")
    with pytest.raises(IllegalStep, match="no such conclusion"):
        rule(stages, hint, head, "mood", "随意")
    assert Approval.objects.get().granted is None


def without_office(number: str) -> None:
    """Make the hint one whose 属地 nobody knows."""
    Lead.objects.filter(hint_no=number).update(office=None, route_status="operator_unknown")


def test_the_territory_that_both_name_becomes_the_leads(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    without_office(hint)
    opine(stages, hint, li, judgement(office="530521"))
    lead = opine(stages, hint, wang, judgement(office="530521"))
    lead.refresh_from_db()
    assert (lead.stage, lead.office, lead.assigned) == (Stage.VERIFIED, "530521", True)
    assert "施甸县" in lead.route_why


def test_a_lead_that_has_an_office_leaves_it_by_a_referral_only(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement(office="530521"))
    assert opine(stages, hint, wang, judgement(office="530521")).office == "530502"


def test_a_head_says_the_territory_on_which_two_differ(
    stages: Stages, hint: str, li: Officer, wang: Officer, head: Officer
) -> None:
    without_office(hint)
    opine(stages, hint, li, judgement(office="530502"))
    opine(stages, hint, wang, judgement(office="530521"))
    put_to_head(stages, hint, wang, "属地不同")
    with pytest.raises(IllegalStep, match="which office"):
        rule(stages, hint, head, "register", "住所地")
    with pytest.raises(IllegalStep):
        rule(stages, hint, head, "register", "住所地", office="440305")
    with pytest.raises(IllegalStep):
        rule(stages, hint, head, "register", "住所地", office="530521", area="travel")
    lead = rule(stages, hint, head, "register", "住所地", office="530521")
    lead.refresh_from_db()
    assert (lead.stage, lead.office) == (Stage.VERIFIED, "530521")
    said = LeadEvent.objects.get(step="ruled").detail
    assert said == {"conclusion": "register", "office": "530521", "area": "counterfeit"}


def test_what_waits_for_a_head_lapses_with_the_hint(
    stages: Stages, hint: str, li: Officer, wang: Officer, head: Officer
) -> None:
    opine(stages, hint, li, judgement())
    opine(stages, hint, wang, judgement("dismiss"))
    put_to_head(stages, hint, wang, "对语境理解不同")
    stages.dismiss(hint, li, "context")
    asked = Approval.objects.get()
    assert asked.granted is False and asked.decided_at is not None and "已变" in asked.remark
    stages.restore(hint, li, "再看")
    stages.screen(hint, li)
    with pytest.raises(IllegalStep):
        rule(stages, hint, head, "register", "旧的报请")


def test_a_judgement_must_be_whole(stages: Stages, hint: str, li: Officer) -> None:
    for wrong in (
        judgement(reason=" "),
        judgement(looked_again=False),
        judgement(area="travel"),
        judgement(office="440305"),
        judgement("dismiss", dismissed_as="mood"),
    ):
        with pytest.raises(IllegalStep):
            opine(stages, hint, li, wrong)
    assert not Opinion.objects.exists()


def test_16_当核验不一致时_不收核实意见(
    stages: Stages, hint: str, shelf: Shelf, li: Officer
) -> None:
    shelf.archive.close()
    [file] = [path for path in shelf.folder.iterdir() if path.name.endswith(".warc.gz")]
    content = bytearray(file.read_bytes())
    content[-40] ^= 0xFF
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(IllegalStep, match="does not verify"):
        opine(stages, hint, li, judgement())
    assert not Opinion.objects.exists()


def test_each_has_spoken_when_he_spoke(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, li, judgement(reason="页面仍在"))
    time.sleep(0.05)
    lead = opine(stages, hint, wang, judgement(reason="主体相符"))
    first, second = LeadEvent.objects.filter(lead=lead, step="verified").order_by("id")
    own = {one.officer_id: one.at for one in Opinion.objects.all()}
    assert (spoken_at(first), spoken_at(second)) == (own[li.pk], own[wang.pk])
    assert spoken_at(second) - spoken_at(first) >= timedelta(seconds=0.05)
    screening = LeadEvent.objects.get(lead=lead, step="screened")
    assert spoken_at(screening) == screening.at


def test_both_officers_stand_in_the_registration_who_wrote_first_first(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    opine(stages, hint, wang, judgement(reason="页面仍在"))
    lead = opine(stages, hint, li, judgement(reason="主体相符"))
    event = LeadEvent.objects.get(lead=lead, step="registered")
    assert event.actors == "王某、李某"
    assert event.detail["officers"] == [
        {"name": "王某", "number": "YN002"},
        {"name": "李某", "number": "YN001"},
    ]
    assert LeadEvent.objects.filter(lead=lead, step="compared").get().actors == "李某"
