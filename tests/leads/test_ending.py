"""What becomes of a lead: visits, acts, guidance of several, extension, withdrawal."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from leads.acts import fen_of
from leads.approvals import refuse
from leads.batches import Chosen
from leads.beijing import day_of
from leads.errors import IllegalStep, LeadChanged, OfficerFault
from leads.extending import (
    ask_extension,
    ask_withdrawal,
    grant_extension,
    grant_withdrawal,
    second_withdrawal,
)
from leads.filing import Filing
from leads.home import Home
from leads.measures import Act, enter_measure, guide
from leads.models import Approval, Lead, LeadEvent, Measure, Officer, OfflineCheck
from leads.offline import Visit, check_offline
from leads.stages import Stages, find_lead
from leads.triage import Waiting, read_hints
from tests.leads.pages_filed import Shelf, finding, later
from tests.leads.people import officer, registered, screened

Stage = Lead.Stage
TODAY = day_of(timezone.now())


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
def leads(stages: Stages, shelf: Shelf, li: Officer, wang: Officer) -> list[Lead]:
    return [registered(stages, shelf, (li, wang), shop) for shop in ("a", "b")]


def test_one_visit_for_several_leads_counts_once(
    stages: Stages, leads: list[Lead], li: Officer, wang: Officer
) -> None:
    numbers = [lead.hint_no for lead in leads]
    visit = Visit(TODAY, "隆阳区某街1号", "货架上有样品", "建议抽检一批")
    rows = check_offline(stages, numbers, [li, wang], visit)
    assert len(rows) == 2 and len({row.visit for row in rows}) == 1
    assert rows[0].visit == f"J-530502-{TODAY:%Y%m%d}-01"
    assert OfflineCheck.objects.values("visit").distinct().count() == 1
    for pair in ([li], [li, li]):
        with pytest.raises(OfficerFault):
            check_offline(stages, numbers, pair, visit)
    wrong = Visit(TODAY + timedelta(days=1), "某街", "有")
    with pytest.raises(IllegalStep):
        check_offline(stages, numbers, [li, wang], wrong)
    other_day = Visit(TODAY - timedelta(days=1), "某街", "有", number=rows[0].visit)
    with pytest.raises(IllegalStep):
        check_offline(stages, numbers[:1], [li, wang], other_day)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("5000", 500000), ("5,000.5", 500050), ("¥12.34", 1234), ("", 0), ("0.01", 1)],
)
def test_yuan_are_kept_as_fen(typed: str, fen: int) -> None:
    assert fen_of(typed) == fen


@pytest.mark.parametrize("typed", ["5千", "-1", "1.234", "1e9", "９x"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(IllegalStep):
        fen_of(typed)


def test_a_measure_is_corrected_by_a_further_row(
    stages: Stages, leads: list[Lead], li: Officer
) -> None:
    act = Act("fine", TODAY, "隆市监罚〔2026〕5号", fine_fen=500000)
    row = enter_measure(stages, leads[0].hint_no, li, act)
    with pytest.raises(IllegalStep, match="already"):
        enter_measure(stages, leads[0].hint_no, li, act)
    with pytest.raises(IllegalStep):
        enter_measure(stages, leads[0].hint_no, li, Act("fine", TODAY, "另号"))
    right = Act("fine", TODAY, "隆市监罚〔2026〕5号", fine_fen=50000)
    with pytest.raises(IllegalStep):
        enter_measure(stages, leads[0].hint_no, li, right, corrects=row)
    fixed = Act("fine", TODAY, "隆市监罚〔2026〕5号", fine_fen=50000, note="多写一位")
    enter_measure(stages, leads[0].hint_no, li, fixed, corrects=row)
    assert [m.fine_fen for m in Measure.objects.filter(corrected_by=None)] == [50000]
    assert Measure.objects.count() == 2
    with pytest.raises(IllegalStep):
        enter_measure(stages, leads[0].hint_no, li, fixed, corrects=row)
    with pytest.raises(IllegalStep):
        enter_measure(stages, leads[1].hint_no, li, fixed, corrects=Measure.objects.latest("id"))


def as_seen(leads: list[Lead]) -> list[Chosen]:
    """The leads as an officer who looks now ticks them."""
    return [Chosen(lead, find_lead(lead.hint_no).version) for lead in leads]


def test_guidance_of_several_is_all_or_nothing(
    stages: Stages, leads: list[Lead], li: Officer
) -> None:
    Lead.objects.filter(pk=leads[1].pk).update(stage=Stage.SUSPECTED)
    with pytest.raises(IllegalStep):
        guide(stages, as_seen(leads), li, TODAY, "请补公示")
    assert not Measure.objects.exists()
    Lead.objects.filter(pk=leads[1].pk).update(stage=Stage.VERIFIED)
    assert len(guide(stages, as_seen(leads), li, TODAY, "请补公示")) == 2
    assert LeadEvent.objects.filter(step="guided").count() == 2


def test_guidance_sent_twice_counts_once(stages: Stages, leads: list[Lead], li: Officer) -> None:
    chosen = as_seen(leads)
    guide(stages, chosen, li, TODAY, "请补公示")
    with pytest.raises(LeadChanged):
        guide(stages, chosen, li, TODAY, "请补公示")
    assert Measure.objects.count() == 2


def test_only_who_is_in_charge_acts(
    stages: Stages, leads: list[Lead], li: Officer, wang: Officer
) -> None:
    number, chosen = leads[0].hint_no, as_seen(leads[:1])
    elsewhere = officer("外某", "YN071", "530521")
    assisting = officer("协某", "YN072", unit="advertising")
    visit = Visit(TODAY, "某街", "有")
    steps: list[Callable[[Officer], object]] = [
        lambda who: enter_measure(stages, number, who, Act("order", TODAY)),
        lambda who: guide(stages, chosen, who, TODAY, "请补公示"),
        lambda who: check_offline(stages, [number], [who, wang], visit),
        lambda who: ask_extension(stages, number, who, "取证困难"),
        lambda who: ask_withdrawal(stages, number, who, "登记错误"),
    ]
    for who in (elsewhere, assisting):
        for step in steps:
            with pytest.raises(OfficerFault, match="in charge"):
                step(who)
    ask_withdrawal(stages, number, li, "登记错误")
    with pytest.raises(OfficerFault, match="in charge"):
        second_withdrawal(stages, Approval.objects.get(), assisting)
    Lead.objects.filter(pk=leads[0].pk).update(stage=Stage.ANSWERED, answer="ordered")
    with pytest.raises(OfficerFault, match="in charge"):
        stages.close(number, assisting, "办结")
    assert not Measure.objects.exists() and not OfflineCheck.objects.exists()
    above = officer("市某", "YN073", "530500")
    enter_measure(stages, number, above, Act("order", TODAY))
    enter_measure(stages, number, officer("商某", "YN074", unit="trademark"), Act("case", TODAY))


def test_a_hint_is_assigned_by_who_is_in_charge(stages: Stages, shelf: Shelf, li: Officer) -> None:
    hint = screened(stages, shelf, li)
    with pytest.raises(OfficerFault, match="in charge"):
        stages.assign(hint, officer("外某", "YN071", "530521"), unit="advertising", reason="重复")
    assert stages.assign(hint, li, unit="advertising", reason="更合适").unit == "advertising"


def test_an_office_corrects_what_it_entered_after_the_lead_went_on(
    stages: Stages, leads: list[Lead], li: Officer
) -> None:
    row = enter_measure(stages, leads[0].hint_no, li, Act("order", TODAY, "责1号"))
    Lead.objects.filter(pk=leads[0].pk).update(stage=Stage.REFERRED, office="530521")
    right = Act("order", TODAY, "责2号", note="文号有误")
    assert enter_measure(stages, leads[0].hint_no, li, right, corrects=row).document_no == "责2号"


def test_a_head_extends_once(stages: Stages, leads: list[Lead], li: Officer, head: Officer) -> None:
    number, due = leads[0].hint_no, leads[0].due
    assert due is not None
    ask_extension(stages, number, li, "取证困难")
    with pytest.raises(IllegalStep):
        ask_extension(stages, number, li, "再请")
    asked = Approval.objects.get()
    with pytest.raises(OfficerFault):
        grant_extension(stages, asked, li, "")
    lead = grant_extension(stages, asked, head, "同意")
    assert (lead.due, lead.extended) == (stages.calendar.after(due, 15).day, True)
    assert LeadEvent.objects.get(step="extended").detail["approved_by"] == "周某"
    with pytest.raises(IllegalStep):
        ask_extension(stages, number, li, "还要")


def test_a_refused_extension_leaves_the_clock(
    stages: Stages, leads: list[Lead], li: Officer, head: Officer
) -> None:
    number = leads[0].hint_no
    ask_extension(stages, number, li, "取证困难")
    refuse(stages, Approval.objects.get(), head, "时间够用")
    assert find_lead(number).due == leads[0].due
    ask_extension(stages, number, li, "情况有变")


def test_withdrawal_takes_two_and_a_head(
    stages: Stages, leads: list[Lead], li: Officer, wang: Officer, head: Officer
) -> None:
    number = leads[0].hint_no
    ask_withdrawal(stages, number, li, "登记错误")
    asked = Approval.objects.get()
    with pytest.raises(IllegalStep):
        grant_withdrawal(stages, asked, head, "同意")
    with pytest.raises(OfficerFault):
        second_withdrawal(stages, asked, li)
    second_withdrawal(stages, asked, wang)
    lead = grant_withdrawal(stages, asked, head, "同意")
    assert (lead.stage, lead.due, lead.number) == (Stage.DISMISSED, None, leads[0].number)
    by = LeadEvent.objects.filter(step="withdrawn").values_list("officer", flat=True)
    assert list(by) == [li.pk, wang.pk]


def withdrawn(stages: Stages, lead: Lead, li: Officer, wang: Officer, head: Officer) -> Lead:
    """The lead, its registration withdrawn by two officers and a head."""
    ask_withdrawal(stages, lead.hint_no, li, "登记错误")
    asked = Approval.objects.get()
    second_withdrawal(stages, asked, wang)
    return grant_withdrawal(stages, asked, head, "同意")


def test_one_officer_undoes_no_withdrawal(
    stages: Stages, leads: list[Lead], li: Officer, wang: Officer, head: Officer
) -> None:
    lead = withdrawn(stages, leads[0], li, wang, head)
    with pytest.raises(IllegalStep, match="withdrawn"):
        stages.restore(lead.hint_no, li, "再看")
    lead.refresh_from_db()
    assert (lead.stage, lead.number) == (Stage.DISMISSED, leads[0].number)


def test_what_is_found_after_a_withdrawal_is_a_hint_of_its_own(
    stages: Stages, shelf: Shelf, leads: list[Lead], li: Officer, wang: Officer, head: Officer
) -> None:
    lead = withdrawn(stages, leads[0], li, wang, head)
    [same] = Filing().file_visit(shelf.visit(finding(), shop_key="a", path="/a", seen_at=later(1)))
    assert same == lead, "the same content again is no hint"
    more = finding(snippet="另有新的高仿包", matched="新高仿")
    [new] = Filing().file_visit(shelf.visit(more, shop_key="a", path="/a", seen_at=later(2)))
    lead.refresh_from_db()
    assert (lead.stage, lead.number) == (Stage.DISMISSED, leads[0].number)
    assert (new.stage, new.number, new.earlier) == (Stage.SUSPECTED, None, lead)
    assert "撤销" in LeadEvent.objects.get(lead=new, step="filed").reason
    [hint] = read_hints([Waiting(Lead.objects.all())])
    assert (hint.pk, hint.round, new.came_back) == (new.pk, 1, False)


def test_nothing_is_done_about_what_is_to_come(
    stages: Stages, leads: list[Lead], li: Officer
) -> None:
    late = Act("order", date(2999, 1, 1))
    with pytest.raises(IllegalStep):
        enter_measure(stages, leads[0].hint_no, li, late)
