"""成批处理: one number, one step for each lead, what could not be done is said."""

import pytest

from leads import officers
from leads.batches import MOST, Chosen, dismiss_all, restore_all, screen_all, steps_of
from leads.errors import IllegalStep, OfficerFault
from leads.filing import Filing
from leads.home import Home
from leads.levelling import set_level
from leads.models import Lead, LeadEvent, Officer
from leads.outliers import MOST_RECORDS, differences
from leads.recusal import STEP as RECUSED
from leads.stages import Stages
from leads.units import shipped_units
from tests.leads.pages_filed import Shelf, finding

Stage = Lead.Stage


@pytest.fixture
def li(home: Home) -> Officer:
    return officers.enrol("李某", "YN001", unit="network", office="530502", units=shipped_units())


@pytest.fixture
def hints(home: Home, shelf: Shelf) -> list[Chosen]:
    leads = []
    for n in range(3):
        leads += Filing().file_visit(shelf.visit(finding(), path=f"/{n}", shop_key=f"s{n}"))
    return [Chosen(lead, lead.version) for lead in Lead.objects.order_by("pk")]


def test_each_lead_has_a_step_of_its_own_under_one_number(
    stages: Stages, li: Officer, hints: list[Chosen]
) -> None:
    batch = dismiss_all(stages, li, hints, "misread")
    assert len(batch.done) == 3 and not batch.refused
    steps = list(LeadEvent.objects.filter(step="dismissed"))
    assert {step.detail["batch"] for step in steps} == {batch.number}
    assert [s.pk for s in steps_of(batch.number, steps[1].pk)] == [s.pk for s in steps]
    again = [Chosen(lead, lead.version) for lead in Lead.objects.all()]
    back = restore_all(stages, li, again, "看错了")
    assert len(back.done) == 3 and back.number != batch.number
    assert set(Lead.objects.values_list("stage", flat=True)) == {Stage.SUSPECTED}


def test_one_that_changed_meanwhile_stops_no_other(
    stages: Stages, li: Officer, hints: list[Chosen]
) -> None:
    stages.screen(hints[1].lead.hint_no, li)
    batch = dismiss_all(stages, li, hints, "context")
    assert len(batch.done) == 2
    ((lead, why),) = batch.refused
    assert lead.pk == hints[1].lead.pk and "李某已于" in why


def test_nothing_is_done_without_a_reason_an_officer_or_a_tick(
    stages: Stages, li: Officer, hints: list[Chosen]
) -> None:
    with pytest.raises(IllegalStep):
        dismiss_all(stages, li, hints, "")
    with pytest.raises(IllegalStep):
        dismiss_all(stages, li, hints, "other")
    with pytest.raises(IllegalStep):
        restore_all(stages, li, hints, " ")
    with pytest.raises(IllegalStep):
        screen_all(stages, li, [])
    with pytest.raises(IllegalStep):
        screen_all(stages, li, hints * MOST)
    officers.retire(li.number)
    li.refresh_from_db()
    with pytest.raises(OfficerFault):
        screen_all(stages, li, hints)
    assert not LeadEvent.objects.exclude(step="filed").exists()


def test_who_stood_aside_takes_no_step_others_do(
    stages: Stages, li: Officer, hints: list[Chosen]
) -> None:
    wang = officers.enrol("王某", "YN002", unit="network", office="530502", units=shipped_units())
    number = hints[0].lead.hint_no
    stages.mark(number, li, RECUSED, lambda _: {}, reason="亲属")
    with pytest.raises(OfficerFault):
        stages.screen(number, li)
    assert stages.screen(number, wang).stage == Stage.SCREENED
    with pytest.raises(IllegalStep):
        stages.mark(hints[1].lead.hint_no, wang, RECUSED, lambda _: {}, reason="")


def test_a_level_needs_a_reason_and_has_to_be_another(
    stages: Stages, li: Officer, hints: list[Chosen]
) -> None:
    number = hints[0].lead.hint_no
    for level, reason in ((9, "x"), (hints[0].lead.level, "x"), (1, "")):
        with pytest.raises(IllegalStep):
            set_level(stages, number, li, level, reason=reason)
    lead = set_level(stages, number, li, 1, reason="涉及婴儿食品")
    assert (lead.level, lead.level_by_hand) == (1, True)
    step = LeadEvent.objects.get(step="levelled")
    assert step.detail == {"before": hints[0].lead.level, "after": 1}


def test_a_qualification_that_all_share_sets_none_apart(
    home: Home, shelf: Shelf, hints: list[Chosen]
) -> None:
    leads = [one.lead for one in hints]
    excused = finding(lead=False, excused="页面有批准文号", snippet="批准文号齐全的高仿")
    Filing().file_visit(shelf.visit(finding(), excused, path="/9", shop_key="s0"))
    told = differences(home.archive, leads).apart
    assert list(told) == [leads[0].pk] and told[leads[0].pk][0].startswith("资质")
    for n in (1, 2):
        Filing().file_visit(shelf.visit(finding(), excused, path=f"/9{n}", shop_key=f"s{n}"))
    assert differences(home.archive, leads).apart == {}


@pytest.mark.parametrize("database", ["home", "postgres_home"])
def test_what_was_not_read_back_is_told(database: str, request: pytest.FixtureRequest) -> None:
    home = request.getfixturevalue(database)
    shelf = Shelf(home.archive)
    for n in range(MOST_RECORDS + 2):
        excused = finding(lead=False, excused=f"页面有许可证{n}", snippet=f"许可证{n}")
        seen = shelf.visit(finding(), excused, path=f"/{n}", shop_key="many")
        Filing().file_visit(seen)
    Filing().file_visit(shelf.visit(finding(), path="/one", shop_key="one"))
    shelf.archive.close()
    many, one = Lead.objects.select_related("shop").order_by("pk")
    found = differences(home.archive, [many, one])
    assert found.unread == {many.pk: 2}
    assert found.qualified == {many.pk: "页面有许可证0"}
    assert list(found.apart) == [many.pk]
