"""Asking for the stamps of all packages that wait, with a real authority on loopback."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from evidence.archive.reader import check_file
from evidence.seal.stamping import chain_path, state_path, token_path
from evidence.seal.timestamp import verify_timestamp
from leads.home import Home
from leads.models import CasePackage
from leads.office import Office, load_office
from leads.timestamping import PackageStamps, stamp_all
from tests.leads.time_service import TimeService, time_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[TimeService]:
    with time_service(tmp_path / "tsa") as service:
        yield service


@pytest.fixture
def office(home: Home, service: TimeService) -> Office:
    (home.path / "time-root.pem").write_bytes(service.authority.root.pem)
    home.office_file.write_text(service.settings(), encoding="utf-8")
    return load_office(home)


def sealed(home: Home, number: str, *, stamped: bool = False) -> Path:
    """A package that was signed, and its signature."""
    CasePackage.objects.create(
        number=number, case=number, made_at=timezone.now(), file="x.zip", stamped=stamped
    )
    path = home.seals / number / "package.p7s"
    path.parent.mkdir(parents=True)
    path.write_bytes(f"the signature of {number}".encode())
    return path


def ask(home: Home, office: Office, **how: object) -> list[PackageStamps]:
    return asyncio.run(stamp_all(home, office, **how))  # type: ignore[arg-type]


def test_all_that_waits_is_stamped_and_the_traffic_kept(
    home: Home, office: Office, service: TimeService
) -> None:
    paths = [sealed(home, f"WJ-{number}") for number in range(3)]
    done = sealed(home, "WJ-done", stamped=True)
    CasePackage.objects.create(number="WJ-begun", case="x", made_at=timezone.now())
    found = ask(home, office)
    assert [one.number for one in found] == ["WJ-0", "WJ-1", "WJ-2"]
    assert all(one.complete and one.lines() == [] for one in found)
    assert service.asked == 3
    roots = [service.authority.root.certificate]
    for path in paths:
        token = token_path(path, "local").read_bytes()
        assert verify_timestamp(path.read_bytes(), token, roots).trusted
        assert chain_path(path, "local").exists()
    assert not token_path(done, "local").exists()
    (kept,) = (home.seals / "traffic").glob("*.warc.gz")
    report = check_file(kept)
    assert (report.faults, report.records) == ([], 1 + 2 * 3)
    assert ask(home, office)[0].complete
    assert service.asked == 3


def test_an_authority_that_is_down_is_asked_once_a_round_and_again_when_due(
    home: Home, office: Office, service: TimeService
) -> None:
    paths = [sealed(home, f"WJ-{number}") for number in range(3)]
    service.down = True
    now = datetime.now(UTC)
    found = ask(home, office, now=now)
    assert service.asked == 1, "one refusal is enough"
    for one in found:
        ((zh, en),) = one.lines()
        assert zh.startswith(f"{one.number}：")
        assert "待取得" in zh
        assert "pending" in en
    assert not any(one.complete for one in found)
    assert state_path(paths[0]).exists()
    service.down = False
    ask(home, office, now=now + timedelta(seconds=10))
    assert service.asked == 3, "the first is not due yet, the others were never asked for"
    assert all(one.complete for one in ask(home, office, at_once=True))
    assert service.asked == 4


def test_what_is_wrong_with_one_package_stops_no_other(
    home: Home, office: Office, service: TimeService
) -> None:
    first, second = sealed(home, "WJ-1"), sealed(home, "WJ-2")
    state_path(first).write_text("{", encoding="utf-8")
    broken, whole = ask(home, office)
    ((zh, _),) = broken.lines()
    assert "WJ-1" in zh
    assert str(state_path(first)) in zh
    assert not broken.complete
    assert whole.complete
    assert token_path(second, "local").exists()
    assert service.asked == 1


def test_an_office_without_an_authority_is_told_for_each_package(home: Home) -> None:
    assert ask(home, Office()) == []
    sealed(home, "WJ-1")
    (one,) = ask(home, Office())
    ((zh, _),) = one.lines()
    assert "[[timestamp]]" in zh
    assert not one.complete
