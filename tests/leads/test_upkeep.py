"""The patrol's care for ledger, stamps and packages: done when it can be, named when not."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from evidence.package.kind import PackageKind
from evidence.package.package import prepare, write_package
from evidence.package.sealing import enter_package, seal_files, sign_package, subject_of
from evidence.seal.ledger_audit import LedgerReport, audit
from evidence.seal.ledger_key import ledger_public_keys
from evidence.seal.seal_key import make_seal_key
from keywords.agreement import add_agreement, agreements_path, make_key, sign
from keywords.keyword_list import load_list, shipped_lists
from leads import officers
from leads.agreement_entries import ENTRY_KIND as AGREEMENT
from leads.agreement_entries import enter_agreements
from leads.home import Home
from leads.ledger_book import opened_ledger, second_places
from leads.ledger_entries import entries_of
from leads.ledger_keys import begin_ledger
from leads.models import CasePackage
from leads.office import Office, load_office
from leads.seal_keys import holder_of
from leads.stages import Stages
from leads.trust import anchors_of, stamp_roots, trust_of, tsas_of
from leads.units import shipped_units
from leads.upkeep import keep_up
from tests.evidence.package.samples import sample_case
from tests.leads.pages_filed import Shelf, finding
from tests.leads.time_service import TimeService, time_service

PASSPHRASE = "only for this test"
LATER = timedelta(hours=25)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[TimeService]:
    with time_service(tmp_path / "tsa") as service:
        yield service


@pytest.fixture
def office(
    home: Home, service: TimeService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Office:
    """An office with a ledger, a second place for its heads, and an authority."""
    (tmp_path / "second").mkdir()
    (home.path / "time-root.pem").write_bytes(service.authority.root.pem)
    home.office_file.write_text(
        f'name = "示例市市场监督管理局"\ncode = "530100"\n{service.settings()}'
        f'[ledger]\nsecond_places = ["{tmp_path / "second"}"]\n',
        encoding="utf-8",
    )
    office = load_office(home)
    begin_ledger(home, office, PASSPHRASE).close()
    monkeypatch.setenv("WANGJIAN_PASSPHRASE", PASSPHRASE)
    return office


def judged(home: Home, office: Office) -> LedgerReport:
    return audit(
        home.ledger,
        trusted=ledger_public_keys(home.ledger_keys),
        second_places=second_places(home, office),
        roots=stamp_roots(tsas_of(home, office)),
    )


def entered(home: Home, office: Office) -> None:
    with opened_ledger(home, office) as ledger:
        assert ledger is not None
        ledger.append("capture")


def kinds(home: Home, office: Office) -> list[str]:
    with opened_ledger(home, office) as ledger:
        assert ledger is not None
        return [one.kind for one in ledger.entries()]


def in_a_day() -> datetime:
    return datetime.now(UTC) + LATER


def test_nothing_to_do_says_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WANGJIAN_PASSPHRASE", raising=False)
    assert keep_up(home, Office()) == []


def test_a_due_head_is_signed_stamped_and_copied(
    home: Home, office: Office, service: TimeService, tmp_path: Path
) -> None:
    entered(home, office)
    assert keep_up(home, office) == [], "the first head is stamped, a new one not due"
    assert (judged(home, office).covered, service.asked) == (2, 1)
    assert keep_up(home, office, now=in_a_day()) == []
    report = judged(home, office)
    assert report.ok, report.faults
    assert report.heads == 4, "two here, two at the second place"
    assert service.asked == 2
    assert kinds(home, office).count("timestamp") == 2
    assert len(list((tmp_path / "second").glob("*.head"))) == 2


def test_what_was_left_over_is_entered(
    home: Home, office: Office, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leads.filing import Filing

    [lead] = Filing().file_visit(shelf.visit(finding()))
    officer = officers.enrol("李某", "1", unit="network", office="530100", units=shipped_units())
    key = make_key(home.keys / "trademark.pem", PASSPHRASE)
    listed = next(one for one in map(load_list, shipped_lists()) if "trademark" in one.units)
    with monkeypatch.context() as patch:
        patch.setattr("leads.signing_off.ledger_begun", lambda _home: False)
        Stages.of(home).screen(lead.hint_no, officer)
    add_agreement(agreements_path(home.lists, listed.id), sign(listed, "trademark", "李某", key))
    assert keep_up(home, office) == []
    assert keep_up(home, office) == []
    assert kinds(home, office).count("sign-off") == 1
    (agreed,) = entries_of(home, AGREEMENT)
    assert agreed.facts["unit"] == "trademark"
    assert agreed.subjects[1].sha256 == listed.digest
    assert enter_agreements(home, office) == 0


@pytest.mark.parametrize("passphrase", [None, "that of a unit"])
def test_a_key_that_cannot_be_opened_is_named_and_stops_nothing(
    home: Home,
    office: Office,
    service: TimeService,
    passphrase: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if passphrase is None:
        monkeypatch.delenv("WANGJIAN_PASSPHRASE")
    else:
        monkeypatch.setenv("WANGJIAN_PASSPHRASE", passphrase)
    entered(home, office)
    ((zh, en),) = keep_up(home, office, now=in_a_day())
    assert "尚未签名" in zh
    assert "no signed head" in en
    assert service.asked == 1, "the head that there is was stamped"


def test_an_authority_that_is_down_is_named_and_asked_again(
    home: Home, office: Office, service: TimeService
) -> None:
    service.down = True
    ((zh, _),) = keep_up(home, office)
    assert "日志头" in zh
    assert "待取得" in zh
    service.down = False
    assert keep_up(home, office, now=in_a_day()) == []
    assert judged(home, office).ok


def test_a_second_place_that_is_gone_is_named_and_catches_up(
    home: Home, office: Office, tmp_path: Path
) -> None:
    away = (tmp_path / "second").rename(tmp_path / "unmounted")
    entered(home, office)
    said = keep_up(home, office, now=in_a_day())
    assert any("第二存放处" in zh for zh, _ in said), said
    away.rename(tmp_path / "second")
    assert keep_up(home, office) == []
    report = judged(home, office)
    assert report.ok, report.faults
    assert report.heads == 4


@pytest.mark.parametrize("broken", ["ledger", "roots"])
def test_what_is_broken_is_named_and_never_raised(home: Home, office: Office, broken: str) -> None:
    path = home.ledger / "ledger.jsonl" if broken == "ledger" else home.path / "time-root.pem"
    path.write_bytes(path.read_bytes()[5:])
    said = keep_up(home, office)
    assert said
    assert all(zh and en for zh, en in said)
    if broken == "roots":
        assert any(str(path) in zh for zh, _ in said)


def test_a_pending_package_is_finished_when_its_stamp_has_come(
    home: Home, office: Office, service: TimeService, tmp_path: Path
) -> None:
    key = make_seal_key(home.seal_keys, holder_of(home, office), PASSPHRASE)
    plain = sample_case(tmp_path / "case", anchors=anchors_of(home, office))
    row = CasePackage.objects.create(
        number=plain.number, case=plain.case, serial=plain.serial, made_at=timezone.now()
    )
    subject, prepared = subject_of(plain), prepare(plain, tmp_path / "work")
    signature = sign_package(prepared, subject, home.seals, key, case_is_real=True)
    with opened_ledger(home, office, passphrase=PASSPHRASE) as ledger:
        assert ledger is not None
        enter_package(prepared, subject, signature, ledger)
        pending = write_package(prepared, seal_files(signature), home.packages)
    CasePackage.objects.filter(pk=row.pk).update(file=str(pending))
    service.down = True
    said = keep_up(home, office)
    assert any(zh.startswith(plain.number) and "待取得" in zh for zh, _ in said), said
    assert pending.exists()
    service.down = False
    assert keep_up(home, office, now=in_a_day()) == []
    row.refresh_from_db()
    assert row.stamped
    assert not pending.exists()
    verified = PackageKind(trust_of(home, office)).verify(Path(row.file))
    assert verified.ok, verified.faults
    assert keep_up(home, office, now=in_a_day()) == []
