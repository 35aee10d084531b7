"""Units receive their leads as files: whole, once, and without harm."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from checks.finding import OperatorSigns
from leads import officers
from leads.errors import OutboxFault, UnitUnknown
from leads.filing import Filing
from leads.home import Home
from leads.lead_document import lead_schema
from leads.models import Emission, Lead, Officer, OutboxEntry
from leads.office import Office
from leads.outbox import emit, waiting_drafts
from leads.stages import Stages
from leads.units import shipped_units
from tests.leads.pages_filed import Shelf, finding, later

pytestmark = pytest.mark.heavy

EAGER = Filing(office=Office(emit="suspected"))


def pair() -> list[Officer]:
    units = shipped_units()
    return [
        officers.enrol(name, number, unit="network", office="530502", units=units)
        for name, number in (("李某", "YN1"), ("王某", "YN2"))
    ]


def verified(home: Home, shelf: Shelf, shop: str = "shop.test", **more: Any) -> Lead:
    facts = shelf.visit(finding(), shop_key=shop, path=f"/{shop}", **more)
    [lead] = Filing().file_visit(facts)
    stages, people = Stages.of(home), pair()
    stages.screen(lead.hint_no, people[0])
    return stages.verify(lead.hint_no, people, reason="核实")


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def valid(documents: list[dict[str, Any]]) -> None:
    Draft202012Validator.check_schema(lead_schema())
    checker = Draft202012Validator(lead_schema())
    for document in documents:
        assert [e.message for e in checker.iter_errors(document)] == []


def test_a_verified_lead_reaches_its_unit(home: Home, shelf: Shelf) -> None:
    lead = verified(home, shelf, operator=OperatorSigns(phones=["0875-2120000"], names=["某行"]))
    [out] = emit(home)
    assert (out.unit, out.leads) == ("trademark", 1)
    assert out.lines.parent == home.outbox / "trademark"
    [document] = lines_of(out.lines)
    valid([document])
    assert document["lead_no"] == lead.number
    assert document["kind"] == "verified"
    assert [o["name"] for o in document["verified_by"]] == ["李某", "王某"]
    assert document["findings"][0]["record"]["block_digest"].startswith("sha256:")
    assert {"kind": "phone", "value": "0875-2120000"} in document["operator"]["signs"]
    book = load_workbook(out.workbook)
    assert book.sheetnames == ["线索", "发现", "说明"]
    header = [cell.value for cell in book["线索"][1]]
    row = dict(zip(header, [cell.value for cell in book["线索"][2]], strict=True))
    assert row["线索编号"] == lead.number
    assert row["主办机构"] == "商标监督管理机构"


def test_nothing_is_emitted_twice(home: Home, shelf: Shelf) -> None:
    verified(home, shelf)
    [first] = emit(home)
    before = first.lines.read_bytes(), first.workbook.read_bytes(), first.lines.stat().st_mtime_ns
    assert emit(home) == []
    verified(home, shelf, "second")
    [second] = emit(home)
    assert second.lines != first.lines
    after = first.lines.read_bytes(), first.workbook.read_bytes(), first.lines.stat().st_mtime_ns
    assert before == after, "what is written is never touched again"


def test_suspected_leads_stay_until_the_office_wants_them_out(home: Home, shelf: Shelf) -> None:
    Filing().file_visit(shelf.visit(finding()))
    assert emit(home) == []
    EAGER.file_visit(shelf.visit(finding(), shop_key="b", path="/b"))
    EAGER.file_visit(shelf.visit(finding(), shop_key="b", path="/b2", run_id="run-2"))
    [out] = emit(home)
    [document] = lines_of(out.lines)
    valid([document])
    assert document["kind"] == "suspected"
    assert document["lead_no"] is None
    assert document["findings_total"] == 2, "found meanwhile goes along"


def test_a_suspicion_dismissed_before_it_left_stays(home: Home, shelf: Shelf) -> None:
    [lead] = EAGER.file_visit(shelf.visit(finding()))
    Stages.of(home).dismiss(lead.hint_no, pair()[0], "语境不构成")
    assert emit(home) == []


def test_drafts_leave_only_when_asked_and_marked(home: Home, shelf: Shelf) -> None:
    verified(home, shelf, draft=True)
    assert emit(home) == []
    assert waiting_drafts() == 1
    verified(home, shelf, "agreed")
    drafts, plain = emit(home, drafts=True)[::-1]
    assert drafts.lines.stem.endswith("-draft")
    assert not plain.lines.stem.endswith("-draft")
    [document] = lines_of(drafts.lines)
    assert document["draft"] is True
    page = load_workbook(drafts.workbook)["线索"]
    assert "是（草稿）" in [cell.value for cell in page[2]]


def test_a_draft_found_again_by_an_agreed_list_leaves(home: Home, shelf: Shelf) -> None:
    EAGER.file_visit(shelf.visit(finding(), draft=True))
    assert emit(home) == []
    EAGER.file_visit(shelf.visit(finding(), run_id="run-2", seen_at=later(1)))
    [out] = emit(home)
    assert lines_of(out.lines)[0]["draft"] is False


def test_one_unit_at_a_time(home: Home, shelf: Shelf) -> None:
    EAGER.file_visit(
        shelf.visit(finding(), finding(area="advertising", rule="a.b", start=9, end=11))
    )
    [out] = emit(home, unit="广告")
    assert out.unit == "advertising"
    document = lines_of(out.lines)[0]
    valid([document])
    assert document["same_act"][0]["role"] == "leading", "同一行为: the trademark unit leads"
    assert [o.unit for o in emit(home)] == ["trademark"]
    with pytest.raises(UnitUnknown):
        emit(home, unit="无此机构")


def test_a_referred_lead_reaches_the_other_unit(home: Home, shelf: Shelf) -> None:
    lead = verified(home, shelf)
    emit(home)
    Stages.of(home).refer(lead.hint_no, pair()[0], "submit", unit="反不正当竞争", reason="定性")
    [out] = emit(home)
    assert out.unit == "antimonopoly_competition"
    valid(lines_of(out.lines))
    assert lines_of(out.lines)[0]["kind"] == "referred"


def test_hostile_words_go_out_as_data(home: Home, shelf: Shelf) -> None:
    words = '=HYPERLINK("x")\u202e\x1b[2J\u2028\u2029\x85\x00\ud800\n@SUM(1)'
    facts = shelf.visit(
        finding(matched=words, snippet=words, reason=words, excused=None, term=words),
        operator=OperatorSigns(names=[words], addresses=[("licence", words)]),
    )
    EAGER.file_visit(facts)
    [out] = emit(home)
    text = out.lines.read_bytes().decode("utf-8")
    assert len(text.splitlines()) == 1, "no separator inside a line"
    assert "\x1b" not in text
    valid(lines_of(out.lines))
    for row in load_workbook(out.workbook)["发现"].iter_rows():
        for cell in row:
            assert cell.data_type != "f"
            assert cell.value is None or "\u202e" not in str(cell.value)


def test_an_interrupted_emission_is_finished_with_the_same_files(
    home: Home, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified(home, shelf)
    folder = home.outbox / "trademark"
    folder.write_text("in the way")
    with pytest.raises(OutboxFault) as told:
        emit(home)
    assert "trademark" in told.value.diagnostics("zh")
    waiting = Emission.objects.get()
    assert waiting.written_at is None
    folder.unlink()
    [out] = emit(home)
    assert out.lines.stem == waiting.name
    assert sorted(p.name for p in folder.iterdir()) == [out.lines.name, out.workbook.name]
    assert OutboxEntry.objects.filter(emission=waiting).count() == 1


EMIT = """
import sys
from pathlib import Path
from leads.home import Home
from leads.database import connect
home = Home(Path(sys.argv[1]))
connect(home)
from leads.outbox import emit
print("ready", flush=True)
print(sum(out.leads for out in emit(home)))
"""


def start_emitting(home: Home) -> "subprocess.Popen[bytes]":
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment["DJANGO_SETTINGS_MODULE"] = "leads.settings"
    command = [sys.executable, "-c", EMIT, str(home.path)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )


def test_two_processes_at_once_hand_over_each_lead_once(home: Home, shelf: Shelf) -> None:
    for number in range(20):
        EAGER.file_visit(shelf.visit(finding(), shop_key=f"s{number}", path=f"/{number}"))
    both = [start_emitting(home), start_emitting(home)]
    answers = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], answers
    assert sum(int(out.split()[1]) for out, _ in answers) == 20
    files = sorted((home.outbox / "trademark").glob("*.jsonl"))
    numbers = [d["hint_no"] for path in files for d in lines_of(path)]
    assert len(numbers) == len(set(numbers)) == 20


def wait_for_files_to_be_begun(process: "subprocess.Popen[bytes]") -> None:
    while not Emission.objects.filter(written_at=None).exists() and process.poll() is None:
        time.sleep(0.001)


def test_killed_at_any_moment_every_lead_arrives_once(home: Home, shelf: Shelf) -> None:
    """kill -9 before, between and while: no torn file has a final name, nothing is doubled."""
    folder = home.outbox / "trademark"
    half_done = 0
    for part, wait in enumerate((None, 0.0, 0.0, 0.01, 0.03)):
        for shop in range(40):
            key = f"{part}-{shop}"
            EAGER.file_visit(shelf.visit(finding(), shop_key=key, path=f"/{key}"))
        process = start_emitting(home)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        # None: before anything is assigned; else so long after, while files are written.
        if wait is not None:
            wait_for_files_to_be_begun(process)
            time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)
        half_done += Emission.objects.filter(written_at=None).exists()
        for path in folder.glob("2*.jsonl") if folder.exists() else ():
            valid(lines_of(path)[:3])
            assert path.read_bytes().endswith(b"\n")
        emit(home)
    assert half_done, "no kill came while files were written: the test proves nothing"
    numbers = [d["hint_no"] for path in sorted(folder.glob("2*.jsonl")) for d in lines_of(path)]
    assert len(numbers) == len(set(numbers)) == 200
    for path in folder.glob("2*.xlsx"):
        assert load_workbook(path, read_only=True).sheetnames[0] == "线索"
    assert not Emission.objects.filter(written_at=None).exists()
    assert not [p.name for p in folder.iterdir() if p.name.startswith(".")], "nothing is left over"


@pytest.mark.usefixtures("postgres_home")
def test_the_same_from_postgresql(postgres_home: Home, shelf: Shelf) -> None:
    EAGER.file_visit(shelf.visit(finding(), run_id="pg-outbox"))
    [out] = emit(postgres_home)
    valid(lines_of(out.lines))
    assert emit(postgres_home) == []
