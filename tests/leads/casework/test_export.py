"""A case package from a lead: what is in it, that it verifies, and what is refused."""

import asyncio
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from desk.cli.main import run
from evidence.errors import KeyFault, PackageFault
from evidence.package import verify_package
from evidence.package.kind import PackageKind
from evidence.seal.certificate import Holder
from evidence.seal.seal_key import rotate_seal_key
from leads.casework.export import Exported, export
from leads.casework.freezing import Freezing
from leads.casework.pending import finish_stamped, pending_packages, unfinished_packages
from leads.casework.redacting import redact
from leads.errors import IllegalStep
from leads.filing import Filing
from leads.models import CasePackage, Lead, LeadEvent
from leads.office import load_office
from leads.signing_off import after_decision
from leads.timestamping import stamp_all
from leads.trust import trust_of
from tests.leads.casework.conftest import PASSPHRASE, Desk
from tests.leads.pages_filed import Shelf, finding


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


def read(files: dict[str, bytes], name: str) -> Any:
    return json.loads(files[name])


def exported(desk: Desk, **changes: object) -> Exported:
    return export(desk.home, desk.order(**changes), PASSPHRASE)


def test_a_package_holds_the_whole_case_and_verifies(captured: Desk, capsys: Any) -> None:
    made = exported(captured)
    assert made.stamped
    assert made.verified.ok, made.verified.faults
    files = inside(made.path)
    case = read(files, "data/case.json")
    assert case["case"] == "示例案1号"
    assert [one["name"] for one in case["exported_by"]] == ["李某", "王某"]
    assert read(files, "data/leads/lead-001.json")["lead_no"] == captured.lead.number
    claim = read(files, "data/summary.json")["claims"][0]
    assert "某某高仿运动鞋" in claim["text"]
    assert files[claim["file"]].startswith(b"\x89PNG")
    assert "data/ledger/c-1.tlog-proof" in files
    kinds = {name.rpartition(".")[0].partition("-")[2] for name in files if "records/" in name}
    for key in ("automatic-note", "fixing-list", "cover-sheet", "catalogue", "custody-log"):
        assert any(kind.endswith(key) for kind in kinds), (key, kinds)
    # The stand-alone verifier comes to the same verdict with the office's own roots.
    roots = captured.home.path
    (roots / "seal.pem").write_bytes(files["anchors/seal.pem"])
    (roots / "ledger.pem").write_bytes(files["anchors/ledger.pem"])
    words = ["--root", roots / "seal.pem", "--tsa-root", roots / "roots.pem"]
    words += ["--ledger-key", roots / "ledger.pem"]
    assert verify_package.main([str(made.path), *map(str, words)]) == 0, capsys.readouterr().out


def test_a_second_package_of_the_case_takes_the_records_as_they_lie(captured: Desk) -> None:
    first, second = exported(captured), exported(captured)
    assert [first.row.serial, second.row.serial] == [1, 2]
    one, two = inside(first.path), inside(second.path)
    kept = [name for name in one if name.startswith("data/records/c-1")]
    assert kept and all(one[name] == two[name] for name in kept)
    steps = LeadEvent.objects.filter(lead=captured.lead, step="exported")
    assert [step.detail["package"] for step in steps] == [first.row.number, second.row.number]


def test_a_package_that_nobody_reviewed_says_so_and_so_does_the_ledger(desk: Desk) -> None:
    made = exported(desk)
    files = inside(made.path)
    for name in ("data/case.json", "data/summary.json"):
        assert any("未经送审" in gap for gap in read(files, name)["gaps"]), name
    after_decision(desk.home, load_office(desk.home))
    event = LeadEvent.objects.get(lead=desk.lead, step="exported")
    assert event.detail["reviewed_by"] is None and "未经送审" in event.reason
    assert event.entry.index is not None
    reviewed = exported(desk, reviewed_by="法某")
    gaps = read(inside(reviewed.path), "data/summary.json")["gaps"]
    assert not any("未经送审" in gap for gap in gaps)
    event = LeadEvent.objects.filter(lead=desk.lead, step="exported").order_by("-id")[0]
    assert event.detail["reviewed_by"] == "法某"


def test_one_exported_by_nobody_is_entered_too(desk: Desk) -> None:
    exported(desk, officers=())
    after_decision(desk.home, load_office(desk.home))
    event = LeadEvent.objects.get(lead=desk.lead, step="exported")
    assert event.officer is None and event.entry.index is not None


def test_the_command_says_that_nobody_reviewed_and_that_the_number_is_used(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WANGJIAN_LANG", "zh")
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("WANGJIAN_HOME", str(desk.home.path))
    words = ["export", "--case", "示例案9号", "--lead", str(desk.lead.number)]
    words += ["--officer", "李某", "--officer", "王某"]
    run(words)
    first = capsys.readouterr().err
    assert "未经送审审核" in first and "此前已有" not in first
    run(words)
    second = capsys.readouterr().err
    assert "此前已有 1 个包" in second and "第2包" in second


def test_without_a_capture_the_package_says_so(desk: Desk) -> None:
    made = exported(desk)
    assert made.verified.ok, made.verified.faults
    assert any("没有采集件" in gap for gap in read(inside(made.path), "data/summary.json")["gaps"])


def test_only_registered_leads_on_agreed_lists_are_exported(desk: Desk) -> None:
    shelf = Shelf(desk.home.archive)
    [hint] = Filing().file_visit(shelf.visit(finding(area="advertising"), path="/p/2"))
    shelf.archive.close()
    with pytest.raises(IllegalStep) as refused:
        exported(desk, leads=[hint])
    assert "leads verify" in refused.value.zh
    Lead.objects.filter(pk=desk.lead.pk).update(draft=True)
    desk.lead.refresh_from_db()
    with pytest.raises(IllegalStep) as refused:
        exported(desk)
    assert "草稿" in refused.value.zh
    assert not CasePackage.objects.exists()


def test_a_test_key_seals_no_real_case(desk: Desk) -> None:
    holder = Holder("示例市市场监督管理局", "530502")
    rotate_seal_key(desk.home.seal_keys, holder, PASSPHRASE, test=True)
    with pytest.raises(KeyFault) as refused:
        exported(desk)
    assert "--test" in refused.value.zh
    assert not list(desk.home.packages.glob("*.zip"))
    made = exported(desk, test=True)
    assert made.verified.ok
    assert any(notice.code == "test-key" for notice in made.verified.notices)
    assert read(inside(made.path), "data/case.json")["title"].startswith("【测试】")


def test_the_stand_alone_verifier_calls_a_trial_a_trial_before_it_calls_it_whole(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def verdict(made: Exported) -> str:
        capsys.readouterr()
        assert verify_package.main([str(made.path)]) == 0
        said = capsys.readouterr().out.splitlines()
        assert any("Fingerprint=" in line for line in said)
        return next(line for line in said if "完整 whole" in line)

    trial = "试用，不得办案 TRIAL ONLY: 完整 whole"
    assert verdict(exported(desk)) == "完整 whole"
    assert verdict(exported(desk, test=True)) == trial, "by its title"
    holder = Holder("示例市市场监督管理局", "530502")
    rotate_seal_key(desk.home.seal_keys, holder, PASSPHRASE, test=True)
    monkeypatch.setattr(Freezing, "_title", lambda self: "某案")
    assert verdict(exported(desk, test=True)) == trial, "by its key"


def test_a_changed_capture_stops_the_export_and_is_named(captured: Desk) -> None:
    picture = captured.home.captures / "c-1" / "page-01.png"
    picture.write_bytes(picture.read_bytes() + b"\0")
    with pytest.raises(PackageFault) as refused:
        exported(captured)
    assert "page-01.png" in refused.value.zh
    assert not list(captured.home.packages.glob("*.zip"))
    assert [row.file for row in unfinished_packages()] == [""]


def test_a_package_waits_for_its_stamp_and_is_finished_when_it_comes(captured: Desk) -> None:
    home = captured.home
    office = home.office_file.read_text(encoding="utf-8")
    home.office_file.write_text(office.replace("http://127.0.0.1:", "http://127.0.0.2:"), "utf-8")
    made = exported(captured)
    assert not made.stamped
    assert made.path.name.endswith("-pending.zip")
    assert made.waiting and not made.verified.ok
    assert finish_stamped(home, PASSPHRASE) == []
    home.office_file.write_text(office, encoding="utf-8")
    asyncio.run(stamp_all(home, load_office(home), at_once=True))
    [done] = finish_stamped(home, PASSPHRASE)
    assert done.verified.ok, done.verified.faults
    assert done.path.name == f"{made.row.number}.zip"
    assert not made.path.exists()
    assert pending_packages() == []
    assert PackageKind(trust_of(home, load_office(home))).verify(done.path).ok


def test_a_redacted_copy_is_derived_linked_and_sealed(captured: Desk) -> None:
    original = exported(captured)
    plan = captured.home.path / "plan.toml"
    plan.write_text(
        f'package = "{original.row.number}"\n[[mask]]\npath = "data/captures/c-1/page-01.png"\n'
        'reason = "买家信息"\n'
        'regions = [{ x = 0, y = 0, width = 40, height = 20, category = "姓名" }]\n',
        encoding="utf-8",
    )
    copy = redact(captured.home, plan, captured.officers, PASSPHRASE)
    assert copy.verified.ok, copy.verified.faults
    files = inside(copy.path)
    assert read(files, "data/redaction.json")["original"]["package"] == original.row.number
    assert not any(name.endswith((".wacz", "page.html", "text.txt")) for name in files)
    plan.write_text(plan.read_text("utf-8").replace("0001", "0099"), "utf-8")
    with pytest.raises(PackageFault) as refused:
        redact(captured.home, plan, captured.officers, PASSPHRASE)
    assert "0099" in refused.value.zh
