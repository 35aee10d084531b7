"""Decisions in the ledger: each once, none lost, and a row that was changed later is found."""

import json
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections

from evidence.seal.digests import sha256_label
from evidence.seal.entry import Entry
from evidence.seal.ledger import Ledger
from evidence.seal.ledger_audit import audit
from leads import officers, signing_off
from leads.errors import IllegalStep
from leads.filing import Filing
from leads.home import Home
from leads.ledger_entries import entering, entries_of
from leads.ledger_keys import begin_ledger
from leads.models import EventEntry, LeadEvent, Officer
from leads.office import Office
from leads.signing_off import (
    ENTRY_KIND,
    canonical,
    check_sign_offs,
    enter_sign_offs,
    waiting_sign_offs,
)
from leads.stages import Stages
from leads.units import shipped_units
from tests.leads.pages_filed import Shelf, finding
from tests.market.agreed_home import wangjian

PASSPHRASE = "only for this test"


def officer(name: str, number: str) -> Officer:
    return officers.enrol(name, number, unit="network", office="530502", units=shipped_units())


@pytest.fixture
def two(home: Home) -> tuple[Officer, Officer]:
    return officer("李某", "YN001"), officer("王某", "YN002")


@pytest.fixture
def hint(home: Home, shelf: Shelf) -> str:
    [lead] = Filing().file_visit(shelf.visit(finding()))
    return lead.hint_no


@pytest.fixture
def ledger(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home with a ledger that was begun."""
    monkeypatch.delenv("WANGJIAN_PASSPHRASE", raising=False)
    begin_ledger(home, Office(), PASSPHRASE).close()
    return home


def sign_offs(home: Home) -> list[Entry]:
    return list(entries_of(home, ENTRY_KIND))


def test_each_decision_is_one_entry_with_its_officers(
    ledger: Home, hint: str, two: tuple[Officer, Officer]
) -> None:
    stages = Stages.of(ledger)
    stages.screen(hint, two[0], reason="值得核实")
    lead = stages.verify(hint, two, reason="页面仍在")
    stages.refer(str(lead.number), two[0], "提交", reason="本局管辖")
    assert stages.unentered == []
    assert waiting_sign_offs() == 0
    screened, verified, referred = sign_offs(ledger)
    assert (screened.facts["step"], screened.facts["lead"]) == ("screened", hint)
    assert verified.facts["steps"] == ["verified", "registered"]
    assert verified.facts["lead"] == lead.number
    assert verified.facts["officers"] == [
        {"name": "李某", "number": "YN001"},
        {"name": "王某", "number": "YN002"},
    ]
    assert (referred.facts["version"], referred.facts["stage"]) == (4, "referred")
    steps = list(LeadEvent.objects.filter(lead=lead, version=3))
    assert verified.subjects[0].sha256 == sha256_label(canonical(steps))
    assert json.loads(canonical(steps))["steps"][0]["reason"] == "页面仍在"
    assert check_sign_offs(ledger).ok
    assert audit(ledger.ledger).ok


def test_a_refused_step_is_not_entered(
    ledger: Home, hint: str, two: tuple[Officer, Officer]
) -> None:
    stages = Stages.of(ledger)
    with pytest.raises(IllegalStep):
        stages.verify(hint, two, reason="还没有初筛")
    assert sign_offs(ledger) == []


def test_without_a_ledger_decisions_are_taken_and_entered_once_there_is_one(
    home: Home, hint: str, two: tuple[Officer, Officer]
) -> None:
    stages = Stages.of(home)
    stages.screen(hint, two[0])
    assert stages.unentered == []
    begin_ledger(home, stages.office, PASSPHRASE).close()
    stages.dismiss(hint, two[0], "duplicate")
    assert [one.facts["step"] for one in sign_offs(home)] == ["screened", "dismissed"]


def test_a_ledger_that_cannot_be_written_loses_no_decision_and_says_so(
    ledger: Home, hint: str, two: tuple[Officer, Officer]
) -> None:
    stages, log = Stages.of(ledger), ledger.ledger / "ledger.jsonl"
    before = log.read_bytes()
    log.write_bytes(before[:-40] + b"x" + before[-39:])  # somebody tampered with it
    assert stages.screen(hint, two[0]).stage == "screened"
    ((zh, en),) = stages.unentered
    assert "尚未登记" in zh
    assert "not entered" in en
    assert waiting_sign_offs() == 1
    log.write_bytes(before)
    stages.dismiss(hint, two[0], "duplicate")
    assert stages.unentered == []
    assert [one.facts["step"] for one in sign_offs(ledger)] == ["screened", "dismissed"]


def test_whoever_hangs_with_the_lock_keeps_nobody_from_deciding(
    ledger: Home,
    hint: str,
    two: tuple[Officer, Officer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("evidence.seal.ledger_lock.WAIT_SECONDS", 0.1)
    stages = Stages.of(ledger)
    with entering(ledger):
        assert stages.screen(hint, two[0]).stage == "screened"
    ((zh, _),) = stages.unentered
    assert "占用" in zh
    stages.dismiss(hint, two[0], "duplicate")
    assert (stages.unentered, len(sign_offs(ledger))) == ([], 2)


class Killed(BaseException):
    """What kill -9 would leave behind."""


@pytest.mark.parametrize("moment", ["before-append", "after-append"])
def test_a_process_that_is_killed_on_the_way_leaves_no_gap_and_no_double(
    ledger: Home,
    hint: str,
    two: tuple[Officer, Officer],
    moment: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stages, append = Stages.of(ledger), Ledger.append

    def die(self: Ledger, *given: object, **named: object) -> Entry:
        if moment == "after-append":
            append(self, *given, **named)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", die)
        with pytest.raises(Killed):
            stages.screen(hint, two[0])
    assert LeadEvent.objects.filter(step="screened").exists(), "the decision stands"
    assert EventEntry.objects.get().index is None
    stages.dismiss(hint, two[0], "duplicate")
    assert [one.facts["step"] for one in sign_offs(ledger)] == ["screened", "dismissed"]
    assert check_sign_offs(ledger).ok


def test_a_step_that_joins_a_version_later_is_an_entry_of_its_own(
    ledger: Home, hint: str, two: tuple[Officer, Officer], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package is exported without a step of the lead: killed in between, nothing doubles."""
    stages, append = Stages.of(ledger), Ledger.append

    def die_after(self: Ledger, *given: object, **named: object) -> Entry:
        append(self, *given, **named)  # type: ignore[arg-type]
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "append", die_after)
        with pytest.raises(Killed):
            stages.screen(hint, two[0])
    screened = LeadEvent.objects.get(step="screened")
    LeadEvent(
        lead=screened.lead, at=screened.at, step="exported", officer=two[1], actor="王某",
        stage_before="screened", stage_after="screened", version=screened.version,
    ).save()  # fmt: skip
    enter_sign_offs(ledger, Office())
    assert [one.facts["steps"] for one in sign_offs(ledger)] == [["screened"], ["exported"]]
    assert check_sign_offs(ledger).ok


def test_processes_that_enter_at_once_enter_each_step_once(
    ledger: Home, shelf: Shelf, two: tuple[Officer, Officer]
) -> None:
    hints = []
    for number in range(6):
        shop = f"shop{number}.example"
        [lead] = Filing().file_visit(shelf.visit(finding(), site=f"https://{shop}", shop_key=shop))
        hints.append(lead.hint_no)
    failed: list[Exception] = []

    def work(mine: list[str]) -> None:
        try:
            for number in mine:
                Stages.of(ledger).screen(number, two[0])
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(hints[at::3],)) for at in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    enter_sign_offs(ledger, Office())
    assert sorted(one.facts["lead"] for one in sign_offs(ledger)) == sorted(hints)


def test_on_postgresql_it_is_the_same(postgres_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANGJIAN_PASSPHRASE", raising=False)
    shelf = Shelf(postgres_home.archive)
    [lead] = Filing().file_visit(shelf.visit(finding()))
    shelf.archive.close()
    begin_ledger(postgres_home, Office(), PASSPHRASE).close()
    stages = Stages.of(postgres_home)
    stages.screen(lead.hint_no, officer("李某", "YN001"))
    assert stages.unentered == []
    assert len(sign_offs(postgres_home)) == 1
    assert check_sign_offs(postgres_home).ok


def alter(step: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads_leadevent SET reason = '另一理由' WHERE step = %s", [step])


def remove(step: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM leads_evententry WHERE event_id IN "
            "(SELECT id FROM leads_leadevent WHERE step = %s)",
            [step],
        )
        cursor.execute("DELETE FROM leads_leadevent WHERE step = %s", [step])


@pytest.mark.parametrize(("harm", "code"), [(alter, "sign-off-altered"), (remove, "sign-off-gone")])
def test_what_somebody_did_to_the_database_afterwards_is_named(
    ledger: Home,
    hint: str,
    two: tuple[Officer, Officer],
    harm: Callable[[str], None],
    code: str,
) -> None:
    stages = Stages.of(ledger)
    stages.screen(hint, two[0], reason="值得核实")
    stages.dismiss(hint, two[1], "duplicate")
    harm("screened")
    (fault,) = check_sign_offs(ledger).faults
    (entry, _) = sign_offs(ledger)
    assert (fault.code, fault.where) == (code, str(entry.index))


def test_what_waits_is_a_notice(ledger: Home, hint: str, two: tuple[Officer, Officer]) -> None:
    public = ledger.ledger_keys / "public.pem"
    public.rename(public.with_suffix(".away"))
    Stages.of(ledger).screen(hint, two[0])
    found = check_sign_offs(ledger)
    assert (found.ok, [one.code for one in found.notices]) == (True, ["sign-off-waiting"])


def test_a_head_is_signed_over_decisions_where_the_key_can_be_opened(
    ledger: Home,
    hint: str,
    two: tuple[Officer, Officer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interval = signing_off.HeadInterval(entries=2, time=signing_off.AFTER_DECISIONS.time)
    monkeypatch.setattr(signing_off, "AFTER_DECISIONS", interval)
    stages = Stages.of(ledger)

    def heads() -> int:
        return len(list((ledger.ledger / "heads").glob("*.head")))

    before = heads()
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", "that of a unit")
    stages.screen(hint, two[0])
    stages.dismiss(hint, two[0], "duplicate")
    assert (heads(), stages.unentered) == (before, []), "another passphrase stops nobody"
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", PASSPHRASE)
    stages.restore(hint, two[0], "再看")
    assert heads() == before + 1


def test_the_terminal_says_what_waits_and_the_decision_stands(
    ledger: Home, hint: str, two: tuple[Officer, Officer]
) -> None:
    log = ledger.ledger / "ledger.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole[7:])
    connections.close_all()
    told = wangjian(ledger, "leads", "screen", hint, "--officer", "YN001")
    assert told.returncode == 0, told.stderr
    assert "签批尚未登记到存证日志" in told.stderr
    assert waiting_sign_offs() == 1
    log.write_bytes(whole)
    told = wangjian(ledger, "leads", "dismiss", hint, "--officer", "YN001", "--why", "重复")
    assert (told.returncode, told.stderr) == (0, "")
    assert waiting_sign_offs() == 0
