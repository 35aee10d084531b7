"""A lead's life: named officers, legal steps only, everything written down."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from leads import officers
from leads.beijing import day_of
from leads.decisions import Answer, DismissReason
from leads.errors import IllegalStep, LeadChanged, LeadUnknown, OfficerFault, UnitUnknown
from leads.filing import Filing
from leads.home import Home
from leads.models import Lead, LeadEvent, Officer, OutboxEntry
from leads.stages import Stages, find_lead
from leads.units import shipped_units
from tests.leads.pages_filed import Shelf, finding, later

Stage = Lead.Stage


def officer(name: str, number: str, office: str = "530502", **more: date) -> Officer:
    return officers.enrol(
        name, number, unit="network", office=office, units=shipped_units(),
        valid_to=more.get("valid_to"),
    )  # fmt: skip


@pytest.fixture
def li(home: Home) -> Officer:
    return officer("李某", "YN001")


@pytest.fixture
def wang(home: Home) -> Officer:
    return officer("王某", "YN002")


@pytest.fixture
def two(li: Officer, wang: Officer) -> tuple[Officer, Officer]:
    return li, wang


@pytest.fixture
def hint(home: Home, shelf: Shelf) -> str:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    return lead.hint_no


def stage(number: str) -> str:
    return find_lead(number).stage


def test_the_whole_life(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    stages.screen(hint, li, reason="值得核实")
    lead = stages.verify(hint, [li, wang], reason="页面仍在，主体已确认")
    today = day_of(timezone.now())
    assert (lead.number, lead.registered_on) == (f"530502-{today:%Y}-0001", today)
    assert lead.due is not None
    assert lead.due > today + timedelta(days=14)
    number = str(lead.number)
    lead = stages.refer(number, li, "提交", reason="本局管辖")
    assert (lead.stage, lead.office) == (Stage.REFERRED, "530502")
    due = lead.due
    assert stages.receive(number, li).due == due, "提交 keeps the clock"
    lead = stages.answer(number, wang, Answer.ORDERED, note="已送达", document_no="责改〔2026〕3号")
    assert (lead.stage, lead.answer) == (Stage.ANSWERED, "ordered")
    assert stages.close(number, li, "已整改", offline_check="现场已撤下").stage == Stage.CLOSED
    events = LeadEvent.objects.filter(lead=lead)
    assert [e.step for e in events] == [
        "filed", "screened", "verified", "verified", "registered", "referred", "received",
        "answered", "closed",
    ]  # fmt: skip
    verifiers = [e.officer for e in events if e.step == "verified"]
    assert verifiers == [li, wang]
    assert all(e.at.tzinfo is not None for e in events)
    closed = events.get(step="closed")
    assert closed.detail == {"offline_check": "现场已撤下"}
    assert (closed.actor, closed.reason) == ("李某", "已整改")


def test_two_different_officers_verify(stages: Stages, hint: str, li: Officer) -> None:
    stages.screen(hint, li)
    for pair in ([li, li], [li], [], [li, Officer.objects.get(number="YN001")]):
        with pytest.raises(OfficerFault):
            stages.verify(hint, pair, reason="核实")
    assert stage(hint) == Stage.SCREENED
    assert not OutboxEntry.objects.exists()


def test_officers_out_of_service_decide_nothing(stages: Stages, hint: str, li: Officer) -> None:
    late = officer("赵某", "YN003", valid_to=date(2020, 1, 1))
    with pytest.raises(OfficerFault, match="certificate"):
        stages.screen(hint, late)
    officers.retire("YN001")
    li.refresh_from_db()
    with pytest.raises(OfficerFault):
        stages.screen(hint, li)
    with pytest.raises(OfficerFault) as told:
        officers.acting("YN999\x1b[2J")
    assert "\x1b" not in told.value.diagnostics("zh")


Step = Callable[[Stages, str, Officer, Officer], Lead]
STEPS: dict[str, Step] = {
    "screen": lambda s, n, a, b: s.screen(n, a),
    "dismiss": lambda s, n, a, b: s.dismiss(n, a, DismissReason.CONTEXT),
    "restore": lambda s, n, a, b: s.restore(n, a, "再看"),
    "assign": lambda s, n, a, b: s.assign(n, a, office="530502", reason="知道"),
    "verify": lambda s, n, a, b: s.verify(n, [a, b], reason="核实"),
    "refer": lambda s, n, a, b: s.refer(n, a, "submit", reason="本局"),
    "receive": lambda s, n, a, b: s.receive(n, a),
    "answer": lambda s, n, a, b: s.answer(n, a, "立案"),
    "extend": lambda s, n, a, b: s.extend(n, a, "取证困难", approved_by="张局"),
    "close": lambda s, n, a, b: s.close(n, a, "结束"),
}
ALLOWED = {
    Stage.SUSPECTED: {"screen", "dismiss", "assign"},
    Stage.SCREENED: {"dismiss", "restore", "assign", "verify"},
    Stage.DISMISSED: {"restore"},
    Stage.VERIFIED: {"refer", "extend"},
    Stage.REFERRED: {"receive", "answer", "extend"},
    Stage.ANSWERED: {"close"},
    Stage.CLOSED: set(),
}


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("start", list(Stage))
def test_only_legal_steps(
    start: Lead.Stage, name: str, stages: Stages, hint: str, two: tuple[Officer, Officer]
) -> None:
    li, wang = two
    due = date(2026, 12, 15)
    Lead.objects.filter(hint_no=hint).update(stage=start, due=due, answer="case_opened")
    before = LeadEvent.objects.count()
    if name in ALLOWED[start]:
        STEPS[name](stages, hint, li, wang)
        assert LeadEvent.objects.count() > before
        return
    with pytest.raises(IllegalStep) as told:
        STEPS[name](stages, hint, li, wang)
    assert stage(hint) == start
    assert LeadEvent.objects.count() == before, "a refused step leaves no trace"
    assert hint in told.value.diagnostics("zh")
    assert "\n" not in told.value.diagnostics("zh")


def test_reasons_are_required(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    refused: list[Callable[[], Lead]] = [
        lambda: stages.dismiss(hint, li, "other"),
        lambda: stages.dismiss(hint, li, "心情不好"),
        lambda: stages.assign(hint, li, unit="advertising", reason=" "),
    ]
    for step in refused:
        with pytest.raises(IllegalStep):
            step()
    assert stages.dismiss(hint, li, "其他", note="店已转让").dismissed_as == "other"
    with pytest.raises(IllegalStep):
        stages.restore(hint, li, "")
    assert stages.restore(hint, li, "看错了").stage == Stage.SUSPECTED
    stages.screen(hint, li)
    with pytest.raises(IllegalStep):
        stages.verify(hint, [li, wang], reason="")
    stages.verify(hint, [li, wang], reason="核实")
    stages.refer(hint, li, "submit", reason="本局")
    for answer in ("不予立案", "管辖异议"):
        with pytest.raises(IllegalStep):
            stages.answer(hint, li, answer)
    with pytest.raises(IllegalStep):
        stages.answer(hint, li, "立案", day=day_of(timezone.now()) + timedelta(days=1))


def test_the_later_of_two_decisions_is_told_about_the_first(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    seen = find_lead(hint).version
    stages.dismiss(hint, wang, "语境不构成", version=seen)
    with pytest.raises(LeadChanged) as told:
        stages.screen(hint, li, version=seen)
    assert "王某" in told.value.diagnostics("zh")
    assert "排除" in told.value.diagnostics("zh")
    assert stage(hint) == Stage.DISMISSED


def test_a_record_that_no_longer_verifies_stops_registration(
    stages: Stages, hint: str, shelf: Shelf, li: Officer, wang: Officer
) -> None:
    stages.screen(hint, li)
    shelf.archive.close()
    [file] = [path for path in shelf.folder.iterdir() if path.name.endswith(".warc.gz")]
    content = bytearray(file.read_bytes())
    content[-40] ^= 0xFF
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(IllegalStep, match="does not verify"):
        stages.verify(hint, [li, wang], reason="核实")
    assert (stage(hint), find_lead(hint).number) == (Stage.SCREENED, None)


def test_a_draft_may_be_verified_but_stays_marked(
    stages: Stages, shelf: Shelf, li: Officer, wang: Officer
) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding(), draft=True))
    stages.screen(lead.hint_no, li)
    stages.verify(lead.hint_no, [li, wang], reason="核实")
    assert OutboxEntry.objects.get().draft is True


def test_forms_of_referral_go_where_they_may(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    stages.screen(hint, li)
    stages.verify(hint, [li, wang], reason="核实")
    refused = [
        {"form": "submit", "office": "530521"},
        {"form": "transfer", "office": "530502"},
        {"form": "assign", "office": "530521"},
        {"form": "request", "office": "530521"},
        {"form": "transfer", "office": "440305"},
        {"form": "submit", "unit": "consumer_association"},
        {"form": "submit", "external": "农业农村部门"},
        {"form": "飞鸽"},
    ]
    for case in refused:
        with pytest.raises(IllegalStep):
            stages.refer(hint, li, reason="管辖", **case)  # type: ignore[arg-type]
    with pytest.raises(UnitUnknown):
        stages.refer(hint, li, "submit", unit="质量处", reason="管辖")
    assert stage(hint) == Stage.VERIFIED
    lead = stages.refer(hint, li, "移送", office="530521", unit="广告", reason="住所地")
    assert (lead.office, lead.unit) == ("530521", "advertising")
    entry = OutboxEntry.objects.get(kind="referred")
    assert entry.unit == "advertising"


def test_an_external_body_is_written_down_not_emitted(
    stages: Stages, hint: str, li: Officer, wang: Officer
) -> None:
    stages.screen(hint, li)
    stages.verify(hint, [li, wang], reason="核实")
    stages.refer(hint, li, "transfer", external="农业农村局", reason="处罚权", document_no="1号")
    event = LeadEvent.objects.get(step="referred")
    assert (event.detail["external"], event.detail["document_no"]) == ("农业农村局", "1号")
    assert not OutboxEntry.objects.filter(kind="referred").exists()


def test_an_objection_goes_up_not_on(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    stages.screen(hint, li)
    stages.verify(hint, [li, wang], reason="核实")
    stages.refer(hint, li, "transfer", office="530102", reason="经营地")
    due_before = find_lead(hint).due
    stages.receive(hint, officer("赵某", "YN003", "530102"))
    assert find_lead(hint).due is not None
    assert due_before is not None
    stages.answer(hint, wang, "管辖异议", note="不在本辖区")
    with pytest.raises(IllegalStep):
        stages.close(hint, li, "算了")
    with pytest.raises(IllegalStep, match="superior"):
        stages.refer(hint, li, "transfer", office="530103", reason="再移")
    lead = stages.refer(hint, li, "报请", office="530000", reason="请指定管辖")
    assert (lead.stage, lead.office, lead.answer) == (Stage.REFERRED, "530000", "")
    stages.answer(hint, li, "立案")
    with pytest.raises(IllegalStep):
        stages.refer(hint, li, "submit", reason="再来")


def test_the_clock_is_extended_once(stages: Stages, hint: str, li: Officer, wang: Officer) -> None:
    stages.screen(hint, li)
    due = stages.verify(hint, [li, wang], reason="核实").due
    assert due is not None
    with pytest.raises(IllegalStep):
        stages.extend(hint, li, "取证困难", approved_by="")
    more = stages.extend(hint, li, "取证困难", approved_by="张局").due
    assert more == stages.calendar.after(due, 15).day
    with pytest.raises(IllegalStep):
        stages.extend(hint, li, "还要", approved_by="张局")


def test_numbers_of_leads_count_by_office(
    stages: Stages, shelf: Shelf, li: Officer, wang: Officer
) -> None:
    numbers = []
    for shop in ("a", "b", "c"):
        [lead] = Filing().file_visit(shelf.visit(finding(), shop_key=shop, path=f"/{shop}"))
        stages.screen(lead.hint_no, li)
        first = officer("赵某", "YN003", "530102") if shop == "c" else li
        numbers.append(stages.verify(lead.hint_no, [first, wang], reason="核实").number)
    year = day_of(timezone.now()).year
    assert numbers == [f"530502-{year}-0001", f"530502-{year}-0002", f"530102-{year}-0001"]


def test_what_happened_cannot_be_rewritten(hint: str) -> None:
    event = LeadEvent.objects.get()
    event.reason = "别的"
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    event.refresh_from_db()
    assert event.reason == "监测发现"


def test_an_unknown_number(stages: Stages, li: Officer) -> None:
    with pytest.raises(LeadUnknown) as told:
        stages.screen("T-1\x1b[31m\u202e", li)
    assert "\x1b" not in told.value.diagnostics("zh")
    assert "\u202e" not in told.value.diagnostics("en")


def test_an_assigned_lead_is_not_moved_by_the_robot(
    stages: Stages, hint: str, shelf: Shelf, li: Officer
) -> None:
    stages.assign(hint, li, unit="市场规范", office="530581", reason="商户来电说明")
    again = shelf.visit(finding(), run_id="run-2", seen_at=later(1))
    again.inspection.operator.addresses.append(("licence", "云南省红河州弥勒市"))
    Filing().file_visit(again)
    lead = find_lead(hint)
    assert (lead.unit, lead.office, lead.route_status) == ("market_order", "530581", "assigned")


@pytest.mark.usefixtures("postgres_home")
def test_only_one_of_many_at_once_decides(shelf: Shelf, postgres_home: Home) -> None:
    [lead] = Filing().file_visit(shelf.visit(finding(), run_id="pg-stages"))
    stages = Stages.of(postgres_home)
    people = [officer(f"某{n}", f"PG{n}") for n in range(4)]
    outcomes: list[str] = []

    def decide(who: Officer) -> None:
        try:
            stages.screen(lead.hint_no, who, version=1)
            outcomes.append("screened")
        except LeadChanged:
            outcomes.append("changed")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["changed", "changed", "changed", "screened"]
    assert LeadEvent.objects.filter(step="screened").count() == 1
